# SPDX-License-Identifier: MIT
"""A diary that lives on a calendar server: connected once, read every night, let go of again."""

import threading
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from calendar_server import NAME, PASSWORD, calendar_server
from county import county
from django.db import connection
from django.test import Client
from django.utils import timezone

from candour.config.environment import Misconfigured, servers
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.models import Event
from candour.people.models import Person
from candour.review.diaries import calendar_server as reader
from candour.review.diaries.calendar_server import Access, is_on_a_named_server, visit
from candour.review.diaries.occurrences import NotADiary
from candour.review.models import DiaryDate, DiaryReading, DiarySubscription
from candour.review.queries.sources import subscription_of
from candour.review.services.subscribing import subscribe, unsubscribe, visit_all
from markup import page, words

pytestmark = pytest.mark.django_db
OVERSEES = frozenset({Role.OVERSEER})
NOW = timezone.make_aware(datetime(2026, 12, 15, 0, 30))
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
DINNER = ("SUMMARY:Ribblesea Systems dinner", "DTSTART;VALUE=DATE:20261112")
WEEKLY = (
    "SUMMARY:SMT",
    "DTSTART:20261102T090000Z",
    "DTEND:20261102T100000Z",
    "RRULE:FREQ=WEEKLY;COUNT=3",
)


@pytest.fixture(autouse=True)
def within_the_quarter():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with calendar_server(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture
def server(running, settings):
    settings.CALENDAR_SERVERS = (running.root,)
    running.put("dinner", *DINNER)
    running.put("weekly", *WEEKLY)
    return running


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def officer(aldshire):
    return aldshire.people["deputy.chief"]


def access(server, **other):
    return Access(**{"address": server.calendar, "username": NAME, "password": PASSWORD, **other})


def connect(aldshire, officer, server, **other):
    by = aldshire.by("head.secretariat", "overseer")
    return subscribe(officer, access(server, **other), by=by, roles=OVERSEES, today=NOW)


def kept(officer):
    rows = DiaryDate.objects.filter(
        reading__diary__person=officer, reading__superseded_at=None
    ).order_by("day")
    return [row.day.isoformat() for row in rows]


def test_a_diary_is_read_as_it_is_connected_and_its_password_is_sealed(aldshire, officer, server):
    connect(aldshire, officer, server)
    assert kept(officer) == ["2026-11-02", "2026-11-09", "2026-11-12", "2026-11-16"]
    reading = DiaryReading.objects.get(diary__person=officer)
    assert (reading.source, reading.entries, reading.within) == ("subscription", 2, 2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, username, password FROM review_diarysubscription")
        stored = str([bytes(value) for value in cursor.fetchone()])
    assert PASSWORD not in stored
    assert NAME not in stored
    acts = Event.objects.filter(stream_id=reading.diary.stream).order_by("seq")
    assert [one.act for one in acts] == ["calendar_connected", "diary_read"]


def test_every_night_brings_what_has_changed_and_a_quiet_night_nothing(aldshire, officer, server):
    connect(aldshire, officer, server)
    visit_all(NOW + timedelta(days=1))
    before = DiaryReading.objects.count()
    visit_all(NOW + timedelta(days=2))
    assert DiaryReading.objects.count() == before

    server.remove("dinner")
    server.put("lunch", "SUMMARY:Lunch", "DTSTART;VALUE=DATE:20261203")
    visit_all(NOW + timedelta(days=3))
    server.remove("lunch")
    assert kept(officer) == ["2026-11-02", "2026-11-09", "2026-11-16", "2026-12-03"]
    assert DiaryReading.objects.count() == before + 1


def test_a_server_that_does_not_answer_at_night_is_said_and_tried_again(
    aldshire, officer, server, settings
):
    made = connect(aldshire, officer, server)
    DiarySubscription.objects.filter(pk=made.pk).update(problem="")
    settings.CALENDAR_SERVERS = ()
    visit_all(NOW + timedelta(days=1))
    assert subscription_of(officer).problem == reader.ELSEWHERE
    assert len(kept(officer)) == 4
    settings.CALENDAR_SERVERS = (server.root,)
    visit_all(NOW + timedelta(days=2))
    assert subscription_of(officer).problem == ""


def test_who_has_left_is_not_read_any_more(aldshire, officer, server):
    connect(aldshire, officer, server)
    Person.objects.filter(pk=officer.pk).update(left_on=NOW.date())
    server.put("late", "SUMMARY:Late", "DTSTART;VALUE=DATE:20261203")
    visit_all(NOW + timedelta(days=1))
    server.remove("late")
    assert "2026-12-03" not in kept(officer)


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"password": "wrong"}, reader.NOT_LET_IN),
        ({"path": "nothing-here/"}, reader.NO_CALENDAR),
        ({"address": "https://elsewhere.example/d.chief/"}, reader.ELSEWHERE),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(aldshire, officer, server, other, says):
    if path := other.pop("path", ""):
        other["address"] = f"{server.root}{NAME}/{path}"
    with pytest.raises(NotADiary) as told:
        connect(aldshire, officer, server, **other)
    assert str(told.value) == says
    assert not DiarySubscription.objects.exists()


def test_only_who_may_bring_in_a_diary_connects_it(aldshire, officer, server):
    by = aldshire.by("acc.local", "principal")
    with pytest.raises(Refused, match="Only the officer"):
        subscribe(officer, access(server), by=by, roles=frozenset({Role.PRINCIPAL}), today=NOW)


def test_a_diary_has_one_server_and_lets_go_of_its_password(aldshire, officer, server):
    connect(aldshire, officer, server)
    with pytest.raises(Refused, match="already"):
        connect(aldshire, officer, server)
    by = aldshire.by("head.secretariat", "overseer")
    unsubscribe(officer, by=by, roles=OVERSEES)
    assert subscription_of(officer) is None
    assert DiarySubscription.objects.get().password == ""
    assert len(kept(officer)) == 4
    connect(aldshire, officer, server)


def test_it_is_connected_and_disconnected_in_the_browser(aldshire, officer, server):
    client = Client()
    client.force_login(aldshire.people["head.secretariat"].account)
    home = f"/quarter/2026-q3/diary/{officer.pk}"
    assert f"{home}/server" in client.get(home).content.decode()
    sent = {"address": server.calendar, "username": NAME, "password": "wrong"}
    refused = client.post(f"{home}/server", sent)
    assert reader.NOT_LET_IN in words(page(refused))
    assert 'value="wrong"' not in refused.content.decode()
    answer = client.post(f"{home}/server", sent | {"password": PASSWORD}, follow=True)
    assert "The diary is connected and was read." in words(page(answer))
    shown = client.get(f"{home}/server")
    assert server.calendar in words(page(shown))
    assert PASSWORD not in shown.content.decode()
    client.post(f"{home}/server/end")
    assert subscription_of(officer) is None


# ---------------------------------------------------------------- servers that are none, or hostile


class Says(BaseHTTPRequestHandler):
    status, body, headers_ = 207, b"", ()

    def do_REPORT(self):
        type(self).asked = getattr(type(self), "asked", 0) + 1
        self.rfile.read(
            int(self.headers["Content-Length"])
        )  # unread, it would reset the connection
        self.send_response(self.status)
        for name, value in self.headers_:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_words):
        """Silent."""


@contextmanager
def saying(status=207, body=b"", headers=()):
    handler = type("Handler", (Says,), {"status": status, "body": body, "headers_": headers})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", handler
        server.shutdown()


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"body": BOMB}, reader.NO_SENSE),
        ({"body": b"not xml"}, reader.NO_SENSE),
        ({"status": 200, "body": b"<html/>"}, reader.NO_SENSE),
        ({"status": 302, "headers": (("Location", "http://127.0.0.1:9/"),)}, reader.NO_SENSE),
        ({"body": b"<a>" + b"x" * (reader.MOST_BYTES + 1)}, reader.TOO_LARGE),
    ],
    ids=["an entity bomb", "no xml", "a web page", "a redirect", "too much"],
)
def test_a_hostile_answer_is_refused_with_what_to_do(answer, says):
    with saying(**answer) as (address, _handler), pytest.raises(NotADiary) as told:
        visit(Access(address, "a", "b"), FIRST, LAST, servers=(address,))
    assert str(told.value) == says


def test_an_address_that_is_not_named_is_never_asked():
    with saying() as (address, handler):
        for elsewhere in (
            address.replace("127.0.0.1", "localhost"),
            f"{address}../x",
            f"{address}a",
        ):
            with pytest.raises(NotADiary):
                visit(Access(elsewhere, "a", "b"), FIRST, LAST, servers=(f"{address}cal/",))
        assert not hasattr(handler, "asked")


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("https://cal.example/dav/d.chief/", True),
        ("https://cal.example/dav", True),
        ("https://cal.example/davos/", False),
        ("https://cal.example/other/", False),
        ("http://cal.example/dav/", False),
        ("https://cal.example:444/dav/", False),
        ("https://cal.example.evil.example/dav/", False),
        ("https://me@cal.example/dav/", False),
        ("https://cal.example/dav/../admin/", False),
    ],
)
def test_an_address_lies_at_or_below_a_named_one(address, there):
    assert is_on_a_named_server(address, ("https://cal.example/dav/",)) is there


def test_a_server_is_named_with_https_or_not_at_all(monkeypatch):
    monkeypatch.setenv("CANDOUR_CALENDAR_SERVERS", "https://a.example/ http://127.0.0.1:5232/")
    assert servers("CANDOUR_CALENDAR_SERVERS") == ("https://a.example/", "http://127.0.0.1:5232/")
    monkeypatch.setenv("CANDOUR_CALENDAR_SERVERS", "http://a.example/")
    with pytest.raises(Misconfigured, match="https"):
        servers("CANDOUR_CALENDAR_SERVERS")
