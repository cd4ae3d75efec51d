# SPDX-License-Identifier: MIT
"""A copy of the database at one moment, made while others write on; and a database made from one.

The data keys are taken out of the copy: they are kept apart and not as long, or a copy that is
old enough would undo an erasure.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

KEYS = "ledger_datakey"
COLUMNS = ("id", "stream", "generation", "wrapped", "kek_version")
_READ_KEYS = f"SELECT {', '.join(COLUMNS)} FROM {KEYS} ORDER BY id"  # noqa: S608 - our own names
_READ_HEAD = "SELECT size, root FROM ledger_loghead"
_DEBIAN = Path("/usr/lib/postgresql")

KeyRow = tuple[int, str, int, str | None, int]


class CannotCopy(Exception):
    """The database cannot be copied or filled. The message says why."""


@dataclass(frozen=True)
class Copy:
    """The copy, what was taken out of it, and how far the log had grown."""

    keys: list[KeyRow]
    size: int
    root: bytes


def copy_to(path: Path) -> Copy:
    return {"sqlite": _copy_sqlite, "postgresql": _copy_postgresql}[connection.vendor](path)


def fill_from(path: Path, keys: Sequence[KeyRow]) -> None:
    """Make this installation's database, which must be empty, from a copy and the keys."""
    {"sqlite": _fill_sqlite, "postgresql": _fill_postgresql}[connection.vendor](path)
    places = ", ".join(["%s"] * len(COLUMNS))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {KEYS} ({', '.join(COLUMNS)}) VALUES ({places})",  # noqa: S608 - our own names
            [_to_row(key) for key in keys],
        )
        if connection.vendor == "postgresql":  # the keys may be newer than the copy
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{KEYS}', 'id'), max(id)) FROM {KEYS}"  # noqa: S608 - our own names
            )


def is_empty() -> bool:
    return not connection.introspection.table_names()


def _from_row(row: Sequence[Any]) -> KeyRow:
    number, stream, generation, wrapped, version = row
    text = None if wrapped is None else bytes(wrapped).hex()
    return number, str(stream).replace("-", ""), generation, text, version


def _to_row(key: KeyRow) -> list[Any]:
    number, stream, generation, wrapped, version = key
    return [number, stream, generation, bytes.fromhex(wrapped) if wrapped else None, version]


# ------------------------------------------------------------------ SQLite


def _copy_sqlite(path: Path) -> Copy:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])  # in one reading; writers go on
    path.chmod(0o600)
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        keys = [_from_row(row) for row in plain.execute(_READ_KEYS)]
        size, root = plain.execute(_READ_HEAD).fetchone()
        plain.execute("PRAGMA journal_mode = MEMORY")
        plain.execute("PRAGMA secure_delete = ON")
        plain.execute(f"DELETE FROM {KEYS}")  # noqa: S608 - our own names
    return Copy(keys, size, bytes(root))


def _fill_sqlite(path: Path) -> None:
    target = Path(connection.settings_dict["NAME"])
    connection.close()
    for ending in ("", "-wal", "-shm"):
        Path(f"{target}{ending}").unlink(missing_ok=True)  # it was empty
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)
    target.chmod(0o600)


# ------------------------------------------------------------------ PostgreSQL


def _copy_postgresql(path: Path) -> Copy:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        cursor.execute(_READ_KEYS)
        keys = [_from_row(row) for row in cursor.fetchall()]
        cursor.execute(_READ_HEAD)
        size, root = cursor.fetchone()
        # The dump sees exactly what this transaction sees, so it runs inside.
        _run(
            "pg_dump",
            ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"],
            [f"--exclude-table-data={KEYS}", f"--file={path}"],
        )
    path.chmod(0o600)
    return Copy(keys, size, bytes(root))


def _fill_postgresql(path: Path) -> None:
    connection.close()
    choices = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run("pg_restore", choices, [str(path)])
    with connection.cursor() as cursor:  # a restored database knows nothing of its tables yet
        cursor.execute("ANALYZE")


def _run(program: str, choices: list[str], last: list[str]) -> None:
    where = connection.settings_dict
    env = {
        **os.environ,
        "PGHOST": str(where["HOST"]),
        "PGPORT": str(where["PORT"] or 5432),
        "PGUSER": str(where["USER"]),
        "PGPASSWORD": str(where["PASSWORD"]),
        "PGDATABASE": str(where["NAME"]),
    }
    named = ["--dbname", str(where["NAME"])]
    done = subprocess.run(
        [_program(program), *choices, *named, *last],
        env=env,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CannotCopy(f"{program} failed: {done.stderr.strip()}")


def _program(name: str) -> str:
    """The newest there is: an older one refuses a newer server."""
    versions = sorted(_DEBIAN.glob(f"[0-9]*/bin/{name}"), key=lambda one: int(one.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(name)
    if not found:
        raise CannotCopy(f"{name} is not installed. On Debian: apt install postgresql-client")
    return found
