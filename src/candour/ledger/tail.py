# SPDX-License-Identifier: MIT
"""The growing end of the log."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from candour.ledger import datakeys, rows
from candour.ledger.actors import NewEvent
from candour.ledger.models import Event, EventField, LogLeaf, Stream
from candour.ledger.rows import Chain, Row, Statements
from candour.ledger.rules import merkle
from candour.ledger.rules.commitments import (
    SALT_LENGTH,
    Json,
    canonical,
    commitment,
    digest_of_bytes,
)
from candour.ledger.rules.entry import NO_LEAF, Entry, pack
from candour.ledger.sealing import place, seal_with

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Tail:
    """What one transaction adds to the end of the log. Reading the head locks it."""

    def __init__(self, streams: Sequence[UUID]) -> None:
        head = rows.locked_head()
        self._start, self._frontier = head.size, head.frontier
        self._time_ms = max(_milliseconds(timezone.now()), head.last_time_ms)
        self._chains = rows.chains(streams)
        self._begun = set(self._chains)
        self._leaves: list[Row] = []
        self._fields: list[Row] = []
        self.events: list[Event] = []

    def append(self, new: NewEvent) -> None:
        chain = self._chain(new.stream)
        event = self._event(new, chain)
        committed = self._add_fields(event, _everything(new, event.pk), chain)
        packed = pack(
            Entry(
                kind=new.kind,
                stream=new.stream,
                sequence=chain.next_seq,
                time_ms=self._time_ms,
                previous_leaf=chain.last_leaf,
                commitment=committed,
            )
        )
        leaf = merkle.leaf_hash(packed)
        merkle.push(self._frontier, event.leaf_id, leaf)
        chain.next_seq += 1
        chain.last_leaf = leaf
        self._leaves.append((event.leaf_id, leaf, packed))
        self.events.append(event)

    def write(self) -> None:
        statements = Statements()
        statements.insert(LogLeaf, self._leaves)
        self._write_chains(statements)
        statements.insert(Event, [_values(event) for event in self.events])
        statements.insert(EventField, self._fields, leave_out=("id",))
        statements.add(
            "UPDATE ledger_loghead SET size = %s, frontier = %s, root = %s, last_time_ms = %s",
            [
                self._start + len(self._leaves),
                b"".join(self._frontier),
                merkle.root(self._frontier),
                self._time_ms,
            ],
        )
        statements.send()

    def _write_chains(self, statements: Statements) -> None:
        new = [chain for stream, chain in self._chains.items() if stream not in self._begun]
        statements.insert(
            Stream,
            [
                (chain.stream, chain.next_seq, chain.last_leaf, chain.key_generation)
                for chain in new
            ],
        )
        for stream in self._begun:
            chain = self._chains[stream]
            statements.add(
                "UPDATE ledger_stream SET next_seq = %s, last_leaf = %s, key_generation = %s "
                "WHERE id = %s",
                [
                    chain.next_seq,
                    chain.last_leaf,
                    chain.key_generation,
                    rows.ready(Stream, "id", stream),
                ],
            )

    def seal_anew(self, stream: UUID) -> None:
        """From here on the stream is sealed under the newest of its keys."""
        self._chain(stream).key_generation = datakeys.current(stream).generation

    def _chain(self, wanted: UUID) -> Chain:
        if wanted not in self._chains:
            generation = datakeys.current(wanted).generation
            self._chains[wanted] = Chain(wanted, 0, NO_LEAF, generation)
        return self._chains[wanted]

    def _event(self, new: NewEvent, chain: Chain) -> Event:
        return Event(
            id=new.event_id or uuid4(),
            leaf_id=self._start + len(self._leaves),
            stream_id=chain.stream,
            seq=chain.next_seq,
            kind=new.kind.value,
            act=new.act,
            by_person=new.by.person,
            on_behalf_of=new.by.on_behalf_of,
            role=new.by.role,
            at=EPOCH + timedelta(milliseconds=self._time_ms),
            clauses=list(new.clauses),
        )

    def _add_fields(self, event: Event, fields: Mapping[str, Json], chain: Chain) -> bytes:
        """Seal each value with a salt of its own, both in one ciphertext; return the commitment."""
        key = datakeys.of_generation(chain.stream, chain.key_generation)
        digests: dict[str, bytes] = {}
        for name, value in fields.items():
            salt, spelled = os.urandom(SALT_LENGTH), canonical(value)
            digests[name] = digest_of_bytes(name, spelled, salt)
            label = place("ledger_eventfield", event.pk, name)
            sealed = seal_with(key, label, salt + spelled)
            self._fields.append((event.pk, name, digests[name], sealed))
        return commitment(digests)


def _values(row: Event) -> Row:
    return tuple(getattr(row, field.attname) for field in Event._meta.concrete_fields)


def _everything(new: NewEvent, event_id: UUID) -> dict[str, Json]:
    """What the entry commits to: the facts of the act, and who did what under which clause."""
    if reserved := [name for name in new.fields if name.startswith("_")]:
        raise ValueError(f"names that begin with _ are the record's own: {', '.join(reserved)}")
    header: dict[str, Json] = {
        "_act": {"id": str(event_id), "name": new.act, "clauses": list(new.clauses)},
        "_by": {
            "person": _text(new.by.person),
            "role": str(new.by.role),
            "on_behalf_of": _text(new.by.on_behalf_of),
        },
    }
    if new.by.name:
        header["_name"] = new.by.name
    return {**header, **new.fields}


def _text(person: UUID | None) -> str | None:
    return None if person is None else str(person)


def _milliseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(milliseconds=1)
