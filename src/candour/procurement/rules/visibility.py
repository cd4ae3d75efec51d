# SPDX-License-Identifier: MIT
"""Who sees what of a procurement. What the registers hold never reaches whoever buys.

Procurement sees who takes part, who has declared, the tasks and the document. Whoever assesses
sees the declarations and the entries; whoever takes part sees their own, and nobody else's.
"""

from collections.abc import Set as AbstractSet
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.roles import Role
from candour.procurement.rules.procurement import ASSESSES, BUYS, Procurement


class Sight(StrEnum):
    OWN = "own"
    """What it is about, who bids, and one's own declaration."""
    PEOPLE = "people"
    """Who takes part, whether they have declared, and what was made of it."""
    TASKS = "tasks"
    DECLARATIONS = "declarations"
    """What people declared, and what the registers hold of them."""
    DOCUMENT = "document"


@clause("HMIC12 2/2")
def sights_of(matter: Procurement, person: str, roles: AbstractSet[Role]) -> frozenset[Sight]:
    """`roles` are those that the person holds in the body that buys."""
    found: set[Sight] = set()
    takes_part = matter.part_of(person) is not None
    if takes_part:
        found.add(Sight.OWN)
    if roles & BUYS:
        found |= {Sight.PEOPLE, Sight.TASKS, Sight.DOCUMENT}
    elif not takes_part and roles & ASSESSES:
        found |= {Sight.PEOPLE, Sight.DECLARATIONS, Sight.DOCUMENT}
    elif not takes_part and (person == matter.accountable or Role.AUDITOR in roles):
        found |= {Sight.PEOPLE, Sight.DOCUMENT}
    return frozenset(found)
