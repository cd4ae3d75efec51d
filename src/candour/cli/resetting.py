# SPDX-License-Identifier: MIT
"""`candour demo-reset`: the synthetic force, thrown away and built anew.

A file beside the database says that what is in it is invented; without that file nothing is removed.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

import django

from candour.config.environment import Misconfigured


def run(options: argparse.Namespace) -> int:
    os.environ.setdefault("CANDOUR_DEMO", "1")
    django.setup()
    from candour.cli.migrating import migrate

    _remove()
    migrate()
    build()
    print("Built the synthetic force anew.")
    return 0


def build() -> None:
    """Build the synthetic force in an empty database, and mark the database as invented."""
    from candour.demo.build import build_if_empty

    if build_if_empty():
        _mark().write_text(_database(), encoding="utf-8")


def _remove() -> None:
    from django.conf import settings
    from django.db import connection

    from candour.ledger.checkpoints import throw_away

    mark = _mark()
    if not (mark.is_file() and mark.read_text(encoding="utf-8") == _database()):
        raise Misconfigured(
            f"{_database()} was not built by candour run, so it stays as it is. "
            "Set CANDOUR_HOME to the folder of your demonstration."
        )
    if connection.vendor == "sqlite":
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{_database()}{ending}").unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    shutil.rmtree(settings.FILES_FOLDER, ignore_errors=True)
    shutil.rmtree(settings.LOG_FOLDER, ignore_errors=True)
    throw_away()
    mark.unlink()
    print("Removed the old one.", file=sys.stderr)


def _mark() -> Path:
    from django.conf import settings

    return Path(settings.HOME) / "synthetic"


def _database() -> str:
    from django.conf import settings

    return str(settings.DATABASES["default"]["NAME"])
