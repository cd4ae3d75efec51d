# SPDX-License-Identifier: MIT
"""The installation's own key (KEK): numbered files outside the database and outside its backups."""

import functools
import os
import threading
from pathlib import Path

from django.conf import settings

KEY_LENGTH = 32
_PREFIX = "kek-"


class KeyMissing(Exception):
    """A key file is gone or unreadable. The message says which and what to do."""


def newest_version() -> int:
    """The version that new data keys are wrapped under; 0 when there is none yet."""
    versions = [int(path.name.removeprefix(_PREFIX)) for path in folder().glob(f"{_PREFIX}[0-9]*")]
    return max(versions, default=0)


def key(version: int) -> bytes:
    return _read(path_of(version))


def add(version: int) -> None:
    """Make the key of this version; if another process was first, keep theirs."""
    keep_new(path_of(version), os.urandom(KEY_LENGTH).hex() + "\n")


def keep_new(path: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all, and never over another."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = _draft(path, text.encode())
    try:
        os.link(draft, path)  # unlike a rename, this never replaces a key
    except FileExistsError:
        return
    finally:
        draft.unlink()
        sync_folder(path.parent)


def replace(path: Path, data: bytes) -> None:
    """Put a file in the place of another, whole or not at all."""
    _draft(path, data).replace(path)
    sync_folder(path.parent)


def _draft(path: Path, data: bytes) -> Path:
    draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return draft


def path_of(version: int) -> Path:
    return folder() / f"{_PREFIX}{version}"


def folder() -> Path:
    return Path(settings.KEYS_FOLDER)


def sync_folder(path: Path) -> None:
    """A new name in a folder survives a power cut only after the folder itself is synced."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@functools.lru_cache(maxsize=16)
def _read(path: Path) -> bytes:
    try:
        data = bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        data = b""
    if len(data) != KEY_LENGTH:
        raise KeyMissing(f"the key file {path} is missing or damaged: restore it from custody")
    return data
