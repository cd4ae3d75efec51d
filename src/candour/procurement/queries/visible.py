# SPDX-License-Identifier: MIT
"""Which procurements a person may know of, and how much of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import roles_by_body
from candour.procurement.models import Participant, Procurement
from candour.procurement.queries.facts import Rows
from candour.procurement.rules.procurement import ASSESSES, BUYS
from candour.procurement.rules.procurement import Procurement as Facts
from candour.procurement.rules.visibility import Sight, sights_of

OFFICES = BUYS | ASSESSES | {Role.AUDITOR}


@dataclass(frozen=True)
class Seen:
    """One procurement as one person may see it."""

    row: Procurement
    rows: Rows
    facts: Facts
    roles: frozenset[Role]
    sights: frozenset[Sight]


def bodies_of(person: Person, on: date, offices: Iterable[Role]) -> list[UUID]:
    wanted = frozenset(offices)
    return [body for body, roles in roles_by_body(person, on) if roles & wanted]


def takes_part(person: Person) -> Exists:
    mine = Participant.objects.filter(person=person, stood_down_at=None)
    return Exists(mine.filter(procurement=OuterRef("pk")))


def visible_to(person: Person, on: date) -> QuerySet[Procurement]:
    """The rule of sights once more, for the database; a test holds the two together."""
    by_office = Q(body__in=bodies_of(person, on, OFFICES))
    return Procurement.objects.filter(by_office | Q(accountable=person) | takes_part(person))


def visible_one(person: Person, reference: str, on: date) -> Seen | None:
    row = (
        Procurement.objects.filter(reference=reference)
        .select_related("body", "accountable")
        .first()
    )
    if row is None:
        return None
    rows = Rows(row)
    facts = rows.facts
    roles = frozenset[Role]().union(
        *(roles for body, roles in roles_by_body(person, on) if body == row.body_id)
    )
    sights = sights_of(facts, str(person.pk), roles)
    return Seen(row, rows, facts, roles, sights) if sights else None
