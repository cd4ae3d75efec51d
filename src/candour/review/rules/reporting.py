# SPDX-License-Identifier: MIT
"""The quarterly report to who holds the body to account: drafted, then frozen by somebody else (EAP B3).

Figures are drawn from the records and locked; people write beside them. Freezing says that the two
belong together, and nothing changes afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.procedure import Act, Given, Procedure, Refused
from candour.kernel.roles import Role
from candour.review.rules.figures import Group

DRAFTERS = frozenset({Role.OVERSEER, Role.REASSESSOR})
FREEZERS = DRAFTERS | {Role.SPONSOR}
"""The sponsor never writes in it, so there is always somebody left who may freeze it."""
READERS = FREEZERS | {Role.OVERSIGHT}
"""Who read it once it is frozen."""


class Stage(StrEnum):
    DRAFT = "draft"
    FROZEN = "frozen"


class PartyKind(StrEnum):
    """What kind of body holds a force to account; the law has changed it before."""

    POLICE_AUTHORITY = "police_authority"
    COMMISSIONER = "commissioner"
    MAYOR = "mayor"
    POLICING_BOARD = "policing_board"
    PANEL = "panel"
    OTHER = "other"


PARTY_WORDS = {
    PartyKind.POLICE_AUTHORITY: "Police authority",
    PartyKind.COMMISSIONER: "Police and crime commissioner",
    PartyKind.MAYOR: "Mayor",
    PartyKind.POLICING_BOARD: "Policing and crime board",
    PartyKind.PANEL: "Police and crime panel",
    PartyKind.OTHER: "Another body",
}


@dataclass(frozen=True)
class Party:
    kind: PartyKind
    name: str
    starts_on: date


def party_on(parties: Sequence[Party], day: date) -> Party | None:
    """Who held the body to account on a day; none before the first."""
    held = [one for one in parties if one.starts_on <= day]
    return max(held, key=lambda one: one.starts_on, default=None)


@dataclass(frozen=True)
class Report:
    """All that the rules know of one report."""

    over: bool = True
    """The quarter has ended."""
    drawn: bool = False
    written: frozenset[Group] = frozenset()
    authors: frozenset[str] = frozenset()
    party: bool = True
    """Somebody holds the body to account on the last day of the quarter."""


@dataclass(frozen=True, kw_only=True)
class Words(Given):
    """What is written beside the figures of each part; nothing where it is left empty."""

    parts: frozenset[Group] = frozenset()


# ---------------------------------------------------------------- what must hold


@clause("EAP B3")
def the_quarter_is_over(report: Report, by: str) -> None:
    if not report.over:
        raise Refused("The quarter has not ended yet, so its figures are not known.", "EAP B3")


@clause("EAP B3")
def the_figures_are_drawn(report: Report, by: str) -> None:
    if not report.drawn:
        raise Refused("Draw the figures first.", "EAP B3")


@clause("EAP B3")
def every_part_is_written(report: Report, by: str) -> None:
    left = len(frozenset(Group) - report.written)
    if left:
        words = "1 part has" if left == 1 else f"{left} parts have"
        raise Refused(f"{words} nothing written beside its figures yet.", "EAP B3")


@clause("EAP B3")
def somebody_else_freezes_it(report: Report, by: str) -> None:
    if by in report.authors:
        raise Refused(
            "You drew the figures or wrote in this report, so somebody else freezes it.", "EAP B3"
        )


@clause("EAP B3")
def it_has_somebody_to_go_to(report: Report, by: str) -> None:
    if not report.party:
        raise Refused(
            "Say first who held the organisation to account on the last day of the quarter.",
            "EAP B3",
        )


def something_is_written(report: Report, given: Words) -> None:
    if not given.parts:
        raise Refused("Enter what is to be said about at least one part.")


# ---------------------------------------------------------------- what becomes true


def it_is_drawn(report: Report, given: Given) -> Report:
    return replace(report, drawn=True, authors=report.authors | {given.by})


def it_is_written(report: Report, given: Words) -> Report:
    return replace(report, written=given.parts, authors=report.authors | {given.by})


def it_is_frozen(report: Report, given: Given) -> Report:
    return report


# ---------------------------------------------------------------- the acts

_DRAFT = frozenset({Stage.DRAFT})

DRAW = Act[Report, Given](
    name="draw_figures",
    label="draw the figures",
    past="Figures drawn",
    by=DRAFTERS,
    source=_DRAFT,
    target=None,
    effect=it_is_drawn,
    clauses=("EAP B3",),
    when=(the_quarter_is_over,),
    records="combination",
)
WRITE = Act[Report, Words](
    name="write_report",
    label="write beside the figures",
    past="Written beside the figures",
    by=DRAFTERS,
    source=_DRAFT,
    target=None,
    effect=it_is_written,
    clauses=("EAP B3",),
    when=(the_figures_are_drawn,),
    requires=(something_is_written,),
)
FREEZE = Act[Report, Given](
    name="freeze_report",
    label="freeze the report",
    past="Frozen and handed over",
    by=FREEZERS,
    source=_DRAFT,
    target=Stage.FROZEN,
    effect=it_is_frozen,
    clauses=("EAP B3",),
    when=(
        the_quarter_is_over,
        the_figures_are_drawn,
        every_part_is_written,
        it_has_somebody_to_go_to,
        somebody_else_freezes_it,
    ),
    records="disclosure",
)

REPORTING = Procedure[Report](
    name="report to who holds the body to account",
    start=Stage.DRAFT,
    acts=(DRAW, WRITE, FREEZE),
    ends=frozenset({Stage.FROZEN}),
    owners={Stage.DRAFT: Role.OVERSEER},
    clauses=("EAP B3",),
)
