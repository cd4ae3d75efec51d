# SPDX-License-Identifier: MIT
"""How every act on a release is carried out: one transaction, the record last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Act, Given, Refused, attempt
from candour.kernel.roles import Role
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, NewEvent, new_event_id, record_all
from candour.people.asked import asking_once
from candour.people.models import Person
from candour.people.queries import roles_by_body
from candour.people.written import move_row
from candour.transparency.models import DatasetRelease, ReleaseLine
from candour.transparency.queries.releases import dataset_and_span, facts_of, lines_of
from candour.transparency.rules.publication import Release, stage_of
from candour.transparency.rules.scheme import Dataset
from candour.transparency.rules.spans import Span

AnyGiven = TypeVar("AnyGiven", bound=Given)


class ChangedMeanwhile(Refused):
    """Somebody else acted first."""


@dataclass
class Deed:
    """An act in the middle of being carried out, as its writer sees it."""

    row: DatasetRelease
    dataset: Dataset
    span: Span
    lines: list[ReleaseLine]
    before: Release
    event: UUID
    now: datetime
    columns: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Json] = field(default_factory=dict)
    beside: list[NewEvent] = field(default_factory=list)
    """What else the record gets, before the act itself."""


Writer = Callable[[Deed], None]


def carry_out(
    key: UUID,
    act: Act[Release, AnyGiven],
    given: AnyGiven,
    *,
    by: By,
    seen: int | None,
    write: Writer | None = None,
) -> DatasetRelease:
    with transaction.atomic(), asking_once():
        row = (
            DatasetRelease.objects.select_for_update(of=("self",))
            .select_related("body")
            .get(pk=key)
        )
        if seen is not None and seen != row.version:
            raise ChangedMeanwhile(
                "Someone else has acted on this release since you opened it. Check it and try again."
            )
        deed = deed_of(row)
        roles = _roles(row, given)
        stage = attempt(act, stage_of(row.stage), deed.before, given, roles)
        after = act.effect(deed.before, given)
        if write is not None:
            write(deed)
        deed.columns |= {"preparers": sorted(after.preparers)}
        move(deed, str(stage))
        settle(deed, act.name, by, kind=Kind[act.records.upper()], clauses=act.clauses)
    return row


def deed_of(row: DatasetRelease) -> Deed:
    dataset, span = dataset_and_span(row)
    lines, now = lines_of(row), timezone.now()
    before = facts_of(row, dataset, lines, timezone.localdate(now))
    return Deed(row, dataset, span, lines, before, new_event_id(), now)


def _roles(row: DatasetRelease, given: Given) -> frozenset[Role]:
    """What the person is in the body that publishes, and in no other."""
    person = Person.objects.get(pk=given.by)
    held = roles_by_body(person, timezone.localdate())
    return frozenset(role for body, roles in held if body == row.body_id for role in roles)


def move(deed: Deed, stage: str) -> None:
    """On to its next stage, if nobody else was faster."""
    row = deed.row
    columns = {"stage": stage, "version": row.version + 1, **deed.columns}
    if not move_row(row, columns, "stage", "version"):
        raise ChangedMeanwhile("Someone else has just acted on this release. Check it.")


def settle(deed: Deed, act: str, by: By, *, kind: Kind, clauses: Sequence[str] = ()) -> None:
    """Write the record: what goes with the act, and last the act."""
    told: dict[str, Json] = {"stage": deed.row.stage, "version": deed.row.version, **deed.told}
    event = NewEvent(deed.row.stream, act, by, kind, told, clauses, deed.event)
    record_all([*deed.beside, event])


def doer(by: By) -> UUID:
    if by.person is None:
        raise Refused("Only somebody who is signed in can do this.")
    return by.person
