# SPDX-License-Identifier: MIT
"""One data key per stream, wrapped under the installation's key; a few are kept open in memory."""

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID
from weakref import WeakValueDictionary

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction

from candour.ledger import custody
from candour.ledger.custody import KeyMissing
from candour.ledger.models import DataKey
from candour.people.phrased import Phrased

KEPT_OPEN = 512
KEPT_FOR_SECONDS = 60.0
"""An erasure in another process reaches this one within this time."""
NONCE_LENGTH = 12


class Erased(Exception):
    """The key of this content was destroyed, lawfully and for good."""


@dataclass(frozen=True, slots=True)
class OpenKey:
    stream: UUID
    generation: int
    cipher: AESGCM


def current(stream: UUID) -> OpenKey:
    """The key that new content of this stream is sealed under; made when there is none."""
    return _kept(stream, _NEWEST) or _find_or_make(stream)


def of_generation(stream: UUID, generation: int) -> OpenKey:
    """The key that existing content was sealed under."""
    return _kept(stream, generation) or _find(stream, generation)


def come_by(row: DataKey) -> None:
    """Keep a key open that was read along with something else."""
    if row.wrapped is not None and _kept(row.stream, row.generation) is None:
        _open(row, is_newest=False)


def open_all(streams: Collection[UUID]) -> dict[tuple[UUID, int], OpenKey]:
    """Every key of these streams that still exists, by stream and generation; for long readings."""
    rows = DataKey.objects.filter(stream__in=streams, wrapped__isnull=False)
    return {
        (row.stream, row.generation): OpenKey(row.stream, row.generation, AESGCM(_unwrap(row)))
        for row in rows
    }


def keep_open(streams: Iterable[UUID]) -> None:
    """Fetch the keys of many streams at once, for a page that is about to read from each."""
    missing = {stream for stream in streams if _kept(stream, _NEWEST) is None}
    if not missing:
        return
    rows = list(DataKey.objects.filter(stream__in=missing))
    newest = {row.stream: row.generation for row in sorted(rows, key=lambda row: row.generation)}
    for row in rows:
        if row.wrapped is not None:
            _open(row, is_newest=row.generation == newest[row.stream])


def destroy(stream: UUID) -> int:
    """Make everything that was sealed under this stream unreadable. Returns the keys destroyed."""
    destroyed = DataKey.objects.filter(stream=stream, wrapped__isnull=False).update(wrapped=None)
    transaction.on_commit(lambda: forget(stream))
    forget(stream)
    return destroyed


def renew(stream: UUID) -> int:
    """A new key for what this stream seals from now on; what it sealed before stays as it is."""
    newest = NEWEST.first(stream)
    opened = _make(stream, newest.generation + 1 if newest else 1)
    forget(stream)
    return opened.generation


def rotate() -> int:
    """Make a new installation key and wrap every data key under it; content is not touched."""
    version = custody.newest_version() + 1
    custody.add(version)
    stale = DataKey.objects.filter(wrapped__isnull=False).exclude(kek_version=version)
    rewrapped = 0
    for row in stale.order_by("pk").iterator(chunk_size=1000):
        clear = _unwrap(row)
        fresh = _wrap(clear, row.stream, row.generation, version)
        # Only if nobody destroyed or rewrapped it meanwhile.
        same = DataKey.objects.filter(pk=row.pk, kek_version=row.kek_version, wrapped=row.wrapped)
        rewrapped += same.update(wrapped=fresh, kek_version=version)
    return rewrapped


# ------------------------------------------------------------------ keys in the database

NEWEST = Phrased(lambda stream: DataKey.objects.filter(stream=stream).order_by("-generation")[:1])


def _find_or_make(stream: UUID) -> OpenKey:
    newest = NEWEST.first(stream)
    if newest is None or newest.wrapped is None:
        generation = newest.generation + 1 if newest else 1
        return _make(stream, generation)
    return _open(newest, is_newest=True)


def _find(stream: UUID, generation: int) -> OpenKey:
    row = DataKey.objects.filter(stream=stream, generation=generation).first()
    if row is None:
        raise KeyMissing(f"the data key {generation} of stream {stream} is not in the database")
    return _open(row, is_newest=False)


def _make(stream: UUID, generation: int) -> OpenKey:
    version = _version_for_a_new_key()
    clear = AESGCM.generate_key(bit_length=256)
    row = DataKey(
        stream=stream,
        generation=generation,
        wrapped=_wrap(clear, stream, generation, version),
        kek_version=version,
    )
    DataKey.objects.bulk_create([row], ignore_conflicts=True)
    # Another process may have been first, so read what is there.
    return _open(DataKey.objects.get(stream=stream, generation=generation), is_newest=True)


def _version_for_a_new_key() -> int:
    version = custody.newest_version()
    if version:
        return version
    if used := DataKey.objects.order_by("-kek_version").first():
        lost = custody.path_of(used.kek_version)
        raise KeyMissing(f"the key file {lost} is missing: restore it from custody")
    custody.add(1)
    return 1


def _open(row: DataKey, *, is_newest: bool) -> OpenKey:
    opened = OpenKey(row.stream, row.generation, AESGCM(_unwrap(row)))
    _keep(opened, is_newest=is_newest)
    return opened


def _wrap(clear: bytes, stream: UUID, generation: int, version: int) -> bytes:
    nonce = os.urandom(NONCE_LENGTH)
    bound = _bound_to(stream, generation, version)
    return nonce + AESGCM(custody.key(version)).encrypt(nonce, clear, bound)


def _unwrap(row: DataKey) -> bytes:
    if row.wrapped is None:
        raise Erased(f"the data key {row.generation} of stream {row.stream} was destroyed")
    wrapped = bytes(row.wrapped)
    cipher = AESGCM(custody.key(row.kek_version))
    bound = _bound_to(row.stream, row.generation, row.kek_version)
    try:
        return cipher.decrypt(wrapped[:NONCE_LENGTH], wrapped[NONCE_LENGTH:], bound)
    except InvalidTag:
        path = custody.path_of(row.kek_version)
        raise KeyMissing(
            f"{path} does not open the data key of stream {row.stream}: "
            "restore the key file that belongs to this database"
        ) from None


def _bound_to(stream: UUID, generation: int, version: int) -> bytes:
    return b"candour/data-key\0" + stream.bytes + generation.to_bytes(2) + version.to_bytes(2)


# ------------------------------------------------------------------ keys kept open in memory
# Only keys that are committed are kept: a key made in a transaction that is rolled back must
# never seal anything afterwards. Until the commit the callback itself carries the key, and only
# the connection holds the callback: a rollback lets go of both.

_NEWEST = 0
_open_keys: OrderedDict[tuple[UUID, int], tuple[float, OpenKey]] = OrderedDict()
_lock = threading.Lock()


class _KeepAfterCommit:
    def __init__(self, opened: OpenKey, *, is_newest: bool) -> None:
        self.opened = opened
        self.is_newest = is_newest

    def __call__(self) -> None:
        if _uncommitted.keys.get((self.opened.stream, self.opened.generation)) is self:
            _store(self.opened, is_newest=self.is_newest)


class _Uncommitted(threading.local):
    """Keys that this thread's transaction has read or made, for as long as it lasts."""

    def __init__(self) -> None:
        self.keys: WeakValueDictionary[tuple[UUID, int], _KeepAfterCommit] = WeakValueDictionary()


_uncommitted = _Uncommitted()


def forget(stream: UUID | None = None) -> None:
    """Drop the open keys of one stream, or all of them."""
    with _lock:
        for keys in (_open_keys, _uncommitted.keys):
            for place in [place for place in keys if stream in {None, place[0]}]:
                keys.pop(place, None)


def _kept(stream: UUID, generation: int) -> OpenKey | None:
    with _lock:
        expires, opened = _open_keys.get((stream, generation), (0.0, None))
        if opened and expires > time.monotonic():
            _open_keys.move_to_end((stream, generation))
            return opened
    waiting = _uncommitted.keys.get((stream, generation))
    return waiting.opened if waiting else None


def _keep(opened: OpenKey, *, is_newest: bool) -> None:
    if not connection.in_atomic_block:
        _store(opened, is_newest=is_newest)
        return
    waiting = _KeepAfterCommit(opened, is_newest=is_newest)
    transaction.on_commit(waiting)
    _uncommitted.keys[opened.stream, opened.generation] = waiting
    if is_newest:
        _uncommitted.keys[opened.stream, _NEWEST] = waiting


def _store(opened: OpenKey, *, is_newest: bool) -> None:
    expires = time.monotonic() + KEPT_FOR_SECONDS
    with _lock:
        _open_keys[opened.stream, opened.generation] = (expires, opened)
        if is_newest:
            _open_keys[opened.stream, _NEWEST] = (expires, opened)
        while len(_open_keys) > KEPT_OPEN:
            _open_keys.popitem(last=False)
