# SPDX-License-Identifier: MIT
"""What the activities of a quarter cost, as it stood when the sources were read, for the pages."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from candour.people.models import Person
from candour.review.models import QuarterlyReview
from candour.review.rules.spending import Activity, Spending, Sum


@dataclass(frozen=True)
class Spent:
    """One officer's line of the view."""

    person: Person
    spending: Spending


def as_kept(found: Iterable[Spending]) -> str:
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, default=str)


def spending_in(row: QuarterlyReview) -> list[Spent]:
    """Every officer of the review, who claimed most first."""
    kept = kept_in(row)
    people = Person.objects.in_bulk([UUID(one.person) for one in kept])
    found = [Spent(people[UUID(one.person)], one) for one in kept]
    return sorted(found, key=lambda one: (-one.spending.claimed, one.person.full_name))


def kept_in(row: QuarterlyReview) -> list[Spending]:
    """The same without their names, and without a question to the database."""
    return [_spending(one) for one in json.loads(row.spending or "[]")]


def spent_by(row: QuarterlyReview, person: UUID) -> Spent | None:
    return next((one for one in spending_in(row) if one.person.pk == person), None)


def _spending(kept: Mapping[str, Any]) -> Spending:
    return Spending(
        person=kept["person"],
        outside=kept["outside"],
        with_money=tuple(_activity(one) for one in kept["with_money"]),
        alone=_sums(kept["alone"]),
        received_alone=_sums(kept["received_alone"]),
    )


def _activity(kept: Mapping[str, Any]) -> Activity:
    return Activity(
        what=kept["what"],
        day=date.fromisoformat(kept["day"]),
        matter=kept["matter"],
        claimed=_sums(kept["claimed"]),
        received=_sums(kept["received"]),
    )


def _sums(kept: Iterable[Mapping[str, Any]]) -> tuple[Sum, ...]:
    return tuple(Sum(**{**one, "day": date.fromisoformat(one["day"])}) for one in kept)
