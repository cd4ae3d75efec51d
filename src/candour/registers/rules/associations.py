# SPDX-License-Identifier: MIT
"""A notifiable association, told in confidence (PEEL18 2.2/5, COG 2/area3).

The unit grades it, somebody else of the unit decides, and the declarant hears an outcome that gives
nothing else away. Until then every declarant reads the same, whatever the unit knows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.procedure import Act, Given, Procedure, Refused
from candour.kernel.roles import Role
from candour.registers.rules import entry
from candour.registers.rules.entry import (
    Entry,
    Words,
    it_is_not_ones_own,
    nothing_changes,
    nothing_is_asked,
    something_is_said,
)


class State(StrEnum):
    DRAFT = "draft"
    RECEIVED = "received"
    GRADED = "graded"
    """The declarant reads the same word as before."""
    ANSWERED = "answered"
    """The outcome was sent; it is looked at again on its day."""
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


class Grade(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Decision(StrEnum):
    NO_ACTION = "no_action"
    CONDITIONS = "conditions"
    CEASE = "cease"


@dataclass(frozen=True, kw_only=True)
class Association(Entry):
    grade: str = ""
    graded_by: str = ""
    covert: bool = False
    """It touches something live: whatever is done, the declarant reads what everybody reads."""
    decision: str = ""
    decided_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Grading(Words):
    grade: str = ""
    covert: bool = False


@dataclass(frozen=True, kw_only=True)
class Deciding(Words):
    """`text` is what the declarant reads; the unit's own reasons are written apart."""

    decision: str = ""
    reasons: str = ""
    conditions: int = 0


def a_grade_is_given(association: Association, given: Grading) -> None:
    if given.grade not in set(Grade):
        raise Refused("Select a grade.", about="grade")


@clause("PEEL18 2.2/5")
def the_decider_did_not_grade(association: Association, by: str) -> None:
    if by == association.graded_by:
        raise Refused("Whoever graded it does not decide.", "PEEL18 2.2/5")


def a_decision_is_made(association: Association, given: Deciding) -> None:
    if given.decision not in set(Decision):
        raise Refused("Select what you decide.", about="decision")


def the_unit_knows_why(association: Association, given: Deciding) -> None:
    if not given.reasons.strip():
        raise Refused("Enter the reasons that stay within the unit.", about="reasons")


def conditions_are_named(association: Association, given: Deciding) -> None:
    if given.decision == Decision.CONDITIONS and given.conditions < 1:
        raise Refused("Enter at least one condition.", about="decision")


def it_is_graded(association: Association, given: Grading) -> Association:
    return replace(association, grade=given.grade, covert=given.covert, graded_by=given.by)


def it_is_decided(association: Association, given: Deciding) -> Association:
    return replace(association, decision=given.decision, decided_by=given.by)


def it_begins_anew(association: Association, given: Given) -> Association:
    """Circumstances changed, so it is graded anew."""
    return replace(
        association, asked=False, grade="", graded_by="", covert=False, decision="", decided_by=""
    )


CLAUSES = ("PEEL18 2.2/5",)
OPEN = frozenset({State.RECEIVED, State.GRADED, State.ANSWERED})

SEND = Act[Association, Given](
    name="send",
    label="send a declaration",
    past="Declaration received",
    by=frozenset({Role.DECLARANT}),
    source=frozenset({State.DRAFT}),
    target=State.RECEIVED,
    effect=nothing_changes,
    clauses=CLAUSES,
    records="collection",
)
GRADE = Act[Association, Grading](
    name="grade",
    label="grade the risk",
    past="Graded",
    by=frozenset({Role.CORRUPTION_INVESTIGATOR}),
    source=frozenset({State.RECEIVED}),
    target=State.GRADED,
    effect=it_is_graded,
    clauses=CLAUSES,
    when=(it_is_not_ones_own, nothing_is_asked),
    requires=(a_grade_is_given, something_is_said),
)
DECIDE = Act[Association, Deciding](
    name="decide",
    label="decide on the association",
    past="Outcome sent",
    by=frozenset({Role.CORRUPTION_SUPERVISOR, Role.REASSESSOR}),
    source=frozenset({State.GRADED}),
    target=State.ANSWERED,
    effect=it_is_decided,
    clauses=CLAUSES,
    when=(it_is_not_ones_own, the_decider_did_not_grade),
    requires=(a_decision_is_made, something_is_said, the_unit_knows_why, conditions_are_named),
)
ASK = replace(entry.ASK, source=frozenset({State.RECEIVED}))
ANSWER = replace(entry.ANSWER, source=frozenset({State.RECEIVED}))
CORRECT = replace(
    entry.CORRECT,
    label="tell us what has changed",
    past="Change of circumstances received",
    by=frozenset({Role.DECLARANT}),
    source=OPEN,
    target=State.DRAFT,
    effect=it_begins_anew,
)
END = replace(entry.END, source=frozenset({State.ANSWERED}), target=State.ENDED)
WITHDRAW = replace(
    entry.WITHDRAW, source=frozenset({State.RECEIVED, State.GRADED}), target=State.WITHDRAWN
)

ASSOCIATIONS = Procedure[Association](
    name="Notifiable association",
    start=State.DRAFT,
    acts=(SEND, GRADE, DECIDE, ASK, ANSWER, CORRECT, END, WITHDRAW),
    ends=frozenset({State.ANSWERED, State.ENDED, State.WITHDRAWN}),
    given_up=frozenset({State.WITHDRAWN}),
    owners={
        State.DRAFT: Role.DECLARANT,
        State.RECEIVED: Role.CORRUPTION_INVESTIGATOR,
        State.GRADED: Role.CORRUPTION_SUPERVISOR,
    },
    clauses=CLAUSES,
)
