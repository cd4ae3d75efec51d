# SPDX-License-Identifier: MIT
"""Which entries were declared in a period, for figures: references, days and marks, no words."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from candour.people.models import Person
from candour.registers.base import by_slug
from candour.registers.queries.visible import visible_to


def declared_between(
    slug: str, body: UUID, first: date, last: date
) -> Iterator[tuple[str, date, bool]]:
    """Reference, day and whether it was late, of every entry that was not withdrawn."""
    model = by_slug(slug)
    if model is None:
        return
    rows = model._default_manager.filter(
        body=body, superseded_at=None, declared_on__gte=first, declared_on__lte=last
    ).exclude(state="withdrawn")
    for reference, day, why_late in rows.order_by("reference").values_list(
        "reference", "declared_on", "why_late"
    ):
        yield reference, day, bool(why_late)


def openable(person: Person, slugs: tuple[str, ...], references: list[str]) -> frozenset[str]:
    """Those of these entries that this person may open."""
    found: set[str] = set()
    for slug in slugs:
        model = by_slug(slug)
        if model is None:
            continue
        mine = [one for one in references if one.startswith(f"{model.register.prefix}-")]
        if mine:
            rows = visible_to(model, person).filter(reference__in=mine)
            found |= set(rows.order_by().values_list("reference", flat=True))
    return frozenset(found)
