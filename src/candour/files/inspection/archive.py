# SPDX-License-Identifier: MIT
"""Unfolds an archive within bounds. What its own table says of sizes is not believed."""

import io
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass

LARGEST = 100 * 1024 * 1024
MOST_UNFOLDED = 100
"""How many times larger than the file its content may be."""
MOST_ENTRIES = 5_000

_LOCAL = struct.Struct("<4s22xHH")
_LAST_RECORD = 22
_UNREADABLE = (
    zipfile.BadZipFile,
    NotImplementedError,  # a version of the format that does not exist
    ValueError,
    struct.error,
    EOFError,
    OSError,
)
_STEP = 1024 * 1024
_ENCRYPTED = 0x1


class Unsafe(Exception):
    """The archive cannot be trusted."""


class TooLarge(Unsafe):
    """It unfolds into more than is allowed."""


class Locked(Unsafe):
    """It needs a password."""


@dataclass
class Budget:
    """How much may still be unfolded, over an archive and those inside it."""

    left: int

    @classmethod
    def of(cls, data: bytes) -> "Budget":
        return cls(min(LARGEST, MOST_UNFOLDED * len(data)))

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise TooLarge


def unfold(data: bytes, budget: Budget) -> dict[str, bytes]:
    """The content of an archive by name; raises Unsafe."""
    entries, table = _table_of(data)
    if sum(entry.file_size for entry in entries) > budget.left:
        raise TooLarge
    content: dict[str, bytes] = {}
    names: set[str] = set()
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        _check_entry(entry)
        starts = _start_of(data, entry)
        if entry.header_offset < end or starts + entry.compress_size > table:
            raise Unsafe  # entries that share their bytes unfold without end
        if entry.orig_filename.lower() in names:
            raise Unsafe
        names.add(entry.orig_filename.lower())
        end = starts + entry.compress_size
        content[entry.filename] = _inflated(data[starts:end], entry, budget)
    return content


def _table_of(data: bytes) -> tuple[list[zipfile.ZipInfo], int]:
    """The entries, and where their table begins; nothing may stand before or behind the archive."""
    if data[-_LAST_RECORD:][:4] != b"PK\x05\x06":
        raise Unsafe
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries, table = archive.infolist(), archive.start_dir
    except _UNREADABLE:
        raise Unsafe from None
    first = min((entry.header_offset for entry in entries), default=1)
    if first or len(entries) > MOST_ENTRIES:
        raise Unsafe
    return entries, table


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    if entry.flag_bits & _ENCRYPTED:
        raise Locked
    parts = name.rstrip("/").split("/")
    if name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in parts:
        raise Unsafe
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Unsafe


def _start_of(data: bytes, entry: zipfile.ZipInfo) -> int:
    header = data[entry.header_offset : entry.header_offset + _LOCAL.size]
    if len(header) < _LOCAL.size:
        raise Unsafe
    signature, name_length, extra_length = _LOCAL.unpack(header)
    starts = entry.header_offset + _LOCAL.size
    named = data[starts : starts + name_length]
    if signature != b"PK\x03\x04" or named not in {
        entry.orig_filename.encode("utf-8", "replace"),
        entry.orig_filename.encode("cp437", "replace"),
    }:
        raise Unsafe
    return starts + int(name_length) + int(extra_length)


def _inflated(packed: bytes, entry: zipfile.ZipInfo, budget: Budget) -> bytes:
    if entry.compress_type == zipfile.ZIP_STORED:
        content = packed
        budget.spend(len(content))
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        content = _deflated(packed, budget)
    else:
        raise Unsafe
    if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
        raise Unsafe
    return content


def _deflated(packed: bytes, budget: Budget) -> bytes:
    unfolding = zlib.decompressobj(-15)
    pieces: list[bytes] = []
    waiting = packed
    while not unfolding.eof:
        try:
            piece = unfolding.decompress(waiting, _STEP)
        except zlib.error:
            raise Unsafe from None
        budget.spend(len(piece))
        pieces.append(piece)
        waiting = unfolding.unconsumed_tail
        if not (piece or waiting or unfolding.eof):
            raise Unsafe  # it ends in the middle
    if unfolding.unused_data or waiting:
        raise Unsafe
    return b"".join(pieces)
