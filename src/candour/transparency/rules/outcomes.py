# SPDX-License-Identifier: MIT
"""What a misconduct meeting or hearing decided, as far as the public may read it (EAP D7).

Whose case it was is not held here: a rank, what was alleged in a line, what was found, what followed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role

RECORDERS = frozenset({Role.REASSESSOR, Role.DEPUTY_REASSESSOR, Role.APPROPRIATE_OFFICER})


class Proceedings(StrEnum):
    MEETING = "meeting"
    HEARING = "hearing"
    ACCELERATED = "accelerated"


class Found(StrEnum):
    GROSS_MISCONDUCT = "gross_misconduct"
    MISCONDUCT = "misconduct"
    NOT_PROVED = "not_proved"


class Outcome(StrEnum):
    DISMISSED = "dismissed"
    WOULD_HAVE_BEEN_DISMISSED = "would_have_been_dismissed"
    REDUCTION_IN_RANK = "reduction_in_rank"
    FINAL_WRITTEN_WARNING = "final_written_warning"
    WRITTEN_WARNING = "written_warning"
    REFLECTIVE_PRACTICE = "reflective_practice"
    NO_ACTION = "no_action"


AT_A_HEARING = frozenset(
    {Outcome.DISMISSED, Outcome.WOULD_HAVE_BEEN_DISMISSED, Outcome.REDUCTION_IN_RANK}
)
"""A meeting cannot decide these."""


@dataclass(frozen=True)
class Decided:
    """What is about to be recorded."""

    heard_on: date
    proceedings: Proceedings
    found: Found
    outcome: Outcome
    rank: str
    summary: str


@clause("EAP D7")
def check(decided: Decided, today: date) -> None:
    """Refuse what cannot have been decided in this way."""
    if decided.heard_on > today:
        raise Refused("The day it was decided must be today or in the past.", about="heard_on")
    if not decided.rank.strip():
        raise Refused("Enter the rank or grade.", about="rank")
    if not decided.summary.strip():
        raise Refused("Enter in a line what was alleged.", about="summary")
    _the_outcome_fits(decided)


def _the_outcome_fits(decided: Decided) -> None:
    unproved = decided.found is Found.NOT_PROVED
    if unproved and decided.outcome not in {Outcome.NO_ACTION, Outcome.REFLECTIVE_PRACTICE}:
        raise Refused("Nothing was proved, so no sanction can follow.", "EAP D7", about="outcome")
    at_a_meeting = decided.proceedings is Proceedings.MEETING
    if at_a_meeting and decided.outcome in AT_A_HEARING:
        raise Refused("Only a hearing can decide this.", "EAP D7", about="outcome")
    if at_a_meeting and decided.found is Found.GROSS_MISCONDUCT:
        raise Refused("Gross misconduct is found at a hearing only.", "EAP D7", about="found")
