# SPDX-License-Identifier: MIT
"""How a figure went over the quarters: what a chart shows, so that a sentence can say the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Course(StrEnum):
    FIRST = "first"
    """There is nothing to compare with."""
    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True)
class Trend:
    """The newest figure beside the one before and all of them."""

    course: Course
    newest: int
    before: int
    lowest: int
    highest: int

    @property
    def by(self) -> int:
        return abs(self.newest - self.before)


def trend_of(figures: Sequence[int]) -> Trend:
    """Figures from the oldest to the newest; ValueError when there is none."""
    if not figures:
        raise ValueError("A trend has at least one figure")
    newest, before = figures[-1], figures[-2] if figures[1:] else figures[-1]
    return Trend(_course(figures), newest, before, min(figures), max(figures))


def _course(figures: Sequence[int]) -> Course:
    if not figures[1:]:
        return Course.FIRST
    newest, before = figures[-1], figures[-2]
    if newest == before:
        return Course.SAME
    return Course.UP if newest > before else Course.DOWN


@dataclass(frozen=True)
class Bar:
    """One bar, in whole units of a drawing of a known size."""

    label: str
    figure: int
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


WIDTH, HEIGHT, GAP, MOST_WIDE = 420, 130, 12, 56


def bars(figures: Sequence[tuple[str, int]]) -> list[Bar]:
    """Bars side by side, as high as their figures; the highest fills the drawing."""
    if not figures:
        return []
    highest = max(1, *(figure for _label, figure in figures))
    place = WIDTH // len(figures)
    width = min(MOST_WIDE, place - GAP)
    found = []
    for number, (label, figure) in enumerate(figures):
        height = round(HEIGHT * figure / highest)
        x = number * place + (place - width) // 2
        found.append(Bar(label, figure, x, HEIGHT - height, width, height))
    return found
