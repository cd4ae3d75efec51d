# SPDX-License-Identifier: MIT
"""Reads a date or a time as people type it, and refuses what could mean two things."""

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

MONTHS = (
    ("january", "ionawr"),
    ("february", "chwefror"),
    ("march", "mawrth"),
    ("april", "ebrill"),
    ("may", "mai"),
    ("june", "mehefin"),
    ("july", "gorffennaf"),
    ("august", "awst"),
    ("september", "medi"),
    ("october", "hydref"),
    ("november", "tachwedd"),
    ("december", "rhagfyr"),
)
DAY_WORDS = {
    "today": 0,
    "heddiw": 0,
    "yesterday": -1,
    "ddoe": -1,
    "tomorrow": 1,
    "yfory": 1,
}
SHORTEST_MONTH = 3
NEAR = timedelta(days=150)
"""A date without a year is taken as the nearest one only when no other is about as near."""
CENTURY = 100
TWO_DIGIT_REACH = 20
NOON = 12
FOUR_DIGITS = 4


class Expects(StrEnum):
    """On which side of today the date has to be; it settles a date without a year."""

    PAST = "past"
    FUTURE = "future"
    ANY = "any"


class UnclearDate(ValueError):
    """The words cannot be read as one date. The message says what to type."""


def parse_date(text: str, today: date, expects: Expects = Expects.ANY) -> date:
    """Read 27 3 2026, 27/3/26, 27 Mar, 2026-03-27, today, yesterday or tomorrow."""
    cleaned = text.strip().lower()
    if cleaned in DAY_WORDS:
        return today + timedelta(days=DAY_WORDS[cleaned])
    parts = re.findall(r"\d+|[^\W\d_]+", _without_ordinals(cleaned))
    match parts:
        case [year, month, day] if len(year) == FOUR_DIGITS and year.isdigit():
            return _made(int(year), _month(month), _number(day))
        case [day, month, year]:
            return _day_month_year(day, month, year, today)
        case [day, month] if _named(month) or _named(day):
            return _without_year(day, month, today, expects)
    raise UnclearDate(_("Enter a date with a day, a month and a year, for example 27 3 2026"))


def _without_ordinals(text: str) -> str:
    """Drop what people type round a date: weekdays, "1st", "of"."""
    text = re.sub(r"\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b[, ]*", " ", text)
    text = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text)
    return re.sub(r"\bof\b", " ", text)


def _day_month_year(day: str, month: str, year: str, today: date) -> date:
    if _named(day):
        day, month = month, day
    return _made(_year(year, today), _month(month), _number(day))


def _named(word: str) -> int:
    """The number of a month that is written as a word, or 0."""
    if len(word) < SHORTEST_MONTH or word.isdigit():
        return 0
    for number, names in enumerate(MONTHS, start=1):
        if any(name.startswith(word) for name in names) or (number, word) == (9, "sept"):
            return number
    return 0


def _month(word: str) -> int:
    if named := _named(word):
        return named
    number = _number(word)
    if number > len(MONTHS):
        raise UnclearDate(_("Enter the day before the month, for example 27 3 2026"))
    return number


def _number(word: str) -> int:
    if not word.isdigit() or not word.isascii():
        raise UnclearDate(_("Enter the month as a number or a name, for example 27 3 2026"))
    return int(word)


def _year(word: str, today: date) -> int:
    year = _number(word)
    if len(word) == FOUR_DIGITS:
        return year
    full = today.year - today.year % CENTURY + year
    if len(word) != 2 or abs(full - today.year) > TWO_DIGIT_REACH:  # noqa: PLR2004 - digits
        raise UnclearDate(_("Enter the year with 4 digits, for example 27 3 2026"))
    return full


def _made(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UnclearDate(_("Enter a real date, for example 27 3 2026")) from None


def _without_year(first: str, second: str, today: date, expects: Expects) -> date:
    day, month = (second, first) if _named(first) else (first, second)
    if not day.isdigit() or len(day) > 2:  # noqa: PLR2004 - digits of a day
        raise UnclearDate(_("Enter the day as well, for example 27 3 2026"))
    choices = [
        found
        for year in (today.year - 1, today.year, today.year + 1)
        if (found := _possible(year, _named(month), int(day)))
    ]
    return _nearest(choices, today, expects)


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(choices: list[date], today: date, expects: Expects) -> date:
    sides: dict[Expects, Callable[[date], bool]] = {
        Expects.PAST: lambda found: found <= today,
        Expects.FUTURE: lambda found: found >= today,
        Expects.ANY: lambda found: abs(found - today) <= NEAR,
    }
    fitting = sorted(filter(sides[expects], choices), key=lambda found: abs(found - today))
    if not fitting:
        raise UnclearDate(_("Enter the year as well, for example 27 3 2026"))
    return fitting[0]


def parse_time(text: str) -> time:
    """Read 9:05am, 9.05, 2pm, 14:30, 1430, midday or midnight."""
    cleaned = re.sub(r"\s+", "", text.lower())
    if cleaned in {"midday", "noon", "12noon"}:
        return time(NOON)
    if cleaned == "midnight":
        return time(0)
    found = re.fullmatch(r"(\d{1,2})(?:[:.]?([0-5]\d))?(am|pm)?", cleaned)
    if not found:
        raise UnclearDate(_("Enter a time, for example 9:05am or 14:30"))
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half is None and found[2] is None:
        raise UnclearDate(_("Enter am or pm, for example 9am"))
    return _hour_of(hour, minute, half)


def _hour_of(hour: int, minute: int, half: str | None) -> time:
    if half and 1 <= hour <= NOON:
        return time(hour % NOON + (NOON if half == "pm" else 0), minute)
    if half is None and hour < 24:  # noqa: PLR2004 - hours of a day
        return time(hour, minute)
    raise UnclearDate(_("Enter a time, for example 9:05am or 14:30"))
