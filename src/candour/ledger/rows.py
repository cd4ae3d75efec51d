# SPDX-License-Identifier: MIT
"""The rows of the record in plain SQL: every act of the product waits for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, models

from candour.ledger.models import Stream
from candour.ledger.rules.entry import HASH_LENGTH

ROWS_AT_ONCE = 500
# Both databases take these as they are; anything else is made ready by its field.
_PLAIN = (int, str, bytes, type(None))

Row = tuple[object, ...]


class LogWithoutHead(OperationalError):
    """Nothing can be recorded, so nothing is done and nothing is shown."""


@dataclass
class Chain:
    """Where a stream ends."""

    stream: UUID
    next_seq: int
    last_leaf: bytes
    key_generation: int


@dataclass(frozen=True)
class Head:
    size: int
    frontier: list[bytes]
    last_time_ms: int


def locked_head() -> Head:
    """The end of the log, locked: nobody else appends until this transaction ends."""
    database = _database()
    # SQLite has no row locks; its transactions are IMMEDIATE, so only one writes at a time.
    lock = " FOR UPDATE" if database.features.has_select_for_update else ""
    with database.cursor() as cursor:
        cursor.execute(f"SELECT size, frontier, last_time_ms FROM ledger_loghead{lock}")  # noqa: S608 - one of two literals
        row = cursor.fetchone()
    if row is None:
        raise LogWithoutHead("the log has lost its head: restore the database")
    whole = bytes(row[1])
    frontier = [whole[at : at + HASH_LENGTH] for at in range(0, len(whole), HASH_LENGTH)]
    return Head(row[0], frontier, row[2])


def chains(streams: Iterable[UUID]) -> dict[UUID, Chain]:
    """Of those streams that have begun. Nobody else moves them while the head is locked."""
    wanted = list(set(streams))
    found: dict[UUID, Chain] = {}
    for start in range(0, len(wanted), ROWS_AT_ONCE):
        some = wanted[start : start + ROWS_AT_ONCE]
        for chain in _some_chains(some):
            found[chain.stream] = chain
    return found


def _some_chains(streams: list[UUID]) -> list[Chain]:
    places = ", ".join(["%s"] * len(streams))
    statement = (
        "SELECT id, next_seq, last_leaf, key_generation FROM ledger_stream "  # noqa: S608 - only %s is added
        f"WHERE id IN ({places})"
    )
    with _database().cursor() as cursor:
        cursor.execute(statement, [ready(Stream, "id", stream) for stream in streams])
        rows = cursor.fetchall()
    return [
        Chain(_uuid(stream), next_seq, bytes(leaf), generation)
        for stream, next_seq, leaf, generation in rows
    ]


class Statements:
    """Collects what one transaction writes and sends it in as few messages as can be."""

    def __init__(self) -> None:
        self._database = _database()
        self._waiting: list[tuple[str, list[Any]]] = []

    def add(self, statement: str, values: Sequence[Any]) -> None:
        self._waiting.append((statement, list(values)))

    def insert(
        self, model: type[models.Model], rows: Sequence[Row], leave_out: Sequence[str] = ()
    ) -> None:
        fields: list[Any] = [
            field for field in model._meta.concrete_fields if field.name not in leave_out
        ]
        names = ", ".join(field.column for field in fields)
        one = f"({', '.join(['%s'] * len(fields))})"
        for start in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[start : start + ROWS_AT_ONCE]
            every = ", ".join([one] * len(some))
            values = [
                value
                if isinstance(value, _PLAIN)
                else field.get_db_prep_save(value, self._database)
                for row in some
                for field, value in zip(fields, row, strict=True)
            ]
            self.add(f"INSERT INTO {model._meta.db_table} ({names}) VALUES {every}", values)  # noqa: S608 - our own names

    def send(self) -> None:
        with self._database.cursor() as cursor:
            for statement, values in self._messages():
                cursor.execute(statement, values)

    def _messages(self) -> list[tuple[str, list[Any]]]:
        if self._database.vendor != "postgresql":
            return self._waiting
        # Parameters are put in on our side, so several statements can travel together.
        together = "; ".join(statement for statement, _ in self._waiting)
        return [(together, [value for _, values in self._waiting for value in values])]


def ready(model: type[models.Model], name: str, value: object) -> Any:
    field: Any = model._meta.get_field(name)
    return field.get_db_prep_save(value, _database())


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _database() -> Any:
    return connections[DEFAULT_DB_ALIAS]
