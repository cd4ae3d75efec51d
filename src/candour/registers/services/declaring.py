# SPDX-License-Identifier: MIT
"""An entry comes into being: declared by a person, or by somebody who may file for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.kernel.references import new_reference
from candour.kernel.roles import Role
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Body, Person
from candour.people.offices import roles_held_in
from candour.people.queries import may_act_for, title_on
from candour.registers.base import Origin, RegisterEntry
from candour.registers.services.carrying_out import columns_recorded, send
from candour.registers.services.searching import index

AnEntry = TypeVar("AnEntry", bound=RegisterEntry)


@dataclass(frozen=True)
class Declared:
    """What somebody declares: the columns, and what the rules have to know besides."""

    columns: Mapping[str, Any]
    facts: Mapping[str, Any] = field(default_factory=dict)
    why_late: str = ""
    policy: UUID | None = None
    origin: Origin = Origin.DECLARED
    declared_on: date | None = None
    """For what was declared on paper, or in another system, on an earlier day."""
    due_on: date | None = None
    body: Body | None = None
    """Where it belongs, if not to the body of the person."""


def declare(model: type[AnEntry], given: Declared, *, person: Person, by: By) -> AnEntry:
    """Write the first edition of an entry, record it and send it on its way."""
    with transaction.atomic():
        _may_file(model, person, by)
        row = new_entry(model, given, person=person, by=by)
        row.save(force_insert=True)
        index(row)
        record(
            row.stream,
            "enter",
            by=by,
            kind=Kind.COLLECTION,
            fields={"reference": row.reference, **columns_recorded(row)},
            clauses=model.register.clauses,
            event_id=row.event,
        )
        return send(row, by=by)


def _may_file(model: type[RegisterEntry], person: Person, by: By) -> None:
    """The person, whoever may file for them, whoever keeps the register, or the service itself."""
    if by.person is None or by.person == person.pk:
        return
    sender, today = Person.objects.get(pk=by.person), timezone.localdate()
    held = dict.fromkeys(
        role for who, roles in roles_held_in(person.body_id, today) for role in roles
        if who == sender.pk
    )  # fmt: skip
    lends = Role.SECRETARIAT in model.register.sees and may_act_for(sender, person, today)
    if not lends and model.register.keepers.isdisjoint(held):
        raise Refused("You may not file for this person.")


def _midday(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))


def new_entry(model: type[AnEntry], given: Declared, *, person: Person | None, by: By) -> AnEntry:
    """The first edition of an entry, not saved yet."""
    today = timezone.localdate()
    on = given.declared_on or today
    return model(
        id=uuid4(),
        body=given.body or (person.body if person else None),
        reference=new_reference(model.register.prefix),
        stream=uuid4(),
        event=new_event_id(),
        person=person,
        person_was=title_on(person, today) if person else "",
        entered_by_id=by.person,
        origin=given.origin.value,
        declared_at=timezone.now() if on == today else _midday(on),
        declared_on=on,
        why_late=given.why_late,
        policy=given.policy,
        state=model.register.procedure.start.value,
        facts={k: sorted(v) if isinstance(v, frozenset) else v for k, v in given.facts.items()},
        due_on=given.due_on,
        **given.columns,
    )
