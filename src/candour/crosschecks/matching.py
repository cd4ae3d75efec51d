# SPDX-License-Identifier: MIT
"""Declared names to paid names, through the matching of the whole product.

The names are laid into a folder that nobody else may read, and that is gone afterwards.
"""

import csv
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from candour.crosschecks.rules.sides import Match, NameOf
from candour.linkage.matching import match as match_files
from candour.linkage.models_on_file import SEARCH
from candour.linkage.records import Columns
from candour.linkage.runs import Asked

MODEL = SEARCH
MOST = 5
"""Paid names that one declared name may lead to."""
COLUMNS = Columns(name="name", id="id", number="number")


def match_names(declared: Iterable[NameOf], paid: Iterable[NameOf]) -> list[Match]:
    """Every declared name beside the paid names that are it, or have to do with it."""
    mine, theirs = sorted(set(declared)), sorted(set(paid))
    if not mine or not theirs:
        return []
    with tempfile.TemporaryDirectory(prefix="candour-crosscheck-") as folder:
        left, right, out = (Path(folder) / f"{name}.csv" for name in ("left", "right", "out"))
        _write(left, mine)
        _write(right, theirs)
        match_files(Asked(str(left), str(right), COLUMNS, COLUMNS, str(out), MOST, explain=True))
        return _read(out, mine, theirs)


def _write(path: Path, names: Sequence[NameOf]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "name", "number"))
        writer.writerows(
            (at, " ".join(one.name.split()), one.number) for at, one in enumerate(names)
        )


def _read(path: Path, mine: Sequence[NameOf], theirs: Sequence[NameOf]) -> list[Match]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Match(
                mine[int(row["left_id"])], theirs[int(row["right_id"])], row["outcome"],
                *_reason(row["reason"]), float(row["bits"]), row["explanation"],
            )
            for row in csv.DictReader(file)
            if row["outcome"] in ("same", "connected")
        ]  # fmt: skip


def _reason(cell: str) -> tuple[str, str]:
    code, _colon, words = cell.partition(": ")
    return code, words
