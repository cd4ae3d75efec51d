# SPDX-License-Identifier: MIT
"""The figures of an inspection pack, each defined once (PEEL18 2, T01).

A figure is the set of records that it counts, as in the quarterly report, whose own figures stand
here as they are. Where not even a reference may leave its place, only a number does.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Protocol, TypeVar

from candour.registers.rules.promises import Standing
from candour.review.rules.figures import FIGURES as REPORTED
from candour.review.rules.figures import Group

Records = frozenset[str]


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


Fact = TypeVar("Fact", bound=Keyed)


class Of(StrEnum):
    """What a figure counts, and so how its records are opened."""

    MATTERS = "matters"
    ENTRIES = "entries"
    EXCEPTIONS = "exceptions"
    CONDITIONS = "conditions"
    REVIEWS = "reviews"
    REPORTS = "reports"
    SAMPLES = "samples"
    POLICIES = "policies"
    FINDINGS = "findings"
    PROCUREMENTS = "procurements"
    RELEASES = "releases"
    DATASETS = "datasets"
    OUTCOMES = "outcomes"
    NUMBER = "number"
    """A number and no records."""


@dataclass(frozen=True)
class ConditionFact:
    key: str
    standing: Standing


@dataclass(frozen=True)
class PolicyFact:
    key: str
    review_on: date


@dataclass(frozen=True)
class FindingFact:
    key: str
    raised_on: date
    answered: bool


@dataclass(frozen=True)
class ProcurementFact:
    key: str
    beyond_planning: bool
    assessed: bool


@dataclass(frozen=True)
class ReleaseFact:
    key: str
    published_on: date
    due_on: date


@dataclass(frozen=True)
class OutcomeFact:
    key: str
    was_public: bool


@dataclass(frozen=True)
class Facts:
    """What is known on one day of some quarters. Days and marks, no words."""

    on: date
    over: frozenset[str]
    """The quarters that have ended by then."""
    reported: Mapping[str, Records] = field(default_factory=dict)
    """The figures of the quarterly report over these quarters."""
    declined: Records = frozenset()
    """Gifts that were offered in these quarters and not taken."""
    conditions: tuple[ConditionFact, ...] = ()
    reviewed: Records = frozenset()
    sent: Records = frozenset()
    """Quarters whose report was frozen."""
    samples: Records = frozenset()
    policies: tuple[PolicyFact, ...] = ()
    findings: tuple[FindingFact, ...] = ()
    procurements: tuple[ProcurementFact, ...] = ()
    releases: tuple[ReleaseFact, ...] = ()
    overdue: Records = frozenset()
    """Datasets that should be public by now."""
    outcomes: tuple[OutcomeFact, ...] = ()
    associations: int = 0
    readings: int = 0
    readers: int = 0


@dataclass(frozen=True)
class Figure:
    code: str
    of: Of
    title: str
    says: str
    """Exactly what is counted."""
    find: Callable[[Facts], Records | int]
    ought_to_be_none: bool = False
    """Anything in it is a shortcoming, and is said as one."""
    banded: bool = False
    """What it counts is restricted, so that the exact number stays there too."""


ANSWER_WITHIN = 28
"""Days after which a finding that nobody answered is late."""
OF_GROUP = {Group.GATEWAY: Of.MATTERS, Group.REGISTERS: Of.ENTRIES, Group.REVIEW: Of.EXCEPTIONS}


def _reported(code: str, facts: Facts) -> Records:
    return facts.reported.get(code, frozenset())


_FROM_THE_REPORT = tuple(
    Figure(
        one.code, OF_GROUP[one.group], one.title, one.says,
        partial(_reported, one.code),
    )
    for one in REPORTED
)  # fmt: skip


def _each(
    every: Callable[[Facts], Iterable[Fact]],
    holds: Callable[[Fact, Facts], bool] = lambda _one, _facts: True,
) -> Callable[[Facts], Records]:
    return lambda facts: frozenset(one.key for one in every(facts) if holds(one, facts))


def _conditions(*standings: Standing) -> Callable[[Facts], Records]:
    return _each(lambda facts: facts.conditions, lambda one, _facts: one.standing in standings)


def _waits_too_long(one: FindingFact, facts: Facts) -> bool:
    return not one.answered and (facts.on - one.raised_on).days > ANSWER_WITHIN


FIGURES = (
    *_FROM_THE_REPORT,
    Figure(
        "declined", Of.ENTRIES, "Gifts not taken",
        "Of the gifts and hospitality, offers that were declined or given back.",
        lambda facts: facts.declined,
    ),
    Figure(
        "conditions", Of.CONDITIONS, "Conditions in force",
        "Conditions that decisions in the registers carry on the day the figures are drawn.",
        _conditions(*Standing),
    ),
    Figure(
        "conditions_late", Of.CONDITIONS, "Conditions whose check is overdue",
        "Of these, those that nobody has checked in time.",
        _conditions(Standing.OVERDUE), ought_to_be_none=True,
    ),
    Figure(
        "conditions_broken", Of.CONDITIONS, "Conditions not kept",
        "Of these, those that the last check found not kept.",
        _conditions(Standing.BROKEN), ought_to_be_none=True,
    ),
    Figure(
        "reviews", Of.REVIEWS, "Quarterly reviews signed",
        "Quarters whose review both reviewers have signed.", lambda facts: facts.reviewed,
    ),
    Figure(
        "reviews_missing", Of.NUMBER, "Quarterly reviews not signed",
        "Quarters that are over and whose review is not signed by both.",
        lambda facts: len(facts.over - facts.reviewed), ought_to_be_none=True,
    ),
    Figure(
        "samples", Of.SAMPLES, "Samples drawn",
        "Samples that the reviewers drew by a start value that anybody can repeat.",
        lambda facts: facts.samples,
    ),
    Figure(
        "reports", Of.REPORTS, "Reports to whoever holds us to account",
        "Quarters whose report was frozen and handed over.", lambda facts: facts.sent,
    ),
    Figure(
        "reports_missing", Of.NUMBER, "Reports not handed over",
        "Quarters that are over and have no frozen report.",
        lambda facts: len(facts.over - facts.sent), ought_to_be_none=True,
    ),
    Figure(
        "policies", Of.POLICIES, "Policies in force",
        "Policies and procedures in force on the day the figures are drawn.",
        _each(lambda facts: facts.policies),
    ),
    Figure(
        "policies_due", Of.POLICIES, "Policies whose review is overdue",
        "Of these, those whose day of review has passed.",
        _each(lambda facts: facts.policies, lambda one, facts: one.review_on < facts.on),
        ought_to_be_none=True,
    ),
    Figure(
        "findings", Of.FINDINGS, "Findings of the cross-checks",
        "Declarations that met a payment or a contract in these quarters.",
        _each(lambda facts: facts.findings),
    ),
    Figure(
        "findings_answered", Of.FINDINGS, "Findings answered",
        "Of the findings, those of which somebody has said what the two names are to each other.",
        _each(lambda facts: facts.findings, lambda one, _facts: one.answered),
    ),
    Figure(
        "findings_late", Of.FINDINGS, "Findings that wait too long",
        f"Of the findings, those that nobody has answered for more than {ANSWER_WITHIN} days.",
        _each(lambda facts: facts.findings, _waits_too_long), ought_to_be_none=True,
    ),
    Figure(
        "procurements", Of.PROCUREMENTS, "Procurements",
        "Procurements taken on for an assessment of conflicts and under way in these quarters.",
        _each(lambda facts: facts.procurements),
    ),
    Figure(
        "procurements_assessed", Of.PROCUREMENTS, "Procurements assessed",
        "Of these, those whose assessment a second person has confirmed.",
        _each(lambda facts: facts.procurements, lambda one, _facts: one.assessed),
    ),
    Figure(
        "procurements_early", Of.PROCUREMENTS, "Procurements ahead of their assessment",
        "Of these, those that went beyond planning without a confirmed assessment.",
        _each(lambda facts: facts.procurements, lambda one, _facts: one.beyond_planning and not one.assessed),
        ought_to_be_none=True,
    ),
    Figure(
        "releases", Of.RELEASES, "Publications",
        "Datasets that were published or corrected in these quarters.",
        _each(lambda facts: facts.releases),
    ),
    Figure(
        "releases_late", Of.RELEASES, "Published late",
        "Of these, those published after the day that the scheme of publication sets.",
        _each(lambda facts: facts.releases, lambda one, _facts: one.published_on > one.due_on),
        ought_to_be_none=True,
    ),
    Figure(
        "datasets_overdue", Of.DATASETS, "Publications overdue",
        "Datasets that should have been published by the day the figures are drawn.",
        lambda facts: facts.overdue, ought_to_be_none=True,
    ),
    Figure(
        "outcomes", Of.OUTCOMES, "Misconduct outcomes",
        "Meetings and hearings that decided in these quarters.",
        _each(lambda facts: facts.outcomes),
    ),
    Figure(
        "outcomes_public", Of.OUTCOMES, "Outcomes that were made public",
        "Of these, those that were published, whether or not their time is over.",
        _each(lambda facts: facts.outcomes, lambda one, _facts: one.was_public),
    ),
    Figure(
        "associations", Of.NUMBER, "Notifiable associations",
        "Associations declared in these quarters. Only the unit that assesses them opens "
        "them, so a band is given.",
        lambda facts: facts.associations, banded=True,
    ),
    Figure(
        "readings", Of.NUMBER, "Readings of requests",
        "Times that somebody opened a request in the Gateway in these quarters, each recorded "
        "before the page was shown.",
        lambda facts: facts.readings,
    ),
    Figure(
        "readers", Of.NUMBER, "People who read them", "Different people among these readings.",
        lambda facts: facts.readers,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """Every figure, on one day: the records that it counts, or the number alone."""

    records: dict[str, list[str]]
    numbers: dict[str, int]

    def count(self, code: str) -> int:
        return self.numbers[code] if code in self.numbers else len(self.records.get(code, ()))


def drawn(facts: Facts) -> Drawn:
    """In an order that does not change: the same facts always give the same figures."""
    found = {one.code: one.find(facts) for one in FIGURES}
    return Drawn(
        records={code: sorted(it) for code, it in found.items() if not isinstance(it, int)},
        numbers={code: it for code, it in found.items() if isinstance(it, int)},
    )


BY_CODE = {one.code: one for one in FIGURES}
FEW = 5


def shown(figure: Figure, count: int) -> int | str:
    """The number as anybody reads it; of what is restricted, the band that it lies in."""
    if not figure.banded:
        return count
    return f"fewer than {FEW}" if count < FEW else f"at least {count // FEW * FEW}"


def differing(then: Drawn, now: Drawn) -> list[str]:
    """The titles of figures that come out otherwise than they did."""
    return [
        one.title
        for one in FIGURES
        if (then.records.get(one.code), then.numbers.get(one.code))
        != (now.records.get(one.code), now.numbers.get(one.code))
    ]
