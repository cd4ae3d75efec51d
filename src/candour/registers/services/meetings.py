# SPDX-License-Identifier: MIT
"""Meetings: an agenda is set, interests are declared for its items, dispensations are granted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Body, Person
from candour.registers.entries.meeting_declarations import MeetingDeclaration
from candour.registers.models import AgendaItem, Dispensation, Meeting
from candour.registers.queries.meetings import declared_for, dispensation_of
from candour.registers.rules import meetings as rules
from candour.registers.services.acting import act_in_words
from candour.registers.services.carrying_out import doer
from candour.registers.services.declaring import Declared, declare


@dataclass(frozen=True)
class Item:
    title: str
    parties: Sequence[str] = ()
    """Companies and others whom the item concerns, such as bidders."""


@transaction.atomic
def add_meeting(body: Body, title: str, held_on: date, items: Sequence[Item], *, by: By) -> Meeting:
    if not items:
        raise Refused("Enter at least one item.", about="items")
    made = Meeting(id=uuid4(), body=body, title=title, held_on=held_on, event=new_event_id())
    made.save(force_insert=True)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=made, number=number, title=item.title, parties=list(item.parties))
        for number, item in enumerate(items, start=1)
    )
    fields: dict[str, Json] = {
        "title": title,
        "held_on": held_on.isoformat(),
        "items": [[item.title, list(item.parties)] for item in items],
    }
    record(
        made.stream, "add_meeting", by=by, kind=Kind.COLLECTION, fields=fields,
        clauses=("CPA 20",), event_id=made.event,
    )  # fmt: skip
    return made


@dataclass(frozen=True)
class Answered:
    """What somebody says of one item."""

    kind: str
    effect: str = ""
    interest: str = ""


@transaction.atomic
def declare_interests(
    meeting: Meeting, answers: Mapping[int, Answered], *, person: Person, by: By
) -> list[MeetingDeclaration]:
    """One entry for each item with an interest; what was said before of an item is withdrawn."""
    before = {row.item_id: row for row in declared_for(meeting, person)}
    made = []
    for item in AgendaItem.objects.filter(meeting=meeting).order_by("number"):
        answer = answers.get(item.number, Answered(rules.Kind.NONE.value))
        dispensed = dispensation_of(person, meeting.held_on) is not None
        kind = rules.Kind(answer.kind)
        rules.the_effect_fits(kind, answer.effect, dispensed=dispensed)
        if earlier := before.get(item.pk):
            act_in_words(earlier, "withdraw", "Declared anew.", by=by)
        if kind is not rules.Kind.NONE:
            columns = {
                "meeting": meeting.title, "held_on": meeting.held_on, "item_title": item.title,
                "kind": kind.value, "effect": answer.effect, "interest": answer.interest,
                "dispensed": dispensed and answer.effect != rules.Effect.LEAVE, "item_id": item.pk,
            }  # fmt: skip
            made.append(
                declare(
                    MeetingDeclaration, Declared(columns, body=meeting.body), person=person, by=by
                )
            )
    return made


@transaction.atomic
def grant_dispensation(
    person: Person, about: str, begins_on: date, ends_on: date, *, by: By
) -> Dispensation:
    """On a written request, for a stated time; nobody grants their own."""
    rules.dispensation_is_short_enough(begins_on, ends_on)
    if by.person == person.pk:
        raise Refused("Nobody grants their own dispensation.")
    made = Dispensation(
        id=uuid4(), person=person, about=about, begins_on=begins_on, ends_on=ends_on,
        granted_by_id=doer(by), granted_at=timezone.now(), event=new_event_id(),
    )  # fmt: skip
    made.save(force_insert=True)
    fields: dict[str, Json] = {
        "person": str(person.pk), "about": about,
        "begins_on": begins_on.isoformat(), "ends_on": ends_on.isoformat(),
    }  # fmt: skip
    record(
        made.stream, "grant_dispensation", by=by, kind=Kind.ACCESS_GRANTED, fields=fields,
        clauses=("CPA 20",), event_id=made.event,
    )  # fmt: skip
    return made
