# SPDX-License-Identifier: MIT
"""Finds the tables of a sheet: below titles, below one another, beside one another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from candour.registers.intake.columns import (
    KNOWN,
    LEAST,
    ColumnsFound,
    best_likeness,
    heading,
    likeness,
    map_columns,
)
from candour.registers.intake.kinds import Kind, Type
from candour.registers.intake.sheets import Cell, Row, Sheet, as_text, is_blank

LOOKED_AT = 200
"""Rows from the top of a sheet among which the headings are looked for."""
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"[\s£$€\d.,:/()+%-]+")
LONGEST_HEADING = 120


@dataclass
class Table:
    """Rows under one set of headings. Row numbers count from 1, as a spreadsheet shows them."""

    sheet: str
    number: int
    headings: list[str]
    heading_row: int
    """The row of the headings; 0 where there are none."""
    rows: Sequence[Row]
    first_row: int
    left: int = 0
    holds: str = ""
    above: list[str] = field(default_factory=list)
    """What stands over the headings."""
    found: ColumnsFound = field(default_factory=lambda: ColumnsFound({}, {}))

    @property
    def signature(self) -> tuple[str, ...]:
        return tuple(heading(text) for text in self.headings)


def tables_in(sheet: Sheet, kind: Kind, chosen: Mapping[str, str]) -> list[Table]:
    """Every row below the first headings belongs to exactly one table (beside one another: to each)."""
    tables: list[Table] = []
    known = _Known(kind, chosen)
    top = _first_headings(sheet.rows, known)
    if top is None:
        return [_without_headings(sheet)] if any(_filled(row) for row in sheet.rows) else []
    start = 0
    while top is not None:
        at, height = top
        below = _next_headings(sheet.rows, at, height, known, kind)
        end = below[0] if below else len(sheet.rows)
        for left, right in _blocks(sheet.rows[at], known) if height == 1 else [(0, 0)]:
            table = _table(sheet, len(tables) + 1, (at, height, end), (left, right))
            table.above = (
                [line for row in sheet.rows[start:at] if (line := _line(row))] if not tables else []
            )
            table.found = map_columns(kind, table.headings, table.rows, chosen)
            tables.append(table)
        top, start = below, end
    return tables


@dataclass(frozen=True)
class _Known:
    """Tells headings from other rows."""

    kind: Kind
    chosen: Mapping[str, str]

    def fields(self, texts: Sequence[str], least: float = KNOWN) -> set[str]:
        """The fields that these headings are surely about; with a lower `least`, perhaps about."""
        named = {heading(text) for text in self.chosen}
        found = {heading(text) for text in texts if heading(text) in named}
        for text in texts:
            if len(text) <= LONGEST_HEADING and best_likeness(text, self.kind) >= least:
                found.add(max(self.kind.fields, key=lambda f: likeness(heading(text), f)).name)
        return found

    def names_columns(self, texts: Sequence[str]) -> bool:
        """Two sure headings, or one and two more that are likely."""
        sure = self.fields(texts)
        return len(sure) > 1 or (bool(sure) and len(self.fields(texts, LEAST)) > 2)  # noqa: PLR2004 - three in all


def _first_headings(rows: Sequence[Row], known: _Known) -> tuple[int, int] | None:
    """Where the headings are and how many rows they take."""
    for at, row in enumerate(rows[:LOOKED_AT]):
        if not _could_be_headings(row):
            continue
        alone = known.fields([as_text(cell) for cell in row])
        under = rows[at + 1] if at + 1 < len(rows) else []
        if under and _could_be_headings(under, least=1):
            lower = known.fields([as_text(cell) for cell in under])
            both = known.fields(_stacked(row, under))
            goes_on = len(_filled(under)) > 1 and _no_figures_below(row, under, known.kind)
            if len(both) > max(len(alone), len(lower) - goes_on, 1) - goes_on:
                return at, 2
        if known.names_columns([as_text(cell) for cell in row]):
            return at, 1
    return None


def _no_figures_below(row: Row, under: Row, kind: Kind) -> bool:
    """An entry has figures where the headings ask for them; a second line of headings has none."""
    typed = _typed_columns(row, kind)
    return bool(typed) and _may_be_headings(under, typed)


def _next_headings(
    rows: Sequence[Row], at: int, height: int, known: _Known, kind: Kind
) -> tuple[int, int] | None:
    """The headings of another table further down; the same ones again are not another table."""
    headings = [heading(as_text(cell)) for cell in rows[at]]
    typed = _typed_columns(rows[at], kind)
    for below in range(at + height, len(rows)):
        row = rows[below]
        if not _may_be_headings(row, typed) or not _could_be_headings(row):
            continue
        texts = [as_text(cell) for cell in row]
        if [heading(text) for text in texts][: len(headings)] == headings[: len(texts)]:
            continue
        if known.names_columns(texts):
            return below, 1
    return None


def _typed_columns(row: Row, kind: Kind) -> list[int]:
    """Columns under whose headings a figure or a date belongs."""
    typed = [each for each in kind.fields if each.type in {Type.MONEY, Type.DATE}]
    return [
        at for at, cell in enumerate(row)
        if any(likeness(heading(as_text(cell)), each) >= KNOWN for each in typed)
    ]  # fmt: skip


def _may_be_headings(row: Row, typed: list[int]) -> bool:
    """Cheap, for every row of a large file: no figures where figures belong."""
    for at in typed:
        cell = row[at] if at < len(row) else ""
        if not isinstance(cell, str) or _DIGIT.search(cell):
            return False
    return True


def _could_be_headings(row: Row, least: int = 2) -> bool:
    filled = _filled(row)
    texts = [cell for cell in filled if isinstance(cell, str) and len(cell) <= LONGEST_HEADING]
    if len(filled) < least or len(texts) < len(filled):
        return False
    figures = sum(1 for text in texts if _DIGIT.search(text) and _FIGURE.fullmatch(text))
    return figures == 0 or (figures == 1 and len(filled) > 4)  # noqa: PLR2004 - a year among headings


def _blocks(row: Row, known: _Known) -> list[tuple[int, int]]:
    """Columns of each table where several stand beside one another; (0, 0) for the whole row."""
    blocks: list[tuple[int, int]] = []
    left = None
    for at, cell in enumerate([*row, ""]):
        if is_blank(cell) and left is not None:
            blocks.append((left, at))
            left = None
        elif not is_blank(cell) and left is None:
            left = at
    fields = [known.fields([as_text(cell) for cell in row[a:b]]) for a, b in blocks]
    apart = len(blocks) > 1 and all(len(some) > 1 for some in fields)
    shared = apart and all(fields[0] & other for other in fields[1:])
    return blocks if shared else [(0, 0)]


def _table(
    sheet: Sheet, number: int, where: tuple[int, int, int], columns: tuple[int, int]
) -> Table:
    at, height, end = where
    left, right = columns
    head = sheet.rows[at]
    texts = _stacked(head, sheet.rows[at + 1]) if height > 1 else [as_text(cell) for cell in head]
    rows: Sequence[Row] = sheet.rows[at + height : end]
    if right:
        texts, rows = texts[left:right], [row[left:right] for row in rows]
    while texts and not texts[-1].strip():
        texts.pop()
    return Table(sheet.name, number, texts, at + height, rows, at + height + 1, left, sheet.holds)


def _stacked(upper: Row, lower: Row) -> list[str]:
    """Headings over two rows; what stands over several columns counts for the first only."""
    width = max(len(upper), len(lower))
    texts = []
    for at in range(width):
        parts = [as_text(row[at]).strip() if at < len(row) else "" for row in (upper, lower)]
        texts.append(" ".join(part for part in parts if part))
    return texts


def _without_headings(sheet: Sheet) -> Table:
    return Table(sheet.name, 1, [], 0, sheet.rows, 1)


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row if not is_blank(cell)]


def _line(row: Row) -> str:
    return " ".join(as_text(cell).strip() for cell in _filled(row))


def signatures(tables: Sequence[Table]) -> Iterator[tuple[str, ...]]:
    for table in tables:
        yield table.signature
