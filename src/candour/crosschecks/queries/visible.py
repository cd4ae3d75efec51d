# SPDX-License-Identifier: MIT
"""Which findings a person may know of. Everything that lists, counts or opens one begins here."""

from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from candour.crosschecks.models import Finding
from candour.crosschecks.rules.compartments import READERS, compartments_of
from candour.crosschecks.rules.sides import Compartment
from candour.gateway.queries.visible import visible_one
from candour.gateway.rules.matter import roles_in
from candour.gateway.rules.visibility import Part
from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import roles_by_body

ANSWER_IN_A_MATTER = frozenset(
    {
        Role.ASSESSOR,
        Role.EXTERNAL_ASSESSOR,
        Role.REASSESSOR,
        Role.DEPUTY_REASSESSOR,
        Role.EXTERNAL_REASSESSOR,
    }
)
"""Whoever tests a matter says whether its organiser is the supplier."""
NOBODY = Q(pk__in=[])


def visible_to(person: Person, on: date | None = None) -> QuerySet[Finding]:
    """Findings that an office shows a person: never one about themselves, and none of a matter."""
    arms = [NOBODY]
    places: set[Compartment] = set()
    for body, roles in roles_by_body(person, on or timezone.localdate()):
        here = compartments_of(roles)
        places |= here
        if here:
            arms.append(Q(body=body, compartment__in=[one.value for one in here]))
    if Compartment.REGISTERS in places:
        # What was imported for the whole installation belongs to no body in particular.
        arms.append(Q(body=None, compartment=Compartment.REGISTERS.value))
    rows = Finding.objects.filter(reduce(or_, arms))
    return rows.exclude(person=person)


def places_of(person: Person, on: date | None = None) -> frozenset[Compartment]:
    """The compartments that a person's offices open, in any body."""
    held = roles_by_body(person, on or timezone.localdate())
    return frozenset[Compartment]().union(*(compartments_of(roles) for _body, roles in held))


class Opened:
    """One finding as one person may open it."""

    def __init__(self, row: Finding, *, answers: bool) -> None:
        self.row, self.answers = row, answers


def visible_finding(person: Person, finding: UUID) -> Opened | None:
    """The finding of this id, if the person may know of it."""
    rows = Finding.objects.select_related("pair", "person", "body")
    row = rows.filter(pk=finding).first()
    if row is not None and row.compartment == Compartment.MATTERS.value:
        return _of_a_matter(person, row)
    return Opened(row, answers=True) if row is not None and _shows(person, row) else None


def _shows(person: Person, row: Finding) -> bool:
    """The rule of `visible_to`, for one finding that was read already."""
    if row.person_id == person.pk:
        return False
    held = roles_by_body(person, timezone.localdate())
    here = {body: compartments_of(roles) for body, roles in held}
    if row.body_id is None:
        return row.compartment == Compartment.REGISTERS.value and any(
            Compartment.REGISTERS in places for places in here.values()
        )
    return Compartment(row.compartment) in {
        place for body, places in here.items() if body == row.body_id for place in places
    }


def _of_a_matter(person: Person, row: Finding) -> Opened | None:
    seen = visible_one(person, row.reference)
    if seen is None or not {Part.REQUEST, Part.PEOPLE} <= seen.parts:
        return None
    plays = roles_in(seen.matter, str(person.pk))
    return Opened(row, answers=bool(plays & ANSWER_IN_A_MATTER) and row.person_id != person.pk)


def reads_the_queue(roles: frozenset[Role]) -> bool:
    return bool(roles & READERS)
