# SPDX-License-Identifier: MIT
"""Reads a period of a diary from a calendar server (CalDAV, RFC 4791): one question, no change there.

A server is asked only when the installation names it: an address that somebody types must not make
this machine knock on doors inside its own network.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from urllib.parse import SplitResult, urlsplit

import requests
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from requests.auth import HTTPBasicAuth

from candour.review.diaries.calendar_file import read_calendar_file
from candour.review.diaries.occurrences import DiaryRead, NotADiary

SECONDS_TO_CONNECT, SECONDS_TO_READ = 5, 30
MOST_BYTES = 20_000_000
CHUNK = 65_536
MULTI_STATUS, REFUSED, ABSENT = 207, frozenset({401, 403}), frozenset({404, 405, 410})
CALENDAR_DATA = "{urn:ietf:params:xml:ns:caldav}calendar-data"
ASK = """<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><C:calendar-data/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{first:%Y%m%d}T000000Z" end="{last:%Y%m%d}T000000Z"/>
</C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""
NO_ANSWER = "Check the address: the calendar server does not answer there."
NOT_LET_IN = "Check the name and the password: the calendar server does not let them in."
NO_CALENDAR = "Check the address: there is no calendar on the server there."
NO_SENSE = "Check the address: what answers there is no calendar server."
TOO_LARGE = "Choose a smaller calendar: the server sent more than 20 MB for one quarter."
ELSEWHERE = "Enter an address on a calendar server that is named for this installation."


@dataclass(frozen=True)
class Access:
    """Where a calendar is, and who may read it there."""

    address: str
    username: str
    password: str


@dataclass(frozen=True)
class Visit:
    """What a server sent of a period, read; `digest` says whether it sent the same before."""

    read: DiaryRead
    digest: str


def is_on_a_named_server(address: str, servers: Collection[str]) -> bool:
    """Whether an address lies on one of the servers, at or below its path."""
    wanted = urlsplit(address)
    return any(_lies_on(wanted, urlsplit(server)) for server in servers)


def _lies_on(wanted: SplitResult, server: SplitResult) -> bool:
    here = (wanted.scheme, wanted.hostname, wanted.port)
    below = server.path.rstrip("/") + "/"
    plain = wanted.username is None and ".." not in wanted.path.split("/")
    there = (server.scheme, server.hostname, server.port)
    return plain and here == there and (wanted.path.rstrip("/") + "/").startswith(below)


def visit(access: Access, first: date, last: date, *, servers: Collection[str]) -> Visit:
    """Every date from first to last. Raises NotADiary with what to do."""
    if not is_on_a_named_server(access.address, servers):
        raise NotADiary(ELSEWHERE)
    calendars = sorted(_calendars(_ask(access, first, last)))
    digest = sha256("\0".join(calendars).encode()).hexdigest()
    return Visit(_together(_readings(calendars, first, last)), digest)


def _ask(access: Access, first: date, last: date) -> bytes:
    # A day more at each end: the server reckons in universal time, the diary in ours.
    asked = ASK.format(first=first - timedelta(days=1), last=last + timedelta(days=2))
    try:
        with requests.request(
            "REPORT",
            access.address,
            data=asked.encode(),
            headers={"Depth": "1", "Content-Type": "application/xml; charset=utf-8"},
            auth=HTTPBasicAuth(access.username.encode(), access.password.encode()),
            timeout=(SECONDS_TO_CONNECT, SECONDS_TO_READ),
            allow_redirects=False,
            stream=True,
        ) as answer:
            _check(answer.status_code)
            return _body(answer.iter_content(CHUNK))
    except requests.RequestException as problem:
        raise NotADiary(NO_ANSWER) from problem


def _check(status: int) -> None:
    if status in REFUSED:
        raise NotADiary(NOT_LET_IN)
    if status in ABSENT:
        raise NotADiary(NO_CALENDAR)
    if status != MULTI_STATUS:
        raise NotADiary(NO_SENSE)


def _body(chunks: Iterable[bytes]) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > MOST_BYTES:
            raise NotADiary(TOO_LARGE)
    return bytes(body)


def _calendars(answer: bytes) -> list[str]:
    try:
        told = ElementTree.fromstring(answer, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as problem:
        raise NotADiary(NO_SENSE) from problem
    return [one.text for one in told.iter(CALENDAR_DATA) if one.text]


def _readings(calendars: Iterable[str], first: date, last: date) -> list[DiaryRead]:
    """One of each entry: a server keeps every series in a calendar of its own."""
    return [read_calendar_file(one.encode(), first, last) for one in calendars]


def _together(readings: list[DiaryRead]) -> DiaryRead:
    dates = [each for one in readings for each in one.occurrences]
    dates.sort(key=lambda one: (one.day, one.starts is None or one.starts.time(), one.key))
    return DiaryRead(
        occurrences=tuple(dates),
        not_read=tuple(each for one in readings for each in one.not_read),
        entries=sum(one.entries for one in readings),
        within=sum(one.within for one in readings),
        outside=sum(one.outside for one in readings),
    )
