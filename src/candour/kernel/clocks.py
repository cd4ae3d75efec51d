# SPDX-License-Identifier: MIT
"""A clock says when something is due and what to tell people about it today.

It keeps what started it and every extension; the rest is computed, never counted down by a job.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from candour.kernel.working_days import ENGLAND_AND_WALES, Calendar

MONTHS_IN_A_YEAR = 12
SAY_MONTHS_FROM = 3
"""A clock in months speaks of months while at least so many are left, then of days."""


class Unit(StrEnum):
    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"


class Basis(StrEnum):
    """Where the length comes from."""

    SOURCE = "S"
    LAW = "L"
    PRACTICE = "P"
    DESIGN = "D"


class Reading(StrEnum):
    """How a clock stands."""

    LEFT = "left"
    DUE_TODAY = "due today"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Extension:
    """More time, in the clock's own unit, and why it was given."""

    length: int
    reason: str

    def __post_init__(self) -> None:
        if self.length < 1 or not self.reason.strip():
            raise ValueError("An extension has a length and a reason")


@dataclass(frozen=True)
class State:
    """A reading in parts, for a screen that speaks another language; `str` is English."""

    reading: Reading
    count: int = 0
    unit: Unit = Unit.DAYS

    def __str__(self) -> str:
        if self.reading is Reading.DUE_TODAY or not self.count:
            return self.reading.value
        return f"{quantity(self.count, self.unit)} {self.reading.value}"


@dataclass(frozen=True)
class Clock:
    """A period of time that runs from one event."""

    name: str
    started_on: date
    length: int
    unit: Unit
    basis: Basis
    inclusive: bool = False
    """The period "begins with" its first day, which counts as day one."""
    extensions: tuple[Extension, ...] = ()
    started_by: str = ""
    """The event that started it, in words."""

    def __post_init__(self) -> None:
        if self.length < 1:
            raise ValueError("A clock runs for at least one day")

    def extended(self, length: int, reason: str) -> Clock:
        return replace(self, extensions=(*self.extensions, Extension(length, reason)))

    def due_on(self, calendar: Calendar = ENGLAND_AND_WALES) -> date:
        """The last day on which this is in time."""
        length = self.length + sum(extension.length for extension in self.extensions)
        match self.unit:
            case Unit.WORKING_DAYS if self.inclusive:
                return calendar.last_of(length, beginning_with=self.started_on)
            case Unit.WORKING_DAYS:
                return calendar.add_working_days(self.started_on, length)
            case Unit.DAYS:
                return self.started_on + timedelta(days=length - self.inclusive)
            case Unit.MONTHS:
                return add_months(self.started_on, length) - timedelta(days=self.inclusive)
            case _:
                assert_never(self.unit)

    def overdue(self, today: date, calendar: Calendar = ENGLAND_AND_WALES) -> bool:
        return today > self.due_on(calendar)

    def reading(self, today: date, calendar: Calendar = ENGLAND_AND_WALES) -> State:
        return until(self.due_on(calendar), today, unit=self.unit, calendar=calendar)

    def state(self, today: date, calendar: Calendar = ENGLAND_AND_WALES) -> str:
        """Words for the screen: "3 working days left", "due today", "1 working day overdue"."""
        return str(self.reading(today, calendar))


def until(
    due: date,
    today: date,
    *,
    unit: Unit = Unit.WORKING_DAYS,
    calendar: Calendar = ENGLAND_AND_WALES,
) -> State:
    """How a date that somebody set stands today, in the words of a clock."""
    if today == due:
        return State(Reading.DUE_TODAY)
    reading = Reading.LEFT if today < due else Reading.OVERDUE
    earlier, later = sorted((today, due))
    return State(reading, *_apart(earlier, later, unit, calendar))


def _apart(earlier: date, later: date, unit: Unit, calendar: Calendar) -> tuple[int, Unit]:
    if unit is Unit.WORKING_DAYS:
        return calendar.working_days_between(earlier, later), unit
    months = whole_months(earlier, later)
    if unit is Unit.MONTHS and months >= SAY_MONTHS_FROM:
        return months, unit
    return (later - earlier).days, Unit.DAYS


def quantity(count: int, unit: Unit) -> str:
    """A number with its unit, singular where it has to be: "1 working day"."""
    words = unit.value.replace("_", " ")
    return f"{count} {words if count != 1 else words.removesuffix('s')}"


def add_months(start: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(start.year * MONTHS_IN_A_YEAR + start.month - 1 + months, MONTHS_IN_A_YEAR)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def whole_months(start: date, end: date) -> int:
    months = (end.year - start.year) * MONTHS_IN_A_YEAR + end.month - start.month
    return months if add_months(start, months) <= end else months - 1
