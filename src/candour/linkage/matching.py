# SPDX-License-Identifier: MIT
"""Two files matched on this machine: read, keyed, searched for candidates by DuckDB, compared, written.

The same files and the same model give the same bytes.
"""

import json
import os
import sys
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

import duckdb

from candour.linkage.candidates import prepare, words_seen
from candour.linkage.intake import AT_ONCE, FIELDS, TABLES, take_in
from candour.linkage.judging import Answer, Question, judge, start
from candour.linkage.on_duckdb import BATCH, InDuckDB
from candour.linkage.runs import MEMORY_GB, Asked, Counts, Progress, room, silent, write
from candour.linkage.tables import open_table

UNDER_WAY = 8
"""Questions that wait or are answered at one time."""
SMALL = 300_000
"""Bytes of two files below which other processes would take longer to start than to work."""

SIDES = (("l", "left"), ("r", "right"))


def match(asked: Asked, progress: Progress = silent) -> Counts:
    """Match two files into a third."""
    tables = {"left": open_table(asked.left), "right": open_table(asked.right)}
    columns = {"left": asked.left_columns, "right": asked.right_columns}
    counts = Counts()
    size = sum(table.path.stat().st_size for table in tables.values())
    with room() as folder, _workers(size) as pool, duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{MEMORY_GB}GB'")
        connection.execute(f"SET temp_directory = '{folder}'")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(TABLES)
        for side, name in SIDES:
            progress(f"reading the {name} file", 0.0)
            counts.rows[name], counts.hidden[name] = take_in(
                connection, side, tables[name], columns[name], folder, pool
            )
        progress("looking for candidates", 0.0)
        engine = InDuckDB(connection)
        prepare(engine, counts.rows["right"])
        seen = folder / "words-seen.json"
        often = dict(connection.execute(words_seen(engine.dialect)).fetchall())
        seen.write_text(json.dumps(often), encoding="utf-8")
        question = Question(
            [], str(seen), counts.rows["right"], asked.top, asked.explain, bool(asked.compared)
        )
        write(asked, _answers(engine, question, pool, counts.rows["left"], progress), counts)
    return counts


@contextmanager
def _workers(size: int) -> Iterator[Executor]:
    if size < SMALL:
        with ThreadPoolExecutor(1) as pool:
            yield pool
        return
    count = os.cpu_count() or 1
    with ProcessPoolExecutor(count, get_context(_way_to_start()), initializer=start) as processes:
        processes.submit(int)  # a copy of this process has to be taken before it has other threads
        yield processes


def _way_to_start() -> str:
    """A copy of this process starts at once; where threads may hold what it needs, a new one is started."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _answers(
    engine: InDuckDB, question: Question, pool: Executor, total: int, progress: Progress
) -> Iterator[Answer]:
    for first in range(0, total, BATCH):
        last = min(first + BATCH, total) - 1
        progress("comparing", first / total)
        engine.find(first, last)
        yield from _judged(engine.connection, question, pool, first, last)
    progress("comparing", 1.0)


def _judged(
    connection: duckdb.DuckDBPyConnection, question: Question, pool: Executor, first: int, last: int
) -> Iterator[Answer]:
    """Answers in the order of the rows, with no more questions under way than memory should hold."""
    waiting: deque[Future[Answer]] = deque()
    for rows in _chunks(connection, first, last):
        waiting.append(pool.submit(judge, question._replace(rows=rows)))
        if len(waiting) > UNDER_WAY:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


TEXTS = f"""
SELECT l.row, {", ".join(f"coalesce(l.{one}, '')" for one in FIELDS)},
    c.r, {", ".join(f"coalesce(r.{one}, '')" for one in FIELDS)}
FROM l_records l LEFT JOIN candidates c ON c.l = l.row LEFT JOIN r_records r ON r.row = c.r
WHERE l.row BETWEEN ? AND ? ORDER BY l.row, c.tells DESC, c.r
"""  # noqa: S608 - the fields are constants


def _chunks(
    connection: duckdb.DuckDBPyConnection, first: int, last: int
) -> Iterator[list[tuple[Any, ...]]]:
    """Rows of text, never parting the candidates of one left-hand row."""
    asked = connection.execute(TEXTS, [first, last])
    kept: list[tuple[Any, ...]] = []
    while rows := asked.fetchmany(AT_ONCE):
        kept += rows
        cut = len(kept)
        while cut and kept[cut - 1][0] == kept[-1][0]:
            cut -= 1
        if cut:
            yield kept[:cut]
        kept = kept[cut:]
    if kept:
        yield kept
