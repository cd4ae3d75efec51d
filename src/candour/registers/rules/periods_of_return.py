# SPDX-License-Identifier: MIT
"""The quarters for which people declare, or say that there is nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_IN_A_QUARTER = 3
QUARTERS = 4
_SHAPE = re.compile(r"(20\d\d)-q([1-4])")


@dataclass(frozen=True)
class Quarter:
    year: int
    number: int

    @property
    def code(self) -> str:
        return f"{self.year}-q{self.number}"

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS_IN_A_QUARTER + 1, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        over = self.number == QUARTERS
        return Quarter(self.year + over, 1 if over else self.number + 1)


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month - 1) // MONTHS_IN_A_QUARTER + 1)


def as_quarter(code: str) -> Quarter | None:
    """Read "2026-q4"; none if it is no quarter."""
    found = _SHAPE.fullmatch(code.lower())
    return Quarter(int(found[1]), int(found[2])) if found else None
