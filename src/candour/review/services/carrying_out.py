# SPDX-License-Identifier: MIT
"""How an act on a review, a report or a pack is carried out: one transaction, one event."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from candour.kernel.procedure import Act, Given, Refused, attempt
from candour.kernel.roles import Role
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Person
from candour.people.queries import offices_in
from candour.people.written import move_row

Row = TypeVar("Row", bound=Model)
Facts = TypeVar("Facts")
AnyGiven = TypeVar("AnyGiven", bound=Given)


@dataclass
class Deed(Generic[Row, Facts]):
    """An act in the middle of being carried out, as its writer sees it."""

    row: Row
    before: Facts
    event: UUID
    now: datetime
    columns: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Kept(Generic[Row, Facts]):
    """What acts are carried out on: rows with a stage and a version, in a stream of the record."""

    rows: Callable[[], QuerySet[Row]]
    called: str
    stages: type[StrEnum]
    facts: Callable[[Row], Facts]
    """What the rules know of a row."""
    follows: Callable[[Facts], dict[str, Any]]
    """The columns that the rules' facts fill."""

    def carry_out(
        self,
        key: UUID,
        act: Act[Facts, AnyGiven],
        given: AnyGiven,
        by: By,
        seen: int | None,
        write: Callable[[Deed[Row, Facts]], None],
    ) -> Row:
        """`seen` is the version that the page showed; none where people work side by side."""
        with transaction.atomic():
            row = self.rows().select_for_update(of=("self",)).get(pk=key)
            held: Any = row  # Django's models cannot be told to have these columns
            if seen is not None and seen != held.version:
                raise Refused(self._changed())
            before = self.facts(row)
            roles = offices_of_doer(held.body_id, by)
            stage = attempt(act, self.stages(held.stage), before, given, roles)
            deed = Deed(row, before, new_event_id(), timezone.now())
            write(deed)
            columns = {
                "stage": str(stage), "version": held.version + 1,
                **self.follows(act.effect(before, given)), **deed.columns,
            }  # fmt: skip
            if not move_row(row, columns, "stage", "version"):
                raise Refused(self._changed())
            told: dict[str, Json] = {"version": held.version, **deed.told}
            record(
                held.stream, act.name, by=by, kind=Kind[act.records.upper()], fields=told,
                clauses=act.clauses, event_id=deed.event,
            )  # fmt: skip
        return row

    def _changed(self) -> str:
        return f"Someone else has acted on this {self.called} since you opened it. Check it and try again."


def offices_of_doer(body: UUID, by: By) -> frozenset[Role]:
    """What the person is in this body, and in no other."""
    person = Person.objects.get(pk=doer(by))
    return offices_in(person, timezone.localdate()).get(body, frozenset())


def doer(by: By) -> UUID:
    if by.person is None:
        raise Refused("Only somebody who is signed in can do this.")
    return by.person
