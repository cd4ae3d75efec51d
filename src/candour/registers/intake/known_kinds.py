# SPDX-License-Identifier: MIT
"""The kinds by the names that people give them."""

from candour.kernel.procedure import Refused
from candour.registers.intake.kinds import Kind
from candour.registers.intake.kinds_of_people import (
    CARDS,
    CLAIMS,
    GIFTS,
    INTERESTS,
    PEOPLE,
    TRAINING,
)
from candour.registers.intake.kinds_of_spending import CONTRACTS, OWNERSHIP, PAYMENTS, SUPPLIERS

KINDS = (
    GIFTS, INTERESTS, CLAIMS, CARDS, TRAINING, PAYMENTS, CONTRACTS, SUPPLIERS, OWNERSHIP, PEOPLE,
)  # fmt: skip
_BY_NAME = {name: kind for kind in KINDS for name in (kind.name, *kind.aliases)}


def kind_named(name: str) -> Kind:
    """A kind by its name or by another that people use for it."""
    asked = name.strip().lower().replace("_", "-").replace(" ", "-")
    for wanted in (asked, asked.removesuffix("s"), f"{asked}s"):
        if wanted in _BY_NAME:
            return _BY_NAME[wanted]
    known = ", ".join(kind.name for kind in KINDS)
    raise Refused(f"Select one of the kinds that can be imported: {known}.", about="kind")
