# SPDX-License-Identifier: MIT
"""Weights fitted on pairs whose answer is known, held near the weights that stand.

A logistic fit in bits: each weight that stands is worth as many pairs as `HELD` says, and no weight
may turn against its direction. What nobody teaches keeps its weight.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from candour.linkage.rules.evidence import Model

ROUNDS, HELD, STIFF, STEP = 250, 2.0, 400.0, 0.08
NATURAL = math.log(2)
KEPT = frozenset({"number", "another part of a group", "initials only", "legal forms differ"})
"""What made-up declarations say nothing true about."""
RISING = frozenset({
    "most telling word in common", "share in common", "shared words", "spelling of the whole", "number", "postcode", "place",
    "spelling of what is left over", "ahead of the next likeliest",
    "initials only",
})  # fmt: skip

Slot = tuple[str, int]


class Pair(NamedTuple):
    slots: tuple[Slot, ...]
    fixed: float
    one_body: bool


def fit(
    pairs: Sequence[Pair], known: Model, rising: frozenset[str] = RISING, *, prior_held: float = 0.0
) -> tuple[float, dict[str, list[float]]]:
    """Newton's steps, one weight at a time, each followed by putting the steps of a feature in order.

    `prior_held` holds the prior as `HELD` holds a weight: for pairs that were chosen to be asked about.
    """
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
        away = prior_held * (prior - known.prior)
        prior += STEP * (slope_of_all - away) / (bend_of_all + prior_held)
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


def bits_of(pair: Pair, prior: float, bits: Mapping[str, Sequence[float]]) -> float:
    """What weights make of a pair."""
    return prior + pair.fixed + sum(bits[name][at] for name, at in pair.slots)


class Measured(NamedTuple):
    """How well weights tell one body from two, of pairs that they were not fitted on."""

    pairs: int
    found: int
    """Called one body, and one."""
    wrong: int
    """Called one body, and two."""
    missed: int
    """One body, and not called so."""
    surprise: float
    """Bits, on average, by which an answer surprises: less is better."""

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0


def measure(
    pairs: Sequence[Pair], prior: float, bits: Mapping[str, Sequence[float]], least: float
) -> Measured:
    """`least` is the bits from which two are called one body."""
    told = [(pair.one_body, bits_of(pair, prior, bits)) for pair in pairs]
    surprise = sum(_surprise(one_body, said) for one_body, said in told)
    return Measured(
        pairs=len(told),
        found=sum(one_body and said >= least for one_body, said in told),
        wrong=sum(not one_body and said >= least for one_body, said in told),
        missed=sum(one_body and said < least for one_body, said in told),
        surprise=surprise / len(told) if told else 0.0,
    )


def _surprise(one_body: bool, said: float) -> float:
    """Bits of surprise at the answer: the odds are two to the power of what was said."""
    against = max(-60.0, min(60.0, -said if one_body else said))
    return math.log2(1 + 2**against)
