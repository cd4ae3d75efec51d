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
    """One bar of a drawing of a known width, in whole units."""

    label: str
    figure: int
    width: int


WIDTH = 400


def bars(figures: Sequence[tuple[str, int]]) -> list[Bar]:
    """Bars one below the other, as long as their figures; the longest fills the drawing."""
    highest = max((figure for _label, figure in figures), default=0) or 1
    return [Bar(label, figure, round(WIDTH * figure / highest)) for label, figure in figures]
