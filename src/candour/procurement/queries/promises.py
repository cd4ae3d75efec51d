# SPDX-License-Identifier: MIT
"""Steps about conflicts, for the list and the meter that the registers keep of all conditions."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from candour.ledger.datakeys import keep_open
from candour.people.models import Person
from candour.procurement.models import Mitigation, Participant
from candour.procurement.queries.shown import watched
from candour.procurement.queries.visible import bodies_of
from candour.procurement.rules.procurement import ASSESSES, BUYS
from candour.registers.promised import Promised


def promised(person: Person, on: date) -> Iterator[Promised]:
    """Those that somebody keeps or sees to, and what those who buy or assess see."""
    buying = Q(procurement__body__in=bodies_of(person, on, BUYS))
    part = Participant.objects.filter(person=person, stood_down_at=None)
    apart = ~Exists(part.filter(procurement=OuterRef("procurement")))
    judging = Q(apart, procurement__body__in=bodies_of(person, on, ASSESSES))
    mine = Q(keeper=person) | Q(owner=person) | buying | judging
    rows = list(
        Mitigation.objects.filter(mine, ended_at=None)
        .select_related("procurement", "keeper")
        .order_by("next_check", "pk")
    )
    keep_open(row.procurement.stream for row in rows)
    for row in rows:
        yield Promised(
            reference=row.procurement.reference,
            url=_address(row, person),
            text=row.text,
            keeper=row.keeper.full_name,
            watched=watched(row),
        )


def _address(row: Mitigation, person: Person) -> str:
    if row.owner_id == person.pk:
        return reverse("procurement_step", args=[row.pk])
    return reverse("procurement", args=[row.procurement.reference])
