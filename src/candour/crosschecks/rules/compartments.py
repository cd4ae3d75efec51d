# SPDX-License-Identifier: MIT
"""Who reads and answers findings, by office. Those of a matter are for whoever has a part in it."""

from collections.abc import Iterable
from enum import StrEnum

from candour.crosschecks.rules.sides import Compartment
from candour.kernel.clause import clause
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role

UNIT = frozenset({Role.CORRUPTION_INVESTIGATOR, Role.CORRUPTION_SUPERVISOR})
"""The counter-corruption compartment: to everybody else, what is in it looks like nothing."""
READERS = UNIT | {Role.REGISTRAR, Role.REASSESSOR, Role.MONITORING_OFFICER}
"""Those who read every register that findings of the open queue come from."""
BY_OFFICE = {Compartment.REGISTERS: READERS, Compartment.CORRUPTION: UNIT}


@clause("HMIC12 2/2", "PEEL18 2.2/5")
def compartments_of(roles: Iterable[StrEnum]) -> frozenset[Compartment]:
    """Which findings these offices read."""
    held = frozenset(roles)
    return frozenset(place for place, readers in BY_OFFICE.items() if readers & held)


@clause("HMIC12 2/2")
def told_to_procurement(place: Compartment) -> bool:
    """A matter is confidential, and an association exists for the unit alone."""
    return place is Compartment.REGISTERS


@clause("HMIC12 2/2")
def may_answer(*, reads: bool, concerned: bool) -> None:
    """Refuse an answer of somebody who may not see the finding, or whom it is about."""
    if concerned:
        raise Refused("You cannot answer what concerns a declaration of your own.", "HMIC12 2/2")
    if not reads:
        raise Refused("Only those who check the registers answer this.", "HMIC12 2/2")
