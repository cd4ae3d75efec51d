# SPDX-License-Identifier: MIT
"""Backups are encrypted to a key that this installation does not have (the age file format).

The installation knows the public half and can only lock. Whoever keeps the secret half, away from
here, can open with `candour restore` or with anybody's `age`.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyrage
from pyrage import x25519

from candour.ledger import custody

_COMMENT = "#"
_AT_ONCE = 1 << 20


class NoBackupKey(Exception):
    """There is no key to lock or to open with. The message says what to do."""


def make_key(path: Path) -> str:
    """Write a new secret key where nothing is yet, and return its public half."""
    if path.exists():
        raise NoBackupKey(f"{path} is there already, and a key is never written over")
    secret = x25519.Identity.generate()
    public = str(secret.to_public())
    custody.keep_new(path, f"# public key: {public}\n{secret}\n")
    return public


def recipients(words: str) -> list[Any]:
    """The public keys that these words name; every one of them opens what is locked."""
    names = words.split()
    if not names:
        raise NoBackupKey(
            "Say whom the backup is for: --to age1…, or CANDOUR_BACKUP_TO. "
            "candour backup-key FILE makes a key."
        )
    try:
        return [x25519.Recipient.from_str(name) for name in names]
    except pyrage.RecipientError:
        raise NoBackupKey("the backup's key is not one: it begins with age1") from None


def identities(path: Path) -> list[Any]:
    """The secret keys in this file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    try:
        found = [
            x25519.Identity.from_str(line.strip())
            for line in lines
            if line.strip() and not line.startswith(_COMMENT)
        ]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise NoBackupKey(f"{path} holds no secret key of a backup")
    return found


def lock(write: Callable[[IO[bytes]], None], path: Path, to: list[Any]) -> None:
    """Encrypt what `write` produces while it produces it; nothing in the clear touches the disk."""
    draft = path.with_name(f"{path.name}.part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file, _made_by(write) as clear:
            pyrage.encrypt_io(clear, file, to)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    custody.sync_folder(path.parent)


def unlock(path: Path, read: Callable[[IO[bytes]], None], keys: list[Any]) -> None:
    """Decrypt while `read` takes it in. Damage anywhere is an error, and nothing is to be kept."""

    def decrypt(out: IO[bytes]) -> None:
        with path.open("rb") as file:
            pyrage.decrypt_io(file, out, keys)

    try:
        with _made_by(decrypt) as clear:
            read(clear)
    except (pyrage.DecryptError, OSError) as problem:
        if isinstance(problem, OSError) and problem.errno:
            raise  # of the disk, not of the contents
        raise NoBackupKey(f"{path} does not open with this key, or is damaged: {problem}") from None


@contextmanager
def _made_by(write: Callable[[IO[bytes]], None]) -> Iterator[IO[bytes]]:
    """What another thread writes, to be read here; its failure is ours."""
    reading, writing = os.pipe()
    problems: list[BaseException] = []

    def work() -> None:
        try:
            with os.fdopen(writing, "wb") as out:
                write(out)
        except BaseException as problem:  # noqa: BLE001 - raised below, by whoever reads
            problems.append(problem)

    thread = threading.Thread(target=work)
    thread.start()
    with os.fdopen(reading, "rb") as clear:
        try:
            yield clear
        finally:
            while clear.read(_AT_ONCE):
                pass  # to the end: the writer must not wait for us, and its failure counts first
            thread.join()
            if problems:
                raise problems[0]
