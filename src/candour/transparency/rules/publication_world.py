# SPDX-License-Identifier: MIT
"""Everything that people might try with one release, and what must hold throughout."""

from collections.abc import Iterator
from typing import Any

from candour.kernel.exploration import Invariant, Step, World
from candour.kernel.procedure import Act, Given, Procedure
from candour.kernel.roles import Role
from candour.transparency.rules.publication import (
    PUBLICATION,
    Decided,
    Reasoned,
    Release,
    Stage,
)

KEEPER, PRESS, STANDARDS, BOTH, ANYONE = "keeper", "press", "standards", "both", "anyone"
ROLES = {
    KEEPER: frozenset({Role.REGISTRAR, Role.WORKFORCE}),
    PRESS: frozenset({Role.COMMUNICATIONS, Role.WORKFORCE}),
    STANDARDS: frozenset({Role.REASSESSOR, Role.WORKFORCE}),
    BOTH: frozenset({Role.REGISTRAR, Role.MONITORING_OFFICER, Role.WORKFORCE}),
    ANYONE: frozenset({Role.WORKFORCE}),
}
CELLS = frozenset({"GR-1/description", "GR-1/donor_name"})
STARTS = tuple(
    Release(frozenset({by}), CELLS, over=over, corrects=corrects)
    for by in (KEEPER, BOTH)
    for over, corrects in ((True, False), (False, False), (True, True))
)


def worlds(procedure: Procedure[Release] = PUBLICATION) -> tuple[World[Release], ...]:
    return (
        World(
            name="five people, of whom one holds both offices",
            procedure=procedure,
            starts=tuple((procedure.start, start) for start in STARTS),
            people=tuple(ROLES),
            roles=lambda _release, person: ROLES[person],
            tries=_tries,
            time_passes=_the_period_ends,
            forget=lambda _stage, release: release,
            invariants=INVARIANTS,
        ),
    )


def _the_period_ends(release: Release) -> Release | None:
    if release.over:
        return None
    return Release(release.preparers, release.undecided, corrects=release.corrects)


def _tries(act: Act[Release, Any], release: Release, person: str) -> Iterator[Given]:
    match act.name:
        case "decide_redactions":
            yield Decided(by=person)
            for cell in sorted(CELLS):
                yield Decided(by=person, cells=frozenset({cell}))
                yield Decided(by=person, cells=frozenset({cell}), hides=True)
                yield Decided(by=person, cells=frozenset({cell}), hides=True, reason="harm")
        case "propose_release" | "send_back_release" | "withdraw_release":
            yield Reasoned(by=person)
            yield Reasoned(by=person, reason="The value was wrong.")
        case _:
            yield Given(by=person)


def _two_people(step: Step[Release]) -> bool:
    return step.given.by not in step.matter.preparers


def _all_decided(step: Step[Release]) -> bool:
    return not step.matter.undecided


def _whoever_decides_prepared(step: Step[Release]) -> bool:
    return step.given.by in step.matter_after.preparers


def _reasons(step: Step[Release]) -> bool:
    given = step.given
    return not isinstance(given, Decided) or not given.hides or bool(given.reason)


def _nothing_before_its_time(step: Step[Release]) -> bool:
    return step.stage_after is not Stage.PUBLISHED or step.matter.over


INVARIANTS = (
    Invariant(
        "SOD17", "whoever publishes did not prepare it", _two_people, frozenset({"publish_release"})
    ),
    Invariant(
        "SOD17", "every careful value is decided before it is public", _all_decided,
        frozenset({"propose_release", "publish_release"}),
    ),
    Invariant(
        "SOD17", "whoever decides on a value counts as preparing it", _whoever_decides_prepared,
        frozenset({"decide_redactions"}),
    ),
    Invariant("P1", "what is withheld has a reason", _reasons),
    Invariant("P2", "no period is published before its end", _nothing_before_its_time),
)  # fmt: skip
