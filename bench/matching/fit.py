# SPDX-License-Identifier: MIT
"""Weights for searches, fitted on a generated development set: never on what is measured.

    python -m bench.matching.fit ~/.cache/candour-bench/S-77 > src/candour/linkage/models/search-3.json

A logistic fit in bits, held near the weights that stand: each is worth as many pairs as `HELD` says, and
no weight may turn against its direction. What the generator cannot teach keeps its weight.
"""

import argparse
import csv
import json
import math
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from candour.linkage import candidates
from candour.linkage.intake import TABLES, take_in
from candour.linkage.judging import ahead, name_of, rivals
from candour.linkage.matching import TEXTS, words_seen
from candour.linkage.models_on_file import SEARCH, Weights, model
from candour.linkage.records import Columns, Record, side
from candour.linkage.rules.alignment import Weigh
from candour.linkage.rules.evidence import Model
from candour.linkage.rules.outcomes import among, weigh_up
from candour.linkage.tables import open_table

ROUNDS, HELD, STIFF, STEP = 250, 2.0, 400.0, 0.08
MOST = 4
"""Candidates of one declaration that are learned from: those that a search would judge."""
NATURAL = math.log(2)
KEPT = frozenset({"number", "another part of a group", "initials only", "legal forms differ"})
"""What made-up declarations say nothing true about."""
RISING = frozenset({
    "most telling word in common", "share in common", "shared words", "spelling of the whole", "number", "postcode", "place",
    "spelling of what is left over", "ahead of the next likeliest",
})  # fmt: skip

Slot = tuple[str, int]


class Pair(NamedTuple):
    slots: tuple[Slot, ...]
    fixed: float
    one_body: bool


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


def fit(
    pairs: list[Pair], known: Model, rising: frozenset[str] = RISING
) -> tuple[float, dict[str, list[float]]]:
    """Newton's steps, one weight at a time, each followed by putting the steps of a feature in order."""
    start = {(name, at): bit for name, all_ in known.bits.items() for at, bit in enumerate(all_)}
    now, prior = dict(start), known.prior
    for _ in range(ROUNDS):
        slope = dict.fromkeys(now, 0.0)
        bend = dict.fromkeys(now, 1e-9)
        slope_of_all = bend_of_all = 1e-9
        for pair in pairs:
            said = prior + pair.fixed + sum([now[slot] for slot in pair.slots])
            chance = 1 / (1 + 2 ** -max(-60.0, min(60.0, said)))
            wrong, unsure = pair.one_body - chance, chance * (1 - chance) * NATURAL
            slope_of_all += wrong
            bend_of_all += unsure
            for slot in pair.slots:
                slope[slot] += wrong
                bend[slot] += unsure
        for slot, first in start.items():
            held = STIFF if slot[0] in KEPT else HELD
            step = (slope[slot] - held * (now[slot] - first)) / (bend[slot] + held)
            now[slot] += STEP * step
        prior += STEP * slope_of_all / bend_of_all
        _in_order(now, bend, known, rising)
    return prior, {
        name: [now[name, at] for at in range(len(all_))] for name, all_ in known.bits.items()
    }


def _in_order(
    now: dict[Slot, float], bend: dict[Slot, float], known: Model, rising: frozenset[str]
) -> None:
    """Steps that turn back are levelled with their neighbours, each by what stands behind it."""
    for name, all_ in known.bits.items():
        sign = 1.0 if name in rising else -1.0
        blocks: list[list[float]] = []
        for at in range(len(all_)):
            weight = bend[name, at] + HELD
            blocks.append([sign * now[name, at], weight, 1])
            while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
                value, more, count = blocks.pop()
                last = blocks[-1]
                last[0] = (last[0] * last[1] + value * more) / (last[1] + more)
                last[1] += more
                last[2] += count
        levels = [value for value, _, count in blocks for _ in range(int(count))]
        for at, level in enumerate(levels):
            now[name, at] = sign * level


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
        candidates.prepare(connection, count)
        candidates.find(connection, 0, count)
        rows = connection.execute(TEXTS, [0, count]).fetchall()
        return rows, words_seen(connection), count


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
