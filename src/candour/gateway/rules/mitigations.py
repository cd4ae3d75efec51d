# SPDX-License-Identifier: MIT
"""Mitigations: steps that lower the risk, each a promise with an owner, evidence and a date.

The menu comes from the policy version (COG 3.2/mitigation1 to 6); an assessor may add their own.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.procedure import Refused


class Choice(StrEnum):
    """What the chief officer says to one mitigation (COG 3.3/2)."""

    ACCEPTED = "accepted"
    VARIED = "varied"
    REJECTED = "rejected"


class Kept(StrEnum):
    """Whether a mitigation was carried out."""

    OPEN = "open"
    EVIDENCED = "evidenced"
    NOT_KEPT = "not_kept"


@dataclass(frozen=True)
class Step:
    """One mitigation as recommended."""

    code: str
    text: str
    owner: str
    evidence: str
    due_on: date | None


@clause(
    "COG 3.2/8",
    "COG 3.2/mitigation1",
    "COG 3.2/mitigation2",
    "COG 3.2/mitigation3",
    "COG 3.2/mitigation4",
    "COG 3.2/mitigation5",
    "COG 3.2/mitigation6",
)
def a_step_can_be_checked(step: Step) -> None:
    """Refuse a mitigation that nobody owns, or that cannot be shown to be done."""
    if not step.text.strip():
        raise Refused("Enter what is to be done.", "COG 3.2/8", about=f"{step.code}-text")
    if not step.owner:
        raise Refused(
            f"Select who sees to it: {step.text}", "COG 3.2/8", about=f"{step.code}-owner"
        )
    if not step.evidence.strip():
        raise Refused(
            f"Enter what will show that it was done: {step.text}",
            "COG 3.2/8",
            about=f"{step.code}-evidence",
        )
    if step.due_on is None:
        raise Refused(
            f"Enter the date by which it is done: {step.text}",
            "COG 3.2/8",
            about=f"{step.code}-due",
        )


@clause("COG R/SO/2")
def breach_from(due_on: date | None, event_on: date | None) -> date | None:
    """The day after which an open condition is a breach: its own, or the event's if that is earlier."""
    return min((day for day in (due_on, event_on) if day is not None), default=None)


@dataclass(frozen=True)
class Said:
    """The chief officer's word on one mitigation."""

    step: str
    choice: Choice | None
    words: str = ""


@clause("COG 3.3/2", "COG R/CO/1")
def each_choice_is_reasoned(said: Said) -> None:
    """Accepting needs no more words; changing or refusing a step does."""
    if said.choice is None:
        raise Refused(
            "Select accept, change or do not accept for each condition.",
            "COG 3.3/2",
            about=f"choice-{said.step}",
        )
    if said.choice is not Choice.ACCEPTED and not said.words.strip():
        sentence = (
            "Enter what you change the condition to, and why."
            if said.choice is Choice.VARIED
            else "Enter why you do not accept this condition."
        )
        raise Refused(sentence, "COG R/CO/1", about=f"words-{said.step}")
