# SPDX-License-Identifier: MIT
"""What a policy pack holds: everything that differs between bodies, as frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from candour.kernel.clocks import Basis, Clock, Unit, quantity
from candour.kernel.roles import Role
from candour.kernel.working_days import Calendar
from candour.policy.rules.register_rules import SHIPPED, RegisterRules


@dataclass(frozen=True)
class Item:
    """One entry of a list: a principle, a quick test, a mitigation, a head of a declaration."""

    code: str
    text: str
    hint: str = ""
    clause: str = ""


@dataclass(frozen=True)
class Area(Item):
    """An area of vulnerability, what it asks, and which cross-checks it calls for."""

    prompts: tuple[Item, ...] = ()
    cross_checks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question(Item):
    """A question of the gateway test, with what to think about."""

    prompts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Threshold(Item):
    """A finding that the assessor records, from the weakest to the strongest."""

    calls_for_options: bool = False
    """Once this one is met, ways to handle the risk must be weighed."""


@dataclass(frozen=True)
class ClockRule:
    """How long something may take."""

    code: str
    text: str
    length: int
    unit: Unit
    basis: Basis
    starts: str
    inclusive: bool = False
    clause: str = ""

    @property
    def duration(self) -> str:
        """The length in words, for example "3 working days"."""
        return quantity(self.length, self.unit)

    def start(self, on: date) -> Clock:
        """Set the clock going."""
        return Clock(
            name=self.text,
            started_on=on,
            length=self.length,
            unit=self.unit,
            basis=self.basis,
            inclusive=self.inclusive,
            started_by=self.starts,
        )


@dataclass(frozen=True)
class PostRule:
    """A post that the procedure needs, and what it is to the procedure."""

    code: str
    title: str
    roles: frozenset[Role]
    in_population: bool = False
    serves: str = ""
    deputises_for: str = ""
    reports_to: str = ""
    independent: bool = False


@dataclass(frozen=True)
class Population:
    """Who must use the gateway."""

    name: str
    short: str
    text: str


class Assignment(StrEnum):
    """Which assessor a matter goes to first."""

    OWN = "own"
    POOL = "pool"


class AskWhy(StrEnum):
    """Who says why before a confidential matter opens, once while signed in."""

    NOBODY = "nobody"
    WITHOUT_A_PART = "without_a_part"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class Settings:
    """Choices that the source documents leave to the body."""

    reassessment_suspends_decision: bool
    parties_may_ask_for_reassessment: bool
    retrospective_notification: bool
    tell_sponsor_when_advice_is_rejected: bool
    ask_why_before_source_material: bool
    assign_assessor: Assignment
    dip_sample_per_cent: int
    ask_for_proof_before_reading: bool = False
    """Whether each reading of a matter needs a fresh proof of who reads."""
    # Packs that were adopted before these choices existed are read as if they had made them so.
    ask_why_before_a_matter: AskWhy = AskWhy.WITHOUT_A_PART
    subject_sees_who_looked: bool = False


@dataclass(frozen=True)
class DayOff:
    """A day that this body does not work, beside weekends and bank holidays."""

    day: date
    reason: str


@dataclass(frozen=True)
class Wording:
    """The words of this body: what it calls each role and thing, and named texts for pages."""

    role_names: Mapping[str, str]
    role_plurals: Mapping[str, str]
    nouns: Mapping[str, str]
    texts: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.texts[key] if key in self.texts else self.nouns[key]


AnItem = TypeVar("AnItem", Item, Area, Question, Threshold, ClockRule, PostRule)


@dataclass(frozen=True)
class Pack:
    """One body's version of the procedure."""

    name: str
    title: str
    summary: str
    population: Population
    subjects: tuple[Item, ...]
    areas: tuple[Area, ...]
    known_issues: tuple[Item, ...]
    principles: tuple[Item, ...]
    thresholds: tuple[Threshold, ...]
    harms: tuple[Item, ...]
    questions: tuple[Question, ...]
    quick_tests: tuple[Item, ...]
    mitigations: tuple[Item, ...]
    decision_prompts: tuple[Item, ...]
    reassessment_tests: tuple[Item, ...]
    clocks: tuple[ClockRule, ...]
    posts: tuple[PostRule, ...]
    settings: Settings
    wording: Wording
    days_off: tuple[DayOff, ...] = ()
    registers: RegisterRules = SHIPPED

    @property
    def calendar(self) -> Calendar:
        """The working days of this body; every clock of the pack is read on it."""
        return Calendar(frozenset(off.day for off in self.days_off))

    def area(self, code: str) -> Area:
        return _by_code(self.areas, code)

    def clock(self, code: str) -> ClockRule:
        return _by_code(self.clocks, code)

    def mitigation(self, code: str) -> Item:
        return _by_code(self.mitigations, code)

    def posts_with(self, role: Role) -> tuple[PostRule, ...]:
        return tuple(post for post in self.posts if role in post.roles)

    def role_name(self, role: Role | str) -> str:
        """What this body calls whoever has the role, for example "Head of Standards"."""
        return self.wording.role_names[str(role)]


def _by_code(items: Iterable[AnItem], code: str) -> AnItem:
    for item in items:
        if item.code == code:
            return item
    raise KeyError(code)
