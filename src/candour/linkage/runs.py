# SPDX-License-Identifier: MIT
"""A run of matching, whichever engine searches: what is asked, where it works, what comes of it."""

import csv
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from candour.linkage.judging import ANSWERS, EXPLANATION, Answer, Pair
from candour.linkage.records import Columns
from candour.linkage.tables import Unreadable, write_rows

MEMORY_GB = 3
PAIRS = ("left_row", "right_row", "bits")

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Asked:
    """One run, as the command line gives it."""

    left: str
    right: str
    left_columns: Columns
    right_columns: Columns
    out: str
    top: int = 3
    explain: bool = False
    compared: str = ""
    """where every pair that was compared is written too"""


@dataclass
class Counts:
    """What came in and what became of it; the outcomes add up to the left-hand rows."""

    rows: dict[str, int] = field(default_factory=dict)
    hidden: dict[str, int] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    written: int = 0


def silent(_stage: str, _part: float) -> None:
    """Nobody watches."""


@contextmanager
def room() -> Iterator[Path]:
    """A folder for what does not fit in memory, readable by nobody else and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="candour-match-") as folder:
        yield Path(folder)


def write(asked: Asked, answers: Iterable[Answer], counts: Counts) -> None:
    """Write the answers as they come, and the pairs behind them where they are asked for."""
    header = (*ANSWERS, EXPLANATION) if asked.explain else ANSWERS
    with _pairs(asked.compared) as tell:
        counts.written = write_rows(asked.out, header, _counted(answers, counts, tell))


def _counted(
    answers: Iterable[Answer], counts: Counts, tell: Callable[[list[Pair]], object]
) -> Iterator[list[object]]:
    for answer in answers:
        counts.outcomes.update(answer.outcomes)
        counts.compared += answer.compared
        tell(answer.pairs)
        yield from answer.rows


@contextmanager
def _pairs(path: str) -> Iterator[Callable[[list[Pair]], object]]:
    if not path:
        yield len
        return
    try:
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(PAIRS)
            yield writer.writerows
    except OSError as problem:
        raise Unreadable(
            f"Check where to write: {path} cannot be written ({problem.strerror})."
        ) from None
