# SPDX-License-Identifier: MIT
"""Filters that people keep for their lists: theirs alone, and no part of the record."""

from dataclasses import dataclass

from candour.people.models import Person
from candour.registers.models import SavedFilter

MOST = 10


@dataclass(frozen=True)
class Kept:
    name: str
    query: str


def kept_filters(person: Person, slug: str) -> list[Kept]:
    rows = SavedFilter.objects.filter(person=person, register=slug).order_by("name")[:MOST]
    return [Kept(row.name, row.query) for row in rows]


def keep_filter(person: Person, slug: str, name: str, query: str) -> None:
    SavedFilter.objects.update_or_create(
        person=person, register=slug, name=name, defaults={"query": query[:200]}
    )


def drop_filter(person: Person, slug: str, name: str) -> None:
    SavedFilter.objects.filter(person=person, register=slug, name=name).delete()
