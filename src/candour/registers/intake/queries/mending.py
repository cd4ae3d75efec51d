# SPDX-License-Identifier: MIT
"""The rows of an import that have to be mended, as they stood in their files."""

from collections.abc import Iterator

from candour.registers.intake.examining import examine
from candour.registers.intake.known_kinds import kind_named
from candour.registers.intake.models import Import, RefusedRow, State
from candour.registers.intake.problems import NOT_ENTRIES
from candour.registers.intake.queries.waiting import choices_of, sources_of
from candour.registers.intake.reading import read_book
from candour.registers.intake.reporting import texts_of

WHAT_TO_FIX, WHERE = "What to fix", "Row in the file"
Bad = tuple[list[str], list[str], str, str]
"""Headings, cells, what to do, and where the row stood."""


def rows_to_mend(of: Import) -> tuple[list[str], list[list[str]]]:
    """One table: every heading that occurs, then what to fix and where the row stood."""
    found = list(_waiting(of) if of.state == State.WAITING.value else _imported(of))
    headings = list(dict.fromkeys(text for head, _, _, _ in found for text in head if text.strip()))
    rows = [
        [*_under(headings, head, cells), sentence, where] for head, cells, sentence, where in found
    ]
    return [*headings, WHAT_TO_FIX, WHERE], rows


def _under(headings: list[str], head: list[str], cells: list[str]) -> list[str]:
    values = dict(
        zip(reversed(head), reversed(cells + [""] * (len(head) - len(cells))), strict=False)
    )
    return [values.get(text, "") for text in headings]


def _waiting(of: Import) -> Iterator[Bad]:
    kind, choices = kind_named(of.kind), choices_of(of)
    for source in sources_of(of):
        for examined in examine(kind, read_book(source.name, source.data), choices):
            for judge in examined.judges:
                for row in judge.rows():
                    if row.problem and row.problem.code not in NOT_ENTRIES:
                        where = f"{source.name} {judge.table.sheet} {row.row_number}"
                        yield judge.table.headings, texts_of(row), row.problem.sentence, where


def _imported(of: Import) -> Iterator[Bad]:
    left_out = [code.value for code in NOT_ENTRIES]
    rows = RefusedRow.objects.filter(of=of).exclude(code__in=left_out).order_by("id")
    for row in rows.select_related("table__file"):
        where = f"{row.table.file.name} {row.table.sheet} {row.row_number}"
        yield list(row.table.headings), list(row.cells), row.sentence, where
