# SPDX-License-Identifier: MIT
"""Which entries were declared in a period, for figures: references, days and marks, no words."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from candour.people.models import Person
from candour.registers.base import by_slug
from candour.registers.models import Condition
from candour.registers.queries.promises import entries_open_to, visible_conditions, watched
from candour.registers.queries.visible import visible_to
from candour.registers.rules.gift_policy import Outcome
from candour.registers.rules.promises import Standing, standing


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


def declined_between(slug: str, body: UUID, first: date, last: date) -> frozenset[str]:
    """Of the gifts declared in a period, those that were not taken, or were given back."""
    model = by_slug(slug)
    if model is None:
        return frozenset()
    not_taken = {"outcome__in": [Outcome.DECLINED.value, Outcome.RETURNED.value]}
    rows = model._default_manager.filter(
        body=body, superseded_at=None, declared_on__gte=first, declared_on__lte=last, **not_taken
    ).exclude(state="withdrawn")  # fmt: skip
    return frozenset(rows.values_list("reference", flat=True))


def conditions_in_force(
    slugs: tuple[str, ...], body: UUID, on: date
) -> Iterator[tuple[str, Standing]]:
    """Key and standing of each condition that an entry of these registers carries."""
    rows = Condition.objects.filter(body=body, register__in=slugs, ended_at=None).order_by("pk")
    for row in rows.defer("text"):
        yield str(row.pk), standing(watched(row), on)


def conditions_open_to(person: Person, on: date, keys: list[str]) -> list[tuple[str, str]]:
    """Reference of the entry and key, of those whose entry this person may open."""
    rows = visible_conditions(person, on).filter(pk__in=keys).order_by("reference", "pk")
    known = entries_open_to(person, on, list(rows))
    return [(row.reference, str(row.pk)) for row in rows if row.reference in known]
