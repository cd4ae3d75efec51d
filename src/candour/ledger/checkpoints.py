# SPDX-License-Identifier: MIT
"""The log's own key, and the signed notes that say how far the log has grown."""

import base64
import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from candour.ledger import custody, verify_log
from candour.ledger.verify_log import Checkpoint

ED25519 = b"\x01"
_KEY_FILE = "log-key"
_SIGNED_FILE = "log-checkpoint"
_LOCK_FILE = "log-lock"
_SHUT_FILE = "log-restored"
_PARTS_OF_A_KEY = 5


class NoCheckpoint(Exception):
    """There is no key or no checkpoint to work with. The message says what to do."""


@dataclass(frozen=True)
class LogKey:
    """The name is the log's origin; it belongs to the key and stays with it."""

    name: str
    secret: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        return self.secret.public_key().public_bytes_raw()

    @property
    def number(self) -> bytes:
        return key_number(self.name, self.public)

    @property
    def verifier_key(self) -> str:
        material = base64.b64encode(ED25519 + self.public).decode()
        return f"{self.name}+{self.number.hex()}+{material}"


def key_number(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def log_key() -> LogKey:
    """The key of this installation's log, made at first use."""
    path = custody.folder() / _KEY_FILE
    if not path.exists():
        custody.keep_new(path, _spelled(settings.LOG_ORIGIN, os.urandom(32)))
    return parse_log_key(path.read_text(encoding="utf-8"))


def parse_log_key(text: str) -> LogKey:
    """Read the signer's key format that goes with signed notes: PRIVATE+KEY+name+hash+key."""
    parts = text.strip().split("+", _PARTS_OF_A_KEY - 1)
    if len(parts) != _PARTS_OF_A_KEY or parts[:2] != ["PRIVATE", "KEY"]:
        raise NoCheckpoint("the log's key file is damaged: restore it from custody")
    material = base64.b64decode(parts[4])
    if material[:1] != ED25519:
        raise NoCheckpoint("the log's key file holds a kind of key that is not known")
    key = LogKey(parts[2], Ed25519PrivateKey.from_private_bytes(material[1:]))
    if key.number.hex() != parts[3]:
        raise NoCheckpoint("the log's key file is damaged: restore it from custody")
    return key


def _spelled(name: str, seed: bytes) -> str:
    if not name or "+" in name or any(character.isspace() for character in name):
        raise NoCheckpoint(f"the log cannot be called '{name}': no spaces and no +")
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    material = base64.b64encode(ED25519 + seed).decode()
    return f"PRIVATE+KEY+{name}+{key_number(name, public).hex()}+{material}\n"


# ------------------------------------------------------------------ signing


def text_of(checkpoint: Checkpoint) -> str:
    root = base64.b64encode(checkpoint.root).decode()
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"


def sign(key: LogKey, checkpoint: Checkpoint) -> bytes:
    text = text_of(checkpoint)
    signature = key.secret.sign(text.encode())
    line = base64.b64encode(key.number + signature).decode()
    return f"{text}\n— {key.name} {line}\n".encode()


def last_signed() -> bytes | None:
    """The newest checkpoint that this key has signed, wherever it was published."""
    path = custody.folder() / _SIGNED_FILE
    return path.read_bytes() if path.exists() else None


def last_signed_at() -> float:
    """When that was, in seconds since 1970."""
    return (custody.folder() / _SIGNED_FILE).stat().st_mtime


def remember(note: bytes) -> None:
    """Keep what is about to be given out; what was given out can never be taken back."""
    custody.replace(custody.folder() / _SIGNED_FILE, note)


def last_checkpoint() -> Checkpoint | None:
    note = last_signed()
    return None if note is None else opened(note)


def opened(note: bytes) -> Checkpoint:
    """What a checkpoint says, if this installation's key signed it."""
    return verify_log.open_checkpoint(note, verify_log.parse_key(log_key().verifier_key))


# ------------------------------------------------------------------ after a restore


def has_key() -> bool:
    return (custody.folder() / _KEY_FILE).exists()


def hold_shut(note: bytes) -> None:
    """After a restore: sign nothing until somebody shows how far the log was signed.

    The backup's own checkpoint is kept meanwhile, if a newer one did not come from custody.
    """
    custody.folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    custody.replace(custody.folder() / _SHUT_FILE, b"restored\n")
    if note and last_signed() is None:
        remember(note)


def is_shut() -> bool:
    return (custody.folder() / _SHUT_FILE).exists()


def open_again(note: bytes) -> None:
    """Go on from the newest that was signed, as whoever asks has made sure it is."""
    remember(note)
    (custody.folder() / _SHUT_FILE).unlink(missing_ok=True)


def begin_anew(name: str) -> LogKey:
    """Another key under another name: another log. The old key is put aside and signs no more."""
    folder = custody.folder()
    old = log_key()
    if old.name == name:
        raise NoCheckpoint(f"the old log is called '{name}' too: choose another name")
    fresh = _spelled(name, os.urandom(32))
    hold_shut(b"")  # until the new key is in its place: a crash on the way leaves nothing to sign
    for kept in (_KEY_FILE, _SIGNED_FILE):
        if (folder / kept).exists():
            text = (folder / kept).read_text(encoding="utf-8")
            custody.keep_new(folder / f"{kept}.{old.number.hex()}", text)
    (folder / _SIGNED_FILE).unlink(missing_ok=True)
    custody.replace(folder / _KEY_FILE, fresh.encode())
    (folder / _SHUT_FILE).unlink()
    return log_key()


def throw_away() -> None:
    """End this log with its key, for a demonstration that begins anew.

    The key must go too: it would sign a second history under the name of the first.
    """
    for name in (_KEY_FILE, _SIGNED_FILE, _SHUT_FILE):
        (custody.folder() / name).unlink(missing_ok=True)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two publishers that sign at once could sign two different histories."""
    path: Path = custody.folder() / _LOCK_FILE
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
