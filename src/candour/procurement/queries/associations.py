# SPDX-License-Identifier: MIT
"""Associations of those who take part, beside the suppliers: for the counter-corruption unit alone."""

from dataclasses import dataclass
from datetime import date

from candour.crosschecks.rules.associates import names_in
from candour.crosschecks.rules.compartments import UNIT
from candour.kernel.clause import clause
from candour.ledger.datakeys import keep_open
from candour.people.models import Person
from candour.procurement.models import Participant, Procurement, Supplier
from candour.procurement.queries.likeness import told
from candour.procurement.queries.visible import bodies_of
from candour.registers.queries.naming import Naming, entries_of

ASSOCIATIONS = ("notifiable-associations",)


@dataclass(frozen=True)
class Met:
    """An association whose words name a supplier of a live procurement."""

    procurement: str
    supplier: str
    person: str
    entry: str
    name: str
    same: bool


@clause("HMIC12 2/2")
def associations_met(unit: Person, on: date) -> list[Met]:
    """Worked out when the unit looks, and kept nowhere: nobody else can find that there is one."""
    rows = list(
        Procurement.objects.filter(body__in=bodies_of(unit, on, UNIT), ended_at=None).order_by("pk")
    )
    if not rows:
        return []
    keep_open(row.stream for row in rows)
    people = list(
        Participant.objects.filter(procurement__in=rows, stood_down_at=None)
        .exclude(person=unit)
        .select_related("procurement", "person")
        .order_by("person__full_name", "id")
    )
    entries = list(entries_of({one.person_id for one in people}, ASSOCIATIONS))
    suppliers = list(
        Supplier.objects.filter(procurement__in=rows).select_related("procurement").order_by("id")
    )
    return [
        met
        for one in people
        for entry in entries
        if entry.person == one.person_id
        for supplier in suppliers
        if supplier.procurement_id == one.procurement_id
        for met in _met(one, entry, supplier)
    ]


def _met(one: Participant, entry: Naming, supplier: Supplier) -> list[Met]:
    found = [
        (name, judged)
        for name in names_in(entry.name)
        if (judged := told(name, "", supplier.name, supplier.number))
    ]
    return [
        Met(
            one.procurement.reference, supplier.name, one.person.full_name, entry.reference, name,
            judged.outcome == "same",
        )
        for name, judged in found
    ]  # fmt: skip
