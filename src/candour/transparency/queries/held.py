# SPDX-License-Identifier: MIT
"""What is held for a dataset and period: rows ready to be published, rows that are not, returns."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from candour.people.models import Body, Person
from candour.registers.base import RegisterEntry
from candour.registers.queries.returns import who_answered
from candour.registers.rules.periods_of_return import Quarter, quarter_of
from candour.transparency.queries.projection import Around, around, entries_of, projected
from candour.transparency.queries.sources import SOURCES, Source
from candour.transparency.rules.personal_data import (
    Finding,
    Found,
    Known,
    findings,
    known_people,
)
from candour.transparency.rules.redaction import Value
from candour.transparency.rules.scheme import Dataset
from candour.transparency.rules.spans import Span
from candour.transparency.rules.suppression import banded, every_cell
from candour.transparency.scheme import scheme_codes

PRIVATE = "member_of_public"


@dataclass(frozen=True)
class HeldRow:
    reference: str
    entry: UUID | None
    person: UUID | None
    row: Mapping[str, Value]
    found: Mapping[str, list[Finding]] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    rows: tuple[HeldRow, ...]
    open: tuple[str, ...]
    """References of entries of the period that are not settled yet."""
    bands: tuple[tuple[str, str, int], ...] = ()
    """Department, code and the least that there may be; never the count itself."""
    waits: str = ""
    """Why there is nothing to publish yet."""


def held(dataset: Dataset, body: Body, span: Span, *, search: bool = True) -> Held:
    """Everything of one period, as it would be published today. `search` looks for personal data."""
    if source := SOURCES.get(dataset.register):
        return _from(source, dataset, body, span, search=search)
    entries = entries_of(dataset, body, span)
    looked_up = around(dataset, body, span, entries)
    if dataset.chiefs_only:
        entries = [row for row in entries if row.person_id in looked_up.named]
    ready = [row for row in entries if row.state in dataset.ready]
    known = _known(body, looked_up) if search else Known()
    rows = [_row(row, looked_up, known, search=search) for row in ready]
    if dataset.nil_returns:
        without = set(looked_up.named) - {row.person_id for row in entries}
        rows += _returns(dataset, span, looked_up, without)
    bands = _bands(dataset, looked_up, rows, scheme_codes(body, dataset))
    open_ = tuple(row.reference for row in entries if row.state not in dataset.ready)
    return Held(tuple(rows), open_, bands)


def _from(source: Source, dataset: Dataset, body: Body, span: Span, *, search: bool) -> Held:
    """Rows of no register: in the columns of the scheme and no other."""
    found = source.find(body, span)
    names = [column.name for column in dataset.columns]
    known = everybody(body) if search and any(one.entry for one in found.rows) else Known()
    rows = []
    for one in found.rows:
        values = {name: one.row.get(name) for name in names}
        places = found_in(values, dataset, known) if search and one.entry else {}
        rows.append(HeldRow(str(one.row["ref"]), one.entry, None, values, places))
    return Held(tuple(rows), (), (), found.waits)


def everybody(body: Body) -> Known:
    """The names of all who are or were here, so that none of them slips out."""
    return known_people(Person.objects.filter(body=body).values_list("full_name", flat=True))


def _bands(
    dataset: Dataset, looked_up: Around, rows: Iterable[HeldRow], codes: Collection[str]
) -> tuple[tuple[str, str, int], ...]:
    """Entries of each department in bands, the empty ones too, whether their rows are shown or not."""
    if not dataset.counted_by:
        return ()
    counts: Counter[tuple[str, ...]] = Counter(
        (looked_up.unit(row.person), str(row.row[dataset.counted_by]))
        for row in rows
        if row.entry is not None and row.row[dataset.counted_by]
    )
    cells = banded(every_cell(counts, [looked_up.units, codes]))
    return tuple((unit, code, least) for (unit, code), least in sorted(cells.items()))


def _known(body: Body, looked_up: Around) -> Known:
    names = Person.objects.filter(body=body).exclude(pk__in=list(looked_up.named))
    return known_people(names.values_list("full_name", flat=True))


def _row(row: RegisterEntry, looked_up: Around, known: Known, *, search: bool) -> HeldRow:
    values = projected(row, looked_up)
    found = found_in(values, looked_up.dataset, known) if search else {}
    return HeldRow(row.reference, row.pk, row.person_id, values, found)


def found_in(
    values: Mapping[str, Value], dataset: Dataset, known: Known
) -> dict[str, list[Finding]]:
    """What may be personal in the careful values of a row."""
    found = {}
    for name in dataset.careful:
        text = values.get(name)
        if isinstance(text, str) and (places := findings(text, known)):
            found[name] = places
    giver = dataset.part("giver")
    if giver and values.get("donor_type") == PRIVATE and values.get(giver.name):
        whole = Finding(0, len(str(values[giver.name])), Found.PRIVATE_GIVER)
        found[giver.name] = [whole]
    return found


# ------------------------------------------------------------------ who declared nothing


def _returns(
    dataset: Dataset, span: Span, looked_up: Around, people: Iterable[UUID]
) -> list[HeldRow]:
    """One row for each named person without an entry: a nil return, or that none was received."""
    without = sorted(people, key=lambda one: looked_up.named[one])
    answered = who_answered(without, quarters_in(span))
    return [_return(dataset, span, looked_up, one, nil=one in answered) for one in without]


def quarters_in(span: Span) -> list[Quarter]:
    """The quarters of returns that a period touches."""
    found = [quarter_of(span.first)]
    while found[-1].last < span.last:
        found.append(found[-1].next)
    return found


def _return(dataset: Dataset, span: Span, looked_up: Around, person: UUID, *, nil: bool) -> HeldRow:
    mark = sha256(f"{dataset.code}/{span.code}/{person}".encode()).hexdigest()[:6].upper()
    reference = f"NIL-{span.code}-{mark}"
    values: dict[str, Value] = dict.fromkeys((column.name for column in dataset.columns), None)
    values["ref"] = reference
    values["nil_return"] = "nil" if nil else "none_received"
    whom = dataset.part("person")
    if whom:
        values[whom.name] = looked_up.named[person]
    return HeldRow(reference, None, person, values)
