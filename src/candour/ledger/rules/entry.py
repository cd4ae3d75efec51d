# SPDX-License-Identifier: MIT
"""The log entry, version 1: 94 bytes that hold no personal data. The format is frozen."""

import struct
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

VERSION = 1
LENGTH = 94
HASH_LENGTH = 32
NO_LEAF = bytes(HASH_LENGTH)
"""Stands for the previous leaf in the first entry of a stream."""
# version, kind, stream, sequence in the stream, time in ms, previous leaf, commitment; big-endian
_LAYOUT = struct.Struct(">BB16sIQ32s32s")


class Kind(IntEnum):
    """What sort of act an entry stands for; coarse, because every reader of the log sees it.

    The first six are the operations that DPA 2018 s.62 names. What exactly was done is inside the
    commitment.
    """

    COLLECTION = 1
    ALTERATION = 2
    CONSULTATION = 3
    DISCLOSURE = 4
    COMBINATION = 5
    ERASURE = 6
    ACCESS_GRANTED = 7
    ACCESS_REMOVED = 8
    KEY_CEREMONY = 9


class NotAnEntry(Exception):
    """These bytes are not an entry that this version of the format knows."""


@dataclass(frozen=True, slots=True)
class Entry:
    kind: Kind
    stream: UUID
    sequence: int
    time_ms: int
    previous_leaf: bytes
    commitment: bytes


def pack(entry: Entry) -> bytes:
    for name in ("previous_leaf", "commitment"):
        if len(getattr(entry, name)) != HASH_LENGTH:
            raise NotAnEntry(f"{name} is not {HASH_LENGTH} bytes long")
    return _LAYOUT.pack(
        VERSION,
        entry.kind,
        entry.stream.bytes,
        entry.sequence,
        entry.time_ms,
        entry.previous_leaf,
        entry.commitment,
    )


def unpack(data: bytes) -> Entry:
    if len(data) != LENGTH:
        raise NotAnEntry(f"an entry is {LENGTH} bytes long, this is {len(data)}")
    version, kind, stream, sequence, time_ms, previous, commitment = _LAYOUT.unpack(data)
    if version != VERSION:
        raise NotAnEntry(f"entry version {version} is not known")
    try:
        known = Kind(kind)
    except ValueError:
        raise NotAnEntry(f"entry kind {kind} is not known") from None
    return Entry(known, UUID(bytes=stream), sequence, time_ms, previous, commitment)
