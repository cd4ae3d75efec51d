# SPDX-License-Identifier: MIT
"""The files of open data that go with a dataset: all of it, and each period on its own."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from candour.people.models import Body
from candour.registers.exports.sheet import Sheet
from candour.registers.exports.sheet import Value as SheetValue
from candour.registers.exports.writing import CONTENT_TYPES, Format, written
from candour.transparency.queries.public import PublicDataset
from candour.transparency.rules.open_data import as_csv, as_json, data_package
from candour.transparency.rules.redaction import Row
from candour.transparency.rules.scheme import Column, Dataset, Kind, Scheme

ALL = "all"
JSON = "application/json"


@dataclass(frozen=True)
class File:
    span: str
    format: str
    name: str
    content_type: str
    content: bytes
    good_until: date | None
    """From this day on something in it is no longer public, so the file is not given out."""


def files_of(body: Body, scheme: Scheme, one: PublicDataset) -> Iterator[File]:
    """Every file of a dataset; none before its first release."""
    if not one.releases:
        return
    for span in [ALL, *sorted({row.release.span for row in one.now()})]:
        yield from _of_span(body, scheme, one, span)


def _of_span(body: Body, scheme: Scheme, one: PublicDataset, span: str) -> Iterator[File]:
    found = one.now("" if span == ALL else span)
    until = min(
        (row.release.unpublish_on for row in found if row.release.unpublish_on), default=None
    )
    rows = [row.row for row in found]
    name = f"{one.dataset.code}-{span}"
    plain = as_csv(one.dataset, rows)
    about = {"dataset": one.dataset.code, "period": span, "publisher": body.name}
    sheet = _sheet(body, one.dataset, rows, span)
    fingerprint = hashlib.sha256(plain).hexdigest()
    package = data_package(
        one.dataset, scheme, body=body.name, csv_name=f"{name}.csv", sha256=fingerprint,
        size=len(plain),
    )  # fmt: skip
    made = (
        ("csv", f"{name}.csv", "text/csv; charset=utf-8", plain),
        ("json", f"{name}.json", JSON, as_json(one.dataset, rows, about)),
        ("xlsx", f"{name}.xlsx", CONTENT_TYPES[Format.XLSX], written(sheet, Format.XLSX)),
        ("ods", f"{name}.ods", CONTENT_TYPES[Format.ODS], written(sheet, Format.ODS)),
        ("datapackage", "datapackage.json", JSON, package),
    )
    for format_, file_name, content_type, content in made:
        yield File(span, format_, file_name, content_type, content, until)


def _sheet(body: Body, dataset: Dataset, rows: list[Row], span: str) -> Sheet:
    return Sheet(
        title=dataset.title.en,
        headings=[column.name for column in dataset.columns],
        rows=[[_typed(row.get(column.name), column) for column in dataset.columns] for row in rows],
        marking=body.name,
        about=[
            ("Period", span),
            ("About", dataset.says.en),
            *((column.name, f"{column.title.en}. {column.says.en}") for column in dataset.columns),
        ],
    )


def _typed(value: object, column: Column) -> SheetValue:
    if value is None:
        return None
    if column.kind is Kind.DATE:
        return date.fromisoformat(str(value))
    if column.kind is Kind.MONEY:
        return float(str(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, int) else str(value)
