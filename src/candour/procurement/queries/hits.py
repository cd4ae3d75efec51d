# SPDX-License-Identifier: MIT
"""What the registers hold of those who take part, beside the suppliers of a procurement.

Associations are not asked for here: that somebody has one is known in the counter-corruption
compartment alone, and procurement gets no task from it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from candour.crosschecks.queries.linked import Linked, linked_in
from candour.linkage.rules.outcomes import SAME
from candour.procurement.models import Procurement, Supplier
from candour.procurement.queries.likeness import told
from candour.registers.queries.naming import Naming, entries_of

REGISTERS = ("gifts-and-hospitality", "business-interests", "external-memberships")


@dataclass(frozen=True)
class Hit:
    """An entry of somebody who takes part that names a supplier, or a body connected with it."""

    person: UUID
    supplier: Supplier
    reference: str
    register: str
    name: str
    same: bool
    reason: str
    starts: date
    ends: date | None
    pence: int | None

    @property
    def key(self) -> str:
        return f"{self.reference} {self.supplier.pk}"


def hits_of(people: Iterable[UUID], suppliers: Sequence[Supplier]) -> list[Hit]:
    """In an order that does not depend on when things came in."""
    wanted = frozenset(people)
    if not wanted or not suppliers:
        return []
    found = [
        hit
        for entry in entries_of(wanted, REGISTERS)
        for supplier in suppliers
        if (hit := _hit(entry, supplier))
    ]
    return sorted(found, key=lambda hit: (str(hit.person), hit.starts, hit.key))


def _hit(entry: Naming, supplier: Supplier) -> Hit | None:
    found = told(entry.name, entry.number, supplier.name, supplier.number)
    if found is None or entry.person is None:
        return None
    return Hit(
        person=entry.person, supplier=supplier, reference=entry.reference, register=entry.register,
        name=entry.name, same=found.outcome == SAME, reason=found.reason, starts=entry.starts,
        ends=entry.ends, pence=entry.pence,
    )  # fmt: skip


def answered_of(row: Procurement, suppliers: Sequence[Supplier]) -> list[tuple[Linked, Supplier]]:
    """What people answered in the cross-checks about names that a supplier has."""
    return [
        (link, supplier)
        for link in linked_in(row.body_id)
        for supplier in suppliers
        if is_about(link, supplier)
    ]


def is_about(link: Linked, supplier: Supplier) -> bool:
    found = told(link.paid, link.number, supplier.name, supplier.number)
    return found is not None and found.outcome == SAME
