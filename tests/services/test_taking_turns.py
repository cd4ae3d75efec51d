# SPDX-License-Identifier: MIT
"""Those who write to SQLite stand in a queue: woken at once, never held up by somebody who died."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from candour.config.sqlite_in_turn.base import DatabaseWrapper
from candour.config.sqlite_in_turn.turn import Turn

LONG = 60.0
SHORT = 0.05


@pytest.fixture
def turns(tmp_path):
    made = [Turn(tmp_path / "turn") for _ in range(3)]
    yield made
    for one in made:
        one.close()


def test_one_at_a_time_has_the_turn(turns):
    first, second, _ = turns
    assert first.take(SHORT)
    assert not second.take(SHORT)
    first.give_up()
    assert second.take(SHORT)


def test_whoever_waits_is_let_in_when_the_other_is_done(turns):
    first, second, _ = turns
    first.take(SHORT)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(second.take, LONG)
        first.give_up()
        assert waiting.result()


def test_a_wait_that_was_given_up_does_not_take_the_turn_later(turns):
    first, second, third = turns
    first.take(SHORT)
    assert not second.take(SHORT)
    first.give_up()
    assert third.take(LONG)
    third.give_up()
    assert second.take(LONG)


def test_a_turn_is_given_up_once_and_only_by_its_holder(turns):
    first, second, third = turns
    first.take(SHORT)
    second.give_up()
    assert not third.take(SHORT)
    first.give_up()
    first.give_up()
    assert third.take(LONG)


def test_closing_gives_the_turn_up(turns):
    first, second, _ = turns
    first.take(SHORT)
    first.close()
    assert second.take(LONG)
    first.close()
    assert not first.take(SHORT)


HOLDS_IT = """
import sys, time
from pathlib import Path
from candour.config.sqlite_in_turn.turn import Turn
assert Turn(Path(sys.argv[1])).take(1)
print("mine", flush=True)
time.sleep(600)
"""


def test_a_process_that_is_killed_holds_nobody_up(turns, tmp_path):
    command = [sys.executable, "-c", HOLDS_IT, str(tmp_path / "turn")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "mine\n"
        assert not turns[0].take(SHORT)
        os.kill(holder.pid, signal.SIGKILL)
        assert turns[0].take(LONG)


# ------------------------------------------------------------------ at the database


@pytest.fixture
def writers(tmp_path, django_db_blocker):
    """Two connections to one file of their own."""
    settings = {
        **connection.settings_dict,
        "NAME": str(tmp_path / "some.sqlite3"),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": SHORT},
    }
    made = [DatabaseWrapper(settings, alias=f"writer {number}") for number in range(2)]
    for one in made:
        one.inc_thread_sharing()
    with django_db_blocker.unblock():
        yield made
        for one in made:
            one.close()


def begin(writer):
    writer.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(writer, how):
    getattr(writer, how)()
    writer.set_autocommit(True)


def write(writer):
    with writer.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS words (word TEXT)")
        cursor.execute("INSERT INTO words VALUES ('one')")


@pytest.mark.parametrize("how", ["commit", "rollback"])
def test_the_next_writer_begins_when_the_first_has_ended(writers, how):
    first, second = writers
    begin(first)
    write(first)
    with ThreadPoolExecutor(1) as pool:
        # SQLite itself would give up after the twentieth part of a second.
        waiting = pool.submit(begin, second)
        end(first, how)
        waiting.result()
    write(second)
    end(second, "commit")


def test_a_connection_that_is_closed_in_the_middle_lets_the_next_in(writers):
    first, second = writers
    begin(first)
    write(first)
    first.close()
    begin(second)
    write(second)
    end(second, "commit")


def test_whoever_knows_no_turns_is_kept_out_by_the_lock_itself(writers, monkeypatch):
    first, second = writers
    begin(first)
    write(first)
    second.connect()
    monkeypatch.setattr(second, "_turn", None)
    with pytest.raises(OperationalError, match="locked"):
        begin(second)
    end(first, "commit")


def test_a_turn_is_given_back_when_the_transaction_cannot_begin(writers, monkeypatch):
    first, second = writers
    second.connect()
    its_turn = second._turn
    monkeypatch.setattr(second, "_turn", None)
    begin(second)
    write(second)
    with pytest.raises(OperationalError, match="locked"):
        begin(first)
    end(second, "commit")
    monkeypatch.setattr(second, "_turn", its_turn)
    begin(second)
    end(second, "commit")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="this is how SQLite is written to")
def test_the_product_writes_in_turn():
    assert isinstance(transaction.get_connection(), DatabaseWrapper)
