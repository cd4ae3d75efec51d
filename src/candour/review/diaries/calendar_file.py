# SPDX-License-Identifier: MIT
"""Reads a diary from a calendar file: every date in a period, with what repeats unfolded.

Lines, zones and moments are read by the Gateway's own reader of invitations, which knows how the
common programs write them. Each series is then handed to the library that unfolds it, alone, so
that a bad one costs no more than itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

import recurring_ical_events
from django.utils import timezone
from icalendar import Calendar as CleanCalendar
from icalendar import Event as CleanEvent
from icalendar import vRecur

from candour.gateway import intake_lines as lines_of
from candour.gateway.intake_calendar import (
    Moment,
    description_of,
    end_of,
    mail_of,
    moment_of,
    name_of,
)
from candour.gateway.intake_invitation import Note, one_line
from candour.gateway.intake_lines import Calendar
from candour.review.diaries.occurrences import DiaryRead, NotADiary, NotRead, Occurrence

MOST_IN_A_SERIES = 2000
TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
LONGEST_TEXT = 4000
NO_DATE = "Check when it is: the file gives no date that can be read."
NO_RULE = "Check how it repeats: the file says it in a way that cannot be followed."
OFTEN = "Check how it repeats: it does so more often than once a day."
ENDS_EARLY = (
    "Check the end of the file: it stops in the middle, and the last entry may be cut short."
)
NOT_A_CALENDAR = (
    "Upload a calendar file: this one does not hold a calendar. Export the diary again as .ics"
)
_PRIVATE = frozenset({"PRIVATE", "CONFIDENTIAL"})


def read_calendar_file(data: bytes, first: date, last: date) -> DiaryRead:
    """Every date from first to last; raises NotADiary when the file is no calendar."""
    calendar = lines_of.parts_of(data)
    if not calendar.head and not calendar.events and b"BEGIN:VCALENDAR" not in data.upper():
        raise NotADiary(NOT_A_CALENDAR)
    found: list[Occurrence] = []
    not_read: list[NotRead] = []
    within = outside = 0
    series = _series(calendar.events)
    for events in series:
        try:
            dates = list(_dates(events, calendar, first, last))
        except _CannotRead as reason:
            not_read.append(NotRead(_title(events[0]) or "no title", str(reason)))
            continue
        found += dates
        within, outside = within + bool(dates), outside + (not dates)
    if not calendar.whole:
        not_read.append(NotRead("the end of the file", ENDS_EARLY))
    found.sort(key=lambda one: (one.day, one.starts is None or one.starts.time(), one.key))
    entries = len(series) + (not calendar.whole)
    return DiaryRead(tuple(found), tuple(not_read), entries, within, outside)


class _CannotRead(Exception):
    """Why one series is left out."""


def _series(events: Iterable[list[str]]) -> list[list[list[str]]]:
    """Events of one series together; those without a name stand alone. The newest version wins."""
    named: dict[str, dict[str, list[str]]] = defaultdict(dict)
    alone = []
    for event in events:
        uid = lines_of.text_of(event, "UID").strip()
        if not uid:
            alone.append([event])
            continue
        moved = lines_of.first(event, "RECURRENCE-ID")
        place = moved.value.strip() if moved else ""
        held = named[uid].get(place)
        if held is None or _sequence(event) >= _sequence(held):
            named[uid][place] = event
    together = [[one[place] for place in sorted(one)] for one in named.values()]
    return together + alone


def _sequence(event: list[str]) -> int:
    written = lines_of.text_of(event, "SEQUENCE").strip()
    return int(written) if written.isdecimal() and len(written) < len("999999999") else 0


def _title(event: list[str]) -> str:
    return one_line(lines_of.text_of(event, "SUMMARY"))


# ---------------------------------------------------------------- the dates of one series


def _dates(
    events: list[list[str]], calendar: Calendar, first: date, last: date
) -> Iterator[Occurrence]:
    clean = CleanCalendar()
    for number, event in enumerate(events):
        clean.add_component(_clean(event, number, calendar))
    try:
        query = recurring_ical_events.of(clean)
        dates = query.between(first, last + timedelta(days=1))
    except Exception as problem:  # a library meets a stranger's rule: whatever it is, it is named
        raise _CannotRead(NO_RULE) from problem
    for one in dates[:MOST_IN_A_SERIES]:
        yield _occurrence(one, events[int(one["X-NUMBER"])])


def _clean(event: list[str], number: int, calendar: Calendar) -> CleanEvent:
    """Only what says when, in zones that are known."""
    notes: list[Note] = []
    begins = moment_of(lines_of.first(event, "DTSTART"), calendar, notes)
    if begins is None:
        raise _CannotRead(notes[-1].says if notes else NO_DATE)
    ends = end_of(event, calendar, begins, notes)
    clean = CleanEvent()
    clean.add("UID", lines_of.text_of(event, "UID").strip() or "alone")
    clean.add("X-NUMBER", str(number))
    clean.add("DTSTART", begins)
    if ends is not None and type(ends) is type(begins) and ends > begins:
        clean.add("DTEND", ends)
    moved = lines_of.first(event, "RECURRENCE-ID")
    if moved is not None:
        was = moment_of(moved, calendar, notes)
        if was is not None:
            clean.add("RECURRENCE-ID", _like(was, begins))
    _add_rules(clean, event, begins, calendar)
    return clean


def _add_rules(clean: CleanEvent, event: list[str], begins: Moment, calendar: Calendar) -> None:
    for rule in lines_of.properties(event, "RRULE"):
        clean.add("RRULE", _rule(rule.value.strip(), begins))
    for name in ("RDATE", "EXDATE"):
        for listed in lines_of.properties(event, name):
            for value in listed.value.split(","):
                one = lines_of.Property(name, value.partition("/")[0], listed.parameters)
                when = moment_of(one, calendar, []) if value.strip() else None
                if when is not None:
                    clean.add(name, _like(when, begins))


def _rule(written: str, begins: Moment) -> vRecur:
    try:
        rule: vRecur = vRecur.from_ical(written)
    except (ValueError, IndexError, KeyError, TypeError) as problem:
        raise _CannotRead(NO_RULE) from problem
    often = {str(one).upper() for one in rule.get("FREQ", [])}
    if not often or often & TOO_OFTEN:
        raise _CannotRead(OFTEN if often else NO_RULE)
    if "UNTIL" in rule:
        rule["UNTIL"] = [_until(one, begins) for one in rule["UNTIL"]]
    return rule


def _until(until: Moment, begins: Moment) -> Moment:
    """The last moment in the kind that the start has: programs mix dates and times."""
    if not isinstance(begins, datetime):
        return until.date() if isinstance(until, datetime) else until
    if not isinstance(until, datetime):
        until = datetime.combine(until, time.max)
    return until if until.tzinfo else until.replace(tzinfo=begins.tzinfo)


def _like(when: Moment, begins: Moment) -> Moment:
    """A date as a moment of the series, or a moment as its date."""
    if isinstance(begins, datetime):
        if isinstance(when, datetime):
            return when.astimezone(begins.tzinfo)
        return datetime.combine(when, begins.timetz())
    return when.date() if isinstance(when, datetime) else when


# ---------------------------------------------------------------- one date


def _occurrence(one: CleanEvent, event: list[str]) -> Occurrence:
    begins, ends = one.start, one.end
    starts = timezone.localtime(begins) if isinstance(begins, datetime) else None
    finishes = timezone.localtime(ends) if isinstance(ends, datetime) else None
    day = starts.date() if starts else begins
    organiser = lines_of.first(event, "ORGANIZER")
    # A date that nobody moved is named by its own start.
    moved = one.get("RECURRENCE-ID")
    named = moved.dt if moved is not None else begins
    return Occurrence(
        uid=lines_of.text_of(event, "UID").strip() or f"{day}/{_title(event)}",
        date_of_series=named.isoformat(),
        day=day,
        last_day=_last_day(day, ends, finishes),
        title=_title(event),
        starts=starts,
        ends=finishes,
        place=one_line(lines_of.text_of(event, "LOCATION").replace("\n", ", ")),
        text=description_of(event)[:LONGEST_TEXT],
        organiser=name_of(organiser),
        organiser_email=mail_of(organiser),
        guests=tuple(filter(None, map(mail_of, lines_of.properties(event, "ATTENDEE")))),
        cancelled=_says(event, "STATUS") == "CANCELLED" or _title(event).startswith("Canceled:"),
        private=_says(event, "CLASS") in _PRIVATE,
    )


def _last_day(day: date, ends: Moment, finishes: datetime | None) -> date:
    """The end of an all-day entry is the day after it; midnight belongs to the day before."""
    if finishes is None:
        return max(day, ends - timedelta(days=1)) if not isinstance(ends, datetime) else day
    if finishes.time() == time.min and finishes.date() > day:
        return finishes.date() - timedelta(days=1)
    return max(day, finishes.date())


def _says(event: list[str], name: str) -> str:
    return lines_of.text_of(event, name).strip().upper()
