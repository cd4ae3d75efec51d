# SPDX-License-Identifier: MIT
"""SIGKILL under load: no acknowledged act is lost, no row is orphaned, everything verifies."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from installations import copy_tables_to, environment, own_database
from private_postgres import private_postgres

from tracked import TOP

PROGRAM = TOP / "tests" / "killed_writers.py"


ROUNDS = [25, pytest.param(200, marks=pytest.mark.deep)]
EVERY = 5
"""Of the rounds on PostgreSQL, every fifth kills the database too."""


@pytest.fixture
def installation(tmp_path, django_db_setup, django_db_blocker):
    """A database of its own, on the engine that this run of the suite is about."""
    with django_db_blocker.unblock(), own_database(tmp_path) as url:
        yield environment(tmp_path / "home") | {"DATABASE_URL": url}


@pytest.fixture
def server_of_its_own(tmp_path, django_db_setup, django_db_blocker):
    """A whole PostgreSQL that may be killed: nobody else is on it."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server: its processes are those of the application")
    with django_db_blocker.unblock(), private_postgres() as url:
        copy_tables_to(url)
        yield environment(tmp_path / "home") | {"DATABASE_URL": url}


def killed(where, *numbers):
    done = subprocess.run(
        [sys.executable, PROGRAM, *map(str, numbers)],
        env=where,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["wrong"] == []
    assert found["drafts left"] == []
    return found


@pytest.mark.parametrize("rounds", ROUNDS)
def test_nothing_acknowledged_is_lost_when_the_application_is_killed(installation, rounds):
    found = killed(installation, rounds)
    assert found["committed"] >= found["acknowledged"] > rounds


@pytest.mark.parametrize("rounds", ROUNDS)
def test_nothing_acknowledged_is_lost_when_the_database_is_killed(server_of_its_own, rounds):
    found = killed(server_of_its_own, rounds // EVERY * 2, 2)
    assert found["committed"] >= found["acknowledged"] > rounds // EVERY


# ------------------------------------------------------------------ what a power cut would do


def may_trace():
    if not shutil.which("strace"):
        return "strace is not installed"
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], check=False, capture_output=True)
    return "" if tried.returncode == 0 else "this machine lets nobody trace a process"


@pytest.fixture
def tracing():
    """Kills do not show what a power cut would: the order of system calls does."""
    if reason := may_trace():
        pytest.skip(reason)


SYNCS = re.compile(r"\b(?:fsync|fdatasync)\(|<\.\.\. (?:fsync|fdatasync) resumed>")
ACTS = 40


def test_every_act_is_on_the_disk_before_it_is_acknowledged(tracing, installation, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL syncs in processes of its own: see below")
    trace = tmp_path / "trace"
    traced = ["strace", "-f", "-e", "trace=fsync,fdatasync,write", "-o", str(trace)]
    command = [*traced, sys.executable, str(PROGRAM), "acts", str(ACTS)]
    subprocess.run(command, env=installation, capture_output=True, check=True)
    calls = trace.read_text(encoding="utf-8", errors="replace")
    calls = calls[calls.index('write(1, "begin"') :].partition("\n")[2]
    assert_synced_first(calls.splitlines())


def test_postgresql_syncs_before_it_is_acknowledged(tracing, server_of_its_own, tmp_path):
    """Two traces by the clock: the server's processes, and the program that acknowledges."""
    url = server_of_its_own["DATABASE_URL"]
    with psycopg.connect(url) as plain:
        (folder,) = plain.execute("SHOW data_directory").fetchone()
    server = Path(folder, "postmaster.pid").read_text(encoding="ascii").split()[0]
    theirs, ours = tmp_path / "server", tmp_path / "program"
    clock = ["strace", "-f", "-ttt", "-e", "signal=none"]
    watching = subprocess.Popen(
        [*clock, "-e", "trace=fsync,fdatasync", "-o", str(theirs), "-p", server],
        stderr=subprocess.DEVNULL,
    )
    try:
        subprocess.run(
            [*clock, "-e", "trace=write", "-e", "write=1", "-o", str(ours), sys.executable,
             str(PROGRAM), "acts", str(ACTS)],
            env=server_of_its_own, capture_output=True, check=True,
        )  # fmt: skip
    finally:
        watching.terminate()
        watching.wait()
    lines = [*theirs.read_text(errors="replace").splitlines()]
    lines += [one for one in ours.read_text(errors="replace").splitlines() if "write(1," in one]
    lines.sort(key=lambda one: float(one.split()[1]))
    begun = next(at for at, one in enumerate(lines) if 'write(1, "begin"' in one)
    assert_synced_first(lines[begun + 1 :])


def assert_synced_first(calls):
    """Between two acknowledgements something was written down for good."""
    order = "".join("A" if "write(1," in one else "S" if SYNCS.search(one) else "" for one in calls)
    assert order.count("A") == ACTS
    assert "AA" not in order
    assert order.startswith("S")
