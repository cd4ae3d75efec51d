# SPDX-License-Identifier: MIT
"""Gives every row of a table its one fate, and counts what was read as it goes."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from candour.registers.intake.cells import Noted, Value, needs_whole, reader
from candour.registers.intake.choices import Choices
from candour.registers.intake.columns import heading
from candour.registers.intake.kinds import Kind, Must, Type
from candour.registers.intake.no_entries import ColumnRead, is_blank_row, is_nil, moved, no_entry
from candour.registers.intake.problems import Code, Problem
from candour.registers.intake.sheets import Cell, Row, as_text, is_blank
from candour.registers.intake.tables import Table
from candour.registers.rules.accounting import POUNDS, Fate
from candour.registers.rules.dates_as_written import How, Order, heading_says, order_of, when
from candour.registers.rules.money_as_written import Marks, marks_of, money

LOST = 0.95
OFTEN = 0.2
SHORT = 400
NIL_FIELDS = ("offered_on", "donor", "description", "starts_on", "counterparty", "value")


@dataclass(slots=True)
class Judged:
    """One row and its fate."""

    row_number: int
    fate: Fate
    cells: Row
    values: list[Value] = field(default_factory=list)
    noted: Noted = field(default_factory=dict)
    problem: Problem | None = None
    pence: int = 0
    currency: str = POUNDS


class Judge:
    """Reads the rows of one table. `amounts_read` counts every amount, whatever becomes of its row."""

    def __init__(self, kind: Kind, table: Table, choices: Choices, order: Order) -> None:
        self.kind, self.table, self.choices, self.order = kind, table, choices, order
        self.notes: list[str] = []
        self.amounts_read: Counter[str] = Counter()
        self.rows_read = 0
        columns = self._without_lost_dates()
        self.columns = [self._column(name, columns.get(name, -1)) for name in _names(kind)]
        self.mapped = [(place, each) for place, each in enumerate(self.columns) if each.at >= 0]
        self.nothing: list[Value] = [
            None if each.type in {Type.MONEY, Type.DATE} else "" for each in kind.fields
        ]
        self.amount_at = columns.get(kind.amount, -1)
        self.amount_place = _names(kind).index(kind.amount) if kind.amount else -1
        self.amount_columns = [self.amount_at, *table.found.more.get(kind.amount, ())]
        self.marks = self._marks(self.amount_at)
        self.currency_at = columns.get("currency", -1)
        self.headings = [heading(text) for text in table.headings]
        self.width = self._width()
        self.nil_at = (
            [columns[name] for name in NIL_FIELDS if name in columns] if kind.nil_returns else []
        )
        self.blocked = self._blocked()
        self.looks_twice = bool(self.nil_at) or self.blocked is not None or table.holds != ""

    # ------------------------------------------------------------ the table as a whole

    def _blocked(self) -> Problem | None:
        """Why no row of this table can be imported."""
        kind = self.kind.title.lower()
        if self.table.holds not in {"", self.kind.name}:
            return Problem(Code.OTHER_KIND, more=(("other", self.table.holds), ("kind", kind)))
        if not self.table.headings:
            return Problem(Code.NO_TABLE, more=(("kind", kind),))
        if missing := self.table.found.missing(self.kind):
            return Problem(Code.NO_COLUMN, missing[0].name, missing[0].label)
        return None

    def _without_lost_dates(self) -> dict[str, int]:
        """A column of nothing but midnights has lost its dates; each row keeps what stands there."""
        columns = dict(self.table.found.columns)
        for each in self.kind.fields:
            at = columns.get(each.name, -1)
            if each.type is not Type.DATE or each.must is not Must.IF_COLUMN or at < 0:
                continue
            hows = Counter(when(cell).how for cell in self._cells(at))
            if hows and hows[How.TIME_ONLY] >= LOST * hows.total():
                del columns[each.name]
                self.notes.append(
                    f"The column “{self.table.headings[at]}” holds times of day and no dates: they "
                    "were lost before the file was saved. Its rows are imported without a date."
                )
        return columns

    def _cells(self, at: int) -> Iterator[Cell]:
        return (row[at] for row in self.table.rows if 0 <= at < len(row) and not is_blank(row[at]))

    def _column(self, name: str, at: int) -> ColumnRead:
        each = self.kind.field(name)
        whole = needs_whole(each) and at >= 0
        marks = self._marks(at) if each.type is Type.MONEY else Marks.NOT_SAID
        order = self._order(at) if each.type is Type.DATE else self.order
        read = reader(each, self.choices, order, marks, whole=whole)
        more = self.table.found.more.get(name, ())
        simple = (
            each.type not in {Type.MONEY, Type.DATE, Type.NUMBER}
            and not more
            and name not in self.choices.instead
        )
        return ColumnRead(each, at, more, read, whole, simple)

    def _order(self, at: int) -> Order:
        """What somebody said, else the heading, else the column, else the rest of the file."""
        if self.choices.dates is not Order.NOT_SAID or at < 0:
            return self.choices.dates
        said = heading_says(self.table.headings[at])
        if said is Order.NOT_SAID:
            said = order_of(cell for cell in self._cells(at) if isinstance(cell, str))
        return self.order if said is Order.NOT_SAID else said

    def _marks(self, at: int) -> Marks:
        return marks_of(cell for cell in self._cells(at) if isinstance(cell, str))

    def _width(self) -> int:
        """How many values a row may have: data under no heading counts when it is there often."""
        named, rows = len(self.table.headings), self.table.rows
        beyond = Counter(
            at for row in rows if len(row) > named
            for at in range(named, len(row)) if not is_blank(row[at])
        )  # fmt: skip
        often = [at + 1 for at, times in beyond.items() if times > OFTEN * len(rows)]
        return max([named, *often])

    # ------------------------------------------------------------ one row after the other

    def rows(self) -> Iterator[Judged]:
        for number, cells in enumerate(self.table.rows, self.table.first_row):
            self.rows_read += 1
            yield self._judged(number, cells)

    def _judged(self, number: int, cells: Row) -> Judged:
        judged = Judged(number, Fate.IMPORTED, cells)
        problem = self._read(judged)
        self._count(judged)
        if problem is not None or self.looks_twice or len(cells) > self.width:
            self._look_again(judged, problem)
        elif is_blank_row(cells):
            judged.fate = Fate.BLANK
        return judged

    def _read(self, judged: Judged) -> Problem | None:
        """Every field of the row; the first problem that there is."""
        cells, noted, problem = judged.cells, judged.noted, None
        width = len(cells)
        values = judged.values = self.nothing.copy()
        for place, column in self.mapped:
            value: Value | Problem
            cell = cells[column.at] if column.at < width else ""
            if column.simple and type(cell) is str and len(cell) < SHORT and cell[:1] != "#":
                value = cell.strip()  # nearly every cell of a large file
            elif column.more:
                value = _several(column, cells, noted)
            else:
                value = column.read(cell, noted)
            if isinstance(value, Problem):
                problem, value = problem or value, None
            elif column.whole and value == "":
                problem = problem or Problem(Code.MISSING, column.field.name, column.field.label)
            values[place] = value
        return problem

    def _count(self, judged: Judged) -> None:
        """The amount as it stands in the row, before anybody knows what becomes of the row."""
        if self.amount_at < 0:
            return
        cells, value = judged.cells, judged.values[self.amount_place]
        for at in self.amount_columns:
            cell = cells[at] if at < len(cells) else ""
            if cell != "" and not (isinstance(value, int) and _in_pounds(cell)):
                read = money(cell, self.marks)
                judged.pence += read.pence or 0
                if read.pence is not None:
                    judged.currency = read.currency
        if isinstance(value, int):
            judged.pence = value  # as somebody decided, where they did
        if judged.currency == POUNDS and 0 <= self.currency_at < len(cells):
            stated = as_text(cells[self.currency_at]).strip().upper()
            judged.currency = stated if re.fullmatch(r"[A-Z]{3}", stated) else POUNDS
        if judged.pence:
            self.amounts_read[judged.currency] += judged.pence

    def _look_again(self, judged: Judged, problem: Problem | None) -> None:
        """Say what a row is that is not plainly an entry."""
        cells = judged.cells
        if is_blank_row(cells):
            judged.fate = Fate.BLANK
        elif self.nil_at and not judged.pence and is_nil(cells, self.nil_at):
            judged.fate = Fate.NIL
        else:
            judged.problem = self._why_not(cells, problem)
            judged.fate = Fate.REFUSED if judged.problem else Fate.IMPORTED

    def _why_not(self, cells: Row, problem: Problem | None) -> Problem | None:
        lacking = problem is not None or self.blocked is not None
        if found := no_entry(cells, self.headings, self.columns, self.amount_at, lacking=lacking):
            return found
        if self.blocked is not None:
            return self.blocked
        if self.table.holds == "contracts" and "no award" in cells:
            return Problem(Code.NO_AWARD)
        return moved(cells, self.width, self.columns, problem) or problem


def _in_pounds(cell: Cell) -> bool:
    """A plain figure; anything else is looked at for its currency."""
    return not isinstance(cell, str) or (cell[:1].isdigit() and cell[-1:].isdigit())


def _names(kind: Kind) -> list[str]:
    return [each.name for each in kind.fields]


def _several(column: ColumnRead, cells: Row, noted: Noted) -> Value | Problem:
    """Columns numbered 1, 2, 3: their amounts are added up, their texts stand side by side."""
    found = [
        column.read(cells[at] if at < len(cells) else "", noted) for at in (column.at, *column.more)
    ]
    for value in found:
        if isinstance(value, Problem):
            return value
    if column.field.type is Type.MONEY:
        amounts = [value for value in found if isinstance(value, int)]
        if len(amounts) > 1:
            noted[column.field.name] = f"sum of {len(amounts)} columns"
        return sum(amounts) if amounts else None
    if column.field.type is Type.DATE:
        return found[0]
    return "; ".join(str(value) for value in found if value)
