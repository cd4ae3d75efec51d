# SPDX-License-Identifier: MIT
"""Hold what people read against what the log commits to: events, their fields, business rows."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Max

from candour.ledger import custody, datakeys
from candour.ledger.datakeys import OpenKey
from candour.ledger.models import Event, EventField, LogLeaf
from candour.ledger.queries import openings
from candour.ledger.recorded import Recorded, as_recorded, recorded_models
from candour.ledger.rules.commitments import (
    SALT_LENGTH,
    NotRecordable,
    Opening,
    canonical,
    commitment,
    digest_of_bytes,
)
from candour.ledger.rules.entry import NotAnEntry, unpack
from candour.ledger.sealing import CannotOpen, generation_of, open_with, place
from candour.ledger.streams import ERASURES
from candour.ledger.verify_log import Wrong

LEAVES_AT_ONCE = 1000
_TABLE = EventField._meta.db_table


class Contents:
    """Needs the installation's key to open anything; without it, only digests are compared."""

    def __init__(self) -> None:
        self._has_key = custody.newest_version() > 0
        self._erased: set[tuple[UUID, str]] = set()
        self._opened = 0
        self._missing = 0

    def steps(self) -> Iterator[Callable[[], str]]:
        if self._has_key:
            yield self.erasures
        yield self.events
        if self._has_key:
            for model, recorded in recorded_models():
                yield partial(_rows_say_what_was_recorded, model, recorded)

    def erasures(self) -> str:
        """What was erased lawfully, by the record's own account."""
        ids = list(Event.objects.filter(stream=ERASURES).values_list("pk", flat=True))
        for fields in openings(ids).values():
            if "fields" not in fields:
                raise Wrong("an erasure does not say what it erased")
            named: Any = fields["fields"].value
            self._erased |= {
                (UUID(event), name) for event, names in named.items() for name in names
            }
        return f"{len(ids)} erasures on record"

    def events(self) -> str:
        last = LogLeaf.objects.order_by("-idx").first()
        for first in range(0, last.idx + 1 if last else 0, LEAVES_AT_ONCE):
            self._some_events(first, first + LEAVES_AT_ONCE)
        if not self._has_key:
            return "every event has its entry; no key here, so nothing was opened"
        said = f"every event has its entry; {self._opened} facts open as recorded"
        return f"{said}, {self._missing} were erased"

    def _some_events(self, first: int, end: int) -> None:
        leaves = LogLeaf.objects.filter(idx__gte=first, idx__lt=end).order_by("idx")
        events = {
            event.leaf_id: event for event in Event.objects.filter(leaf__gte=first, leaf__lt=end)
        }
        fields: dict[UUID, list[EventField]] = {}
        for row in EventField.objects.filter(event__leaf__gte=first, event__leaf__lt=end):
            fields.setdefault(row.event_id, []).append(row)
        streams = {event.stream_id for event in events.values()}
        keys = datakeys.open_all(streams) if self._has_key else {}
        for leaf in leaves:
            event = events.get(leaf.idx)
            if event is None:
                raise Wrong("has no event", leaf.idx)
            self._event(event, leaf, fields.get(event.pk, []), keys)

    def _event(
        self,
        event: Event,
        leaf: LogLeaf,
        fields: list[EventField],
        keys: dict[tuple[UUID, int], OpenKey],
    ) -> None:
        try:
            entry = unpack(bytes(leaf.entry))
        except NotAnEntry as problem:
            raise Wrong(str(problem), leaf.idx) from None
        place_in_log = (entry.stream, entry.sequence, entry.kind.value, entry.time_ms)
        if place_in_log != (event.stream_id, event.seq, event.kind, _milliseconds(event)):
            raise Wrong("the event is not the one of this entry", leaf.idx)
        if commitment({row.name: bytes(row.digest) for row in fields}) != entry.commitment:
            raise Wrong("the digests of the facts are not those of the entry", leaf.idx)
        if not self._has_key:
            return
        values = {row.name: self._open(event, row, leaf.idx, keys) for row in fields}
        _compare_header(event, values, leaf.idx)

    def _open(
        self, event: Event, row: EventField, idx: int, keys: dict[tuple[UUID, int], OpenKey]
    ) -> Any:
        """The value; None when it was erased."""
        clear = self._clear(event, row, idx, keys)
        if clear is None:
            if (event.pk, row.name) not in self._erased:
                raise Wrong(f"'{row.name}' is gone and no erasure names it", idx)
            self._missing += 1
            return None
        salt, spelled = clear[:SALT_LENGTH], clear[SALT_LENGTH:]
        if digest_of_bytes(row.name, spelled, salt) != bytes(row.digest):
            raise Wrong(f"'{row.name}' is not what was recorded", idx)
        self._opened += 1
        return json.loads(spelled)

    @staticmethod
    def _clear(
        event: Event, row: EventField, idx: int, keys: dict[tuple[UUID, int], OpenKey]
    ) -> bytes | None:
        if row.sealed is None:
            return None
        sealed, label = bytes(row.sealed), place(_TABLE, event.pk, row.name)
        try:
            key = keys.get((event.stream_id, generation_of(label, sealed)))
            return open_with(key, label, sealed) if key else None
        except CannotOpen:
            raise Wrong(f"'{row.name}' was changed or moved", idx) from None


def _compare_header(event: Event, values: dict[str, Any], idx: int) -> None:
    act, by = values.get("_act"), values.get("_by")
    said_act = {"id": str(event.pk), "name": event.act, "clauses": event.clauses}
    said_by = {
        "person": _text(event.by_person),
        "role": event.role,
        "on_behalf_of": _text(event.on_behalf_of),
    }
    if act not in (None, said_act) or by not in (None, said_by):
        raise Wrong("who did what is not what was recorded", idx)


def _rows_say_what_was_recorded(model: type[models.Model], recorded: Recorded) -> str:
    """Columns that repeat what an event committed to."""
    count = 0
    rows = model._default_manager.order_by("pk")
    newest = _newest_events(recorded.newest)
    for some in _in_parts(rows.iterator(chunk_size=LEAVES_AT_ONCE)):
        made_by = {recorded.event_of(row) for row in some}
        events = Event.objects.in_bulk(made_by)
        facts = openings(made_by)
        named = _names_of_facts(made_by)
        for row in some:
            event = events.get(recorded.event_of(row))
            if event is None:
                raise Wrong(f"{_called(row)} was made by no recorded act")
            _compare_row(row, event, facts[event.pk], recorded)
            if not recorded.newest and not named[event.pk].intersection(recorded.columns):
                raise Wrong(f"{_called(row)} points to an act that said nothing of it")
            if newest.get(event.stream_id, event.seq) > event.seq:
                raise Wrong(f"{_called(row)} was put back to an earlier state", event.leaf_id)
        count += len(some)
    return f"{count} rows of {model._meta.verbose_name} say what was recorded"


def _newest_events(fact: str) -> dict[UUID, int]:
    """Where the newest act that has this fact stands in each stream."""
    if not fact:
        return {}
    rows = EventField.objects.filter(name=fact).values_list("event__stream_id")
    return dict(rows.annotate(Max("event__seq")).order_by())


def _names_of_facts(events: set[UUID]) -> dict[UUID, set[str]]:
    """What each event spoke of, erased or not."""
    named: dict[UUID, set[str]] = {event: set() for event in events}
    rows = EventField.objects.filter(event__in=events).values_list("event_id", "name")
    for event, name in rows:
        named[event].add(name)
    return named


def _in_parts(rows: Iterator[models.Model]) -> Iterator[list[models.Model]]:
    while some := list(islice(rows, LEAVES_AT_ONCE)):
        yield some


def _compare_row(
    row: models.Model, event: Event, facts: dict[str, Opening], recorded: Recorded
) -> None:
    for column in recorded.columns:
        if column not in facts:
            continue  # erased, or never part of this act
        try:
            here = canonical(as_recorded(getattr(row, column)))
        except (NotRecordable, CannotOpen):
            here = b""
        if here != canonical(facts[column].value):
            raise Wrong(f"'{column}' of {_called(row)} is not what was recorded", event.leaf_id)


def _called(row: models.Model) -> str:
    return f"{row._meta.verbose_name} {row.pk}"


def _text(person: UUID | None) -> str | None:
    return None if person is None else str(person)


def _milliseconds(event: Event) -> int:
    return round(event.at.timestamp() * 1000)
