# SPDX-License-Identifier: MIT
"""Two files matched by Spark: the same keys, steps and judge as on one machine, for what one cannot hold.

Names are taken apart by the same Python, in Spark's workers; Spark joins and counts kept keys; the judge
is the same function. So the answers are the same bytes, and a test holds them to it.
"""

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pyspark.sql import DataFrame, SparkSession

from candour.linkage.candidates import Step, candidates, prepare, words_seen
from candour.linkage.dialects import LIKEST, Spark
from candour.linkage.intake import AT_ONCE, FIELDS
from candour.linkage.judging import Answer, answered, start
from candour.linkage.keying import keyed
from candour.linkage.models_on_file import SEARCH, Weights, model
from candour.linkage.records import Columns, Record, records
from candour.linkage.rules.spelling import likest
from candour.linkage.runs import Asked, Counts, Progress, write
from candour.linkage.tables import Table, open_table

RECORDS = (
    f"row INT, {', '.join(f'{one} STRING' for one in FIELDS)}, words STRING, more ARRAY<STRING>"
)
ANSWERED = "row INT, rows ARRAY<ARRAY<STRING>>, outcome STRING, pairs ARRAY<STRUCT<l: INT, r: INT, bits: STRING>>"
TEXTS = f"""
SELECT l.row, {", ".join(f"l.{one}" for one in FIELDS)}, c.r, {", ".join(f"r.{one}" for one in FIELDS)}, c.tells
FROM l_records l LEFT JOIN candidates c ON c.l = l.row LEFT JOIN r_records r ON r.row = c.r
"""  # noqa: S608 - the fields are constants
WORDS = "SELECT row, words, more FROM {0}_records WHERE words != ''"

Piece = tuple[int, bytes]
"""The number of its first row, and rows of a file as they stand there."""


class InSpark:
    dialect = Spark()

    def __init__(self, spark: SparkSession) -> None:
        self.spark = spark
        spark.udf.register(LIKEST, likest, "double")

    def take(self, step: Step) -> None:
        self.keep(step.table, self.spark.sql(step.query))

    def number(self, query: str) -> int:
        return int(self.spark.sql(query).collect()[0][0])

    def keep(self, name: str, found: DataFrame) -> None:
        """Work a table out once, when it is first asked for."""
        found.createOrReplaceTempView(name)
        found.persist()  # after the name: to give it anew would forget what is kept of it


def match(asked: Asked, spark: SparkSession, progress: Progress) -> Counts:
    """Match two files into a third."""
    sides = (
        ("left", open_table(asked.left), asked.left_columns),
        ("right", open_table(asked.right), asked.right_columns),
    )
    counts = Counts()
    engine = InSpark(spark)
    try:
        for name, table, columns in sides:
            progress(f"reading the {name} file", 0.0)
            counts.rows[name], counts.hidden[name] = _take_in(engine, name[0], table, columns)
        progress("looking for candidates", 0.0)
        prepare(engine, counts.rows["right"])
        engine.take(candidates(engine.dialect))
        progress("comparing", 0.0)
        write(asked, _answers(engine, asked, counts), counts)
        progress("comparing", 1.0)
    finally:
        spark.catalog.clearCache()
    return counts


def _take_in(engine: InSpark, side: str, table: Table, columns: Columns) -> tuple[int, int]:
    """Fill `l_records` or `r_records`: how many rows came, and how many cannot match.

    One process reads, since row numbers and the care for odd files are one process's work and take a
    tenth of the time of the keys; the workers take the names apart.
    """
    spark, pieces = engine.spark, list(_pieces(records(table, columns)))
    rows = spark.sparkContext.parallelize(pieces, max(len(pieces), 1)).flatMap(_keyed)
    engine.keep(f"{side}_records", spark.createDataFrame(rows, RECORDS, verifySchema=False))
    spark.sql(WORDS.format(side)).createOrReplaceTempView(f"{side}_words")
    asked = f"SELECT count(*), count_if(words = '') FROM {side}_records"  # noqa: S608 - two sides
    count, hidden = spark.sql(asked).collect()[0]
    return count, hidden


def _pieces(every: Iterator[Record]) -> Iterator[Piece]:
    first = 0
    while some := list(islice(every, AT_ONCE)):
        yield first, zlib.compress(json.dumps(some).encode(), 1)
        first += len(some)


def _keyed(piece: Piece) -> Iterator[tuple[Any, ...]]:
    first, told = piece
    for number, row in enumerate(json.loads(zlib.decompress(told)), start=first):
        record = Record(*row)
        yield number, *record, *keyed(record)


def _answers(engine: InSpark, asked: Asked, counts: Counts) -> Iterator[Answer]:
    """Answers in the order of the left-hand rows."""
    spark = engine.spark
    often: dict[str, int] = dict(spark.sql(words_seen(engine.dialect)).collect())
    judge = _Judge(spark.sparkContext.broadcast(often), counts.rows["right"], asked)
    texts = spark.sql(TEXTS)
    beside = texts.repartition("row").sortWithinPartitions("row", texts.tells.desc(), "r")
    judged = beside.drop("tells").rdd.mapPartitions(judge)
    found = spark.createDataFrame(judged, ANSWERED, verifySchema=False).persist()
    for _, rows, outcome, pairs in found.orderBy("row").toLocalIterator():
        told = [tuple(one) for one in pairs] if asked.compared else []
        yield Answer(rows, Counter([outcome]), len(pairs), told)


class _Judge:
    """The judge as the workers are given it."""

    def __init__(self, often: Any, names: int, asked: Asked) -> None:
        self._often, self._names = often, names
        self._top, self._explain = asked.top, asked.explain

    def __call__(self, rows: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        start()
        weigh = Weights(model(SEARCH), self._often.value, self._names).__getitem__
        yield from answered(rows, weigh, self._top, explain=self._explain)
