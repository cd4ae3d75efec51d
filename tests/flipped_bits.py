# SPDX-License-Identifier: MIT
"""A program that changes single bits of a SQLite database and says who notices.

Run as: python flipped_bits.py COUNT, with CANDOUR_HOME of its own. Every change is noticed by the
database itself, or by the verifier, or is proven to touch nothing of the record: all rows of the
record read back the same. Prints the counts as JSON; `unnoticed` must be empty.
"""

import json
import os
import random
import shutil
import sqlite3
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import django

RECORD = ("logleaf", "loghead", "stream", "event", "eventfield", "datakey")


def contents(path: Path) -> dict[str, list[Any]]:
    """Every row of the record, as the database gives it."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as plain:
        found = {
            table: plain.execute(f"SELECT * FROM ledger_{table} ORDER BY 1").fetchall()  # noqa: S608 - our own names
            for table in RECORD
        }
    plain.close()
    return found


def whole(path: Path) -> bool:
    plain = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return bool(plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
    finally:
        plain.close()


def verifies(path: Path) -> bool:
    """Whether the product's own verifier is content with this file."""
    from django.db import connection

    from candour.ledger import datakeys
    from candour.ledger.verification import verify_database

    datakeys.forget()
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        return not verify_database().wrong
    finally:
        connection.close()


def who_notices(copy: Path, before: dict[str, list[Any]]) -> str:
    try:
        if not verifies(copy):
            return "verifier"
    except Exception:  # noqa: BLE001 - a verifier that cannot read has noticed
        return "verifier"
    try:
        if not whole(copy):
            return "database"
        return "nothing of the record" if contents(copy) == before else "unnoticed"
    except sqlite3.DatabaseError:
        return "database"


def main(count: int, seed: int) -> dict[str, object]:
    from django.db import connection
    from tampering import grow

    grow(100)
    grow(900, streams=30, text="why " * 40)
    original = Path(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before, data = contents(original), original.read_bytes()
    chance, found, unnoticed = random.Random(seed), Counter(), []
    copy = original.with_name("flipped.sqlite3")

    def changed(bit: int) -> str:
        for beside in original.parent.glob("flipped.sqlite3*"):
            beside.unlink()
        shutil.copy(original, copy)
        with copy.open("r+b") as file:
            file.seek(bit // 8)
            file.write(bytes([data[bit // 8] ^ 1 << bit % 8]))
        return who_notices(copy, before)

    # Most of a young database is empty pages, so one bit is known to matter.
    planted = changed(data.index(before["logleaf"][0][-1]) * 8)
    for _ in range(count):
        bit = chance.randrange(len(data) * 8)
        notices = changed(bit)
        found[notices] += 1
        if notices == "unnoticed":
            unnoticed.append(bit)
    seen = dict(found)
    return {"bytes": len(data), "planted": planted, "seen by": seen, "unnoticed": unnoticed}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.config.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))  # noqa: T201 - a program
