# SPDX-License-Identifier: MIT
"""Given pairs, scored and judged: one answer for each row, in the order of the rows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from candour.linkage.judging import name_of, reason
from candour.linkage.learned import Learned, explained, learn
from candour.linkage.models_on_file import PAIRS, Weights, model
from candour.linkage.records import Columns, Record, side
from candour.linkage.rules.brands import Brands
from candour.linkage.rules.evidence import Side
from candour.linkage.rules.outcomes import Decision, decide
from candour.linkage.tables import Table, open_table, write_rows

ANSWERS = ("outcome", "bits", "reason")


@dataclass
class Tally:
    """What was read and what became of it; the outcomes add up to the rows."""

    rows: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    hidden: int = 0

    def add(self, decision: Decision) -> None:
        self.rows += 1
        self.outcomes[decision.outcome] += 1
        self.hidden += decision.code in {"masked", "empty"}


def match_pairs(path: str, left: Columns, right: Columns, out: str) -> Tally:
    """Judge every pair of a file into another file; its own columns stay."""
    table = open_table(path)
    tally = Tally()
    header = [f"given_{name}" if name in ANSWERS else name for name in table.columns]
    write_rows(out, [*header, *ANSWERS], _judged(table, left, right, tally))
    return tally


def _judged(table: Table, left: Columns, right: Columns, tally: Tally) -> Iterator[list[object]]:
    known = model(PAIRS)
    weigh = Weights(known).__getitem__
    mine, other = left.places(table), right.places(table)
    learned = learn(
        cell for row in table.rows() for cell in (row[mine[1] or 0], row[other[1] or 0])
    )
    brands = Brands(
        name_of(cell) for row in table.rows() for cell in (row[mine[1] or 0], row[other[1] or 0])
    )
    for row in table.rows():
        one, two = (_side(_record(row, places), learned) for places in (mine, other))
        decision = decide(one, two, known, weigh, brands)
        tally.add(decision)
        yield [*row, decision.outcome, f"{decision.bits:.2f}", reason(decision)]


def _side(record: Record, learned: Learned) -> Side:
    return side(record, explained(name_of(record.name), learned))


def _record(row: list[str], places: tuple[int | None, ...]) -> Record:
    return Record(*("" if place is None else row[place] for place in places))
