# SPDX-License-Identifier: MIT
"""One bit changed anywhere in the database file: noticed, or proven to touch nothing recorded."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from tracked import TOP

PROGRAM = TOP / "tests" / "flipped_bits.py"


@pytest.fixture(autouse=True)
def sqlite_only():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL finds these by its own checksums (initdb --data-checksums)")


def flipped(home, count, seed):
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{TOP / 'src'}:{TOP / 'tests'}",
        "CANDOUR_HOME": str(home),
        "CANDOUR_DEMO": "1",
    }
    done = subprocess.run(
        [sys.executable, PROGRAM, str(count), str(seed)],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_of_25_changed_bits_none_goes_unnoticed(tmp_path):
    found = flipped(tmp_path, 25, seed=7)
    assert found["unnoticed"] == []
    assert found["planted"] == "verifier"


@pytest.mark.deep
def test_of_300_changed_bits_none_goes_unnoticed(tmp_path):
    found = flipped(tmp_path, 300, seed=11)
    assert found["unnoticed"] == []
    assert sum(found["seen by"].values()) == 300
