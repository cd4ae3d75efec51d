# SPDX-License-Identifier: MIT
"""Finds the day and the time that a message names, when it is clear which it means.

Days are read in British order. A day is not taken from a deadline ("reply by 20 November"), and
of several days one is taken only when the message marks it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice

from candour.gateway.intake_invitation import About, Note, written

_MONTHS = "january february march april may june july august september october november december"
_MONTH = {name[:3]: number for number, name in enumerate(_MONTHS.split(), 1)}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_WEEKDAY = r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+(?:the\s+)?)?"
_NAME = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b\.?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>20\d\d)\b)?"
_SHAPES = (
    (
        rf"\b{_WEEKDAY}(?P<day>\d{{1,2}}){_ORDINAL}"
        rf"(?:\s*(?:-|–|to|and)\s*(?P<last>\d{{1,2}}){_ORDINAL})?\s+(?:of\s+)?{_NAME}{_YEAR}"
    ),
    rf"\b{_WEEKDAY}{_NAME}\s+(?P<day>\d{{1,2}})\b{_ORDINAL}{_YEAR}",
    rf"\b{_WEEKDAY}(?P<day>\d{{1,2}})[/.](?P<month>\d{{1,2}})[/.](?P<year>(?:20)?\d\d)\b",
    r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b",
)
_DATES = tuple(re.compile(shape, re.IGNORECASE) for shape in _SHAPES)

_DEADLINE = re.compile(
    r"\b(?:by|before|until|till|deadline(?: is)?|close[sd]?(?: on)?|no later than|since|sent|dated|"
    r"expires(?: on)?|rsvp(?: by)?|from our letter of|last year's?[^.\n]{0,30})\s*:?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:^|\n)[ \t*]*(?:date|when|dyddiad|pryd)[ \t*]*[:–-]?\s*$", re.IGNORECASE)
_QUOTED = re.compile(r"[^\n]{0,160}\b(?:wrote|ysgrifennodd)\b", re.IGNORECASE)

_HALF = r"(?P<{0}half>a\.?m\b\.?|p\.?m\b\.?)"
_CLOCK = (
    r"(?:(?P<{0}hour>\d{{1,2}})(?:[:.](?P<{0}minute>\d\d))?\s*" + _HALF + "|"
    r"(?P<{0}hour24>\d{{1,2}}):(?P<{0}minute24>\d\d)|"
    r"(?P<{0}hours>[01]\d|2[0-3])[.:]?(?P<{0}minutes>\d\d)\s*(?:hrs|hours)\b|"
    r"(?P<{0}word>noon|midday|midnight))"
)
_BARE = r"(?P<barehour>\d{1,2})(?:[:.](?P<bareminute>\d\d))?"
_UNTIL = r"\s*(?P<until>-|–|to|until|till|for)\s*"
_TIMES = (
    re.compile(rf"(?<![\d£$/.]){_BARE}{_UNTIL}{_CLOCK.format('b')}", re.IGNORECASE),
    re.compile(
        rf"(?<![\d£$/.]){_CLOCK.format('a')}(?:{_UNTIL}{_CLOCK.format('b')})?", re.IGNORECASE
    ),
)
_TIME_LABEL = re.compile(
    r"(?:^|\n)[ \t*]*(?:time|start|starts|arrival|amser)[ \t*]*[:–-][^\n]{0,60}", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?;]\s+(?=[A-Z])|\n")
_NO_YEAR = Note(About.DATE, "Check the year: the message does not say it.")
_NEAR = 80
_MOST_DATES = 200


@dataclass(frozen=True)
class When:
    """What a message says of the day; empty when it is not clear."""

    starts: datetime | None = None
    ends: datetime | None = None
    all_day: bool = False
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class _Day:
    day: date
    last: date
    start: int
    stop: int
    labelled: bool
    notes: tuple[Note, ...]


def when_in(text: str, sent: date, zone: tzinfo) -> When:
    """The one day that the text clearly means, with its time where that stands beside it."""
    days = [day for day in _days(text, sent) if day.last >= sent]
    chosen = _clear(days, text)
    if chosen is None:
        several = list(dict.fromkeys(written(day.day) for day in days))[:4]
        says = f"Enter the date: the message names several ({', '.join(several)})."
        return When(notes=(Note(About.DATE, says),) if several else ())
    if chosen.last > chosen.day:
        return When(
            _on(chosen.day, time.min, zone), _on(chosen.last, time.min, zone), True, chosen.notes
        )
    begins, finishes = _hours(text, chosen)
    if begins is None:
        midnight = _on(chosen.day, time.min, zone)
        notes = (*chosen.notes, Note(About.TIME, "Enter the time: the message does not say it."))
        return When(midnight, midnight, True, notes)
    starts = _on(chosen.day, begins, zone)
    ends = _on(chosen.day, finishes, zone) if finishes else None
    if ends and ends <= starts:
        ends += timedelta(days=1)
    return When(starts, ends, False, chosen.notes)


def _on(day: date, at: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, at, zone)


def _clear(days: list[_Day], text: str) -> _Day | None:
    """The labelled day, or the only one, or the only one with a time."""
    with_hours = [day for day in days if _hours(text, day)[0]] if len(days) > 1 else []
    for choice in ([day for day in days if day.labelled], days, with_hours):
        if choice and len({day.day for day in choice}) == 1:
            return next((day for day in choice if _hours(text, day)[0]), choice[0])
    return None


def _days(text: str, sent: date) -> Iterator[_Day]:
    taken: set[int] = set()
    for pattern in _DATES:
        for found in islice(pattern.finditer(text), _MOST_DATES):
            before = text[max(0, found.start() - 60) : found.start()]
            if not taken.isdisjoint(range(*found.span())):
                continue
            taken.update(range(*found.span()))
            if _DEADLINE.search(before) or _QUOTED.match(text, found.end()):
                continue
            day = _day(found, sent, labelled=bool(_LABEL.search(before)))
            if day is not None:
                yield day


def _day(found: re.Match[str], sent: date, *, labelled: bool) -> _Day | None:
    parts = found.groupdict()
    month = _MONTH.get(parts["month"][:3].lower()) or int(parts["month"])
    weekday = (parts.get("weekday") or "")[:3].lower()
    try:
        day, notes = _dated(int(parts["day"]), month, parts["year"], sent)
        last = day.replace(day=int(parts.get("last") or day.day))
    except ValueError:
        return None
    if weekday and _WEEKDAYS[day.weekday()] != weekday:
        says = f"Check the date: {written(day)} is a {day:%A}; the message says otherwise."
        notes = (Note(About.DATE, says),)
    elif weekday:
        notes = ()
    return _Day(day, max(day, last), found.start(), found.end(), labelled, notes)


def _dated(day: int, month: int, year: str | None, sent: date) -> tuple[date, tuple[Note, ...]]:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day), ()  # noqa: PLR2004 - 26 for 2026
    # The next such day; 29 February may be years away.
    for later in range(9):
        try:
            coming = date(sent.year + later, month, day)
        except ValueError:
            continue
        if coming >= sent:
            return coming, (_NO_YEAR,)
    raise ValueError


def _hours(text: str, day: _Day) -> tuple[time | None, time | None]:
    """The time after the day, else before it in the same sentence, else on a line of its own."""
    after = text[day.stop : day.stop + _NEAR]
    other = min(
        (hit.start() for hit in (shape.search(after) for shape in _DATES) if hit), default=_NEAR
    )
    before = _SENTENCE.split(text[max(0, day.start - _NEAR) : day.start])[-1]
    labelled = _TIME_LABEL.search(text)
    for window in (after[:other], before, labelled.group() if labelled else ""):
        for pattern in _TIMES:
            found = pattern.search(window)
            if found and (begins := _begins(found)):
                # "6.30 for 7pm" says when to come, not when it ends.
                arrival = (found["until"] or "").lower() == "for"
                return begins, None if arrival else _time(found, "b")
    return None, None


def _begins(found: re.Match[str]) -> time | None:
    parts = found.groupdict()
    if "barehour" not in parts:
        return _time(found, "a")
    # "7 to 10pm": the first takes its half of the day from the second.
    ends = _time(found, "b")
    if ends is None or int(parts["barehour"]) > 12:  # noqa: PLR2004 - hours of half a day
        return None
    hour, minute = int(parts["barehour"]) % 12, int(parts["bareminute"] or 0)
    later = ends.hour >= 12 and (hour + 12, minute) < (ends.hour, ends.minute)  # noqa: PLR2004 - the same
    return _clock(hour + 12 if later else hour, minute)


def _time(found: re.Match[str], side: str) -> time | None:
    parts = {name[1:]: given for name, given in found.groupdict().items() if name[0] == side}
    if parts.get("half"):
        hour = int(parts["hour"])
        later = 12 if parts["half"][0].lower() == "p" else 0
        return _clock(hour % 12 + later, int(parts["minute"] or 0)) if 1 <= hour <= 12 else None  # noqa: PLR2004 - the same
    if parts.get("hour24"):
        return _clock(int(parts["hour24"]), int(parts["minute24"]))
    if parts.get("hours"):
        return _clock(int(parts["hours"]), int(parts["minutes"]))
    if parts.get("word"):
        return time(0) if parts["word"].lower() == "midnight" else time(12)
    return None


def _clock(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 - hours and minutes
