# SPDX-License-Identifier: MIT
"""Files into the matching database: every row as it is, and the keys of its name beside it."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from itertools import islice
from pathlib import Path

import duckdb

from candour.linkage.keying import key_rows, key_span
from candour.linkage.records import Columns, records
from candour.linkage.tables import Table

AT_ONCE = 5_000
UNDER_WAY = 8
"""Pieces of a file that are read, keyed or waiting at one time."""
FIELDS = ("id", "name", "number", "postcode", "place")
COLUMNS = (*FIELDS, "words", "more")
TABLES = "".join(
    f"""
    CREATE TABLE {side}_records(row INTEGER, {", ".join(f"{one} VARCHAR" for one in COLUMNS)});
    CREATE VIEW {side}_words AS SELECT row, words,
        CASE WHEN more IS NULL THEN [] ELSE string_split(more, ' ') END AS more
    FROM {side}_records WHERE words IS NOT NULL;
    """  # noqa: S608 - the sides and columns are constants
    for side in ("l", "r")
)
ROWS = f"""
INSERT INTO {{side}}_records
SELECT row + $first, {{told}}, {", ".join(COLUMNS[1:])} FROM read_csv($path,
    header = false, auto_detect = false, nullstr = '', max_line_size = 100000000,
    delim = ',', quote = '"', escape = '"',
    columns = {{{{'row': 'INTEGER', {", ".join(f"'{one}': 'VARCHAR'" for one in COLUMNS)}}}}})
"""  # noqa: S608 - the same
COUNTED = "CAST(row + $first + 1 AS VARCHAR)"
"""The identifier of a row of a file that has none."""

Piece = tuple[Future[tuple[int, int] | None], Path]


def take_in(
    connection: duckdb.DuckDBPyConnection, side: str, table: Table, columns: Columns,
    folder: Path, pool: Executor,
) -> tuple[int, int]:  # fmt: skip
    """Fill `l_records` or `r_records`; how many rows came, and how many cannot match."""
    told = "id" if columns.id else COUNTED
    rows = ROWS.format(side=side, told=told)
    counted = _filled(connection, rows, _by_span(table, columns, folder, pool))
    if counted is None:
        connection.execute(f"DELETE FROM {side}_records")  # noqa: S608 - the sides are constants
        counted = _filled(connection, rows, _by_row(table, columns, folder, pool))
    return counted or (0, 0)


def _filled(
    connection: duckdb.DuckDBPyConnection, insert: str, pieces: Iterator[Piece]
) -> tuple[int, int] | None:
    """Take in the pieces in order; nothing where one cannot be read by itself."""
    count = hidden = 0
    waiting: deque[Piece] = deque()
    while waiting or count == 0:
        waiting.extend(islice(pieces, UNDER_WAY - len(waiting)))
        if not waiting:
            return None
        done, path = waiting.popleft()
        found = done.result()
        if found is None:
            return None
        if found[0]:
            connection.execute(insert, {"first": count, "path": str(path)})
        path.unlink()
        count, hidden = count + found[0], hidden + found[1]
    return count, hidden


def _by_span(table: Table, columns: Columns, folder: Path, pool: Executor) -> Iterator[Piece]:
    """Stretches of a plain file, each read where its keys are made."""
    places = columns.places(table)
    for count, span in enumerate(table.spans()):
        path = folder / f"span-{count}.csv"
        yield pool.submit(key_span, span, places, str(path)), path


def _by_row(table: Table, columns: Columns, folder: Path, pool: Executor) -> Iterator[Piece]:
    """Rows of a file that must be read from its beginning."""
    every = records(table, columns)
    count = 0
    while some := list(islice(every, AT_ONCE)):
        path = folder / f"rows-{count}.csv"
        yield pool.submit(key_rows, some, str(path)), path
        count += 1
