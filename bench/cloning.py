# SPDX-License-Identifier: MIT
"""Copies matters that were really carried through the procedure, many times over.

A copy has new ids, a new reference, other people and a later date; its text is sealed anew under
a key of its own, and its acts stand in the record with their own entries. Nothing is left out of a
whole copy but files and letters. A light copy is a closed matter as most of an old register is: its
own row, who was involved, the advice and the decision; of its acts only those that these rows name
and the first and the last, with who acted and when but without the facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db import models, transaction

from bench import bulk
from bench.bulk_record import BulkRecord
from candour.gateway.models import Case
from candour.kernel.references import new_reference
from candour.ledger import datakeys
from candour.ledger.actors import By, NewEvent
from candour.ledger.models import Event
from candour.ledger.queries import openings
from candour.ledger.rules.commitments import Json
from candour.ledger.rules.entry import Kind
from candour.ledger.sealing import SealedTextField, place, seal_with

LIGHT_MODELS = {"Involved", "Recommendation", "Decision"}
BETWEEN_ACTS = timedelta(seconds=30)
LEFT_OUT = {"ExternalLink"}  # its token stands in no letter here


@dataclass(frozen=True)
class Column:
    name: str
    sealed: bool


@dataclass(frozen=True)
class Row:
    """One row as it is copied: sealed columns opened."""

    model: type[models.Model]
    columns: tuple[Column, ...]
    values: tuple[Any, ...]

    @property
    def key(self) -> UUID:
        return UUID(str(self.values[0]))

    @cached_property
    def light(self) -> bool:
        return self.model.__name__ in LIGHT_MODELS


@dataclass(frozen=True)
class Act:
    """One recorded act as it is copied."""

    event: Event
    fields: Mapping[str, Json]
    name: str


@dataclass(frozen=True)
class Original:
    """A matter to copy, with everything that belongs to it."""

    case: Row
    rows: tuple[Row, ...]
    acts: tuple[Act, ...]

    @cached_property
    def ids(self) -> tuple[UUID, ...]:
        """What is new in each copy."""
        return (
            self.case.key,
            self.stream,
            *(row.key for row in self.rows),
            *(act.event.pk for act in self.acts),
        )

    @property
    def stream(self) -> UUID:
        return self.acts[0].event.stream_id

    @cached_property
    def reference(self) -> str:
        return self._of_case("reference")

    @cached_property
    def stage(self) -> str:
        return self._of_case("stage")

    def _of_case(self, name: str) -> str:
        names = [column.name for column in self.case.columns]
        return str(self.case.values[names.index(name)])

    @cached_property
    def kept_when_light(self) -> frozenset[UUID]:
        """The acts of a light copy."""
        named = {
            value
            for row in (self.case, *self.rows)
            if row.light or row is self.case
            for column, value in zip(row.columns, row.values, strict=True)
            if column.name in {"event", "last_event"}
        }
        return frozenset(named | {self.acts[0].event.pk, self.acts[-1].event.pk})


def original(case: Case) -> Original:
    """Read a matter whole."""
    rows = [
        _row(found, case)
        for model in _models_of_a_case()
        for found in model._default_manager.filter(case=case).order_by("pk")
    ]
    events = list(Event.objects.filter(stream=case.stream).order_by("seq"))
    opened = openings(event.pk for event in events)
    acts = [
        Act(
            event,
            {name: one.value for name, one in opened[event.pk].items() if name[0] != "_"},
            str(opened[event.pk]["_name"].value) if "_name" in opened[event.pk] else "",
        )
        for event in events
    ]
    return Original(_row(Case.objects.get(pk=case.pk), case), tuple(rows), tuple(acts))


def _models_of_a_case() -> list[type[models.Model]]:
    listed = apps.get_app_config("gateway").get_models()
    return [
        model
        for model in listed
        if model.__name__ not in LEFT_OUT and any(f.name == "case" for f in model._meta.fields)
    ]


def _row(row: Any, case: Case) -> Row:
    if not isinstance(row, Case):
        row.case = case
    columns = tuple(
        Column(field.attname, isinstance(field, SealedTextField))
        for field in row._meta.concrete_fields
    )
    return Row(type(row), columns, tuple(getattr(row, column.name) for column in columns))


class Copier:
    """Collects copies and writes them a few thousand at a time, oldest first."""

    def __init__(self) -> None:
        self.record = BulkRecord()
        self._rows: dict[type[models.Model], list[list[Any]]] = {}
        self._columns: dict[type[models.Model], list[str]] = {}

    def copy(
        self, source: Original, people: Mapping[UUID, UUID], later: timedelta, *, light: bool
    ) -> str:
        """Add one copy, so much later than the original. Returns its reference.

        Copies come in the order of time, and each copy's acts share a quarter of an hour: the
        record's time never goes back.
        """
        new = {**{each: uuid4() for each in source.ids}, **people}
        reference = new_reference("GW")
        swap = _Swap(new, {source.reference: reference}, later)
        stream = new[source.stream]
        self.record.open_stream(stream)
        key = datakeys.current(stream)
        self._add(source.case, swap, key)
        for row in source.rows:
            if row.light or not light:
                self._add(row, swap, key)
        at = source.acts[0].event.at + later
        for act in source.acts:
            if not light or act.event.pk in source.kept_when_light:
                self.record.add(_event(act, swap, light=light), at)
                at += BETWEEN_ACTS
        return reference

    @transaction.atomic
    def write(self) -> None:
        for model in sorted(self._rows, key=lambda model: model is not Case):
            bulk.load(model, self._columns[model], self._rows[model])
        self.record.load()
        self._rows = {}

    def _add(self, row: Row, swap: "_Swap", key: datakeys.OpenKey) -> None:
        pk = swap.value(row.values[0])
        table = row.model._meta.db_table
        values = []
        for column, value in zip(row.columns, row.values, strict=True):
            if column.sealed and value is not None:
                label = place(table, pk, column.name)
                values.append(seal_with(key, label, str(swap.value(value)).encode()))
            else:
                values.append(swap.value(value))
        self._rows.setdefault(row.model, []).append(values)
        self._columns.setdefault(row.model, [column.name for column in row.columns])


class _Swap:
    """New ids for old ones, and later times."""

    def __init__(
        self, new: Mapping[UUID, UUID], words: Mapping[str, str], later: timedelta
    ) -> None:
        self._new = new
        self._text = {**{str(old): str(each) for old, each in new.items()}, **words}
        self._later = later

    def value(self, value: Any) -> Any:
        """Change ids and times wherever they stand, in text and in nested values too."""
        if isinstance(value, UUID):
            return self._new.get(value, value)
        if isinstance(value, datetime | date):
            return value + self._later
        if isinstance(value, str):
            return self._text.get(value, value)
        if isinstance(value, dict):
            return {self.value(name): self.value(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self.value(each) for each in value]
        return value


def _event(act: Act, swap: _Swap, *, light: bool) -> NewEvent:
    event = act.event
    by = By(swap.value(event.by_person), event.role, swap.value(event.on_behalf_of), name=act.name)
    return NewEvent(
        swap.value(event.stream_id),
        event.act,
        by,
        Kind(event.kind),
        {} if light else swap.value(dict(act.fields)),
        event.clauses,
        swap.value(event.pk),
    )


def keep_keys_open() -> None:
    """A population seals under a hundred thousand keys in one go."""
    datakeys.KEPT_OPEN = 1_000_000
    datakeys.KEPT_FOR_SECONDS = 86_400.0
