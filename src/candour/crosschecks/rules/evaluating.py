# SPDX-License-Identifier: MIT
"""From two sides and their matches to findings.

The same facts give the same findings, in whatever order they came in. Nothing of an earlier run is
asked, but what people have answered since.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from candour.crosschecks.rules.answering import Answers, as_answered
from candour.crosschecks.rules.detecting import (
    Detector,
    Point,
    Severity,
    Together,
    severity_of,
)
from candour.crosschecks.rules.givers import givers_of
from candour.crosschecks.rules.own_money import is_own_money
from candour.crosschecks.rules.relations import names_tell
from candour.crosschecks.rules.sides import (
    Buying,
    Compartment,
    Declaration,
    Match,
    NameOf,
    Spend,
)

LEAST = 1.0
"""Points below which a finding is not worth anybody's question."""
SHOWN = 5
"""Other flows of money that a finding names beside the one that matters most."""


class Facts(NamedTuple):
    """Everything that findings rest on."""

    declarations: Sequence[Declaration]
    spends: Sequence[Spend]
    matches: Sequence[Match]
    answers: Answers


@dataclass(frozen=True)
class Raised:
    """One finding."""

    detector: str
    declared: Declaration
    match: Match
    spent: Spend | None
    """None where the other side is an offer too."""
    points: tuple[Point, ...]
    severity: Severity
    days: int
    buying: Buying
    count: int = 1
    """How many flows of money to that body are in reach."""
    pence: int = 0
    also: tuple[Spend, ...] = ()
    offers: tuple[Declaration, ...] = ()
    part: str = ""
    """Tells findings of one detector about one declaration and one body apart."""

    @property
    def need(self) -> float:
        return round(sum(one.points for one in self.points), 2)

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The same for the same finding in every run."""
        return self.detector, self.declared.key, self.match.paid.spelling, self.part


@dataclass
class Evaluated:
    """The findings of a run, and what became of those that nobody will be shown."""

    raised: list[Raised] = field(default_factory=list)
    held_back: dict[tuple[str, Compartment], int] = field(default_factory=lambda: defaultdict(int))
    """By detector and compartment: beyond what one run may put into the queue."""
    set_aside: dict[Compartment, int] = field(default_factory=lambda: defaultdict(int))
    """Matches that a person has called different."""


def evaluate(facts: Facts, detectors: Iterable[Detector]) -> Evaluated:
    """Lay every declaration beside the money that went to the body that it names."""
    done = Evaluated()
    flows = _flows(facts.spends)
    met = _answered(facts, done)
    every = list(detectors)
    found: list[Raised] = []
    for declared in facts.declarations:
        for match, spends in _bodies(met[declared.key], flows):
            found += _found(declared, match, spends, every)
    for detector in every:
        found += _among(facts.declarations, met, detector)
    _capped(found, every, done)
    return done


def _flows(spends: Iterable[Spend]) -> dict[NameOf, list[Spend]]:
    flows: dict[NameOf, list[Spend]] = defaultdict(list)
    for one in sorted(spends, key=lambda one: (one.day, one.kind, one.key)):
        flows[one.name].append(one)
    return flows


def _answered(facts: Facts, done: Evaluated) -> dict[str, list[Match]]:
    """The matches of each declaration, as people have answered them."""
    by_name: dict[NameOf, list[Match]] = defaultdict(list)
    for match in facts.matches:
        by_name[match.declared].append(match)
    met: dict[str, list[Match]] = {}
    for declared in facts.declarations:
        kept = []
        for match in by_name[declared.name]:
            answered = as_answered(match, declared, facts.answers)
            if answered is None:
                done.set_aside[declared.compartment] += 1
            else:
                kept.append(answered)
        met[declared.key] = kept
    return met


Flows = Mapping[NameOf, list[Spend]]


def _bodies(matches: list[Match], flows: Flows) -> Iterator[tuple[Match, list[Spend]]]:
    """Names of one body together, under the best of them; connected bodies each by themselves."""
    ordered = sorted(matches, key=lambda one: (-one.bits, one.paid.spelling, one.paid))
    same = [one for one in ordered if one.outcome == "same"]
    if same:
        yield same[0], [spent for one in same for spent in flows.get(one.paid, ())]
    seen = {one.paid.spelling for one in same}
    for match in ordered:
        if match.outcome != "same" and match.paid.spelling not in seen:
            seen.add(match.paid.spelling)
            alike = [one for one in ordered if one.paid.spelling == match.paid.spelling]
            yield match, [spent for one in alike for spent in flows.get(one.paid, ())]


def _found(
    declared: Declaration, match: Match, spends: list[Spend], detectors: list[Detector]
) -> Iterator[Raised]:
    for detector in detectors:
        if declared.says not in detector.looks_at:
            continue
        near = [
            one
            for one in spends
            if one.kind in detector.against and detector.reaches(declared, one)
        ]
        if near and (raised := _raised(detector, declared, match, near, spends)):
            yield raised


def _raised(
    detector: Detector, declared: Declaration, match: Match, near: list[Spend], every: list[Spend]
) -> Raised | None:
    """The flow of money that matters most stands for all."""
    best: tuple[float, Together, tuple[Point, ...]] | None = None
    counted: list[Spend] = []
    flows = tuple(every)
    for spent in near:
        own = is_own_money(declared.body_named, spent.by)
        together = Together(declared, spent, match, flows, own)
        if not detector.applies(together):
            continue
        counted.append(spent)
        points = (*detector.points_of(together), *names_tell(match))
        total = sum(one.points for one in points)
        if best is None or (total, -abs(together.days)) > (best[0], -abs(best[1].days)):
            best = (total, together, points)
    if best is None or best[0] < LEAST:
        return None
    total, together, points = best
    also = tuple(one for one in counted if one is not together.spent)
    return Raised(
        detector.slug, declared, match, together.spent, points,
        severity_of(total, detector.severity, match.outcome), together.days, together.buying,
        len(counted), sum(one.pence for one in counted), also[:SHOWN],
    )  # fmt: skip


def _among(
    declarations: Sequence[Declaration], met: Mapping[str, list[Match]], detector: Detector
) -> Iterator[Raised]:
    """Findings whose other side is a declaration too."""
    offers = [one for one in declarations if one.says in detector.looks_at and one.name.can_match]
    if detector.among is None:
        return
    for one in detector.among(offers, givers_of(offers, met)):
        first, last = one.offers[0], one.offers[-1]
        others = [each.name for each in one.offers if each.name.telling != last.name.telling]
        outcome, reason = (
            ("connected", "Givers that belong together")
            if one.apart
            else ("same", "The same giver")
        )
        match = Match(last.name, others[0] if others else last.name, outcome, "givers", reason, 0.0)
        total = sum(point.points for point in one.points)
        yield Raised(
            detector.slug, last, match, None, one.points,
            severity_of(total, detector.severity, outcome), (first.starts - last.starts).days,
            Buying.UNKNOWN, len(one.offers), sum(each.pence or 0 for each in one.offers), (),
            one.offers, one.part,
        )  # fmt: skip


def _capped(found: list[Raised], detectors: list[Detector], done: Evaluated) -> None:
    """So many of each detector as people can look at; those that matter most come first."""
    caps = {one.slug: one.cap for one in detectors}
    taken: dict[tuple[str, Compartment], int] = defaultdict(int)
    for one in sorted(found, key=lambda one: (-one.need, one.key)):
        place = (one.detector, one.declared.compartment)
        if taken[place] < caps[one.detector]:
            taken[place] += 1
            done.raised.append(one)
        else:
            done.held_back[place] += 1
