# SPDX-License-Identifier: MIT
"""Single rows written in plain SQL, as every act needs them: the models say what goes where.

For services, where nothing hangs on a signal and the row has made its own key.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from candour.people.prepared import often


def insert_row(row: Model, *, unless_there: bool = False) -> bool:
    """Insert a new row; `unless_there` leaves one alone that is there already, and says so."""
    database: Any = connections[DEFAULT_DB_ALIAS]
    fields: list[Any] = list(row._meta.concrete_fields)
    names = ", ".join(_quoted(database, [field.column for field in fields]))
    places = ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(field.pre_save(row, True), database) for field in fields]
    table = database.ops.quote_name(row._meta.db_table)
    otherwise = " ON CONFLICT DO NOTHING" if unless_there else ""
    with often(database) as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({places}){otherwise}", values)  # noqa: S608 - our own names
        inserted: bool = cursor.rowcount == 1
    state: Any = vars(row)["_state"]
    state.adding, state.db = not inserted, database.alias
    return inserted


def update_rows(model: type[Model], columns: Mapping[str, Any], **where: Any) -> int:
    """Set columns of the rows that are exactly so; returns how many there were."""
    database: Any = connections[DEFAULT_DB_ALIAS]
    named: dict[str, Any] = {"pk": model._meta.pk}
    for field in model._meta.concrete_fields:
        named[field.name] = named[field.attname] = field
    table = database.ops.quote_name(model._meta.db_table)
    sets = ", ".join(_equal(database, [named[name].column for name in columns]))
    tests = " AND ".join(_equal(database, [named[name].column for name in where]))
    values = [
        named[name].get_db_prep_save(value, database)
        for name, value in (*columns.items(), *where.items())
    ]
    with often(database) as cursor:
        cursor.execute(f"UPDATE {table} SET {sets} WHERE {tests}", values)  # noqa: S608 - our own names
        changed: int = cursor.rowcount
    return changed


def move_row(row: Model, columns: Mapping[str, Any], *judged: str) -> bool:
    """Set columns unless somebody was faster: the row is still as it was judged by these names."""
    unchanged = {name: getattr(row, name) for name in judged}
    if not update_rows(type(row), columns, pk=row.pk, **unchanged):
        return False
    for name, value in columns.items():
        setattr(row, name, value)
    return True


def update_row(row: Model, *names: str) -> None:
    """Write some columns of a row as they are now."""
    fields: dict[str, Any] = {field.name: field for field in row._meta.concrete_fields}
    columns = {name: fields[name].pre_save(row, False) for name in names}
    update_rows(type(row), columns, pk=row.pk)


def _quoted(database: Any, columns: Iterable[str]) -> list[str]:
    return [database.ops.quote_name(column) for column in columns]


def _equal(database: Any, columns: Iterable[str]) -> list[str]:
    return [f"{column} = %s" for column in _quoted(database, columns)]
