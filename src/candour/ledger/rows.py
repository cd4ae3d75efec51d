# SPDX-License-Identifier: MIT
"""The end of the log in plain SQL: every act and every reading of the product waits for it.

It is asked for once and written in one statement, however many events a transaction has.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

from candour.ledger.models import DataKey, Event
from candour.ledger.rules.entry import HASH_LENGTH
from candour.people.prepared import often

ROWS_AT_ONCE = 500
END = """
SELECT head.size, head.frontier, head.last_time_ms,
    stream.id, stream.next_seq, stream.last_leaf, stream.key_generation,
    datakey.wrapped, datakey.kek_version
FROM ledger_loghead head
LEFT JOIN ledger_stream stream ON stream.id {among}
LEFT JOIN ledger_datakey datakey
    ON datakey.stream = stream.id AND datakey.generation = stream.key_generation
"""
# Each part is a table's rows, column by column.
ADD = """
WITH leaf AS (
    INSERT INTO ledger_logleaf (idx, leaf_hash, entry)
    SELECT * FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[])
), chain AS (
    INSERT INTO ledger_stream (id, next_seq, last_leaf, key_generation)
    SELECT * FROM unnest(%s::uuid[], %s::int[], %s::bytea[], %s::smallint[])
    ON CONFLICT (id) DO UPDATE SET next_seq = excluded.next_seq,
        last_leaf = excluded.last_leaf, key_generation = excluded.key_generation
), event AS (
    INSERT INTO ledger_event
        (id, leaf_id, stream_id, seq, kind, act, by_person, on_behalf_of, role, at, clauses)
    SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::uuid[], %s::int[], %s::smallint[],
        %s::text[], %s::uuid[], %s::uuid[], %s::text[], %s::timestamptz[], %s::jsonb[])
), field AS (
    INSERT INTO ledger_eventfield (event_id, name, digest, sealed)
    SELECT * FROM unnest(%s::uuid[], %s::text[], %s::bytea[], %s::bytea[])
)
UPDATE ledger_loghead SET size = %s, frontier = %s, root = %s, last_time_ms = %s
"""
# SQLite changes one table in a statement; a trigger does the rest (migration 0003).
ADD_ONE = """
INSERT INTO ledger_appended (
    idx, leaf_hash, entry, key_generation,
    event, stream, seq, kind, act, by_person, on_behalf_of, role, at, clauses,
    fields, digests, sealed, size, frontier, root, last_time_ms
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
NO_HEAD_YET = (None, None, None, None)

Row = tuple[Any, ...]


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
class End:
    size: int
    frontier: list[bytes]
    last_time_ms: int
    chains: dict[UUID, Chain]
    """Of those streams that were asked for and have begun."""
    keys: list[DataKey]
    """Those that they are sealed under."""


@dataclass(frozen=True)
class Appended:
    """One more event: its leaf, its row, and its fields by name with digest and sealed value."""

    leaf_hash: bytes
    entry: bytes
    key_generation: int
    event: Event
    fields: Sequence[tuple[str, bytes, bytes]]


def locked_end(streams: Collection[UUID]) -> End:
    """Where the log and these streams end; nobody else appends until this transaction ends."""
    database = _database()
    wanted = list(dict.fromkeys(streams))
    with often(database) as cursor:
        # SQLite has no row locks; its transactions are IMMEDIATE, so only one writes at a time.
        # Elsewhere who waits for the lock must look only then: a joined row would be the old one.
        if database.features.has_select_for_update:
            cursor.execute("SELECT id FROM ledger_loghead FOR UPDATE")
        found: list[Row] = []
        for start in range(0, max(len(wanted), 1), ROWS_AT_ONCE):
            cursor.execute(*_asked(database, wanted[start : start + ROWS_AT_ONCE]))
            found += cursor.fetchall()
    if not found:
        raise LogWithoutHead("the log has lost its head: restore the database")
    size, frontier, last_time_ms = found[0][:3]
    begun = [row[3:] for row in found if row[3] is not None]
    return End(
        size,
        list(_hashes(bytes(frontier))),
        last_time_ms,
        {_uuid(row[0]): Chain(_uuid(row[0]), row[1], bytes(row[2]), row[3]) for row in begun},
        [_key(row) for row in begun if row[5] is not None],
    )


def append(new: Sequence[Appended], head: tuple[int, bytes, bytes, int]) -> None:
    """Write events in their order; `head` is how the log stands after the last."""
    database = _database()
    with often(database) as cursor:
        if database.vendor == "postgresql":
            cursor.execute(ADD, _by_columns(new, head))
        elif len(new) == 1:
            cursor.execute(ADD_ONE, _on_sqlite(new[0], head))
        else:
            *earlier, last = new
            rows = [_on_sqlite(each, NO_HEAD_YET) for each in earlier]
            cursor.executemany(ADD_ONE, [*rows, _on_sqlite(last, head)])


def _asked(database: Any, streams: list[UUID]) -> tuple[str, list[Any]]:
    native = database.vendor == "postgresql"
    if len(streams) == 1:  # nearly always, and for a list it would make a plan each time
        return END.format(among="= %s"), streams if native else [streams[0].hex]
    if native:
        return END.format(among="= ANY(%s)"), [streams]
    places = ", ".join(["%s"] * len(streams)) or "NULL"
    return END.format(among=f"IN ({places})"), [stream.hex for stream in streams]


def _by_columns(new: Sequence[Appended], head: Row) -> list[Any]:
    chains = {
        each.event.stream_id: (each.event.seq + 1, each.leaf_hash, each.key_generation)
        for each in new
    }
    events = [each.event for each in new]
    fields = [(each.event.pk, *field) for each in new for field in each.fields]
    return [
        [each.event.leaf_id for each in new],
        [each.leaf_hash for each in new],
        [each.entry for each in new],
        list(chains),
        *(list(column) for column in zip(*chains.values(), strict=True)),
        [event.pk for event in events],
        [event.leaf_id for event in events],
        [event.stream_id for event in events],
        [event.seq for event in events],
        [event.kind for event in events],
        [event.act for event in events],
        [event.by_person for event in events],
        [event.on_behalf_of for event in events],
        [event.role for event in events],
        [event.at for event in events],
        [json.dumps(event.clauses) for event in events],
        *(list(column) for column in zip(*fields, strict=True)),
        *head,
    ]


def _on_sqlite(one: Appended, head: Row) -> Row:
    event = one.event
    return (
        event.leaf_id, one.leaf_hash, one.entry, one.key_generation,
        event.pk.hex, event.stream_id.hex, event.seq, event.kind, event.act,
        event.by_person and event.by_person.hex, event.on_behalf_of and event.on_behalf_of.hex,
        event.role, _database().ops.adapt_datetimefield_value(event.at), json.dumps(event.clauses),
        json.dumps(list(_places(one.fields))),
        b"".join(digest for _name, digest, _sealed in one.fields),
        b"".join(sealed for _name, _digest, sealed in one.fields),
        *head,
    )  # fmt: skip


def _places(fields: Sequence[tuple[str, bytes, bytes]]) -> Iterator[tuple[str, int, int]]:
    """Each name, and where in all sealed values its own begins (from 1) and how long it is."""
    begins = 1
    for name, _digest, sealed in fields:
        yield name, begins, len(sealed)
        begins += len(sealed)


def _key(row: Row) -> DataKey:
    stream, _next_seq, _last_leaf, generation, wrapped, version = row
    return DataKey(
        stream=_uuid(stream), generation=generation, wrapped=wrapped, kek_version=version
    )


def _hashes(whole: bytes) -> Iterator[bytes]:
    return (whole[at : at + HASH_LENGTH] for at in range(0, len(whole), HASH_LENGTH))


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _database() -> Any:
    return connections[DEFAULT_DB_ALIAS]
