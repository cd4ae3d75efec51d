# SPDX-License-Identifier: MIT
"""Everything in the registers that names one body, as far as one person may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from candour.people.models import Body, Person
from candour.registers.base import RegisterEntry
from candour.registers.entries.business_interests import BusinessInterest
from candour.registers.entries.external_memberships import ExternalMembership
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.models import Giver
from candour.registers.queries.visible import visible_to
from candour.registers.rules.names import key_of

MOST = 50
"""Entries of one register that a page shows, the newest first."""


@dataclass(frozen=True)
class BodyEntry:
    """One entry that names the body."""

    reference: str
    register: str
    who: str
    day: date
    what: str
    outcome: str = ""
    pence: int | None = None


def entries_of_body(
    person: Person, body: UUID | Body | None, names: Iterable[str]
) -> list[BodyEntry]:
    """Offers of the body and of givers linked with it, jobs and memberships there; newest first."""
    told = sorted({name.strip() for name in names if name.strip()})
    if not told:
        return []
    found = [
        *_offers(person, body, told),
        *_named(BusinessInterest, "name", "nature", "begins_on", person, told),
        *_named(ExternalMembership, "organisation", "position", "joined_on", person, told),
    ]
    return sorted(found, key=lambda one: (one.day, one.reference), reverse=True)


def _offers(person: Person, body: UUID | Body | None, names: list[str]) -> list[BodyEntry]:
    keys = [key_of(name) for name in names]
    known = Giver.objects.filter(key__in=keys)
    known = known.filter(body=body) if body else known
    pairs = list(known.values_list("pk", "linked_to"))
    if not pairs:
        return []
    firsts = {first or pk for pk, first in pairs}
    together = Q(giver__in=firsts) | Q(giver__linked_to__in=firsts)
    rows = visible_to(GiftOrHospitality, person).filter(together).exclude(state="withdrawn")
    return [
        BodyEntry(
            row.reference, str(row.register.title), _who(row), row.offered_on, row.description,
            str(row.get_outcome_display()), row.worth,
        )
        for row in rows.select_related("person").order_by("-offered_on", "-id")[:MOST]
    ]  # fmt: skip


def _named(
    model: type[RegisterEntry], column: str, what: str, when: str, person: Person, names: list[str]
) -> list[BodyEntry]:
    same = reduce(or_, (Q(**{f"{column}__iexact": name}) for name in names))
    rows = visible_to(model, person).filter(same).exclude(state__in=["withdrawn", "draft"])
    return [
        BodyEntry(
            row.reference,
            str(row.register.title),
            _who(row),
            getattr(row, when),
            getattr(row, what),
        )
        for row in rows.select_related("person").order_by(f"-{when}", "-id")[:MOST]
    ]


def _who(row: RegisterEntry) -> str:
    return row.person.full_name if row.person else ""
