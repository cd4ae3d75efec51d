# SPDX-License-Identifier: MIT
"""Runs in a process of its own, on one database, and prints its figures as JSON."""

import hashlib
import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import django
from django.core.management import call_command
from django.db import connection, models, transaction

OPEN_MATTERS = 400
ACTS_IN_A_MATTER = 20
ROWS_AT_ONCE = 10_000
PARTS = 5


def main(entries: int, acts: int) -> dict[str, Any]:
    django.setup()
    call_command("migrate", verbosity=0)
    return {**costs_of_acts(acts), **costs_of_verifying(entries)}


# ------------------------------------------------------------------ an act, with and without


def costs_of_acts(acts: int) -> dict[str, float]:
    """The same small act, as a service would carry it out: read, judge, move, add a row."""
    from candour.ledger.services import By, Kind, NewEvent, record, record_all

    matter_table, decision_table = _tables()
    by = By(uuid4(), "secretariat")
    matters = [matter_table.objects.create(stage="open").pk for _ in range(50)]
    facts = {"decision": "decline", "reason": "why " * 60, "told": "the organiser"}

    def act(number: int) -> UUID:
        matter = matter_table.objects.select_for_update().get(pk=matters[number % 50])
        moved = matter_table.objects.filter(pk=matter.pk, stage=matter.stage)
        moved.update(stage=f"stage {number}")
        decision_table.objects.create(matter=matter.pk, **facts)
        return UUID(str(matter.pk))

    def without(number: int) -> None:
        with transaction.atomic():
            act(number)

    def with_record(number: int) -> None:
        with transaction.atomic():
            record(act(number), "decide", by=by, kind=Kind.ALTERATION, fields=facts)

    def many(_number: int) -> None:
        new = [NewEvent(matters[row % 50], "x", by, Kind.ALTERATION, facts) for row in range(1000)]
        with transaction.atomic():
            record_all(new)

    for number in range(50):
        with_record(number)
    middle = _in_turns({"without": without, "with": with_record}, acts // PARTS)
    return {**middle, "bulk": 1000 * _rate(many, 5)}


def _in_turns(acts: dict[str, Callable[[int], None]], times: int) -> dict[str, float]:
    """The middle of several rates; in turns, so that a busy moment falls on both."""
    rates: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(PARTS):
        for name, act in acts.items():
            rates[name].append(_rate(act, times))
    return {name: sorted(found)[PARTS // 2] for name, found in rates.items()}


def _tables() -> tuple[Any, Any]:
    class Matter(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid4)
        stage = models.CharField(max_length=40)

        class Meta:
            app_label = "bench"

    class Decision(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid4)
        matter = models.UUIDField(db_index=True)
        decision = models.CharField(max_length=20)
        reason = models.TextField()
        told = models.CharField(max_length=80)

        class Meta:
            app_label = "bench"

    with connection.schema_editor() as editor:
        editor.create_model(Matter)
        editor.create_model(Decision)
    return Matter, Decision


def _rate(act: Callable[[int], None], times: int) -> float:
    began = time.perf_counter()
    for number in range(times):
        act(number)
    return times / (time.perf_counter() - began)


# ------------------------------------------------------------------ a million entries


def costs_of_verifying(entries: int) -> dict[str, float]:
    """Processor seconds: the best of three, taken in turns."""
    from django.conf import settings

    from candour.ledger import checkpoints, verification, verify_log
    from candour.ledger.one_view import one_view
    from candour.ledger.publishing import publish

    _fill(entries)
    folder = Path(settings.LOG_FOLDER)
    began = time.perf_counter()
    checkpoint = publish(folder).checkpoint
    published = time.perf_counter() - began

    def from_tiles() -> None:
        note = (folder / "checkpoint").read_bytes()
        verify_log.audit_folder(folder, checkpoints.opened(note))

    def from_sql() -> None:
        with one_view():
            verification.verify_log_table(kept=[checkpoint])

    raw = _plain_hashlib(entries)
    seconds: dict[str, list[float]] = {"raw": [], "tiles": [], "sql": []}
    for _ in range(3):
        for name, work in {"raw": raw, "tiles": from_tiles, "sql": from_sql}.items():
            began = time.process_time()
            work()
            seconds[name].append(time.process_time() - began)
    return {name: min(found) for name, found in seconds.items()} | {"publish": published}


def _plain_hashlib(entries: int) -> Callable[[], None]:
    """As many digests as the tree has: of leaf size and of node size."""
    leaves = [os.urandom(95) for _ in range(1000)]
    nodes = [os.urandom(65) for _ in range(1000)]

    def work() -> None:
        sha256 = hashlib.sha256
        for _ in range(entries // 1000):
            for data in leaves:
                sha256(data).digest()
            for data in nodes:
                sha256(data).digest()

    return work


def _fill(entries: int) -> None:
    """Entries of matters that begin and end; a few hundred are open at any time."""
    from candour.ledger.models import LogHead, LogLeaf
    from candour.ledger.rules import merkle
    from candour.ledger.rules.entry import NO_LEAF, Entry, Kind, pack

    head = LogHead.objects.get()
    chance = random.Random(1)  # noqa: S311 - the same log in each run
    frontier = [bytes(head.frontier)[at : at + 32] for at in range(0, len(head.frontier), 32)]
    chains: dict[UUID, tuple[int, bytes]] = {}
    rows: list[LogLeaf] = []
    for number in range(entries):
        stream = UUID(int=number // ACTS_IN_A_MATTER + chance.randrange(OPEN_MATTERS))
        sequence, previous = chains.get(stream, (0, NO_LEAF))
        time_ms = head.last_time_ms + number
        entry = pack(
            Entry(Kind.ALTERATION, stream, sequence, time_ms, previous, chance.randbytes(32))
        )
        leaf = merkle.leaf_hash(entry)
        chains[stream] = sequence + 1, leaf
        merkle.push(frontier, head.size + number, leaf)
        rows.append(LogLeaf(idx=head.size + number, leaf_hash=leaf, entry=entry))
        if len(rows) == ROWS_AT_ONCE or number == entries - 1:
            LogLeaf.objects.bulk_create(rows, batch_size=300)
            rows = []
    LogHead.objects.update(
        size=head.size + entries,
        frontier=b"".join(frontier),
        root=merkle.root(frontier),
        last_time_ms=head.last_time_ms + entries - 1,
    )


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
