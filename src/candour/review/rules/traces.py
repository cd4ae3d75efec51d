# SPDX-License-Identifier: MIT
"""What an activity leaves behind: a diary entry, a matter, a claim, a register entry (COG R/HS/2).

The quarterly review lays these four side by side. Each is reduced here to what pairing needs; days
are local days, money is in pence.
"""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum


class TraceKind(StrEnum):
    COMMITMENT = "commitment"
    MATTER = "matter"
    CLAIM = "claim"
    ENTRY = "entry"


class Standing(StrEnum):
    """Why a commitment is, or is not, one that the Gateway should know."""

    NEEDS_MATTER = "needs a matter"
    INTERNAL = "inside the organisation"
    PRIVATE = "marked private"
    CANCELLED = "cancelled"
    ROUTINE = "touches no area of vulnerability"


@dataclass(frozen=True)
class Commitment:
    """One date in somebody's diary; a series is one of these for each of its dates."""

    key: str
    person: str
    day: date
    last_day: date
    title: str = ""
    place: str = ""
    organiser: str = ""
    text: str = ""
    starts: time | None = None
    standing: Standing = Standing.NEEDS_MATTER
    areas: tuple[str, ...] = ()
    """The reasons that the proposals of the Gateway give, in their words."""
    hospitality: bool = False
    """Something is eaten, drunk, watched or stayed at as somebody's guest."""


@dataclass(frozen=True)
class MatterTrace:
    """A Gateway matter, under its reference."""

    key: str
    person: str
    day: date | None
    notified_on: date
    title: str = ""
    organiser: str = ""
    place: str = ""
    attends: bool | None = None
    """None until it is decided."""
    hospitality: bool = False
    divergent: bool = False
    retrospective: bool = False
    urgent: bool = False
    conditions_overdue: int = 0
    reassessed_by: str = ""


@dataclass(frozen=True)
class ClaimTrace:
    """Expenses, mileage, overtime or a card payment, by the officer or staff who went along.

    An expense for an event that was declared in Candour is one too, under its reference.
    """

    key: str
    person: str
    """The officer whose activity it belongs to, who need not be the claimant."""
    day: date
    kind: str
    pence: int
    text: str = ""
    place: str = ""
    merchant: str = ""
    host: str = ""
    """Who organised or hosted it, if whoever declared it said so."""
    matter: str = ""
    """The Gateway matter that it names, if whoever declared it named one."""


@dataclass(frozen=True)
class EntryTrace:
    """A gift or hospitality entry."""

    key: str
    person: str
    day: date
    donor: str
    text: str = ""
    pence: int | None = None
    accepted: bool = True
    at_an_event: bool = True
    """Hospitality is had somewhere; a bottle may come by post."""


@dataclass(frozen=True)
class Traces:
    """Everything that is laid side by side for one review."""

    commitments: tuple[Commitment, ...] = ()
    matters: tuple[MatterTrace, ...] = ()
    claims: tuple[ClaimTrace, ...] = ()
    entries: tuple[EntryTrace, ...] = ()


@dataclass(frozen=True)
class Quarter:
    """Three months of the financial year, which begins in April."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in range(1, 5):
            raise ValueError("A quarter is one of 1 to 4")

    @property
    def starts(self) -> date:
        month = 1 + (self.number * 3) % 12
        return date(self.year + (self.number == LAST_QUARTER), month, 1)

    @property
    def ends(self) -> date:
        """The last day."""
        return self.next.starts - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        if self.number == LAST_QUARTER:
            return Quarter(self.year + 1, 1)
        return Quarter(self.year, self.number + 1)

    @property
    def before(self) -> "Quarter":
        if self.number == 1:
            return Quarter(self.year - 1, LAST_QUARTER)
        return Quarter(self.year, self.number - 1)

    @property
    def slug(self) -> str:
        return f"{self.year}-q{self.number}"

    def holds(self, day: date) -> bool:
        return self.starts <= day <= self.ends

    def __str__(self) -> str:
        return f"Quarter {self.number} of {self.year}/{(self.year + 1) % 100:02}"


LAST_QUARTER = 4


def quarter_of(day: date) -> Quarter:
    april = 4
    year = day.year if day.month >= april else day.year - 1
    return Quarter(year, (day.month - april) % 12 // 3 + 1)


def quarter_named(slug: str) -> Quarter:
    """Read "2026-q3"; raises ValueError for anything else."""
    year, _, number = slug.partition("-q")
    if not (year.isdecimal() and number.isdecimal() and len(year) == LAST_QUARTER):
        raise ValueError("A quarter is written 2026-q3")
    return Quarter(int(year), int(number))


@dataclass(frozen=True)
class Pair:
    """Two traces of one activity, and why they are held to be."""

    left: str
    right: str
    points: float
    reasons: tuple[str, ...] = field(default=())
