# SPDX-License-Identifier: MIT
"""The tables of an empty SQLite, kept from one run to the next: to migrate takes ten seconds.

A migration imports nothing of ours (tests/contracts/test_migrations.py), so that the migrations
and the locked packages tell all that the tables depend on.
"""

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

from tracked import TOP

KEPT = TOP / ".pytest_cache" / "migrated"


def copied_to(database: Path) -> bool:
    """Lay the kept tables down as the database of this run; false when there are none."""
    kept = _kept()
    if not kept.is_file():
        return False
    shutil.copyfile(kept, database)
    return True


def keep(connection: Any) -> None:
    """Take a copy whole or not at all: two workers may end at the same time."""
    kept = _kept()
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    ours = kept.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(ours)])
    ours.replace(kept)


def _kept() -> Path:
    found = hashlib.sha256()
    for path in [
        TOP / "requirements.lock", *sorted((TOP / "src/candour").glob("*/migrations/*.py")),
    ]:  # fmt: skip
        found.update(f"{path.relative_to(TOP)}\0".encode())
        found.update(path.read_bytes())
    return KEPT / f"{found.hexdigest()[:32]}.sqlite3"
