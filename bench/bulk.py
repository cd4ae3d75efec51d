# SPDX-License-Identifier: MIT
"""Writes rows by the hundred thousand: COPY on PostgreSQL, executemany on SQLite.

For benchmarks only: it goes round services, rules and the record, which the product never does.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

BATCH = 20_000

Converter = Callable[[Any], Any]


def load(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows; `names` are the fields in the order of the values (a foreign key as `x_id`)."""
    converters = [converter(field_of(model, name)) for name in names]
    ready = (
        [
            value if change is None else change(value)
            for change, value in zip(converters, row, strict=True)
        ]
        for row in rows
    )
    load_ready(model, names, ready)


@transaction.atomic(savepoint=False)
def load_ready(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write rows whose values are what `converter` makes of them, in one transaction.

    No savepoint inside another: SQLite would go through all that it keeps for it at every row.
    """
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    listed = ", ".join(quote(field_of(model, name).column) for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET statement_timeout = 0")  # no page takes so long; a million rows do
            with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join("%s" for _ in names)
        for batch in _batches(rows):
            cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", batch)  # noqa: S608 - names of our own models


def renumber(*tables: type[models.Model]) -> None:
    """Let PostgreSQL's sequences go on after the numbers that were written."""
    if connection.vendor != "postgresql":
        return
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)


def analyse() -> None:
    """Tell the planner what is there now, as a database in use would know it."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def field_of(model: type[models.Model], name: str) -> Any:
    return next(
        field for field in model._meta.concrete_fields if name in {field.name, field.attname}
    )


def converter(field: Any) -> Converter | None:
    """What a value has to become for this database; nothing where the driver knows it."""
    kind = (field.target_field if field.is_relation else field).get_internal_type()
    changes: dict[str, Converter] = {"JSONField": json.dumps}
    if connection.vendor == "sqlite":
        changes |= {"UUIDField": _hex, "DateTimeField": _utc, "DateField": date.isoformat}
    change = changes.get(kind)
    return change and (lambda value: None if value is None else change(value))


def _hex(value: UUID) -> str:
    return value.hex


def _utc(value: datetime) -> str:
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch
