# SPDX-License-Identifier: MIT
"""Counts of people that can be shown: no small one appears, and none can be worked out.

Each cell of a table is shown as a band of five: fewer than 5, 5 to 9, 10 to 14. A band depends on its
own cell and on nothing else, and every total is the sum of bands. So whatever two totals are taken
from one another, every cell could still have been any of five numbers. Putting small cells together
reads better and does not hold: which cells were put together gives some of them away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

SMALLEST = 5
Key = tuple[str, ...]


def every_cell(counts: Mapping[Key, int], dimensions: Sequence[Collection[str]]) -> dict[Key, int]:
    """The whole table, since a gap would say as much as a small number."""
    return {key: counts.get(key, 0) for key in product(*map(sorted, dimensions))}


def banded(cells: Mapping[Key, int], *, width: int = SMALLEST) -> dict[Key, int]:
    """The least that each cell may be; its band goes on for four more."""
    return {key: count - count % width for key, count in cells.items()}


@dataclass(frozen=True)
class Answer:
    """How many people match, at least and at most."""

    least: int
    most: int

    @property
    def few(self) -> bool:
        return self.least == 0


def answer(bands: Mapping[Key, int], chosen: Collection[Key], *, width: int = SMALLEST) -> Answer:
    """The sum of the bands that were chosen."""
    found = [bands[key] for key in chosen]
    return Answer(sum(found), sum(found) + len(found) * (width - 1))
