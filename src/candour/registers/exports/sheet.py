# SPDX-License-Identifier: MIT
"""What is exported: rows under headings, with what has to stand on the cover."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

Value = str | int | float | date | None


@dataclass(frozen=True)
class Sheet:
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]
    marking: str
    about: Sequence[tuple[str, str]] = field(default_factory=tuple)
    """The cover, line by line: which rows, taken by whom, when, and why."""
