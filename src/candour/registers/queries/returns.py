# SPDX-License-Identifier: MIT
"""What somebody declared in a quarter, what of theirs goes on, and who said that there was nothing."""

from collections.abc import Collection
from uuid import UUID

from candour.people.models import Person
from candour.registers.base import RegisterEntry, by_slug, registers
from candour.registers.models import Listing, NilReturn
from candour.registers.rules.periods_of_return import Quarter

GOES_ON = ("declared", "noted", "live")
"""The states in which something lasting still is."""


def declared_in(person: Person, quarter: Quarter) -> bool:
    rows = Listing.objects.filter(
        person=person, declared_on__gte=quarter.first, declared_on__lte=quarter.last
    )
    return rows.exclude(state="withdrawn").exists()


def nil_return_of(person: Person, quarter: Quarter) -> NilReturn | None:
    rows = NilReturn.objects.filter(person=person, period=quarter.code, withdrawn_at=None)
    return rows.first()


def going_on(person: Person) -> list[RegisterEntry]:
    """Entries of this person that last, in the order of their registers."""
    slugs = [model.register.slug for model in registers() if model.register.lasting]
    listed = Listing.objects.filter(person=person, register__in=slugs, state__in=GOES_ON)
    found: list[RegisterEntry] = []
    for slug in slugs:
        model = by_slug(slug)
        keys = [row.entry for row in listed if row.register == slug]
        if model is not None and keys:
            rows = model._default_manager.filter(pk__in=keys).order_by("declared_at", "id")
            found.extend(rows)
    return found


def who_answered(people: Collection[UUID], quarters: Collection[Quarter]) -> frozenset[UUID]:
    """Those who for each of these quarters declared something or said that there was nothing."""
    if not people:
        return frozenset()
    left = set(people)
    for quarter in quarters:
        nil = NilReturn.objects.filter(
            person__in=left, period=quarter.code, withdrawn_at=None
        ).values_list("person", flat=True)
        declared = Listing.objects.filter(
            person__in=left, declared_on__gte=quarter.first, declared_on__lte=quarter.last
        ).exclude(state="withdrawn")
        left &= {*nil, *declared.values_list("person", flat=True)}
    return frozenset(left)
