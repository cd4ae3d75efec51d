# SPDX-License-Identifier: MIT
"""What every entry goes through: declared, looked at, asked about, corrected, withdrawn, ended.

Registers with a procedure of their own take these acts over and add theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from candour.kernel.procedure import Act, Given, Procedure, Refused
from candour.kernel.roles import Role


class State(StrEnum):
    DRAFT = "draft"
    DECLARED = "declared"
    NOTED = "noted"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What the rules know of an entry. Ids only; what people wrote is not theirs."""

    person: str = ""
    """Whom it concerns; nobody, for a line of a file."""
    sender: str = ""
    keepers: frozenset[str] = frozenset()
    """Those who run the register today."""
    supervisors: frozenset[str] = frozenset()
    offices: frozenset[tuple[Role, str]] = frozenset()
    """Who holds the other offices that the procedure names."""
    asked: bool = False
    """A question waits for an answer."""
    fresh: bool = False
    """It was sent a few minutes ago, so it can be taken back without a reason."""
    overdue: bool = False
    """The day by which the next in turn should have acted is past."""
    in_time: bool = True
    """An appeal would be in time today."""

    def turn(self, owner: Role) -> Role:
        """Whose turn it is, where the procedure says whose it mostly is."""
        return owner


AnEntry = TypeVar("AnEntry", bound=Entry)
WHO = frozenset(
    {"person", "sender", "keepers", "supervisors", "offices", "fresh", "overdue", "in_time"}
)
"""Facts that are looked up each time; all others are what acts made true."""


def made_true(entry: Entry) -> dict[str, Any]:
    """The facts that the database keeps."""
    kept = {}
    for each in fields(entry):
        if each.name not in WHO:
            value = getattr(entry, each.name)
            kept[each.name] = sorted(value) if isinstance(value, frozenset) else value
    return kept


def from_made_true(kind: type[AnEntry], kept: dict[str, Any], **who: Any) -> AnEntry:
    known = {each.name for each in fields(kind)} - WHO
    facts: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, list) else value
        for name, value in kept.items()
        if name in known
    }
    return kind(**facts, **who)


def roles_in(entry: Entry, person: str) -> frozenset[Role]:
    """What a person is to this entry."""
    roles = {role for role, holder in entry.offices if holder == person}
    if person in {entry.person, entry.sender}:
        roles.add(Role.DECLARANT)
    if person in entry.supervisors:
        roles.add(Role.SUPERVISOR)
    if person in entry.keepers:
        roles.add(Role.REGISTRAR)
    return frozenset(roles)


# ------------------------------------------------------------------ what is given


@dataclass(frozen=True, kw_only=True)
class Words(Given):
    """An act that is done in words: a question, an answer, a reason."""

    text: str = ""


# ------------------------------------------------------------------ what must hold


def it_is_not_ones_own(entry: Entry, by: str) -> None:
    if by in {entry.person, entry.sender}:
        raise Refused("You cannot handle an entry that is your own or that you sent.", "HMIC12 2/1")


def nothing_is_asked(entry: Entry, by: str) -> None:
    if entry.asked:
        raise Refused("A question on this entry waits for its answer.")


def something_is_asked(entry: Entry, by: str) -> None:
    if not entry.asked:
        raise Refused("Nothing has been asked about this entry.")


def something_is_said(entry: Entry, given: Words) -> None:
    if not given.text.strip():
        raise Refused("Enter your words: this cannot be sent empty.", about="text")


def a_late_withdrawal_has_a_reason(entry: Entry, given: Words) -> None:
    if not entry.fresh and not given.text.strip():
        raise Refused("Enter why you withdraw it.", about="text")


# ------------------------------------------------------------------ what becomes true


def nothing_changes(entry: AnEntry, given: Given) -> AnEntry:
    return entry


def a_question_waits(entry: AnEntry, given: Given) -> AnEntry:
    return replace(entry, asked=True)


def the_question_is_answered(entry: AnEntry, given: Given) -> AnEntry:
    return replace(entry, asked=False)


# ------------------------------------------------------------------ the acts

DECLARE = Act[Any, Given](
    name="declare",
    label="send a declaration",
    past="Declaration sent",
    by=frozenset({Role.DECLARANT, Role.REGISTRAR}),
    source=frozenset({State.DRAFT}),
    target=State.DECLARED,
    effect=nothing_changes,
    records="collection",
)
NOTE = Act[Any, Words](
    name="note",
    label="note this entry",
    past="Noted",
    by=frozenset({Role.REGISTRAR}),
    source=frozenset({State.DECLARED}),
    target=State.NOTED,
    effect=nothing_changes,
    when=(it_is_not_ones_own, nothing_is_asked),
)
ASK = Act[Any, Words](
    name="ask",
    label="ask about this entry",
    past="Question asked",
    by=frozenset({Role.REGISTRAR}),
    source=frozenset({State.DECLARED, State.NOTED}),
    target=None,
    effect=a_question_waits,
    when=(it_is_not_ones_own, nothing_is_asked),
    requires=(something_is_said,),
)
ANSWER = Act[Any, Words](
    name="answer",
    label="answer the question",
    past="Question answered",
    by=frozenset({Role.DECLARANT}),
    source=frozenset({State.DECLARED, State.NOTED}),
    target=None,
    effect=the_question_is_answered,
    when=(something_is_asked,),
    requires=(something_is_said,),
)
CORRECT = Act[Any, Words](
    name="correct",
    label="correct this entry",
    past="Corrected",
    by=frozenset({Role.DECLARANT, Role.REGISTRAR}),
    source=frozenset({State.DECLARED, State.NOTED}),
    target=State.DRAFT,
    effect=the_question_is_answered,
)
"""Leads back to the start: what was corrected goes its way once more."""
CONFIRM = Act[Any, Words](
    name="confirm",
    label="confirm that nothing has changed",
    past="Confirmed: nothing has changed",
    by=frozenset({Role.DECLARANT}),
    source=frozenset({State.DECLARED, State.NOTED}),
    target=None,
    effect=nothing_changes,
)
END = Act[Any, Words](
    name="end",
    label="say that this has ended",
    past="Ended",
    by=frozenset({Role.DECLARANT}),
    source=frozenset({State.DECLARED, State.NOTED}),
    target=State.ENDED,
    effect=the_question_is_answered,
)
WITHDRAW = Act[Any, Words](
    name="withdraw",
    label="withdraw this entry",
    past="Withdrawn",
    by=frozenset({Role.DECLARANT}),
    source=frozenset({State.DECLARED, State.NOTED}),
    target=State.WITHDRAWN,
    effect=the_question_is_answered,
    requires=(a_late_withdrawal_has_a_reason,),
)

ENTRY = Procedure[Entry](
    name="Entry in a register",
    start=State.DRAFT,
    acts=(DECLARE, NOTE, ASK, ANSWER, CORRECT, CONFIRM, END, WITHDRAW),
    ends=frozenset({State.NOTED, State.ENDED, State.WITHDRAWN}),
    given_up=frozenset({State.WITHDRAWN}),
    owners={State.DRAFT: Role.DECLARANT, State.DECLARED: Role.REGISTRAR},
    clauses=("HMIC12 2/1",),
)
