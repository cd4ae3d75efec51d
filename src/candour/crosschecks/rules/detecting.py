# SPDX-License-Identifier: MIT
"""What a detector is: which two sides it lays together, within which days, and what makes it matter.

Every feature that applies adds or takes points and says why in a sentence: the sum is the severity,
and the sentences are the explanation. Identity is not judged here; that is the matching's business.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from candour.crosschecks.rules.sides import Buying, Declaration, Match, Money, Says, Spend


class Severity(IntEnum):
    LOW = 1
    MEDIUM = 2
    HIGH = 3


HIGH_FROM, MEDIUM_FROM = 7.0, 4.0
"""Points from which a finding is of high or of medium severity."""
LARGE = 100_000_00
"""Pence from which money is much."""
DEAR = 100_00
"""Pence from which an offer is dear."""
SOON, A_QUARTER, A_YEAR = 30, 90, 365


@dataclass(frozen=True)
class Together:
    """A declaration beside one flow of money to the body that it names, with all others in reach."""

    declared: Declaration
    spent: Spend
    match: Match
    flows: tuple[Spend, ...] = ()
    """Everything that went to the same body, whenever it was."""
    own_money: bool | None = None
    """Whether it is the money of the declarer's own body; none where nobody says."""

    @cached_property
    def days(self) -> int:
        """From the declaration to the money; below zero, the money came first."""
        return (self.spent.day - self.declared.starts).days

    @cached_property
    def buying(self) -> Buying:
        return self.declared.buying(self.declared.starts, self.spent.day)


class Feature(NamedTuple):
    """Something that makes a finding matter more, or less."""

    points: float
    says: Callable[[Together], str | None]
    """The sentence, where it applies."""


class Point(NamedTuple):
    """A feature that applied, in words."""

    points: float
    sentence: str


@dataclass(frozen=True)
class Repeated:
    """Offers of givers that belong together: to one person, or to the body."""

    offers: tuple[Declaration, ...]
    points: tuple[Point, ...]
    part: str
    """"person" or "body"."""

    @property
    def apart(self) -> bool:
        """Whether they came under names that only somebody, or the matching, put together."""
        return len({one.name.telling for one in self.offers}) > 1


@dataclass(frozen=True)
class Detector:
    slug: str
    title: str
    purpose: str
    clause: str
    """What in the source documents asks for it."""
    looks_at: frozenset[Says]
    against: frozenset[Money]
    look_back: int
    """Days before the declaration in which money counts."""
    look_forward: int
    """Days after it, or after its end where it lasts."""
    severity: Severity
    """The most that a finding of it can be."""
    features: tuple[Feature, ...]
    applies: Callable[[Together], bool] = lambda _together: True
    """What must hold beside the days."""
    cap: int = 100
    """Findings of one run that reach the queue, those that matter most first; the others wait."""
    among: Callable[[Sequence[Declaration], Mapping[str, str]], Iterator[Repeated]] | None = None
    """Looks among the declarations themselves; it is told which giver each of them counts with."""

    def reaches(self, declared: Declaration, spent: Spend) -> bool:
        """Whether the money falls within the days that this detector looks at."""
        after = (spent.day - (declared.ends or declared.starts)).days
        before = (declared.starts - spent.day).days
        if declared.ends is None and declared.says in LASTING:
            return before <= self.look_back
        return before <= self.look_back and after <= self.look_forward

    def points_of(self, together: Together) -> tuple[Point, ...]:
        found = ((one.points, one.says(together)) for one in self.features)
        return tuple(Point(points, said) for points, said in found if said)


LASTING = frozenset({Says.INTEREST, Says.MEMBERSHIP, Says.ASSOCIATION, Says.HOLD})
"""What goes on until its end is known."""


def severity_of(points: float, most: Severity, outcome: str) -> Severity:
    """High needs one body: what is only connected is at most medium until a person says more."""
    found = Severity.HIGH if points >= HIGH_FROM else Severity.MEDIUM
    if points < MEDIUM_FROM:
        found = Severity.LOW
    return min(found, most, Severity.HIGH if outcome == "same" else Severity.MEDIUM)
