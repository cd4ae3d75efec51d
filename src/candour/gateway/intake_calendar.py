# SPDX-License-Identifier: MIT
"""Reads an invitation from a calendar file (.ics), as Outlook, Exchange, Google and Apple write it."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from urllib.parse import unquote

from django.utils import timezone
from icalendar import vDDDTypes

from candour.gateway import intake_lines as lines_of
from candour.gateway.intake_dates import When
from candour.gateway.intake_html import looks_like_html, text_of
from candour.gateway.intake_invitation import (
    MOST_ATTENDEES,
    About,
    Attendee,
    Invitation,
    Note,
    Source,
    address,
    one_line,
    paragraphs,
    with_notes,
    written,
)
from candour.gateway.intake_lines import Calendar, Property
from candour.gateway.intake_zones import zone

_DIGITS = re.compile(r"DTSTART[^:]*:\s*(\d{8})(?:T(\d{6}))?", re.IGNORECASE)
_ONLINE = (
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGCONFLINK",
)
_ENDS_FIRST = "Check when it ends: the file gives an end before its start."
_CANCELLED = "Check that it still happens: the calendar file says that it is cancelled."
_AN_ANSWER = "Check the details: this is an answer to an invitation and not the invitation."
_ATTACHMENT = "The calendar file has an attachment: add it as material if it matters."
_MANY_PEOPLE = Note(
    About.ATTENDEES, f"More than {MOST_ATTENDEES} people are invited: the first are filled in."
)
_FIRST_YEAR, _LAST_YEAR = 2000, 2099

Moment = datetime | date


def read_calendar(data: bytes, today: date) -> Invitation | None:
    """The next event of a calendar file; none when it holds no event."""
    calendar = lines_of.parts_of(data)
    events = list(_in_order(_own(calendar.events), today))
    if not events:
        return None
    event, others = events[0], events[1:]
    return with_notes(_invitation(event, calendar), *_about_the_file(calendar, others))


def _own(events: list[list[str]]) -> list[list[str]]:
    """Without the moved dates of a series whose own event is in the file."""
    series = {
        lines_of.text_of(event, "UID")
        for event in events
        if lines_of.first(event, "RRULE") and not lines_of.first(event, "RECURRENCE-ID")
    }
    return [
        event
        for event in events
        if not lines_of.first(event, "RECURRENCE-ID")
        or lines_of.text_of(event, "UID") not in series
    ]


def _in_order(events: list[list[str]], today: date) -> Iterator[list[str]]:
    """Events to come by their date, then the others as they stand."""
    now = f"{today:%Y%m%d}"
    dated = [(_written_start(event), place, event) for place, event in enumerate(events)]
    to_come = sorted((one for one in dated if one[0] >= now), key=lambda one: one[:2])
    yield from (event for _, _, event in to_come)
    yield from (event for start, _, event in dated if start < now)


def _written_start(event: list[str]) -> str:
    found = next((hit for hit in map(_DIGITS.match, event) if hit), None)
    return "".join(part or "" for part in found.groups()) if found else ""


def _invitation(event: list[str], calendar: Calendar) -> Invitation:
    organiser = lines_of.first(event, "ORGANIZER")
    when = _times(event, calendar)
    people, rooms, further = _attendees(event, mail_of(organiser))
    place = lines_of.text_of(event, "LOCATION") or known_place(event) or ", ".join(rooms)
    invitation = Invitation(
        title=one_line(lines_of.text_of(event, "SUMMARY")),
        organiser_name=name_of(organiser),
        organiser_email=mail_of(organiser),
        starts=when.starts,
        ends=when.ends,
        all_day=when.all_day,
        place=one_line(place.replace("\n", ", ")),
        attendees=people,
        text=description_of(event),
        source=Source.CALENDAR,
    )
    return with_notes(invitation, *when.notes, *_about_the_event(event, when.starts), *further)


# ---------------------------------------------------------------- when


def _times(event: list[str], calendar: Calendar) -> When:
    notes: list[Note] = []
    begins = moment_of(lines_of.first(event, "DTSTART"), calendar, notes)
    if begins is None:
        return When(notes=tuple(notes))
    ends = end_of(event, calendar, begins, notes)
    if not isinstance(begins, datetime) or _marked_all_day(event, begins, ends):
        first, last = _midnight(begins), _midnight(ends) if ends else None
        last = (last - timedelta(days=1)) if last and last > first else first
        return When(first, last, True, tuple(notes))
    ends_at = _at(ends) if ends else None
    if ends_at is not None and ends_at < begins:
        notes.append(Note(About.TIME, _ENDS_FIRST))
        ends_at = None
    return When(begins, ends_at, False, tuple(notes))


def end_of(
    event: list[str], calendar: Calendar, begins: Moment, notes: list[Note]
) -> Moment | None:
    given = moment_of(lines_of.first(event, "DTEND"), calendar, notes)
    lasts = lines_of.first(event, "DURATION")
    if given is not None or lasts is None:
        return given
    try:
        length = vDDDTypes.from_ical(lasts.value.strip())
        return begins + length if isinstance(length, timedelta) else None
    except (ValueError, OverflowError):
        return None


def moment_of(given: Property | None, calendar: Calendar, notes: list[Note]) -> Moment | None:
    if given is None:
        return None
    try:
        moment = vDDDTypes.from_ical(given.value.strip()[:40])
    except (ValueError, OverflowError):
        moment = None
    if not isinstance(moment, date):
        notes.append(Note(About.DATE, "Enter the date: the file gives one that cannot be read."))
        return None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        notes.append(Note(About.DATE, f"Check the date: the file says {written(moment)}."))
        return None
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is not None:
        return timezone.localtime(moment)
    return timezone.localtime(moment.replace(tzinfo=_zone(given, calendar, notes)))


def _zone(given: Property, calendar: Calendar, notes: list[Note]) -> tzinfo:
    default = timezone.get_default_timezone()
    name = given.parameters.get("TZID") or lines_of.text_of(calendar.head, "X-WR-TIMEZONE").strip()
    if not name:
        return default
    known = zone(name, calendar.zones)
    if known is None:
        says = f"Check the time: the time zone “{one_line(name, 80)}” is not known."
        notes.append(Note(About.TIME, says))
    return known or default


def _marked_all_day(event: list[str], begins: datetime, ends: Moment | None) -> bool:
    marked = lines_of.text_of(event, "X-MICROSOFT-CDO-ALLDAYEVENT").strip().upper() == "TRUE"
    at_midnight = begins.time() == time.min and isinstance(ends, datetime)
    return marked and at_midnight and ends is not None and _at(ends).time() == time.min


def _at(moment: Moment) -> datetime:
    return moment if isinstance(moment, datetime) else _midnight(moment)


def _midnight(moment: Moment) -> datetime:
    day = moment.date() if isinstance(moment, datetime) else moment
    return datetime.combine(day, time.min, timezone.get_default_timezone())


# ---------------------------------------------------------------- who and where


def name_of(person: Property | None) -> str:
    name = one_line((person.parameters.get("CN", "") if person else "").strip("\"'"), 200)
    return "" if address(name) else name


def mail_of(person: Property | None) -> str:
    if person is None:
        return ""
    value = re.sub(r"^\s*mailto:", "", unquote(person.value), flags=re.IGNORECASE)
    return address(value) or address(person.parameters.get("EMAIL", ""))


def _attendees(
    event: list[str], organiser: str
) -> tuple[tuple[Attendee, ...], list[str], list[Note]]:
    """The people, the rooms, and what to say when there are too many."""
    people: dict[Attendee, None] = {}
    rooms: list[str] = []
    for invited in islice(lines_of.properties(event, "ATTENDEE"), 2 * MOST_ATTENDEES):
        one = Attendee(name_of(invited), mail_of(invited))
        if invited.parameters.get("CUTYPE", "").upper() in {"ROOM", "RESOURCE"}:
            rooms.append(one.name)
        elif (one.name or one.email) and (not one.email or one.email != organiser):
            people[one] = None
    notes = [_MANY_PEOPLE] if len(people) > MOST_ATTENDEES else []
    return tuple(people)[:MOST_ATTENDEES], rooms, notes


def known_place(event: list[str]) -> str:
    """Apple's pin on the map; else that the meeting is online."""
    pin = lines_of.first(event, "X-APPLE-STRUCTURED-LOCATION")
    if pin and pin.parameters.get("X-TITLE"):
        return pin.parameters["X-TITLE"].replace("\\n", ", ")
    return "Online" if any(lines_of.first(event, name) for name in _ONLINE) else ""


def description_of(event: list[str]) -> str:
    plain = lines_of.text_of(event, "DESCRIPTION")
    if not plain.strip():
        plain = lines_of.text_of(event, "X-ALT-DESC")
    return text_of(plain) if looks_like_html(plain) else paragraphs(plain)


# ---------------------------------------------------------------- what to say


def _about_the_event(event: list[str], starts: datetime | None) -> Iterator[Note]:
    if lines_of.text_of(event, "STATUS").strip().upper() == "CANCELLED":
        yield Note(About.FILE, _CANCELLED)
    if lines_of.first(event, "RRULE") or lines_of.first(event, "RDATE"):
        when = f", {written(starts)}," if starts else ""
        yield Note(About.FILE, f"It repeats: only its first date{when} is filled in.")
    if lines_of.first(event, "ATTACH"):
        yield Note(About.MATERIAL, _ATTACHMENT)


def _about_the_file(calendar: Calendar, others: list[list[str]]) -> Iterator[Note]:
    method = lines_of.text_of(calendar.head, "METHOD").strip().upper()
    if method == "CANCEL":
        yield Note(About.FILE, _CANCELLED)
    if method in {"REPLY", "COUNTER"}:
        yield Note(About.FILE, _AN_ANSWER)
    if not calendar.whole:
        yield Note(About.FILE, "Check the details: the file ends in the middle.")
    if others:
        names = [one_line(lines_of.text_of(one, "SUMMARY"), 80) or "no title" for one in others[:3]]
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""  # noqa: PLR2004 - the three that are named
        events = "event" if len(others) == 1 else "events"
        shown = ", ".join(f"“{name}”" for name in names)
        yield Note(About.FILE, f"{len(others)} other {events} in the file left out: {shown}{more}.")
