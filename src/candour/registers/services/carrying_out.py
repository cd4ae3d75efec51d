# SPDX-License-Identifier: MIT
"""How every act on an entry is carried out: judged, written and recorded, or none of it.

A column never changes. An act that changes one writes a new edition and marks the one before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Act, Given, Refused, attempt, may_begin
from candour.ledger.recorded import as_recorded
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.asked import asking_once
from candour.people.models import Person
from candour.people.queries import title_on
from candour.registers.base import RegisterEntry, own_fields
from candour.registers.models import Said
from candour.registers.queries.facts import entry_of
from candour.registers.rules.entry import Entry, Words, made_true, roles_in
from candour.registers.services.searching import index, move

AnEntry = TypeVar("AnEntry", bound=RegisterEntry)


class ChangedMeanwhile(Refused):
    """Somebody acted between the page that was seen and this act."""


@dataclass
class Deed:
    """An act in the middle of being carried out, as its writer sees it."""

    row: RegisterEntry
    before: Entry
    after: Entry
    event: UUID
    now: datetime
    fields: dict[str, Json] = field(default_factory=dict)
    """What the record commits to, besides state, version and changed columns."""
    due_on: date | None = None
    """By when the next in turn should act; a writer sets it."""


Writer = Callable[[Deed], None]


@dataclass(frozen=True)
class Extra:
    """What comes with an act besides its answers."""

    changes: Mapping[str, Any] = field(default_factory=dict)
    """Columns that differ from now on: a new edition is written."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Facts that follow from changed columns."""
    code: str = ""
    inside: bool = False
    write: Writer | None = None


NOTHING = Extra()


def carry_out(
    row: AnEntry,
    act: str,
    given: Given,
    *,
    by: By,
    seen: int | None = None,
    extra: Extra = NOTHING,
) -> AnEntry:
    """Do one act on the edition that counts. `seen` is the version that the page showed."""
    with transaction.atomic(), asking_once():
        current = current_of(row)
        if seen is not None and seen != current.version:
            raise ChangedMeanwhile("Someone else has acted on this entry since you opened it.")
        deed = _judged(current, act, given, extra)
        _say(deed, current.register.procedure.act(act), given, by, extra)
        if extra.write is not None:
            extra.write(deed)
        _record(deed, current.register.procedure.act(act), by)
    current.refresh_from_db()
    return current


def current_of(row: AnEntry) -> AnEntry:
    """The edition that counts, locked."""
    rows = type(row)._default_manager.select_for_update()
    return rows.get(reference=row.reference, superseded_at=None)


def _judged(row: RegisterEntry, name: str, given: Given, extra: Extra) -> Deed:
    procedure, before = row.register.procedure, entry_of(row)
    act = procedure.act(name)
    start = type(procedure.start)
    stage = attempt(act, start(row.state), before, given, roles_in(before, given.by))
    after = act.effect(before, given)
    kept = made_true(after) | {k: _plain(v) for k, v in extra.facts.items()}
    deed = Deed(row, before, after, new_event_id(), timezone.now(), due_on=row.due_on)
    moved = {"state": str(stage), "version": row.version + 1, "facts": kept}
    deed.fields = {"state": [row.state, str(stage)], "version": row.version + 1}
    if extra.changes:
        _new_edition(deed, moved, extra.changes)
    else:
        here = type(row)._default_manager.filter(pk=row.pk, state=row.state, version=row.version)
        if not here.update(**moved):
            raise ChangedMeanwhile("Someone else has just acted on this entry.")
    return deed


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value


def _new_edition(deed: Deed, moved: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    old = deed.row
    values = {each.attname: getattr(old, each.attname) for each in old._meta.concrete_fields}
    values |= {**moved, **changes, "id": uuid4(), "edition": old.edition + 1, "event": deed.event}
    type(old)._default_manager.filter(pk=old.pk).update(superseded_at=deed.now)
    fresh = type(old)(**values)
    fresh.save(force_insert=True)
    index(fresh)
    deed.fields |= columns_recorded(fresh)
    old.pk = fresh.pk


def columns_recorded(row: RegisterEntry) -> dict[str, Json]:
    """Every column as the record commits to it."""
    return {each.attname: as_recorded(getattr(row, each.attname)) for each in own_fields(type(row))}


def _say(deed: Deed, act: Act[Any, Any], given: Given, by: By, extra: Extra) -> None:
    text = given.text.strip() if isinstance(given, Words) else ""
    if not (text or extra.code):
        return
    person = Person.objects.filter(pk=by.person).first() if by.person else None
    Said(
        reference=deed.row.reference,
        stream=deed.row.stream,
        event=deed.event,
        act=act.name,
        code=extra.code,
        text=text,
        inside=extra.inside,
        said_by=person,
        said_by_was=title_on(person, timezone.localdate()) if person else by.name,
        said_at=deed.now,
    ).save(force_insert=True)
    deed.fields |= {"code": extra.code, "text": text}


def _record(deed: Deed, act: Act[Any, Any], by: By) -> None:
    row = type(deed.row)._default_manager.get(pk=deed.row.pk)
    if deed.due_on != row.due_on:
        row.due_on = deed.due_on
        row.save(update_fields=["due_on"])
    move(row)
    record(
        row.stream,
        act.name,
        by=by,
        kind=Kind[act.records.upper()],
        fields=deed.fields,
        clauses=act.clauses,
        event_id=deed.event,
    )


def doer(by: By) -> UUID:
    """The person who acts, where only a person may."""
    if by.person is None:
        raise Refused("Only somebody who is signed in can do this.")
    return by.person


def send(row: AnEntry, *, by: By) -> AnEntry:
    """Send an entry on its way: by the first act that leads on from the start and is open."""
    procedure, entry = row.register.procedure, entry_of(row)
    actor = str(by.person)
    roles = roles_in(entry, actor)
    ways = [act for act in procedure.acts if procedure.start in act.source]
    open_ = [a for a in ways if may_begin(a, procedure.start, entry, actor, roles)]
    if not open_:
        raise Refused("This cannot be sent as it is.")
    return carry_out(row, open_[0].name, Given(by=actor), by=by)
