# SPDX-License-Identifier: MIT
"""Interests at a meeting, item by item, and what follows from each (CPA 20)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.clocks import add_months
from candour.kernel.procedure import Refused

LONGEST_DISPENSATION_MONTHS = 48
"""Localism Act 2011, section 33."""


class Kind(StrEnum):
    NONE = "none"
    PERSONAL = "personal"
    PREJUDICIAL = "prejudicial"
    PECUNIARY = "pecuniary"
    OTHER = "other"


class Effect(StrEnum):
    STAY = "stay"
    ABSTAIN = "abstain"
    LEAVE = "leave"


GRAVE = frozenset({Kind.PREJUDICIAL, Kind.PECUNIARY})
"""Whoever has one of these leaves, unless a dispensation lets them stay."""


@clause("CPA 20")
def the_effect_fits(kind: Kind, effect: str, *, dispensed: bool) -> None:
    """Say what somebody does for an item; a grave interest is no reason to stay."""
    if kind is Kind.NONE:
        return
    if effect not in set(Effect):
        raise Refused("Select what you will do for each interest.", "CPA 20")
    if kind in GRAVE and effect != Effect.LEAVE and not dispensed:
        raise Refused(
            "Select “Leave the room” for a prejudicial or pecuniary interest, "
            "or ask for a dispensation.",
            "CPA 20",
        )


def dispensation_is_short_enough(begins_on: date, ends_on: date) -> None:
    if ends_on <= begins_on:
        raise Refused("Enter an end after the beginning.", about="ends_on")
    if ends_on > add_months(begins_on, LONGEST_DISPENSATION_MONTHS):
        raise Refused("Enter an end within 4 years.", about="ends_on")


DOES = {
    Effect.STAY: "stayed and took part",
    Effect.ABSTAIN: "stayed and did not vote",
    Effect.LEAVE: "left the room for this item",
}


def minute(name: str, kind: Kind, effect: Effect, *, dispensed: bool) -> str:
    """The sentence for the draft minute."""
    article = "an" if kind is Kind.OTHER else "a"
    said = f"{name} declared {article} {kind.value} interest and {DOES[effect]}"
    return f"{said}, under a dispensation." if dispensed else f"{said}."
