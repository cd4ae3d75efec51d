# SPDX-License-Identifier: MIT
"""A file laid out for a kind: its sheets, their tables, and a judge for each."""

from dataclasses import dataclass

from candour.registers.intake.choices import Choices
from candour.registers.intake.judging import Judge
from candour.registers.intake.kinds import Kind, Type
from candour.registers.intake.sheets import Book, Sheet
from candour.registers.intake.tables import Table, tables_in
from candour.registers.rules.dates_as_written import Order, order_of


@dataclass
class Examined:
    """One sheet: what it is called, what was noted about it, and its tables, each with its judge."""

    sheet: Sheet
    judges: list[Judge]


def examine(kind: Kind, book: Book, choices: Choices) -> list[Examined]:
    found = [(sheet, tables_in(sheet, kind, choices.columns)) for sheet in book.sheets]
    order = _order_of_the_file(kind, [table for _sheet, tables in found for table in tables])
    return [
        Examined(sheet, [Judge(kind, table, choices, order) for table in tables])
        for sheet, tables in found
    ]


def _order_of_the_file(kind: Kind, tables: list[Table]) -> Order:
    """Whether the day or the month comes first, if any date in the file can say so."""
    return order_of(
        cell
        for table in tables
        for each in kind.fields
        if each.type is Type.DATE
        for at in (table.found.columns.get(each.name, -1),)
        if at >= 0
        for row in table.rows
        if at < len(row) and isinstance(cell := row[at], str)
    )
