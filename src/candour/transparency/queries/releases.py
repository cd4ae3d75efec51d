# SPDX-License-Identifier: MIT
"""Releases as people who publish may see them, and as the rules know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from candour.kernel.roles import Role
from candour.people.models import Body, Person
from candour.people.queries import roles_by_body
from candour.transparency.models import DatasetRelease, ReleaseLine
from candour.transparency.rules.personal_data import Finding, Found
from candour.transparency.rules.publication import PUBLISHERS, Release, Stage
from candour.transparency.rules.redaction import Choice, Decision, undecided
from candour.transparency.rules.scheme import Dataset
from candour.transparency.rules.spans import Span, as_span
from candour.transparency.scheme import dataset_of, scheme_of


def published_by(person: Person, on: date) -> list[tuple[Body, frozenset[Role]]]:
    """The bodies with a scheme that this person publishes for, by name, and their offices there."""
    held: dict[UUID, frozenset[Role]] = {}
    for body, roles in roles_by_body(person, on):
        held[body] = held.get(body, frozenset()) | roles
    held = {body: roles for body, roles in held.items() if roles & PUBLISHERS}
    own = [person.body] if person.body_id in held else []  # it came with the person
    others = held.keys() - {person.body_id}
    found = [*own, *(Body.objects.filter(pk__in=others) if others else ())]
    return [
        (body, held[body.pk]) for body in sorted(found, key=lambda one: one.name) if scheme_of(body)
    ]


def bodies_published_by(person: Person, on: date) -> list[Body]:
    return [body for body, _roles in published_by(person, on)]


def release_for(person: Person, key: UUID, on: date) -> DatasetRelease | None:
    held = [body for body, roles in roles_by_body(person, on) if roles & PUBLISHERS]
    rows = DatasetRelease.objects.select_related("body", "prepared_by", "approved_by")
    return rows.filter(pk=key, body__in=held).first()


def lines_of(release: DatasetRelease) -> list[ReleaseLine]:
    return list(ReleaseLine.objects.filter(release=release).order_by("position"))


def dataset_and_span(release: DatasetRelease) -> tuple[Dataset, Span]:
    dataset, span = dataset_of(release.body, release.dataset), as_span(release.span)
    if dataset is None or span is None:
        raise LookupError(f"the scheme no longer has {release.dataset}")
    return dataset, span


def facts_of(
    release: DatasetRelease, dataset: Dataset, lines: Iterable[ReleaseLine], today: date
) -> Release:
    """What the rules know of a release."""
    span = as_span(release.span)
    return Release(
        preparers=frozenset(release.preparers),
        undecided=frozenset(cell for line in lines for cell in cells_left(line, dataset)),
        over=span is not None and span.last < today,
        corrects=release.number > 1,
    )


def cells_left(line: ReleaseLine, dataset: Dataset) -> frozenset[str]:
    """The careful values of a row that nobody has decided on; none once the row stays back."""
    if line.withheld or line.entry is None:
        return frozenset()
    left = undecided(line.row, dataset.careful, line.decided)
    return frozenset(f"{line.reference}/{name}" for name in left)


def decisions_of(line: ReleaseLine) -> dict[str, Decision]:
    return {
        name: Decision(Choice(one["choice"]), one["reason"], one["words"])
        for name, one in line.decided.items()
    }


def places_in(line: ReleaseLine) -> dict[str, list[Finding]]:
    return {
        name: [Finding(start, end, Found(kind)) for start, end, kind in places]
        for name, places in line.found.items()
    }


def as_kept(places: Iterable[Finding]) -> list[list[Any]]:
    return [[one.start, one.end, one.kind.value] for one in places]


# ------------------------------------------------------------------ what is public, and what is next


def releases_of(body: Body) -> QuerySet[DatasetRelease]:
    return DatasetRelease.objects.filter(body=body).order_by("starts_on", "number")


@dataclass(frozen=True)
class State:
    """Where a dataset stands: the last period that was published, and what is in hand."""

    last: DatasetRelease | None
    in_hand: tuple[DatasetRelease, ...]


def states_of(body: Body) -> dict[str, State]:
    """By dataset; one query."""
    last: dict[str, DatasetRelease] = {}
    in_hand: dict[str, list[DatasetRelease]] = {}
    rows = releases_of(body).select_related("prepared_by")
    for release in rows.exclude(stage=Stage.DROPPED.value):
        if release.stage in {Stage.DRAFT.value, Stage.PROPOSED.value}:
            in_hand.setdefault(release.dataset, []).append(release)
        else:
            last[release.dataset] = release
    return {
        code: State(last.get(code), tuple(in_hand.get(code, ())))
        for code in last.keys() | in_hand.keys()
    }


NEVER = State(None, ())
