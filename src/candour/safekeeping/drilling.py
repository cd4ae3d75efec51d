# SPDX-License-Identifier: MIT
"""The restore drill: back up, restore beside the running installation, prove, time, throw away."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.db import connection

from candour.ledger import erasures
from candour.ledger.models import LogHead
from candour.ledger.one_view import one_view
from candour.ledger.rules import merkle
from candour.ledger.tile_tree import DatabaseTree
from candour.safekeeping import backing_up, envelope


class DrillFailed(Exception):
    """The drill did not end as it must. The message says where."""


@dataclass(frozen=True)
class Given:
    """A backup from custody with its key; without one, the drill makes its own."""

    data: Path
    keys: Path
    identity: Path


def drill(given: Given | None, *, custody_of_keys: Path) -> Iterator[str]:
    """Says each step as it is done."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="candour-drill-") as folder:
        scratch = Path(folder)
        backup = given or _fresh(scratch)
        yield f"Backup: {backup.data.name}, {backup.data.stat().st_size / 1e6:.1f} MB"
        listed = scratch / "erasures"
        listed.write_text(erasures.spelled(erasures.listed()), encoding="utf-8")
        with _database(scratch) as url:
            _bring_keys(custody_of_keys, scratch / "home" / "keys")
            found = _restore(backup, listed, scratch, url)
        yield from found["said"]
        yield _prove_beginning(found["size"], bytes.fromhex(found["root"]))
    yield f"The drill took {(time.monotonic() - began) / 60:.2f} minutes; the copy is thrown away"


def _fresh(scratch: Path) -> Given:
    identity = scratch / "backup-key"
    to = envelope.recipients(envelope.make_key(identity))
    made = backing_up.back_up(scratch / "backup", keys_folder=scratch / "backup", to=to)
    return Given(made.data, made.keys, identity)


def _bring_keys(source: Path, target: Path) -> None:
    """The keys that open; never the log's key, so that a drill can sign nothing."""
    target.mkdir(parents=True, mode=0o700)
    for path in sorted(source.glob("kek-*")):
        shutil.copyfile(path, target / path.name)


@contextlib.contextmanager
def _database(scratch: Path) -> Iterator[str]:
    """An empty database of the same kind, beside the live one."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{scratch / 'home' / 'candour.sqlite3'}"
        return
    where, name = connection.settings_dict, f"candour_drill_{uuid4().hex[:8]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    user = f"{quote(str(where['USER']), safe='')}:{quote(str(where['PASSWORD']), safe='')}"
    try:
        yield f"postgresql://{user}@{where['HOST']}:{where['PORT'] or 5432}/{name}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _restore(backup: Given, listed: Path, scratch: Path, url: str) -> dict[str, Any]:
    """In a process of its own: settings are read once."""
    report = scratch / "report"
    words = [
        *(sys.executable, "-m", "candour.cli.main", "restore", str(backup.data)),
        *("--keys", str(backup.keys), "--identity", str(backup.identity)),
        *("--erasures", str(listed), "--report", str(report)),
    ]
    env = {**os.environ, "CANDOUR_HOME": str(scratch / "home"), "DATABASE_URL": url}
    done = subprocess.run(words, env=env, check=False, capture_output=True, text=True)  # noqa: S603 - our own program
    if done.returncode:
        raise DrillFailed(f"the backup was not restored: {done.stderr.strip()}")
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return {**found, "said": done.stdout.splitlines()}


def _prove_beginning(size: int, root: bytes) -> str:
    """The restored log is the beginning of the live one: a consistency proof says so."""
    with one_view():
        head = LogHead.objects.get()
        if size > head.size:
            raise DrillFailed(f"the backup holds {size} entries and the live log {head.size}")
        path = merkle.consistency_proof(DatabaseTree(), size, head.size)
    try:
        merkle.check_consistency(size, head.size, root, bytes(head.root), path)
    except merkle.BadProof as wrong:
        raise DrillFailed(str(wrong)) from None
    return (
        f"Proven: the {size} entries of the backup are the first of the {head.size} "
        f"of the live log ({len(path)} hashes)"
    )
