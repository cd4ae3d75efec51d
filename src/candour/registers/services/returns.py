# SPDX-License-Identifier: MIT
"""Nil returns, and the yearly confirmation of everything that goes on."""

from collections.abc import Mapping
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Person
from candour.registers.base import RegisterEntry
from candour.registers.models import NilReturn
from candour.registers.queries.returns import declared_in, going_on, nil_return_of
from candour.registers.rules.periods_of_return import Quarter
from candour.registers.services.acting import act_in_words
from candour.registers.services.carrying_out import doer

STILL, CHANGED, ENDED = "still", "changed", "ended"


@transaction.atomic
def send_nil_return(person: Person, quarter: Quarter, *, by: By) -> NilReturn:
    """Say that there was nothing; saying it twice counts once."""
    if quarter.first > timezone.localdate():
        raise Refused("This quarter has not begun.")
    if declared_in(person, quarter):
        raise Refused("You declared something in this quarter, so there is no nil return.")
    earlier = nil_return_of(person, quarter)
    if earlier is not None:
        return earlier
    made = NilReturn(
        person=person,
        body=person.body,
        period=quarter.code,
        stream=uuid4(),
        event=new_event_id(),
        sent_by_id=doer(by),
        sent_at=timezone.now(),
    )
    made.save(force_insert=True)
    record(
        made.stream,
        "send_nil_return",
        by=by,
        kind=Kind.COLLECTION,
        fields={"period": quarter.code, "person": str(person.pk)},
        event_id=made.event,
    )
    return made


@transaction.atomic
def confirm_all(person: Person, answers: Mapping[str, str], *, by: By) -> list[RegisterEntry]:
    """Confirm or end each entry that goes on; returns those that are to be changed."""
    to_change = []
    for row in going_on(person):
        answer = answers.get(row.reference, STILL)
        if answer == CHANGED:
            to_change.append(row)
            continue
        names = {act.name for act in row.register.procedure.acts}
        end = "cease" if "cease" in names else "end"
        act_in_words(row, "confirm" if answer == STILL else end, "", by=by)
    return to_change
