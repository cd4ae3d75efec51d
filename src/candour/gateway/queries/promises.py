# SPDX-License-Identifier: MIT
"""Conditions of matters, for the list and the meter that the registers keep of all conditions."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from candour.gateway.models import Mitigation
from candour.gateway.queries.desk import on_the_desk
from candour.gateway.rules.matter import Stage
from candour.gateway.rules.mitigations import Kept, breach_from
from candour.gateway.rules.visibility import Part
from candour.ledger.datakeys import keep_open
from candour.people.models import Person
from candour.registers.promised import Promised
from candour.registers.rules.promises import Found, Watched


def promised(person: Person, on: date) -> Iterator[Promised]:
    """Conditions in force of matters that this person may read, while they are carried out."""
    open_ = {
        one.case.pk: one
        for one in on_the_desk(person, on)
        if one.stage is Stage.MITIGATING and Part.MITIGATIONS in one.parts
    }
    if not open_:
        return
    wanted = [key for one in open_.values() for key in one.matter.mitigations]
    rows = Mitigation.objects.filter(case__in=open_, pk__in=wanted).exclude(
        kept=Kept.EVIDENCED.value
    )
    keep_open(one.case.stream for one in open_.values())
    for row in rows.select_related("case", "owner").order_by("due_on", "pk"):
        case = open_[row.case_id].case
        yield Promised(
            reference=case.reference,
            url=reverse("case_conditions", args=[case.reference]),
            text=row.varied_to or row.text,
            keeper=row.owner.full_name,
            watched=_watched(row, case.event_on),
        )


def _watched(row: Mitigation, event_on: date | None) -> Watched:
    """Open past its day it is late; not kept it is broken: the one rule of standing says so."""
    last = breach_from(row.due_on, event_on)
    broken = row.kept == Kept.NOT_KEPT.value
    return Watched(
        next_check=row.due_on, found=Found.BROKEN.value if broken else "", answer_by=last
    )
