# SPDX-License-Identifier: MIT
"""The periods for which something is published: a month, a quarter, a year.

A code reads as what it covers, since it is part of a permanent address: "2026-10", "2026-10-to-12"
and, for a year from April to March, "2026-04-to-2027-03".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS = 12
APRIL = 4
_SHAPE = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])(?:-to-(?:(20\d\d)-)?(0[1-9]|1[0-2]))?")


class Frequency(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


LENGTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: MONTHS}


@dataclass(frozen=True, order=True)
class Span:
    """So many months from the first of one."""

    first: date
    months: int

    @property
    def last(self) -> date:
        return _later(self.first, self.months) - timedelta(days=1)

    @property
    def next(self) -> Span:
        return Span(_later(self.first, self.months), self.months)

    @property
    def before(self) -> Span:
        return Span(_later(self.first, -self.months), self.months)

    @property
    def code(self) -> str:
        start, last = f"{self.first:%Y-%m}", self.last
        if self.months == 1:
            return start
        year = f"{last.year}-" if last.year != self.first.year else ""
        return f"{start}-to-{year}{last:%m}"

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def _later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, MONTHS)
    return date(day.year + years, month + 1, 1)


def span_of(day: date, frequency: Frequency) -> Span:
    """The period that a day lies in."""
    months = LENGTHS[frequency]
    since_april = (day.month - APRIL) % MONTHS
    return Span(_later(day.replace(day=1), -(since_april % months)), months)


def as_span(code: str) -> Span | None:
    """Read "2026-10-to-12"; none if it is no period."""
    found = _SHAPE.fullmatch(code)
    if not found:
        return None
    first = date(int(found[1]), int(found[2]), 1)
    if not found[4]:
        return Span(first, 1)
    end = int(found[3] or found[1]) * MONTHS + int(found[4])
    months = end - (first.year * MONTHS + first.month) + 1
    return Span(first, months) if months in LENGTHS.values() and months > 1 else None


def financial_year(day: date) -> str:
    """From April: "2026-27"."""
    start = day.year - (day.month < APRIL)
    return f"{start}-{(start + 1) % 100:02d}"


def financial_quarter(day: date) -> int:
    return (day.month - APRIL) % MONTHS // 3 + 1
