# SPDX-License-Identifier: MIT
"""Read the record back: the timeline of a matter, and the facts that an event committed to."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import CharField, Max, Value

from candour.ledger.datakeys import Erased
from candour.ledger.models import Event, EventField, LogHead
from candour.ledger.rows import LogWithoutHead
from candour.ledger.rules.commitments import SALT_LENGTH, Json, Opening
from candour.ledger.rules.entry import Kind
from candour.ledger.sealing import open_bytes, place
from candour.people.phrased import Phrased

NAME_FIELD = "_name"


@dataclass(frozen=True)
class TimelineEntry:
    event_id: UUID
    at: datetime
    act: str
    by_person: UUID | None
    on_behalf_of: UUID | None
    role: str
    name: str
    """Of somebody without an account, or of the service itself."""
    kind: Kind
    clauses: tuple[str, ...]


def timeline(stream: UUID, *, kinds: Collection[Kind] | None = None) -> list[TimelineEntry]:
    """What happened in a stream, oldest first; one query, and one more for names without a person."""
    found = _happened(None if kinds is None else frozenset(kinds))(stream)
    names = _names(stream, [row[0] for row in found if row[3] is None])
    return [
        TimelineEntry(
            event_id=event_id,
            at=at,
            act=act,
            by_person=by_person,
            on_behalf_of=on_behalf_of,
            role=role,
            name=names.get(event_id, ""),
            kind=Kind(kind),
            clauses=tuple(clauses),
        )
        for event_id, at, act, by_person, on_behalf_of, role, kind, clauses in found
    ]


@lru_cache(maxsize=16)
def _happened(kinds: frozenset[Kind] | None) -> Phrased[Any]:
    """The question of a timeline, once for each set of kinds that a page asks for."""
    some = {} if kinds is None else {"kind__in": sorted(kind.value for kind in kinds)}
    columns = ("id", "at", "act", "by_person", "on_behalf_of", "role", "kind", "clauses")
    return Phrased(
        lambda stream: (
            Event.objects.filter(stream=stream, **some).order_by("seq").values_list(*columns)
        )
    )


def _names(stream: UUID, events: list[UUID]) -> dict[UUID, str]:
    """Who acted in these events, as they were named: people outside, or the service."""
    if not events:
        return {}
    rows = EventField.objects.filter(event__in=events, name=NAME_FIELD)
    opened = {
        event: _open(stream, event, NAME_FIELD, sealed)
        for event, sealed in rows.values_list("event_id", "sealed")
    }
    return {event: str(opening.value) for event, opening in opened.items() if opening}


def log_size() -> int:
    """How many entries the log has."""
    size = LogHead.objects.values_list("size", flat=True).first()
    if size is None:
        raise LogWithoutHead("the log has lost its head: restore the database")
    return size


@dataclass(frozen=True)
class LeafOf:
    """Where an event stands in its stream, and its leaf in the log."""

    event_id: UUID
    number: int
    at: datetime
    kind: Kind
    hash: str


def leaves(stream: UUID) -> list[LeafOf]:
    """The leaf hash of every event of a stream, oldest first; one query."""
    rows = Event.objects.filter(stream=stream).order_by("seq")
    found = rows.values_list("id", "seq", "at", "kind", "leaf__leaf_hash")
    return [
        LeafOf(id_, seq, at, Kind(kind), bytes(leaf).hex()) for id_, seq, at, kind, leaf in found
    ]


def latest_acts(
    streams: Collection[UUID], acts: Iterable[str], read: Collection[UUID], *,
    person: UUID, as_: str,
) -> dict[tuple[UUID, str], datetime]:  # fmt: skip
    """When each of these acts was last done in each stream; at most one query.

    Under the name `as_` stands whatever this person last did in the streams `read`, or read there.
    """
    of_acts = Event.objects.filter(stream__in=streams, act__in=frozenset(acts))
    of_person = Event.objects.filter(stream__in=read, by_person=person)
    asked = [
        (streams, of_acts.values_list("stream_id", "act")),
        (read, of_person.values_list("stream_id", Value(as_, CharField()))),
    ]
    parts = [rows.annotate(last=Max("at")).order_by() for there, rows in asked if there]
    rows = parts[0].union(*parts[1:], all=True) if parts else ()
    return {(stream, name): at for stream, name, at in rows}


def opened(event_ids: Iterable[UUID]) -> dict[UUID, dict[str, Json]]:
    """The facts of these events; a fact that was erased is absent. One query."""
    return {
        event_id: {
            name: opening.value for name, opening in fields.items() if not name.startswith("_")
        }
        for event_id, fields in openings(event_ids).items()
    }


def erased_fields(event: UUID) -> frozenset[str]:
    """The facts of an event whose values are gone; their digests stay."""
    rows = EventField.objects.filter(event=event)
    there = frozenset(openings([event])[event])
    return frozenset(rows.values_list("name", flat=True)) - there


def openings(event_ids: Iterable[UUID]) -> dict[UUID, dict[str, Opening]]:
    """Every field that can still be shown, with the salt that proves it."""
    found: dict[UUID, dict[str, Opening]] = {event_id: {} for event_id in event_ids}
    rows = EventField.objects.filter(event__in=list(found)).order_by("pk")
    for event_id, stream, name, sealed in rows.values_list(
        "event_id", "event__stream_id", "name", "sealed"
    ):
        if opening := _open(stream, event_id, name, sealed):
            found[event_id][name] = opening
    return found


def _open(stream: UUID, event_id: UUID, name: str, sealed: Any) -> Opening | None:
    if sealed is None:
        return None
    label = place(EventField._meta.db_table, event_id, name)
    try:
        clear = open_bytes(stream, label, bytes(sealed))
    except Erased:
        return None
    return Opening(value=json.loads(clear[SALT_LENGTH:]), salt=clear[:SALT_LENGTH])
