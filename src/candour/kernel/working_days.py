# SPDX-License-Identifier: MIT
"""Working days in England and Wales, computed by rule and never looked up.

A working day is any day but Saturday, Sunday, Christmas Day, Good Friday and a bank holiday.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
SATURDAY = 5
HERE = ZoneInfo("Europe/London")
E_MAIL_CLOSES_AT = time(16, 30)


@dataclass(frozen=True)
class Proclaimed:
    """What a royal proclamation changed in one year."""

    instead_of: frozenset[date]
    added: frozenset[date]


# Announced one year at a time, so they are data. Later ones come in as a calendar's extra days.
PROCLAIMED: Mapping[int, Proclaimed] = MappingProxyType(
    {
        1999: Proclaimed(frozenset(), frozenset({date(1999, 12, 31)})),
        2002: Proclaimed(
            frozenset({date(2002, 5, 27)}),
            frozenset({date(2002, 6, 3), date(2002, 6, 4)}),
        ),
        2011: Proclaimed(frozenset(), frozenset({date(2011, 4, 29)})),
        2012: Proclaimed(
            frozenset({date(2012, 5, 28)}),
            frozenset({date(2012, 6, 4), date(2012, 6, 5)}),
        ),
        2020: Proclaimed(frozenset({date(2020, 5, 4)}), frozenset({date(2020, 5, 8)})),
        2022: Proclaimed(
            frozenset({date(2022, 5, 30)}),
            frozenset({date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)}),
        ),
        2023: Proclaimed(frozenset(), frozenset({date(2023, 5, 8)})),
    }
)


def easter_sunday(year: int) -> date:
    """The Gregorian rule: the Sunday after the paschal full moon, by the almanac's integers."""
    century, golden = year // 100, year % 19
    leaps_left_out = century - century // 4
    moon_correction = (8 * century + 13) // 25
    moon = (leaps_left_out - moon_correction + 19 * golden + 15) % 30
    full_moon = moon - (moon // 28) * (1 - (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + full_moon + 2 - leaps_left_out) % 7
    return date(year, 3, 28) + timedelta(days=full_moon - weekday)


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())


def _fixed(year: int) -> set[date]:
    """New Year, Christmas and Boxing Day; one at a weekend gives the next free weekday instead."""
    found: set[date] = set()
    for day in (date(year, 1, 1), date(year, 12, 26), date(year, 12, 25)):
        moved = day
        while moved.weekday() >= SATURDAY or moved in found:
            moved += ONE_DAY
        found.add(moved)
    return found


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """Every weekday of the year that is not worked, Christmas Day and Good Friday among them."""
    easter = easter_sunday(year)
    days = _fixed(year) | {
        easter - 2 * ONE_DAY,
        easter + ONE_DAY,
        _first_monday(year, 5),
        _last_monday(year, 5),
        _last_monday(year, 8),
    }
    change = PROCLAIMED.get(year)
    return frozenset(days - change.instead_of | change.added if change else days)


class Sent(StrEnum):
    """How a notice went out."""

    E_MAIL = "e-mail"
    POST = "post"


@dataclass(frozen=True)
class Calendar:
    """The working days of England and Wales, with the extra days that this body does not work."""

    extra_days: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        return (
            day.weekday() < SATURDAY
            and day not in bank_holidays(day.year)
            and day not in self.extra_days
        )

    def next_working_day(self, day: date) -> date:
        """The first working day after this one."""
        return self.add_working_days(day, 1)

    def first_working_day_from(self, day: date) -> date:
        """Answer this day if it is worked, otherwise the next that is."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def add_working_days(self, start: date, number: int) -> date:
        """Count whole working days after the start; a negative number counts back."""
        step = ONE_DAY if number >= 0 else -ONE_DAY
        day, left = start, abs(number)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def last_of(self, number: int, *, beginning_with: date) -> date:
        """The last of so many working days when the first one counts as day one."""
        if number < 1:
            raise ValueError("A period that begins with a day has at least one day")
        return self.add_working_days(self.first_working_day_from(beginning_with), number - 1)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after the start, up to and including the end; below nought if it is past."""
        if end < start:
            return -self.working_days_between(end, start)
        span = (end - start).days
        return sum(self.is_working_day(start + n * ONE_DAY) for n in range(1, span + 1))

    def deemed_served(self, sent_at: datetime, *, by: Sent = Sent.E_MAIL) -> date:
        """The day on which a notice counts as received."""
        if sent_at.tzinfo is None:
            raise ValueError("A notice needs the time zone of the moment it was sent")
        local = sent_at.astimezone(HERE)
        day = local.date()
        if by is Sent.POST:
            return self.first_working_day_from(day + 2 * ONE_DAY)
        if self.is_working_day(day) and local.time() < E_MAIL_CLOSES_AT:
            return day
        return self.next_working_day(day)


ENGLAND_AND_WALES = Calendar()
