# SPDX-License-Identifier: MIT
"""Copies matters that were really carried through the procedure, many times over.

A copy has new ids, a new reference, other people and a later date; its text is sealed anew under
a key of its own, and its acts stand in the record with their own entries. Nothing is left out of a
whole copy but files and letters. A light copy is a closed matter as most of an old register is: its
own row, who was involved, the advice and the decision; of its acts only those that these rows name
and the first and the last, with who acted and when, and of the facts those that the rows repeat.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction

from bench import bulk
from bench.bulk_record import BulkRecord
from bench.moulds import Act, ActMould, Places, RowMould
from candour.gateway.models import Case
from candour.ledger.models import Event
from candour.ledger.queries import openings
from candour.ledger.recorded import Recorded

LIGHT_MODELS = {"Involved", "Recommendation", "Decision"}
BETWEEN_ACTS = timedelta(seconds=30)
LEFT_OUT = {"ExternalLink"}  # its token stands in no letter here


@dataclass(frozen=True)
class Row:
    """One row as it is copied: sealed columns opened."""

    model: type[models.Model]
    values: Mapping[str, Any]

    @property
    def key(self) -> UUID:
        return UUID(str(self.values["id"]))

    @property
    def light(self) -> bool:
        return self.model.__name__ in LIGHT_MODELS

    @property
    def recorded(self) -> Recorded:
        """Its columns that repeat what its event committed to."""
        declared: Recorded = getattr(self.model, "recorded", Recorded())
        return declared


@dataclass(frozen=True, eq=False)
class Original:
    """A matter to copy, with everything that belongs to it."""

    case: Row
    rows: tuple[Row, ...]
    acts: tuple[Act, ...]

    @property
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

    @property
    def reference(self) -> str:
        return str(self.case.values["reference"])

    @property
    def stage(self) -> str:
        return str(self.case.values["stage"])

    @cached_property
    def kept_when_light(self) -> Mapping[UUID, frozenset[str]]:
        """The acts of a light copy, each with the facts that its rows repeat."""
        kept = {act.event.pk: frozenset[str]() for act in (self.acts[0], self.acts[-1])}
        for row in (self.case, *self.rows):
            if row.light or row is self.case:
                event = row.values[row.recorded.event]
                kept[event] = kept.get(event, frozenset()) | {*row.recorded.columns}
        return kept


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
    names = [field.attname for field in row._meta.concrete_fields]
    return Row(type(row), {name: getattr(row, name) for name in names})


class Mould:
    """An original made ready to be copied, whole or light."""

    def __init__(self, source: Original, people: Iterable[UUID], *, light: bool) -> None:
        places = self.places = Places([*source.ids, *people], source.reference)
        self.began = source.acts[0].event.at
        self.stream = places.of(str(source.stream))
        kept = [row for row in source.rows if row.light or not light]
        self.rows = [RowMould(row.model, row.values, places) for row in (source.case, *kept)]
        acts = (
            [_lighter(act, source.kept_when_light) for act in source.acts] if light else source.acts
        )
        self.acts = [ActMould(act, places) for act in acts if act is not None]


def _lighter(act: Act, kept: Mapping[UUID, frozenset[str]]) -> Act | None:
    names = kept.get(act.event.pk)
    if names is None:
        return None
    return replace(act, fields={name: act.fields[name] for name in act.fields if name in names})


class Copier:
    """Collects copies and writes them a few thousand at a time, oldest first."""

    def __init__(self) -> None:
        self.record = BulkRecord()
        self._moulds: dict[tuple[Original, bool], Mould] = {}
        self._rows: dict[type[models.Model], list[list[Any]]] = {}
        self._names: dict[type[models.Model], list[str]] = {}

    def copy(
        self, source: Original, people: Mapping[UUID, UUID], later: timedelta, *, light: bool
    ) -> str:
        """Add one copy, so much later than the original. Returns its reference.

        Copies come in the order of time, and each copy's acts share a quarter of an hour: the
        record's time never goes back.
        """
        mould = self._mould(source, people, light=light)
        fresh = mould.places.fresh(people, later)
        key = self.record.open_stream(fresh.ids[mould.stream])
        for row in mould.rows:
            self._rows.setdefault(row.model, []).append(row.cast(fresh, key))
            self._names.setdefault(row.model, row.names)
        at = mould.began + later
        for act in mould.acts:
            self.record.add(act, fresh, key, at)
            at += BETWEEN_ACTS
        return fresh.texts[-1]

    def _mould(self, source: Original, people: Iterable[UUID], *, light: bool) -> Mould:
        if (source, light) not in self._moulds:
            self._moulds[source, light] = Mould(source, people, light=light)
        return self._moulds[source, light]

    @transaction.atomic
    def write(self) -> None:
        """The record goes first: rows name its events.

        With a row that waits for its event, SQLite would look through every table that could name
        it, at each event.
        """
        self.record.load()
        for model in sorted(self._rows, key=lambda model: model is not Case):
            bulk.load_ready(model, self._names[model], self._rows[model])
        self._rows = {}
