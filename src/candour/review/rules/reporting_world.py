# SPDX-License-Identifier: MIT
"""Everything that people might try with one quarterly report, and what must hold throughout."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from candour.kernel.exploration import Invariant, Step, World
from candour.kernel.procedure import Act, Given, Procedure
from candour.kernel.roles import Role
from candour.review.rules.figures import Group
from candour.review.rules.reporting import REPORTING, Report, Stage, Words

SECRETARIAT, STANDARDS, CHIEF, READER = "secretariat", "standards", "chief", "reader"
ANYONE = "anyone"
ROLES = {
    SECRETARIAT: frozenset({Role.OVERSEER, Role.WORKFORCE}),
    STANDARDS: frozenset({Role.REASSESSOR, Role.WORKFORCE}),
    CHIEF: frozenset({Role.SPONSOR, Role.WORKFORCE}),
    READER: frozenset({Role.OVERSIGHT, Role.WORKFORCE}),
    ANYONE: frozenset({Role.WORKFORCE}),
}
STARTS = (Report(), Report(over=False), Report(party=False))


def worlds(procedure: Procedure[Report] = REPORTING) -> tuple[World[Report], ...]:
    return (
        World(
            name="two who draft, their chief, one who reads, and somebody else",
            procedure=procedure,
            starts=tuple((procedure.start, start) for start in STARTS),
            people=tuple(ROLES),
            roles=lambda _report, person: ROLES[person],
            tries=_tries,
            time_passes=_the_quarter_ends_and_somebody_is_named,
            forget=lambda _stage, report: report,
            invariants=INVARIANTS,
        ),
    )


def _the_quarter_ends_and_somebody_is_named(report: Report) -> Report | None:
    return None if report.over and report.party else replace(report, over=True, party=True)


def _tries(act: Act[Report, Any], report: Report, person: str) -> Iterator[Given]:
    if act.name == "write_report":
        yield Words(by=person)
        yield Words(by=person, parts=frozenset({Group.GATEWAY}))
        yield Words(by=person, parts=frozenset(Group))
    else:
        yield Given(by=person)


def _two_people(step: Step[Report]) -> bool:
    return step.given.by not in step.matter.authors


def _whole(step: Step[Report]) -> bool:
    return step.matter.drawn and step.matter.written == frozenset(Group)


def _somebody_gets_it(step: Step[Report]) -> bool:
    return step.matter.party


def _not_before_its_time(step: Step[Report]) -> bool:
    return step.matter.over


def _whoever_writes_is_an_author(step: Step[Report]) -> bool:
    return step.given.by in step.matter_after.authors


def _words_follow_figures(step: Step[Report]) -> bool:
    return step.matter.drawn


def _something_is_said(step: Step[Report]) -> bool:
    return bool(step.matter_after.written)


def _a_frozen_report_stays(step: Step[Report]) -> bool:
    return step.stage is not Stage.FROZEN


FREEZING, WRITING = frozenset({"freeze_report"}), frozenset({"write_report"})
INVARIANTS: tuple[Invariant[Report], ...] = (
    Invariant("Q1", "whoever freezes neither drew nor wrote", _two_people, FREEZING),
    Invariant("Q2", "it is frozen whole", _whole, FREEZING),
    Invariant("Q3", "it is frozen for somebody", _somebody_gets_it, FREEZING),
    Invariant("Q4", "no figure is drawn before the quarter ends", _not_before_its_time,
              frozenset({"draw_figures", "freeze_report"})),
    Invariant("Q5", "whoever draws or writes is an author", _whoever_writes_is_an_author,
              frozenset({"draw_figures", "write_report"})),
    Invariant("Q6", "words follow the figures", _words_follow_figures, WRITING),
    Invariant("Q7", "something is said", _something_is_said, WRITING),
    Invariant("Q8", "a frozen report stays as it is", _a_frozen_report_stays),
)  # fmt: skip
