# SPDX-License-Identifier: MIT
"""How every act of a procurement is carried out: one transaction, the rules, its rows, one event."""

from collections.abc import Callable
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
from candour.procurement.models import Procurement, Task
from candour.procurement.queries.facts import Rows
from candour.procurement.rules.procurement import Procurement as Facts
from candour.procurement.rules.procurement import Stage

AnyGiven = TypeVar("AnyGiven", bound=Given)
ELSEWHERE = "Someone else has acted on this since you opened it. Check it and try again."


@dataclass
class Deed:
    """An act in the middle of being carried out, as its writer sees it."""

    row: Procurement
    rows: Rows
    after: Facts
    event: UUID
    now: datetime
    columns: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Json] = field(default_factory=dict)


Writer = Callable[[Deed], None]


def nothing_else(_deed: Deed) -> None:
    """For an act whose facts are all that it writes."""


def roles_here(person: Person, row: Procurement) -> frozenset[Role]:
    """What somebody is in the body that buys; everybody who works anywhere works here too."""
    held = roles_by_body(person, timezone.localdate())
    here = (roles for body, roles in held if body == row.body_id)
    return frozenset({Role.WORKFORCE} if held else ()).union(*here)


def carry_out(
    key: UUID,
    act: Act[Facts, AnyGiven],
    given: AnyGiven,
    write: Writer = nothing_else,
    *,
    by: By,
    seen: int | None = None,
) -> Procurement:
    """Ask the rules, keep what becomes true, and record it."""
    with transaction.atomic(), asking_once():
        row = Procurement.objects.select_for_update().get(pk=key)
        if seen is not None and seen != row.version:
            raise Refused(ELSEWHERE)
        rows = Rows(row)
        before = rows.facts
        roles = roles_here(Person.objects.get(pk=given.by), row)
        stage = attempt(act, Stage(row.stage), before, given, roles)
        deed = Deed(row, rows, act.effect(before, given), new_event_id(), timezone.now())
        write(deed)
        _move(deed, stage)
        told: dict[str, Json] = {"version": row.version, **deed.told}
        kind = Kind[act.records.upper()]
        record_all(
            [NewEvent(row.stream, act.name, by, kind, told, act.clauses, event_id=deed.event)]
        )
    return row


def _move(deed: Deed, stage: Any) -> None:
    row = deed.row
    columns = {"version": row.version + 1, **deed.columns}
    if stage != row.stage:
        columns |= {"stage": str(stage), "staged_at": deed.now}
    keep_facts(deed.rows, deed.after, deed.now)
    columns |= _facts_of(deed.after)
    if not move_row(row, columns, "stage", "version"):
        raise Refused(ELSEWHERE)


def _facts_of(facts: Facts) -> dict[str, Any]:
    return {
        "accountable_id": UUID(facts.accountable),
        "asked": facts.asked,
        "prepared_by_id": UUID(facts.prepared_by) if facts.prepared_by else None,
        "confirmed": facts.confirmed,
    }


def keep_facts(rows: Rows, after: Facts, now: datetime) -> None:
    """Bring the rows of people and tasks to what the rules say is true now."""
    for one in rows.people:
        part = after.part_of(str(one.person_id))
        if part is None:
            continue
        asked = one.declared and not part.declared
        was = (one.declared, one.assessed, str(one.excludes_id or ""))
        if was == (part.declared, part.assessed, part.excludes):
            continue
        one.declared, one.assessed = part.declared, part.assessed
        one.excludes_id = UUID(part.excludes) if part.excludes else None
        one.asked_at = now if asked else one.asked_at
        one.save(update_fields=["declared", "assessed", "excludes", "asked_at"])
    still = {task.key for task in after.tasks}
    gone = [one.pk for one in rows.tasks if str(one.pk) not in still]
    Task.objects.filter(pk__in=gone).update(settled_at=now)


def reopen(row: Procurement, after: Facts, now: datetime) -> None:
    """Keep what becomes true without an act of the procedure: something came up."""
    rows = Rows(row)
    keep_facts(rows, after, now)
    columns = {"version": row.version + 1, **_facts_of(after)}
    Procurement.objects.filter(pk=row.pk).update(**columns)
    for name, value in columns.items():
        setattr(row, name, value)
