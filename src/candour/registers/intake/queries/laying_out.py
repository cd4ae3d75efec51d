# SPDX-License-Identifier: MIT
"""The columns of the files of an import that waits, as they are understood so far."""

from dataclasses import dataclass

from candour.registers.intake.examining import examine
from candour.registers.intake.known_kinds import kind_named
from candour.registers.intake.models import Import
from candour.registers.intake.queries.history import samples
from candour.registers.intake.queries.waiting import choices_of, sources_of
from candour.registers.intake.reading import read_book

MOST_COLUMNS = 60


@dataclass(frozen=True)
class Column:
    heading: str
    field: str
    seen: str
    where: str


def columns_of(of: Import) -> list[Column]:
    """Each different heading of all tables, once, with what stands under it."""
    kind, choices = kind_named(of.kind), choices_of(of)
    found: dict[str, Column] = {}
    for source in sources_of(of):
        for examined in examine(kind, read_book(source.name, source.data), choices):
            for judge in examined.judges:
                table = judge.table
                fields = {at: name for name, at in table.found.columns.items()}
                for at, text in enumerate(table.headings):
                    if text.strip() and text not in found:
                        seen = "; ".join(sample[:60] for sample in samples(list(table.rows), at))
                        where = f"{source.name} {table.sheet}".strip()
                        found[text] = Column(text, fields.get(at, ""), seen, where)
    return list(found.values())[:MOST_COLUMNS]
