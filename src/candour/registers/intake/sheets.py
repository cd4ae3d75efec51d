# SPDX-License-Identifier: MIT
"""What every kind of file is read into: sheets of cells. A cell keeps the type its file gave it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from candour.kernel.procedure import Refused

Cell = str | float | int | bool | date | None
Row = list[Cell]

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_CELLS = 40_000_000


class Unreadable(Refused):
    """The file as a whole cannot be read. The message says what to do."""


@dataclass
class Sheet:
    """A sheet of a workbook, or a whole text file."""

    name: str
    rows: list[Row]
    notes: list[str] = field(default_factory=list)
    """What a reader should know about how it was read."""
    hidden: bool = False
    holds: str = ""
    """The kind of its rows, where the file says so itself."""


@dataclass(frozen=True)
class Source:
    """A file as it was given."""

    name: str
    data: bytes


@dataclass
class Book:
    """A file that was read."""

    name: str
    how: str
    """How it was read: its format, and for text its encoding and what separates the values."""
    sheets: list[Sheet]


def as_text(cell: object) -> str:
    """A cell as a person sees it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < 1e15  # noqa: PLR2004 - what a float holds exactly
        return str(int(cell)) if whole else str(cell)
    return _day_as_text(cell) if isinstance(cell, date) else "" if cell is None else str(cell)


def _day_as_text(day: date) -> str:
    if isinstance(day, datetime) and day.time() == time.min:
        return day.date().isoformat()
    return day.isoformat()


def is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
