# SPDX-License-Identifier: MIT
"""Dates out as an iCalendar file (RFC 5545) that common mail programs take up.

A calendar is read over shoulders and shared with colleagues: an entry holds a verb, a reference
and a link, and no name, company, place or case content.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from icalendar import Alarm, Calendar, Event

from candour.kernel.procedure import Refused
from candour.kernel.references import as_typed

PRODUCT = "-//Candour//Transparency Gateway//EN"
A_DAY = timedelta(days=1)
CONTENT_TYPE = "text/calendar; charset=utf-8; method=PUBLISH"
KEY = re.compile(r"[a-z0-9_-]{0,60}")


class What(StrEnum):
    """What an entry is for: the only words that a calendar shows beside the reference."""

    EVENT = "Event"
    RECOMMEND = "Recommend by today"
    DECIDE = "Decide by today"
    GIVE_VIEW = "Give your view by today"
    EVIDENCE = "Record evidence by today"
    ASK_AGAIN = "Last day to ask for a reassessment"
    REASSESS = "Reassess by today"
    TELL = "Tell everyone concerned by today"
    REVIEW = "Review by today"


@dataclass(frozen=True)
class CalendarEntry:
    """One day or one span of time of a matter."""

    what: What
    reference: str
    starts: date | datetime
    url: str
    key: str = ""
    """Tells entries of the same kind in one matter apart, for example the code of a mitigation."""
    ends: datetime | None = None
    changed_at: datetime | None = None
    sequence: int = 0
    """Goes up when the entry changes, so that calendars replace what they hold."""
    cancelled: bool = False


def calendar_file(entries: Sequence[CalendarEntry], *, now: datetime) -> bytes:
    """All entries in one file; the same entry has the same UID in every file."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, now))
    written: bytes = calendar.to_ical()
    return written


def uid(entry: CalendarEntry) -> str:
    kind = entry.what.name.lower().replace("_", "-")
    parts = [entry.reference.lower(), kind, *([entry.key] if entry.key else [])]
    return f"{'.'.join(parts)}@candour"


def _event(entry: CalendarEntry, now: datetime) -> Event:
    if as_typed(entry.reference) != entry.reference or not KEY.fullmatch(entry.key):
        raise Refused("A calendar entry names a matter by its reference and by nothing else.")
    event = Event()
    event.add("uid", uid(entry))
    event.add("dtstamp", (entry.changed_at or now).astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("summary", f"{entry.what}: {entry.reference}")
    event.add("url", entry.url)
    event.add("description", entry.url)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    _times(event, entry)
    return event


def _times(event: Event, entry: CalendarEntry) -> None:
    """A deadline is a whole day that leaves the diary free; an event takes its time, in UTC."""
    if isinstance(entry.starts, datetime):
        event.add("dtstart", entry.starts.astimezone(UTC))
        event.add("dtend", (entry.ends or entry.starts + timedelta(hours=1)).astimezone(UTC))
        event.add("transp", "OPAQUE")
        return
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.starts + A_DAY)
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    event.add_component(_reminder())


def _reminder() -> Alarm:
    """At nine the morning before: the day of a deadline is late."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Candour")
    alarm.add("trigger", timedelta(hours=-15))
    return alarm
