# SPDX-License-Identifier: MIT
"""Emptying the test database between tests: the one moment when the record may go.

The product has no way to do this; a test that commits needs the next one to start empty.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.backends.base.operations import BaseDatabaseOperations

EMPTY_ROOT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

_flush = BaseDatabaseOperations.execute_sql_flush


def flush_with_the_record(self: Any, sql_list: list[str]) -> None:
    from candour.ledger import datakeys

    with transaction.atomic(using=self.connection.alias), triggers_lifted(self.connection):
        _flush(self, sql_list)
        with self.connection.cursor() as cursor:
            cursor.execute("DELETE FROM ledger_loghead")
            cursor.execute(
                "INSERT INTO ledger_loghead (id, size, frontier, root, last_time_ms) "
                "VALUES (1, 0, %s, %s, 0)",
                [b"", bytes.fromhex(EMPTY_ROOT)],
            )
    datakeys.forget()


@contextmanager
def triggers_lifted(connection: Any) -> Iterator[None]:
    """What an owner of the database can do, and the verifier must notice."""
    connection.check_constraints()  # PostgreSQL alters no table that has checks to come
    lift, restore = _statements(connection)
    with connection.cursor() as cursor:
        for statement in lift:
            cursor.execute(statement)
    yield
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in restore:
            cursor.execute(statement)


def _statements(connection: Any) -> tuple[list[str], list[str]]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal"
            )
            tables = [table for (table,) in cursor.fetchall()]
        return (
            [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables],
            [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables],
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in triggers], [sql for _, sql in triggers]
