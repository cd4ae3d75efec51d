# SPDX-License-Identifier: MIT
"""One model on two engines: the pairs that Spark compares, their bits and the answers are those of DuckDB.

Spark is no part of an installation: `make test` brings it, and without it this file is left out.
"""

import csv
from pathlib import Path

import duckdb
import pytest

pytest.importorskip("pyspark", reason="Spark is not installed")

from candour.linkage import matching, spark_session
from candour.linkage.candidates import MISSPELT, Limits, looked
from candour.linkage.dialects import DuckDB, Spark
from candour.linkage.records import Columns
from candour.linkage.runs import Asked, silent
from made_up_names import declared_and_paid

# Spark leaves sockets to this machine's own Java to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MADE = Columns("name", "id", "", "postcode", "town")
TYPED = Columns("name", "id", "number", "postcode", "town")
DECLARED = [
    ("d1", "Alderholt Fleet", "", "AL1 2BC", "Halewick"),
    ("d2", "REDACTED", "", "", ""),
    ("d3", "", "", "", ""),
    ("d4", "Stenning Cars", "", "", ""),
    ("d5", 'The "Quite, Another" \n Zelbourne', "", "", ""),
    ("d6", "Novel Widgets of Fennmarsh", "7546773", "", ""),
    ("d7", "日本電気", "", "", "東京"),
    ("d8", "Zelbourne " * 2_000, "", "", ""),
    ("d9", "Alderholdt Fleet", "", "", ""),
    ("d10", "Bürø Fœllesrad | Quince", "", "", "Åldminster"),
    ("d11", "ZRL", "", "", ""),
]
PAID = [
    ("s1", "ALDERHOLT FLEET LIMITED", "", "AL1 2BC", "HALEWICK"),
    ("s2", "REDACTED", "", "", ""),
    ("s3", "", "", "", ""),
    ("s4", "ORCHARD LODGE GARAGE LTD T/A STENNING CARS", "", "", ""),
    ("s5", "Wholly Unlike It Ltd", "07546773", "", ""),
    ("s6", "日本電気", "", "", ""),
    ("s7", "Alderholt Holdings Ltd", "", "AL1 2BC", ""),
    ("s8", "Buro Foellesrad", "", "", "Aldminster"),
    ("s9", "Zelbourne Riders League (ZRL)", "", "", ""),
    ("s10", "Zelborne Quite Another", "", "", ""),
]


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "name", "number", "postcode", "town"), *rows])
    return path


@pytest.fixture(scope="module")
def spark():
    """One session for every test: starting is what takes longest."""
    with spark_session.session() as started:
        yield started


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    return declared_and_paid(folder, 600, 2_500)


@pytest.fixture(scope="module")
def both(made, spark):
    return on_both(spark, *made, MADE)


def on_both(spark, left, right, columns, *, explain=True):
    """The files that each engine wrote, and its counts."""
    from candour.linkage import on_spark

    told = {}
    for engine in ("duckdb", "spark"):
        out, pairs = (left.parent / f"{engine}-{what}.csv" for what in ("out", "pairs"))
        asked = Asked(
            str(left), str(right), columns, columns, str(out), explain=explain, compared=str(pairs)
        )
        if engine == "spark":
            counts = on_spark.match(asked, spark, silent)
        else:
            counts = matching.match(asked)
        told[engine] = out, pairs, counts
    return told


def bits_of_pairs(path):
    with path.open(encoding="utf-8", newline="") as file:
        return {(one["left_row"], one["right_row"]): one["bits"] for one in csv.DictReader(file)}


def test_both_engines_compare_the_same_pairs_and_give_them_the_same_bits(both):
    mine, theirs = (bits_of_pairs(both[engine][1]) for engine in ("duckdb", "spark"))
    assert len(mine) > 600
    assert mine.keys() == theirs.keys()
    assert max(abs(float(mine[pair]) - float(theirs[pair])) for pair in mine) <= 0.01


def test_the_answers_are_the_same_bytes_and_the_counts_the_same(both):
    mine, theirs = both["duckdb"], both["spark"]
    assert theirs[0].read_bytes() == mine[0].read_bytes()
    assert theirs[2] == mine[2]
    assert min(mine[2].outcomes[one] for one in ("same", "connected", "different")) > 0


def test_awkward_cells_are_the_same_on_both(spark, tmp_path):
    left, right = write(tmp_path / "l.csv", DECLARED), write(tmp_path / "r.csv", PAID)
    told = on_both(spark, left, right, TYPED)
    assert told["spark"][0].read_bytes() == told["duckdb"][0].read_bytes()
    assert told["spark"][1].read_bytes() == told["duckdb"][1].read_bytes()
    answers = told["spark"][0].read_text(encoding="utf-8")
    assert "d7,s6,same" in answers
    assert "d6,s5,same" in answers


def test_a_side_without_rows_is_no_trouble_on_either(spark, tmp_path):
    left, right = write(tmp_path / "l.csv", DECLARED[:3]), write(tmp_path / "r.csv", [])
    told = on_both(spark, left, right, TYPED)
    assert told["spark"][0].read_bytes() == told["duckdb"][0].read_bytes()
    assert told["spark"][2] == told["duckdb"][2]


def test_a_key_tells_the_same_however_many_share_it(spark):
    """The one place where a logarithm is rounded: every number that a limit allows is tried."""
    most = Limits.of(10**9).shared_by
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE s AS SELECT unnest(range(1, {most + 1})) AS shared")
        mine = connection.execute(told(DuckDB())).fetchall()
    spark.range(1, most + 1).toDF("shared").createOrReplaceTempView("s")
    theirs = [tuple(row) for row in spark.sql(told(Spark())).collect()]
    assert len(mine) == most
    assert theirs == mine


def told(speak):
    rounded = looked(speak, Limits(1)).query.split("number, ")[2].split(" AS tells")[0]
    each = ", ".join(rounded.replace("part", str(part)) for part in (1000, MISSPELT))
    return f"SELECT shared, {each} FROM s ORDER BY shared"  # noqa: S608 - words of ours


WORDS = "'zelbourne quince|fenn'"
SAID = (
    ("split", lambda d: d.split(WORDS, "|")),
    ("joined", lambda d: d.joined(d.list("'a'", "'b'"))),
    ("letters", lambda d: d.letters("'日本é'")),
    ("first", lambda d: d.first("'日本é'", "2")),
    ("first, none", lambda d: d.first("'fenn'", "0")),
    ("last", lambda d: d.last("'日本é'", "2")),
    ("beginning at", lambda d: d.beginning_at("'fenn'", "3")),
    ("beginning past the end", lambda d: d.beginning_at("'fenn'", "5")),
    ("size", lambda d: d.size(d.split(WORDS, " "))),
    ("item", lambda d: d.item(d.split(WORDS, "|"), "2")),
    ("each", lambda d: d.each("w", d.list("'a'", "'b'"), "w || 'x'")),
    ("from, to before", lambda d: d.from_to_before("1", "4")),
    ("from, to before, none", lambda d: d.from_to_before("1", "1")),
    ("together", lambda d: d.together(d.list("'a'"), d.list(), d.list("'b'"))),
    ("rounded", lambda d: d.rounded("CAST(2.5 AS DOUBLE)")),
    ("rounded up", lambda d: d.rounded("CAST(3.5 AS DOUBLE)")),
    ("rounded, not cut", lambda d: d.rounded("CAST(2.9 AS DOUBLE)")),
    ("over", lambda d: d.over("7", 2)),
    ("likest", lambda d: d.likest("'zelborne fen|zb'", WORDS)),
    ("likest, with accents", lambda d: d.likest("'büro é'", "'buro è'")),
)


@pytest.mark.parametrize("said", [one for _, one in SAID], ids=[name for name, _ in SAID])
def test_a_word_of_the_dialects_means_the_same_to_both(spark, both, said):
    mine = duckdb.sql(f"SELECT {said(DuckDB())}").fetchall()[0][0]
    theirs = spark.sql(f"SELECT {said(Spark())}").collect()[0][0]
    assert theirs == mine


def test_no_quotation_mark_of_a_step_is_a_name_to_one_engine_and_a_text_to_the_other():
    from candour.linkage import candidates

    for speak in (DuckDB(), Spark()):
        steps = [*candidates.left_keys(speak), *candidates.misspelt(speak)]
        steps += [*candidates.right_keys(speak), candidates.candidates(speak)]
        assert not any('"' in step.query or "`" in step.query for step in steps)


def test_what_spark_lays_down_while_it_works_names_nobody(spark, both, made):
    """Its folder holds what was shuffled: searched for a name, and for the letters of any of them."""
    folder = Path(spark.conf.get("spark.local.dir"))
    laid = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert sum(path.stat().st_size for path in laid) > 10_000
    with made[1].open(encoding="utf-8", newline="") as file:
        names = {
            word.lower().encode()
            for row in csv.DictReader(file)
            for word in row["name"].split()[:1]
        }
    telling = {word for word in names if len(word) > 7}
    assert len(telling) > 100
    held = b"".join(path.read_bytes() for path in laid).lower()
    assert [word for word in telling if word in held] == []
    assert folder.stat().st_mode & 0o077 == 0
