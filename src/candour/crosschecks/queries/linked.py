# SPDX-License-Identifier: MIT
"""Pairs that somebody answered as one body or as connected, for whoever deals with that body.

Only findings of the registers are told. What stands in a matter or in the counter-corruption
compartment is not: that there is something would say what nobody else may know.
"""

import json
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from candour.crosschecks.models import Finding
from candour.crosschecks.rules.compartments import told_to_procurement
from candour.crosschecks.rules.sides import Answer, Compartment
from candour.kernel.clause import clause
from candour.ledger.datakeys import Erased, keep_open

LINKED = (Answer.SAME.value, Answer.CONNECTED.value)


@dataclass(frozen=True)
class Linked:
    """A body that money went to, and whose declaration it has to do with."""

    pair: UUID
    finding: UUID
    body: UUID | None
    person: UUID | None
    paid: str
    number: str


@clause("HMIC12 2/2")
def linked_in(body: UUID) -> list[Linked]:
    """The answered pairs of a body, and those of files that belong to the whole installation."""
    here = Q(body=body) | Q(body=None)
    rows = Finding.objects.filter(
        here, gone_at=None, pair__answer__in=LINKED, compartment=Compartment.REGISTERS.value
    )
    found = list(rows.order_by("first_seen_at", "id"))
    keep_open(row.stream for row in found)
    return [link for row in found if (link := link_of(row))]


def link_of(row: Finding) -> Linked | None:
    """None where it is not to be told, or is erased."""
    if not told_to_procurement(Compartment(row.compartment)):
        return None
    try:
        paid = json.loads(row.evidence)["paid"]
    except Erased:
        return None
    return Linked(row.pair_id, row.pk, row.body_id, row.person_id, paid["name"], paid["number"])
