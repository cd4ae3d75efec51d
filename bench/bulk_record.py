# SPDX-License-Identifier: MIT
"""The record, written by the hundred thousand: the same entries, sealed and chained the same way.

Digests, seals, entries and tree are the record's own code; only the rows are written in bulk, and
time is given rather than taken, so that a matter of two years ago says so.
"""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench import bulk
from bench.moulds import ActMould, Fresh
from candour.ledger import custody, datakeys, rows
from candour.ledger.datakeys import OpenKey
from candour.ledger.models import DataKey, Event, EventField, LogHead, LogLeaf, Stream
from candour.ledger.rows import Chain
from candour.ledger.rules import merkle
from candour.ledger.rules.commitments import SALT_LENGTH, commitment, digest_of_bytes
from candour.ledger.rules.entry import NO_LEAF, Entry, pack
from candour.ledger.sealing import place, seal_with
from candour.ledger.tail import EPOCH

FIRST_GENERATION = 1
FIELDS_TABLE = EventField._meta.db_table


class BulkRecord:
    """What a population adds to the log. Add in the order of time, stream by stream."""

    def __init__(self) -> None:
        head = rows.locked_end([])
        self._size, self._frontier = head.size, head.frontier
        self._time_ms = head.last_time_ms
        self._version = custody.newest_version()
        if not self._version:
            custody.add(1)
            self._version = 1
        self._ready = bulk.converter(Event._meta.get_field("at")) or (lambda moment: moment)
        self._began()

    def _began(self) -> None:
        self._chains: list[Chain] = []
        self._rows: dict[type[Any], list[Sequence[Any]]] = {
            DataKey: [], LogLeaf: [], Stream: [], Event: [], EventField: [],
        }  # fmt: skip

    def open_stream(self, stream: UUID) -> OpenKey:
        """Begin a stream: its data key, under which everything of it is sealed."""
        clear = AESGCM.generate_key(bit_length=256)
        wrapped = datakeys._wrap(clear, stream, FIRST_GENERATION, self._version)
        self._rows[DataKey].append((stream.hex, FIRST_GENERATION, wrapped, self._version))
        self._chains.append(Chain(stream, 0, NO_LEAF, FIRST_GENERATION))
        return OpenKey(stream, FIRST_GENERATION, AESGCM(clear))

    def add(self, act: ActMould, fresh: Fresh, key: OpenKey, at: datetime) -> None:
        """Add one act to the stream that was opened last. Time never goes back."""
        self._time_ms = max(self._time_ms, (at - EPOCH) // timedelta(milliseconds=1))
        chain, event = self._chains[-1], act.id(fresh)
        committed = self._add_fields(event, act.fields(fresh), key)
        packed = pack(
            Entry(act.kind, chain.stream, chain.next_seq, self._time_ms, chain.last_leaf, committed)
        )
        leaf = merkle.leaf_hash(packed)
        moment = EPOCH + timedelta(milliseconds=self._time_ms)
        merkle.push(self._frontier, self._size, leaf)
        self._rows[LogLeaf].append((self._size, leaf, packed))
        self._rows[Event].append((
            event.hex, self._size, chain.stream.hex, chain.next_seq, act.kind.value, act.act,
            *act.people(fresh), act.role, self._ready(moment), act.clauses,
        ))  # fmt: skip
        self._size += 1
        chain.next_seq += 1
        chain.last_leaf = leaf

    def _add_fields(self, event: UUID, fields: Sequence[tuple[str, bytes]], key: OpenKey) -> bytes:
        digests = {}
        text, code = str(event), event.hex
        for name, spelled in fields:
            salt = os.urandom(SALT_LENGTH)
            digest = digests[name] = digest_of_bytes(name, spelled, salt)
            sealed = seal_with(key, place(FIELDS_TABLE, text, name), salt + spelled)
            self._rows[EventField].append((code, name, digest, sealed))
        return commitment(digests)

    def load(self) -> None:
        """Write every row and the head, and begin anew behind them."""
        self._rows[Stream] = [
            (chain.stream.hex, chain.next_seq, chain.last_leaf, chain.key_generation)
            for chain in self._chains
        ]
        for model, ready in self._rows.items():
            bulk.load_ready(model, _names(model), ready)
        bulk.renumber(DataKey, EventField)
        LogHead.objects.update(
            size=self._size,
            frontier=b"".join(self._frontier),
            root=merkle.root(self._frontier),
            last_time_ms=self._time_ms,
        )
        self._began()


def _names(model: type[Any]) -> list[str]:
    """Every column but a number that the database gives."""
    fields = model._meta.concrete_fields
    return [one.attname for one in fields if not one.get_internal_type().endswith("AutoField")]
