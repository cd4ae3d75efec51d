# SPDX-License-Identifier: MIT
"""Weights for searches, fitted on a generated development set: never on what is measured.

    python -m bench.matching.fit ~/.cache/candour-bench/S-77 > src/candour/linkage/models/search-3.json

A logistic fit in bits, held near the weights that stand: each is worth as many pairs as `HELD` says, and
no weight may turn against its direction. What the generator cannot teach keeps its weight.
"""

import argparse
import csv
import json
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb

from candour.linkage.candidates import prepare, words_seen
from candour.linkage.intake import TABLES, take_in
from candour.linkage.judging import ahead, name_of, rivals
from candour.linkage.matching import TEXTS
from candour.linkage.models_on_file import SEARCH, Weights, model
from candour.linkage.on_duckdb import InDuckDB
from candour.linkage.records import Columns, Record, side
from candour.linkage.rules.alignment import Weigh
from candour.linkage.rules.evidence import Model
from candour.linkage.rules.fitting import Pair, Slot, fit
from candour.linkage.rules.outcomes import among, weigh_up
from candour.linkage.tables import open_table

MOST = 4
"""Candidates of one declaration that are learned from: those that a search would judge."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.matching.fit", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="+")
    told = parser.parse_args()
    known = model(SEARCH)
    pairs = [pair for folder in told.folder for pair in _pairs(folder, known)]
    print(f"{len(pairs):,} pairs", file=sys.stderr)
    prior, bits = fit(pairs, known)
    written = json.loads(
        (files("candour.linkage") / "models" / f"{SEARCH}.json").read_text(encoding="utf-8")
    )
    written["prior"] = round(prior, 2)
    for name, feature in written["features"].items():
        feature["bits"] = [round(one, 2) for one in bits[name]]
    print(json.dumps(written, indent=1))


def _pairs(folder: Path, known: Model) -> Iterator[Pair]:
    """Every candidate of every declaration, with whether it is the body that was meant."""
    truth = {row["id"]: row["entity"] for row in _rows(folder / "truth.csv")}
    entities = {row["id"]: row["entity"] for row in _rows(folder / "entities.csv")}
    rows, seen, names = _searched(folder)
    weigh = Weights(known, seen, names).__getitem__
    for _, told in groupby(rows, key=itemgetter(0)):
        some = [row for row in told if row[6] is not None]
        if some:
            entity = truth[some[0][1]]
            for record, slots, fixed in _weighed(some, known, weigh):
                yield Pair(slots, fixed, bool(entity) and entities[record.id] == entity)


def _weighed(
    some: list[tuple[Any, ...]], known: Model, weigh: Weigh
) -> Iterator[tuple[Record, tuple[Slot, ...], float]]:
    mine = Record(*some[0][1:6])
    met = [Record(*row[7:]) for row in some]
    sides = [side(record, name_of(record.name)) for record in met]
    known_side = side(mine, name_of(mine.name))
    near = [
        (one, record)
        for record, other in zip(met, sides, strict=True)
        if (one := weigh_up(known_side, other, known, weigh))
    ]
    near.sort(key=lambda one: -one[0].bits)
    every = [one for one, _ in near]
    for plain, record in near[:MOST]:
        one = among(plain, rivals(plain, sides), known, ahead(plain, every))
        said = {**one.compared.features, **one.record}
        kinds = known.kinds[one.compared.left.kind] + known.kinds[one.compared.right.kind]
        yield record, tuple((name, known.place(name, value)) for name, value in said.items()), kinds


def _searched(folder: Path) -> tuple[list[tuple[Any, ...]], dict[str, int], int]:
    columns = Columns("name", "id", "", "postcode", "town")
    with (
        tempfile.TemporaryDirectory() as room,
        duckdb.connect() as connection,
        ThreadPoolExecutor(1) as pool,
    ):
        connection.execute(TABLES)
        for letter, name in (("l", "left"), ("r", "right")):
            table = open_table(str(folder / f"{name}.csv"))
            count, _ = take_in(connection, letter, table, columns, Path(room), pool)
        engine = InDuckDB(connection)
        prepare(engine, count)
        engine.find(0, count)
        rows = connection.execute(TEXTS, [0, count]).fetchall()
        often = dict(connection.execute(words_seen(engine.dialect)).fetchall())
        return rows, often, count


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
