# SPDX-License-Identifier: MIT
"""Statements that PostgreSQL parses and plans once in a connection, for those that are sent often.

Planning costs it more than answering. Elsewhere a cursor is a cursor.
"""

from functools import cache
from typing import Any

ONLY_WHEN_ASKED = 2**31
"""How often the driver must have seen a statement to keep it unasked."""
KEPT = 400
"""Statements in a connection: those of every page and act."""


def often(database: Any) -> Any:
    """A cursor for a statement that comes again and again with other values."""
    if database.vendor != "postgresql":
        return database.cursor()
    database.ensure_connection()
    connection, usual = database.connection, database.connection.cursor_factory
    if connection.prepare_threshold is None:
        # Django turns preparing off whole, since some poolers of connections cannot bear it.
        connection.prepare_threshold, connection.prepared_max = ONLY_WHEN_ASKED, KEPT
    connection.cursor_factory = _preparing()
    try:
        return database.cursor()
    finally:
        connection.cursor_factory = usual


@cache
def _preparing() -> type:
    """Needs the driver, so it is made when there is a connection."""
    from django.db.backends.postgresql.base import (  # noqa: PLC0415 - as above
        ServerBindingCursor,
    )

    class Preparing(ServerBindingCursor):
        def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
            run: Any = super()
            return run.execute(query, params, **{"prepare": True, **more})

        def _send_query_prepared(self, name: bytes, query: Any, **more: Any) -> None:
            self._query = query  # the driver forgets it, and Django shows and counts it
            run: Any = super()
            run._send_query_prepared(name, query, **more)  # noqa: SLF001 - as above

    return Preparing


def with_literals(sql: str, values: list[Any], places: set[int], database: Any) -> str:
    """The statement with every value written out that does not stand in one of these places.

    A value alone has no type in a prepared statement; beside a column it takes the column's.
    """
    from psycopg.sql import Literal  # noqa: PLC0415 - as above

    parts = sql.split("%s")
    written = [parts[0]]
    for at, (value, rest) in enumerate(zip(values, parts[1:], strict=True)):
        if at in places:
            written.append("%s")
        else:
            written.append(Literal(value).as_string(database.connection).replace("%", "%%"))
        written.append(rest)
    return "".join(written)
