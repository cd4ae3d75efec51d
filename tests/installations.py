# SPDX-License-Identifier: MIT
"""An installation of its own for a program that a test starts: its environment and its database."""

import os
import pwd
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from private_postgres import installed

from tracked import TOP


def environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{TOP / 'src'}:{TOP / 'tests'}",
        "DJANGO_SETTINGS_MODULE": "candour.config.settings",
        "CANDOUR_HOME": str(home),
        "CANDOUR_DEMO": "1",
    }


def copy_tables_to(url: str) -> None:
    """The tables of the tests in another server of PostgreSQL, for the same reason as below."""
    programs = installed()
    assert programs is not None
    dumped = subprocess.run(
        [programs / "pg_dump", "--no-owner", "--dbname", _url(connection.settings_dict["NAME"])],
        check=True,
        capture_output=True,
    )
    loaded = [programs / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", url]
    subprocess.run(loaded, check=True, input=dumped.stdout, capture_output=True)


def _url(name: Any) -> str:
    where: Any = connection.settings_dict
    password = f":{where['PASSWORD']}" if where["PASSWORD"] else ""
    host = f"{where['HOST']}:{where['PORT'] or 5432}"
    return f"postgresql://{where['USER']}{password}@{host}/{name}"


@contextmanager
def own_database(folder: Path, *, on_disk: Path | None = None) -> Iterator[str]:
    """A database beside that of the tests, on the same engine; on the disk of this folder.

    It is a copy of theirs while nothing is in it: to make all tables anew takes ten seconds.
    """
    if connection.vendor == "sqlite":
        own = (on_disk or folder) / "own.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(own)])
        yield f"sqlite:///{own}"
        return
    where: Any = connection.settings_dict
    name = f"own_{uuid4().hex[:8]}"
    # Copied file by file: the other way leaves holes, which a disk that fills up cannot fill later,
    # and the server then fails whoever happens to write them.
    space = f"STRATEGY file_copy TABLESPACE {name}" if on_disk else ""
    like = f"TEMPLATE {connection.ops.quote_name(where['NAME'])}"
    with connection.cursor() as cursor:
        if on_disk:
            cursor.execute(f"CREATE TABLESPACE {name} LOCATION '{on_disk}'")
        cursor.execute(f"CREATE DATABASE {name} {like} {space}")
    try:
        yield _url(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
            if on_disk:
                cursor.execute(f"DROP TABLESPACE {name}")


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk in memory that is soon full; only root may have one."""
    if os.geteuid() != 0:
        pytest.skip("only root mounts a small disk")
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("this machine mounts no small disk")
    try:
        inside = folder / "inside"
        inside.mkdir()
        if connection.vendor == "postgresql":
            for path in (folder, *folder.parents[:3]):
                path.chmod(0o755)
            os.chown(inside, pwd.getpwnam("postgres").pw_uid, -1)
        yield inside
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
