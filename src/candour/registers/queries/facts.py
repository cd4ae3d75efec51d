# SPDX-License-Identifier: MIT
"""What the rules need to know of an entry: what its acts made true, and who holds which office."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from candour.kernel.procedure import Procedure
from candour.kernel.roles import BY_NAME, Role
from candour.people.offices import managers_of, roles_held_in
from candour.registers.base import RegisterEntry, by_prefix
from candour.registers.rules.entry import Entry, from_made_true

MINUTES_TO_UNDO = 10
APPEAL_UNTIL = "appeal_until"
FRESH = timedelta(minutes=MINUTES_TO_UNDO)


def offices_in(procedure: Procedure[Any]) -> frozenset[Role]:
    """The offices that a procedure names, apart from what people are to one entry."""
    named = {Role(role) for act in procedure.acts for role in act.by}
    return frozenset(named - BY_NAME - {Role.REGISTRAR})


def entry_of(row: RegisterEntry, on: date | None = None) -> Entry:
    """The facts of one entry, whatever its edition."""
    day = on or timezone.localdate()
    held = roles_held_in(row.body_id, day)
    wanted = offices_in(row.register.procedure)
    person = row.person_id
    return from_made_true(
        row.register.facts,
        row.facts,
        person=str(person or ""),
        sender=str(row.entered_by_id or ""),
        keepers=frozenset(str(who) for who, roles in held if roles & row.register.keepers),
        supervisors=frozenset(map(str, managers_of(person, day))) if person else frozenset(),
        offices=frozenset(_pairs(held, wanted)),
        fresh=timezone.now() - row.declared_at < FRESH,
        overdue=row.due_on is not None and row.due_on < day,
        in_time=day.isoformat() <= (row.facts.get(APPEAL_UNTIL) or day.isoformat()),
    )


def stream_of(reference: str) -> UUID | None:
    """The stream in which an entry is recorded, by its reference; shown to nobody."""
    model = by_prefix(reference.upper())
    rows = model._default_manager.filter(reference=reference.upper()) if model else None
    return rows.values_list("stream", flat=True).first() if rows is not None else None


def turn_of(row: RegisterEntry) -> Role | None:
    """Whose turn it is on an entry; the declarant's while a question is open."""
    if row.facts.get("asked"):
        return Role.DECLARANT
    owners = {str(state): Role(role) for state, role in row.register.procedure.owners.items()}
    owner = owners.get(row.state)
    return from_made_true(row.register.facts, row.facts).turn(owner) if owner else None


def _pairs(held: Iterable[Any], wanted: frozenset[Role]) -> Iterable[tuple[Role, str]]:
    for who, roles in held:
        for role in roles & wanted:
            yield role, str(who)
