# SPDX-License-Identifier: MIT
"""Candidates judged in a process of its own: the best answers for each left-hand row."""

import gc
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from candour.linkage.models_on_file import SEARCH, Weights, model
from candour.linkage.records import Record, side
from candour.linkage.rules.alignment import Weigh
from candour.linkage.rules.evidence import Side
from candour.linkage.rules.names import parse
from candour.linkage.rules.outcomes import (
    CONNECTED,
    DIFFERENT,
    SAME,
    Decision,
    Weighed,
    among,
    conclude,
    waterfall,
    weigh_up,
)

ANSWERS = ("left_id", "right_id", "outcome", "bits", "reason")
EXPLANATION = "explanation"
CLEAR = 99.0
"""Bits ahead of nobody."""
SPARE = 1
"""Candidates judged beyond those that are asked for: a likelier one may turn out different."""
RANK = {SAME: 0, CONNECTED: 1, DIFFERENT: 2}

name_of = lru_cache(maxsize=50_000)(parse)


class Question(NamedTuple):
    """Left-hand rows, each beside its candidates, in order."""

    rows: list[tuple[Any, ...]]
    seen: str
    """the file that says how often this run's own names use their words"""
    names: int
    top: int
    explain: bool
    pairs: bool = False
    """whether every pair that was compared is told too"""


class Answer(NamedTuple):
    rows: list[list[object]]
    outcomes: Counter[str]
    compared: int
    pairs: list["Pair"]


Pair = tuple[int, int, str]
"""A row of the left and one of the right, both counted from 1, and the bits of the two by themselves."""


class Told(NamedTuple):
    """What became of one left-hand row."""

    row: int
    rows: list[list[object]]
    outcome: str
    pairs: list[Pair]


def start() -> None:
    """Read the model before the first question comes; nothing that follows makes circles to collect."""
    gc.disable()
    model(SEARCH)


def judge(question: Question) -> Answer:
    """Compare every candidate of every row and keep the best."""
    weigh = _weights(question.seen, question.names).__getitem__
    answer = Answer([], Counter(), 0, [])
    compared = 0
    for told in answered(question.rows, weigh, question.top, explain=question.explain):
        answer.rows.extend(told.rows)
        answer.outcomes[told.outcome] += 1
        compared += len(told.pairs)
        if question.pairs:
            answer.pairs.extend(told.pairs)
    return answer._replace(compared=compared)


def answered(
    rows: Iterable[tuple[Any, ...]], weigh: Weigh, top: int, *, explain: bool
) -> Iterator[Told]:
    """Each left-hand row in turn; the engines differ in how they find candidates, never in this."""
    for number, told in groupby(rows, key=itemgetter(0)):
        some = list(told)
        mine = Record(*some[0][1:6])
        known = side(mine, name_of(mine.name))
        met = [row for row in some if row[6] is not None]
        beside = weigh_all(known, [Record(*row[7:]) for row in met], weigh)
        found = best(beside, weigh, top)
        outcome = found[0].told.outcome if found else DIFFERENT
        pairs = [
            (number + 1, row[6] + 1, f"{one.weighed.bits:.4f}" if one.weighed else "")
            for row, one in zip(met, beside, strict=True)
        ]
        yield Told(number, _written(mine, known, found, explain=explain), outcome, pairs)


@lru_cache(maxsize=1)
def _weights(seen: str, names: int) -> Weights:
    told = json.loads(Path(seen).read_text(encoding="utf-8")) if seen else {}
    return Weights(model(SEARCH), told, names)


class Judged(NamedTuple):
    record: Record
    weighed: Weighed
    told: Decision


class Beside(NamedTuple):
    """A candidate beside a name; not weighed where one of the two may not match."""

    record: Record
    side: Side
    weighed: Weighed | None


def weigh_all(mine: Side, met: list[Record], weigh: Weigh) -> list[Beside]:
    known = model(SEARCH)
    sides = [side(other, name_of(other.name)) for other in met]
    return [
        Beside(record, other, weigh_up(mine, other, known, weigh))
        for record, other in zip(met, sides, strict=True)
    ]


def best(beside: list[Beside], weigh: Weigh, top: int) -> list[Judged]:
    """The likeliest bodies first; where nothing is near, the nearest that was found different."""
    known = model(SEARCH)
    sides = [one.side for one in beside]
    near = [(one.weighed, one.record) for one in beside if one.weighed]
    near.sort(key=lambda one: -one[0].bits)
    judged = []
    every = [other for other, _ in near]
    for one, record in near[: top + SPARE]:
        alone = among(one, rivals(one, sides), known, ahead(one, every))
        judged.append(Judged(record, alone, conclude(alone, known, weigh)))
    judged.sort(key=lambda one: (RANK[one.told.outcome], -one.told.bits))
    return [one for one in judged if one.told.outcome != DIFFERENT][:top] or judged[:1]


def rivals(one: Weighed, sides: list[Side]) -> int:
    """How many other bodies among the candidates hold the word that tells most."""
    found = one.compared.alignment
    word = found.word
    if not word or not (found.left or found.right):
        return 0
    holding = {
        side.name.aliases[0].words
        for side in sides
        if any(word in alias.words for alias in side.name.aliases)
    }
    return len(holding - {one.right.name.aliases[0].words})


def ahead(one: Weighed, every: list[Weighed]) -> float:
    """Bits between one candidate and the likeliest that goes by another name; `every` is in order."""
    name = one.right.name.aliases[0].words
    others = (other.bits for other in every if other.right.name.aliases[0].words != name)
    return one.bits - next(others, one.bits - CLEAR)


def _written(
    mine: Record, known: Side, found: list[Judged], *, explain: bool
) -> list[list[object]]:
    if not found:
        return [[mine.id, "", DIFFERENT, "", _unmatched(known), *([""] if explain else [])]]
    return [
        [
            mine.id, one.record.id, one.told.outcome, f"{one.told.bits:.2f}", reason(one.told),
            *([explained(one.weighed)] if explain else []),
        ]
        for one in found
    ]  # fmt: skip


def _unmatched(known: Side) -> str:
    if known.name.masked:
        return "masked: The name is hidden, so it matches nothing"
    if not known.name.can_match:
        return "empty: There is no name to compare"
    return "none: No name on the right is near enough"


def reason(told: Decision) -> str:
    """The code of a reason and its words, in one cell."""
    return f"{told.code}: {told.reason}"


def explained(weighed: Weighed) -> str:
    """The waterfall in one cell: every step and its bits."""
    steps = waterfall(weighed, model(SEARCH))
    return "; ".join(f"{name} {bits:+.1f}" for name, bits in steps.items())
