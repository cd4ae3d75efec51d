# SPDX-License-Identifier: MIT
"""Back up while everybody works: one moment of the database, the files, and the keys apart.

Two artefacts, both locked to a key that is not here. The first holds the database without its data
keys, and the files. The second holds the data keys and the list of erasures; it is made to be kept
for a month and no longer. Neither holds the installation's own keys: those are in custody.
"""

import json
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from candour.ledger import checkpoints, erasures
from candour.safekeeping import contents, copies, envelope, noted
from candour.safekeeping.contents import Manifest
from candour.safekeeping.copies import Copy

KEYS_KEPT = timedelta(days=30)
_STAMP = "%Y%m%dT%H%M%S%fZ"
_KEYS = ".keys.age"
_DATA = ".data.age"


@dataclass(frozen=True)
class Made:
    """What was written where, and how far the log had grown."""

    data: Path
    keys: Path
    size: int
    removed: int
    """Older artefacts of keys whose time was over."""


def back_up(folder: Path, *, keys_folder: Path, to: list[Any]) -> Made:
    now = timezone.now()
    stem = f"candour-{now.strftime(_STAMP)}"
    for place in (folder, keys_folder):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="backup-", dir=settings.HOME) as work:
        database = Path(work) / "database"
        copy = copies.copy_to(database)
        data = folder / f"{stem}{_DATA}"
        _lock_data(data, database, copy, now, to)
    keys = keys_folder / f"{stem}{_KEYS}"
    _lock_keys(keys, copy, to)
    made = Made(data, keys, copy.size, _let_go(keys_folder, now))
    noted.note("backup", {"at": now.isoformat(), "file": data.name, "entries": copy.size})
    return made


def _lock_data(data: Path, database: Path, copy: Copy, now: datetime, to: list[Any]) -> None:
    manifest = Manifest(
        made_at=now.isoformat(),
        engine=connection.vendor,
        size=copy.size,
        root=copy.root.hex(),
        checkpoint=(checkpoints.last_signed() or b"").decode(),
    )
    files = Path(settings.FILES_FOLDER)
    envelope.lock(lambda out: contents.write(out, manifest, database, files), data, to)


def _lock_keys(path: Path, copy: Copy, to: list[Any]) -> None:
    kept = {"keys": copy.keys, "erasures": erasures.spelled(erasures.listed())}

    def write(out: IO[bytes]) -> None:
        out.write(json.dumps(kept).encode())

    envelope.lock(write, path, to)


def read_keys(path: Path, identities: list[Any]) -> tuple[list[copies.KeyRow], str]:
    """The data keys and the list of erasures that an artefact of keys holds."""
    parts: list[bytes] = []
    envelope.unlock(path, lambda clear: parts.append(clear.read()), identities)
    kept = json.loads(b"".join(parts))
    return [tuple(row) for row in kept["keys"]], kept["erasures"]


def _let_go(folder: Path, now: datetime) -> int:
    """Remove the artefacts of keys that are older than an erasure may take to be complete."""
    oldest = (now - KEYS_KEPT).timestamp()
    old = [path for path in folder.glob(f"candour-*{_KEYS}") if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink()
    return len(old)
