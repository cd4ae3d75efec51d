# SPDX-License-Identifier: MIT
"""Rows as open data: CSV, JSON, and the table schema that says what stands in them."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from candour.registers.rules.harmless_cells import harmless
from candour.transparency.rules.redaction import Row, Value
from candour.transparency.rules.scheme import Column, Dataset, Kind, Scheme

LICENCE = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}


def as_csv(dataset: Dataset, rows: Sequence[Row]) -> bytes:
    """RFC 4180 in UTF-8, with the names of the columns on top; no cell of it runs."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.name for column in dataset.columns])
    for row in rows:
        writer.writerow([cell(row.get(column.name)) for column in dataset.columns])
    return out.getvalue().encode()


def cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else str(value)


def as_json(dataset: Dataset, rows: Sequence[Row], about: Mapping[str, Any]) -> bytes:
    plain = [
        {column.name: typed(row.get(column.name), column) for column in dataset.columns}
        for row in rows
    ]
    return _spelled({**about, "rows": plain})


def typed(value: Value, column: Column) -> Value | float:
    """Money as a number, where a table keeps it as its spelling."""
    return float(value) if column.kind is Kind.MONEY and isinstance(value, str) else value


def table_schema(dataset: Dataset, scheme: Scheme) -> dict[str, Any]:
    """The schema of Frictionless Data for the table."""
    return {
        "fields": [_field(column, scheme) for column in dataset.columns],
        "primaryKey": ["ref"],
        "missingValues": [""],
    }


def _field(column: Column, scheme: Scheme) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.kind.value,
        "title": column.title.en,
        "title_cy": column.title.cy,
        "description": column.says.en,
        "description_cy": column.says.cy,
    }
    constraints: dict[str, Any] = {}
    if column.name == "ref":
        constraints = {"required": True, "unique": True}
    if column.codes:
        constraints["enum"] = list(scheme.codes[column.codes])
        field["codes"] = {
            code: {"en": words.en, "cy": words.cy}
            for code, words in scheme.codes[column.codes].items()
        }
    if constraints:
        field["constraints"] = constraints
    return field


def data_package(
    dataset: Dataset, scheme: Scheme, *, body: str, csv_name: str, sha256: str, size: int
) -> bytes:
    """A data package of Frictionless Data: one table with its schema and its fingerprint."""
    return _spelled(
        {
            "name": dataset.code,
            "title": dataset.title.en,
            "title_cy": dataset.title.cy,
            "description": dataset.says.en,
            "licenses": [LICENCE],
            "contributors": [{"title": body, "role": "publisher"}],
            "resources": [
                {
                    "name": dataset.code,
                    "path": csv_name,
                    "profile": "tabular-data-resource",
                    "format": "csv",
                    "mediatype": "text/csv",
                    "encoding": "utf-8",
                    "bytes": size,
                    "hash": f"sha256:{sha256}",
                    "schema": table_schema(dataset, scheme),
                }
            ],
        }
    )


def _spelled(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
