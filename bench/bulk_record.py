# SPDX-License-Identifier: MIT
"""The record, written by the hundred thousand: the same entries, sealed and chained the same way.

Each entry goes through the record's own code; only the rows are written in bulk, and time is given
rather than taken, so that a matter of two years ago says so.
"""

from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench import bulk
from candour.ledger import custody, datakeys
from candour.ledger.actors import NewEvent
from candour.ledger.models import DataKey, Event, EventField, LogHead, LogLeaf, Stream
from candour.ledger.rows import Chain
from candour.ledger.rules import merkle
from candour.ledger.rules.entry import NO_LEAF
from candour.ledger.tail import Tail, _milliseconds, _values

FIRST_GENERATION = 1


class BulkRecord(Tail):
    """What a population adds to the log. Add in the order of time, stream by stream or not."""

    def __init__(self) -> None:
        super().__init__([])
        self._time_ms = LogHead.objects.get().last_time_ms  # not today's: what comes is older
        self._keys: list[tuple[UUID, int, bytes, int]] = []
        self._version = custody.newest_version()
        if not self._version:
            custody.add(1)
            self._version = 1

    def open_stream(self, stream: UUID) -> None:
        """Make the stream's data key; text of the stream may be sealed from now on."""
        clear = AESGCM.generate_key(bit_length=256)
        wrapped = datakeys._wrap(clear, stream, FIRST_GENERATION, self._version)
        self._keys.append((stream, FIRST_GENERATION, wrapped, self._version))
        datakeys._store(datakeys.OpenKey(stream, FIRST_GENERATION, AESGCM(clear)), is_newest=True)
        self._chains[stream] = Chain(stream, 0, NO_LEAF, FIRST_GENERATION)

    def add(self, new: NewEvent, at: datetime) -> UUID:
        """Add one act; its stream has been opened. Time never goes back."""
        self._time_ms = max(self._time_ms, _milliseconds(at))
        self.append(new)
        return self.events[-1].pk

    def load(self) -> None:
        """Write every row and the head, and begin anew behind them."""
        bulk.load(DataKey, ("stream", "generation", "wrapped", "kek_version"), self._keys)
        bulk.load(LogLeaf, _names(LogLeaf), self._leaves)
        bulk.load(Stream, _names(Stream), map(astuple, self._chains.values()))
        bulk.load(Event, _names(Event), map(_values, self.events))
        bulk.load(EventField, _names(EventField)[1:], self._fields)
        bulk.renumber(DataKey, EventField)
        self._move_head()
        self._start += len(self._leaves)
        self._keys, self._leaves, self._fields, self.events = [], [], [], []
        self._chains = {}

    def _move_head(self) -> None:
        LogHead.objects.update(
            size=self._start + len(self._leaves),
            frontier=b"".join(self._frontier),
            root=merkle.root(self._frontier),
            last_time_ms=self._time_ms,
        )


def _names(model: type[object]) -> Sequence[str]:
    return [field.attname for field in model._meta.concrete_fields]  # type: ignore[attr-defined]
