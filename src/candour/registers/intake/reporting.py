# SPDX-License-Identifier: MIT
"""The report of an import: counted per table, sheet and file, and in total.

Its shape is documented in docs/how-to/import-spreadsheets.md; `candour_import` is its version.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from candour.registers.intake.judging import Judge, Judged
from candour.registers.intake.problems import NOT_ENTRIES, Code, Problem
from candour.registers.intake.sheets import as_text
from candour.registers.rules.accounting import Fate, Identity, total

VERSION = 1
SHOWN_ROWS = 1000
"""Row numbers listed for a group; its count is always whole."""
SHOWN_VALUES = 5
MOST_VALUES = 50
"""Different values of a group that can be mended once for all."""
UNUSUAL_NOTES = 12


@dataclass
class Held:
    """How the rows that were imported stand to those that were there before."""

    added: int = 0
    changed: int = 0
    already_held: int = 0
    ended: int = 0
    """Entries that a later edition of the register no longer has; they are no rows of the file."""
    nil_already_held: int = 0
    changed_entries: list[str] = field(default_factory=list)
    ended_entries: list[str] = field(default_factory=list)

    @staticmethod
    def name(entries: list[str], names: Iterable[object]) -> None:
        """What an entry is called at its source, for as many as a report lists."""
        if len(entries) < SHOWN_ROWS:
            entries.append(" ".join(str(name) for name in names if name))

    def counts(self) -> dict[str, int]:
        return {
            "added": self.added, "changed": self.changed,
            "already_held": self.already_held, "ended": self.ended,
            "nil_already_held": self.nil_already_held,
        }  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        named = {"changed_entries": self.changed_entries, "ended_entries": self.ended_entries}
        return {**self.counts(), **named}


@dataclass
class Group:
    """Rows that are refused for one and the same reason."""

    problem: Problem
    rows: int = 0
    row_numbers: list[int] = field(default_factory=list)
    values: Counter[str] = field(default_factory=Counter)

    def add(self, row: Judged) -> None:
        self.rows += 1
        if len(self.row_numbers) < SHOWN_ROWS:
            self.row_numbers.append(row.row_number)
        if row.problem and row.problem.value:
            self.values[row.problem.value] += 1

    def as_json(self) -> dict[str, Any]:
        problem = self.problem
        return {
            "problem": problem.code.value, "field": problem.about, "what_to_do": problem.sentence,
            "to_fix": problem.code not in NOT_ENTRIES, "rows": self.rows,
            "row_numbers": self.row_numbers,
            "examples": [value for value, _ in self.values.most_common(SHOWN_VALUES)],
            "different_values": len(self.values),
            "values": dict(self.values.most_common(MOST_VALUES)),
        }  # fmt: skip


class TableTally:
    """Counts the rows of one table as they pass."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.fates: Counter[Fate] = Counter()
        self.imported: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.groups: dict[tuple[str, str], Group] = {}
        self.noted: Counter[tuple[str, str]] = Counter()

    def add(self, row: Judged) -> None:
        self.fates[row.fate] += 1
        if row.fate is Fate.IMPORTED:
            if row.pence:
                self.imported[row.currency] += row.pence
            for name, basis in row.noted.items():
                self.noted[name, basis] += 1
        elif row.fate is Fate.REFUSED and row.problem:
            if row.pence:
                self.refused[row.currency] += row.pence
            self.groups.setdefault(row.problem.group, Group(row.problem)).add(row)

    @property
    def identity(self) -> Identity:
        return Identity(
            self.judge.rows_read, self.fates[Fate.IMPORTED], self.fates[Fate.REFUSED],
            self.fates[Fate.BLANK], self.fates[Fate.NIL],
            dict(self.judge.amounts_read), dict(self.imported), dict(self.refused),
        )  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        table = self.judge.table
        columns = table.found.columns
        used = {*columns.values(), *(at for more in table.found.more.values() for at in more)}
        groups = sorted(self.groups.values(), key=lambda group: -group.rows)
        return {
            "table": table.number,
            "heading_row": table.heading_row,
            "first_row": table.first_row,
            "headings": table.headings,
            "above_the_headings": table.above[:20],
            "columns": {name: table.headings[at] for name, at in columns.items()},
            "also": {
                name: [table.headings[at] for at in more] for name, more in table.found.more.items()
            },
            "likeness": dict(table.found.scores),
            "kept_as_they_stand": [
                text for at, text in enumerate(table.headings) if at not in used
            ],
            "notes": self.judge.notes,
            "values_that_need_care": [
                {"field": name, "basis": basis, "rows": rows}
                for (name, basis), rows in self.noted.most_common(UNUSUAL_NOTES)
            ],
            "identity": self.identity.as_json(),
            "groups": [group.as_json() for group in groups],
        }


@dataclass
class FileReport:
    """A file that was read, or why it could not be."""

    name: str
    sha256: str
    size: int
    read_as: str = ""
    unreadable: str = ""
    sheets: list[tuple[str, list[str], bool, list[TableTally]]] = field(default_factory=list)
    held: Held = field(default_factory=Held)

    @property
    def identity(self) -> Identity:
        return total(tally.identity for _, _, _, tallies in self.sheets for tally in tallies)

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name, "sha256": self.sha256, "bytes": self.size, "read_as": self.read_as,
            "unreadable": self.unreadable, "identity": self.identity.as_json(),
            "held": self.held.as_json(),
            "sheets": [
                {
                    "name": name, "hidden": hidden, "notes": notes,
                    "identity": total(tally.identity for tally in tallies).as_json(),
                    "tables": [tally.as_json() for tally in tallies],
                }
                for name, notes, hidden, tallies in self.sheets
            ],
        }  # fmt: skip


@dataclass
class Report:
    kind: str
    files: list[FileReport] = field(default_factory=list)
    result: str = ""
    """A commitment to every imported row, in order: the same files give the same again."""

    @property
    def identity(self) -> Identity:
        return total(file.identity for file in self.files)

    @property
    def held(self) -> Held:
        together = Held()
        for part in (file.held for file in self.files):
            together.added += part.added
            together.changed += part.changed
            together.already_held += part.already_held
            together.ended += part.ended
            together.nil_already_held += part.nil_already_held
            together.changed_entries += part.changed_entries
            together.ended_entries += part.ended_entries
        return together

    def to_fix(self) -> int:
        """Rows that are entries and wait for somebody; totals and remarks do not."""
        return sum(group.rows for group in self._groups() if group.problem.code not in NOT_ENTRIES)

    def _groups(self) -> Iterable[Group]:
        for file in self.files:
            for _, _, _, tallies in file.sheets:
                for tally in tallies:
                    yield from tally.groups.values()

    def as_json(self) -> dict[str, Any]:
        return {
            "candour_import": VERSION, "kind": self.kind, "result": self.result,
            "identity": self.identity.as_json(), "held": self.held.as_json(),
            "in_words": self.identity.in_words(), "rows_to_fix": self.to_fix(),
            "files": [file.as_json() for file in self.files],
        }  # fmt: skip


def texts_of(row: Judged) -> list[str]:
    """The cells of a row as text, without the blank ones at its end."""
    texts = [cell if isinstance(cell, str) else as_text(cell) for cell in row.cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


__all__ = ["Code", "FileReport", "Group", "Held", "Report", "TableTally", "texts_of"]
