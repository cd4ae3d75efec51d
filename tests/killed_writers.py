# SPDX-License-Identifier: MIT
"""A program that writes and publishes, kills itself half-way, and looks at what is left.

Run as: python killed_writers.py ROUNDS, with DATABASE_URL and CANDOUR_HOME of its own. Each round
forks a writer and a publisher, kills both without warning, and verifies. Prints its findings as JSON.
With a second number, every so many rounds the processes of PostgreSQL are killed first, all of them.
Run as: python killed_writers.py acts COUNT, it only writes, for somebody who traces it.
"""

import json
import os
import random
import shlex
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

import django
from django.db import OperationalError

STREAMS = [UUID(int=number + 1) for number in range(5)]


def write(acknowledge: int, acts: int = sys.maxsize) -> None:
    """Act after act; what is told to the other end of the pipe was acknowledged to somebody."""
    from django.contrib.sessions.models import Session
    from django.db import transaction
    from django.utils import timezone

    from candour.ledger.services import By, Kind, record

    by = By(uuid4(), "secretariat")
    for _ in range(acts):
        name = uuid4()
        with transaction.atomic():
            # Stands for the row of the act: it must be there exactly when its event is.
            Session.objects.create(
                session_key=name.hex, session_data="", expire_date=timezone.now()
            )
            stream = random.choice(STREAMS)
            facts = {"text": "why"}
            record(stream, "act", by=by, kind=Kind.ALTERATION, fields=facts, event_id=name)
        os.write(acknowledge, name.bytes)


def publish_again_and_again(folder: Path) -> None:
    from candour.ledger.publishing import publish

    while True:
        publish(folder)
        time.sleep(0.005)


def child(work: object, *arguments: object) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        work(*arguments)
    except BaseException as problem:  # noqa: BLE001 - told to the parent through the exit status
        sys.stderr.write(f"{work.__name__}: {problem!r}\n")
    os._exit(9)


def kill_database() -> None:
    """The postmaster and all that it started, at once; then start it as it was started before."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        data = Path(cursor.fetchone()[0])
    connection.close()
    server = int((data / "postmaster.pid").read_text(encoding="ascii").split()[0])
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(server)], capture_output=True, check=False
    )
    for pid in [server, *map(int, listed.stdout.split())]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    # Whoever adopts the dead may be slow, and PostgreSQL takes their locks for those of the living.
    for lock in [data / "postmaster.pid", *data.parent.glob(".s.PGSQL.*")]:
        lock.unlink(missing_ok=True)
    command = shlex.split((data / "postmaster.opts").read_text(encoding="utf-8"))
    owner = data.stat().st_uid
    log = (data.parent / "log").open("ab")
    how = {"user": owner, "group": data.stat().st_gid, "cwd": data, "stdout": log, "stderr": log}
    subprocess.Popen(command, **how)
    for _ in range(200):
        with suppress(OperationalError), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return
        time.sleep(0.05)
    raise SystemExit("the database did not come back")


def one_round(folder: Path, *, database_too: bool = False) -> set[UUID]:
    """What was acknowledged before the kill."""
    from django.db import connection

    connection.close()
    reading, writing = os.pipe()
    children = [child(write, writing), child(publish_again_and_again, folder)]
    os.close(writing)
    said = os.read(reading, 16)  # the first acknowledgement: both are at work
    time.sleep(random.uniform(0.01, 0.25))
    if database_too:
        kill_database()
    for pid in random.sample(children, 2):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for pid in children:
        _, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status) and not database_too:
            raise SystemExit("a child ended before it was killed")
    while some := os.read(reading, 65_536):
        said += some
    os.close(reading)
    return {UUID(bytes=said[at : at + 16]) for at in range(0, len(said) // 16 * 16, 16)}


def what_is_wrong(folder: Path, acknowledged: set[UUID]) -> list[str]:
    """All of it at one moment: a server may still finish the commit of a client that is dead."""
    from candour.ledger.one_view import one_view

    with one_view():
        return _wrong_now(folder, acknowledged)


def _wrong_now(folder: Path, acknowledged: set[UUID]) -> list[str]:
    from django.contrib.sessions.models import Session

    from candour.ledger import checkpoints, verify_log
    from candour.ledger.models import Event
    from candour.ledger.verification import verify_database

    events = set(Event.objects.values_list("pk", flat=True))
    rows = {UUID(key) for key in Session.objects.values_list("session_key", flat=True)}
    wrong = []
    if lost := acknowledged - events:
        wrong.append(f"{len(lost)} acknowledged acts lost")
    if rows != events:
        wrong.append(f"{len(rows ^ events)} rows without event or events without row")
    note = (folder / "checkpoint").read_bytes() if (folder / "checkpoint").exists() else None
    published, kept = None, []
    if note:
        checkpoint = checkpoints.opened(note)
        verify_log.audit_folder(folder, checkpoint)
        published, kept = (folder, checkpoint), [checkpoint]
    return wrong + [str(one) for one in verify_database(published=published, kept=kept).wrong]


def only_write(acts: int) -> None:
    os.write(1, b"begin")
    write(1, acts)


def main(rounds: int, database_every: int = 0) -> dict[str, object]:
    from candour.ledger.models import Event
    from candour.ledger.publishing import publish

    folder = Path(os.environ["CANDOUR_HOME"]) / "log"
    acknowledged: set[UUID] = set()
    wrong: list[str] = []
    for number in range(rounds):
        database_too = bool(database_every) and number % database_every == database_every - 1
        acknowledged |= one_round(folder, database_too=database_too)
        wrong += [f"round {number}: {one}" for one in what_is_wrong(folder, acknowledged)]
    publish(folder)
    left = [str(path) for path in folder.rglob("*.tmp")]
    return {
        "rounds": rounds,
        "acknowledged": len(acknowledged),
        "committed": Event.objects.count(),
        "wrong": wrong,
        "drafts left": left,
    }


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if sys.argv[1] == "acts":
        only_write(int(sys.argv[2]))
    else:
        print(json.dumps(main(*map(int, sys.argv[1:]))))  # noqa: T201 - a program
