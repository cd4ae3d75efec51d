# SPDX-License-Identifier: MIT
"""The `candour` command, started as people start it: a process of its own, in a home of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import pytest
from django.db import connection

from candour.cli.main import COMMANDS, main
from tracked import TOP

PROGRAM = [sys.executable, "-m", "candour.cli.main"]


@pytest.fixture
def place(tmp_path) -> Iterator[dict[str, str]]:
    """An environment with an empty home and an empty database of the kind under test."""
    here = {**os.environ, "CANDOUR_HOME": str(tmp_path), "PYTHONPATH": str(TOP / "src")}
    if connection.vendor == "sqlite":
        yield here
        return
    import psycopg

    name = f"command_{uuid4().hex}"
    server = os.environ["DATABASE_URL"]
    with closing(psycopg.connect(server, autocommit=True)) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield {**here, "DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def unmeasured(place: dict[str, str]) -> dict[str, str]:
    """Making tables or a county: measured, that would take minutes and say nothing new."""
    return {name: value for name, value in place.items() if "COVERAGE" not in name}


def candour(place: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *words], check=False, capture_output=True, text=True, env=place, timeout=120
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=10).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def test_bare_help_lists_every_command(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = capsys.readouterr().out
    assert [command.name for command in COMMANDS if command.help not in listed] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command.name, "--help"])
    assert ended.value.code == 0
    assert command.help in capsys.readouterr().out


@pytest.mark.parametrize("port", ["eight", "0", "70000"])
def test_a_port_that_is_none_is_refused(place, port):
    done = candour({**place, "PORT": port}, "run")
    assert done.returncode == 2
    assert done.stderr == f"PORT is '{port}': set it to a number from 1 to 65535\n"


def test_a_port_in_use_is_said_before_anything_is_made(place, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = candour({**place, "PORT": str(other.getsockname()[1])}, "run")
    assert done.returncode == 2
    assert "Choose another: PORT=8001" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_installation_behind_its_version_is_not_fit_until_it_is_brought_up_to_date_once(place):
    production = {**place, "CANDOUR_DEMO": "0"}
    behind = candour(production, "check")
    assert behind.returncode == 1
    assert "run candour migrate" in behind.stderr
    assert "Brought the database up to date." in candour(unmeasured(production), "migrate").stdout
    assert "The database is up to date." in candour(production, "migrate").stdout
    assert candour(production, "check").returncode == 0


def test_the_post_says_how_it_went(place):
    candour(unmeasured(place), "migrate")
    done = candour(place, "deliver")
    assert done.stdout == "0 sent, 0 to be tried again, 0 refused, 0 given up\n"


def test_a_database_that_is_not_a_demonstration_is_never_reset(place):
    candour(unmeasured(place), "migrate")
    done = candour(place, "demo-reset")
    assert done.returncode == 2
    assert "stays as it is" in done.stderr


def test_it_starts_says_who_may_sign_in_stops_and_starts_again(place):
    place = unmeasured(place)
    first = run_and_stop(place)
    assert "Aldshire" in first
    assert "chief.constable" in first
    assert candour(place, "demo-reset").returncode == 0
    assert "chief.constable" in run_and_stop(place)


READY_WITHIN = 240


def run_and_stop(place: dict[str, str]) -> str:
    port = free_port()
    running = subprocess.Popen(
        [*PROGRAM, "run"],
        env={**place, "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    until = time.monotonic() + READY_WITHIN
    address = f"http://127.0.0.1:{port}/"
    while not answers(address) and running.poll() is None and time.monotonic() < until:
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    said, _ = running.communicate(timeout=90)
    assert running.returncode == 0, said
    assert said.endswith("Stopped.\n")
    assert not answers(address)
    return said
