# SPDX-License-Identifier: MIT
"""A matter made ready to be copied: what every copy has in common, and how the rest is made.

Worked out once for each original, so that a copy costs little more than its seals and hashes: new
ids stand in rows, in JSON and in what was recorded, wherever the original has its own; times move
on together.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from bench import bulk
from candour.kernel.references import new_reference
from candour.ledger.actors import By, NewEvent
from candour.ledger.datakeys import OpenKey
from candour.ledger.models import Event
from candour.ledger.rules.commitments import Json, canonical
from candour.ledger.rules.entry import Kind
from candour.ledger.sealing import SealedTextField, place, seal_with
from candour.ledger.tail import _everything

Row = list[Any]


class Fresh:
    """What is new in one copy, each id in its three spellings."""

    __slots__ = ("hexes", "ids", "later", "texts")

    def __init__(self, ids: list[UUID], reference: str, later: timedelta) -> None:
        self.ids = ids
        self.hexes = [each.hex for each in ids]
        self.texts = [*map(str, ids), reference]
        self.later = later


Maker = Callable[[Fresh], Any]


class Places:
    """Numbers what changes from copy to copy, as it is met; the reference stands last."""

    def __init__(self, changing: Iterable[UUID], reference: str) -> None:
        self._old = {str(each): each for each in changing}
        self._reference = reference
        self._met: dict[str, int] = {}
        words = "|".join(map(re.escape, [*self._old, reference]))
        self._quoted = re.compile(f'(?<=")({words})(?=")')

    def changes(self, text: str) -> bool:
        return text in self._old or text == self._reference

    def of(self, text: str) -> int:
        if text == self._reference:
            return -1
        return self._met.setdefault(text, len(self._met))

    def fresh(self, known: Mapping[UUID, UUID], later: timedelta) -> Fresh:
        """New ids for one copy, but for those that are given."""
        ids = [known.get(self._old[text]) or uuid4() for text in self._met]
        return Fresh(ids, new_reference("GW"), later)

    def spelled(self, value: Any, spell: Callable[[Any], str]) -> "str | Maker":
        """JSON as `spell` writes it, with every id and the reference of the copy in it."""
        parts = self._quoted.split(spell(value))
        if len(parts) == 1:
            return parts[0]
        holes = [(2 * at + 1, self.of(old)) for at, old in enumerate(parts[1::2])]

        def make(fresh: Fresh) -> str:
            pieces = parts.copy()
            for at, number in holes:
                pieces[at] = fresh.texts[number]
            return "".join(pieces)

        if self._is_key(value):  # where a name is an id, its place in the order may change
            return lambda fresh: spell(json.loads(make(fresh)))
        return make

    def _is_key(self, value: Any) -> bool:
        if isinstance(value, Mapping):
            return any(self.changes(name) or self._is_key(each) for name, each in value.items())
        return isinstance(value, list | tuple) and any(map(self._is_key, value))


class RowMould:
    """One row of a matter: its values ready for the database, but for those that are made."""

    def __init__(
        self, model: type[models.Model], values: Mapping[str, Any], places: Places
    ) -> None:
        self.model, self.names = model, list(values)
        self._table = model._meta.db_table
        self._key = places.of(str(values[model._meta.pk.attname]))
        self._same: Row = []
        self._made: list[tuple[int, Maker]] = []
        self._sealed: list[tuple[int, str, Maker]] = []
        for at, (name, value) in enumerate(values.items()):
            field = bulk.field_of(model, name)
            if isinstance(field, SealedTextField) and value is not None:
                self._sealed.append((at, name, _text(value, places)))
                self._same.append(None)
                continue
            made = _made(field, value, places)
            if callable(made):
                self._made.append((at, made))
            self._same.append(None if callable(made) else made)

    def cast(self, fresh: Fresh, key: OpenKey) -> Row:
        values = self._same.copy()
        for at, make in self._made:
            values[at] = make(fresh)
        row = fresh.texts[self._key]
        for at, name, text in self._sealed:
            values[at] = seal_with(key, place(self._table, row, name), text(fresh))
        return values


def _text(value: str, places: Places) -> Maker:
    if places.changes(value):
        number = places.of(value)
        return lambda fresh: fresh.texts[number].encode()
    data = value.encode()
    return lambda _fresh: data


def _made(field: Any, value: Any, places: Places) -> Any:
    """The value that every copy has, ready for the database; or how each makes its own."""
    change = bulk.converter(field) or (lambda same: same)
    if isinstance(value, UUID | str) and places.changes(str(value)):
        number = places.of(str(value))
        if isinstance(value, UUID):
            return lambda fresh: fresh.hexes[number]
        return lambda fresh: fresh.texts[number]
    if isinstance(value, datetime | date):
        return lambda fresh: change(value + fresh.later)
    if isinstance(value, dict | list):
        return places.spelled(value, change)
    return change(value)


@dataclass(frozen=True)
class Act:
    """One recorded act as it is copied."""

    event: Event
    fields: Mapping[str, Json]
    name: str


class ActMould:
    """One act of a matter, and the spelling of each fact that its entry commits to."""

    def __init__(self, act: Act, places: Places) -> None:
        event = act.event
        self.kind, self.act, self.role = Kind(event.kind), event.act, event.role
        self.clauses = json.dumps(event.clauses)
        self._id = places.of(str(event.pk))
        fields = [Event._meta.get_field(name) for name in ("by_person", "on_behalf_of")]
        self._people = [_made(field, getattr(event, field.name), places) for field in fields]
        everything = _everything(_as_new(act), event.pk)
        self._fields = [
            (name, places.spelled(value, lambda one: canonical(one).decode()))
            for name, value in everything.items()
        ]

    def id(self, fresh: Fresh) -> UUID:
        return fresh.ids[self._id]

    def people(self, fresh: Fresh) -> list[str | None]:
        return [made(fresh) if callable(made) else made for made in self._people]

    def fields(self, fresh: Fresh) -> list[tuple[str, bytes]]:
        return [
            (name, (made(fresh) if callable(made) else made).encode())
            for name, made in self._fields
        ]


def _as_new(act: Act) -> NewEvent:
    event = act.event
    by = By(event.by_person, event.role, event.on_behalf_of, name=act.name)
    return NewEvent(event.stream_id, event.act, by, Kind(event.kind), act.fields, event.clauses)
