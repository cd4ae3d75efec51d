# SPDX-License-Identifier: MIT
"""Files into the matching database: every row as it is, and the keys of its name beside it."""

import csv
from collections.abc import Iterable
from concurrent.futures import Executor
from itertools import islice
from pathlib import Path

import duckdb

from candour.linkage.keying import key_rows
from candour.linkage.records import Record

AT_ONCE = 5_000
FIELDS = ("id", "name", "number", "postcode", "place")
TABLES = f"""
CREATE TABLE l_words(row INTEGER, words VARCHAR, more VARCHAR[]);
CREATE TABLE r_words(row INTEGER, words VARCHAR, more VARCHAR[]);
CREATE TABLE l_records(row BIGINT, {", ".join(f"{one} VARCHAR" for one in FIELDS)});
CREATE TABLE r_records(row BIGINT, {", ".join(f"{one} VARCHAR" for one in FIELDS)});
"""
AS_IT_IS = "header = false, auto_detect = false, nullstr = '', max_line_size = 100000000"
RECORDS = f"""
INSERT INTO {{side}}_records SELECT * FROM read_csv(
    ?, {AS_IT_IS}, delim = ',', quote = '"', escape = '"',
    columns = {{{{'row': 'BIGINT', {", ".join(f"'{one}': 'VARCHAR'" for one in FIELDS)}}}}})
"""  # noqa: S608 - the sides and fields are constants
WORDS = f"""
INSERT INTO {{side}}_words SELECT row, words, CASE WHEN more IS NULL THEN [] ELSE string_split(more, ' ') END
FROM read_csv(?, {AS_IT_IS}, delim = '\t', quote = '', escape = '',
    columns = {{{{'row': 'INTEGER', 'words': 'VARCHAR', 'more': 'VARCHAR'}}}})
"""  # noqa: S608 - the sides are constants


def take_in(
    connection: duckdb.DuckDBPyConnection, side: str, told: Iterable[Record], folder: Path, pool: Executor
) -> tuple[int, int]:  # fmt: skip
    """Fill `l_records` or `r_records` and `words`; how many rows came, and how many cannot match."""
    raw = folder / f"{side}.csv"
    count = 0
    waiting = []
    every = iter(told)
    with raw.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        while some := list(islice(every, AT_ONCE)):
            writer.writerows((row, *record) for row, record in enumerate(some, start=count))
            keys = str(folder / f"{side}-keys-{count}.tsv")
            waiting.append(pool.submit(key_rows, count, some, keys))
            count += len(some)
    hidden = sum(done.result() for done in waiting)
    if count:
        connection.execute(RECORDS.format(side=side), [str(raw)])
    files = [str(path) for path in sorted(folder.glob(f"{side}-keys-*.tsv")) if path.stat().st_size]
    if files:
        connection.execute(WORDS.format(side=side), [files])
    for path in (raw, *map(Path, files)):
        path.unlink()
    return count, hidden
