# SPDX-License-Identifier: MIT
"""Two files matched: read, keyed, searched for candidates, compared, written.

The same files and the same model give the same bytes.
"""

import json
import os
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb

from candour.linkage import candidates
from candour.linkage.intake import AT_ONCE, FIELDS, TABLES, take_in
from candour.linkage.judging import ANSWERS, EXPLANATION, Answer, Question, judge, start
from candour.linkage.records import Columns
from candour.linkage.tables import open_table, write_rows

MEMORY = "3GB"
UNDER_WAY = 8
"""Questions that wait or are answered at one time."""
SMALL = 300_000
"""Bytes of two files below which other processes would take longer to start than to work."""
OFTEN = 20
"""A word that more names of a run hold than this may tell less there than it does elsewhere."""

Progress = Callable[[str, float], None]
SIDES = (("l", "left"), ("r", "right"))


@dataclass(frozen=True)
class Asked:
    """One run, as the command line gives it."""

    left: str
    right: str
    left_columns: Columns
    right_columns: Columns
    out: str
    top: int = 3
    explain: bool = False


@dataclass
class Counts:
    """What came in and what became of it; the outcomes add up to the left-hand rows."""

    rows: dict[str, int] = field(default_factory=dict)
    hidden: dict[str, int] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    written: int = 0


def silent(_stage: str, _part: float) -> None:
    """Nobody watches."""


def match(asked: Asked, progress: Progress = silent) -> Counts:
    """Match two files into a third."""
    tables = {"left": open_table(asked.left), "right": open_table(asked.right)}
    columns = {"left": asked.left_columns, "right": asked.right_columns}
    counts = Counts()
    size = sum(table.path.stat().st_size for table in tables.values())
    with _room() as folder, duckdb.connect() as connection, _workers(size) as pool:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute(f"SET temp_directory = '{folder}'")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(TABLES)
        for side, name in SIDES:
            progress(f"reading the {name} file", 0.0)
            counts.rows[name], counts.hidden[name] = take_in(
                connection, side, tables[name], columns[name], folder, pool
            )
        progress("looking for candidates", 0.0)
        candidates.prepare(connection, counts.rows["right"])
        header = (*ANSWERS, EXPLANATION) if asked.explain else ANSWERS
        seen = folder / "words-seen.json"
        seen.write_text(json.dumps(words_seen(connection)), encoding="utf-8")
        question = Question([], str(seen), counts.rows["right"], asked.top, asked.explain)
        rows = _answers(connection, question, pool, counts, progress)
        counts.written = write_rows(asked.out, header, rows)
    return counts


@contextmanager
def _room() -> Iterator[Path]:
    """A folder for what does not fit in memory, readable by nobody else and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="candour-match-") as folder:
        yield Path(folder)


@contextmanager
def _workers(size: int) -> Iterator[Executor]:
    if size < SMALL:
        with ThreadPoolExecutor(1) as pool:
            yield pool
        return
    count = os.cpu_count() or 1
    with ProcessPoolExecutor(count, get_context("spawn"), initializer=start) as processes:
        yield processes


def _answers(
    connection: duckdb.DuckDBPyConnection, question: Question,
    pool: Executor, counts: Counts, progress: Progress,
) -> Iterator[list[object]]:  # fmt: skip
    total = counts.rows["left"]
    for first in range(0, total, candidates.BATCH):
        last = min(first + candidates.BATCH, total) - 1
        progress("comparing", first / total)
        candidates.find(connection, first, last)
        for answer in _judged(connection, question, pool, first, last):
            counts.outcomes.update(answer.outcomes)
            counts.compared += answer.compared
            yield from answer.rows
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


def words_seen(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Words that many names of this run hold, and how many."""
    asked = connection.execute(
        "SELECT word, count(*) AS often FROM ("
        "SELECT unnest(string_split(replace(words, '|', ' '), ' ')) AS word FROM r_words) "
        "GROUP BY word HAVING count(*) > ? ORDER BY word",
        [OFTEN],
    )
    return dict(asked.fetchall())
