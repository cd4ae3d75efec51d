# SPDX-License-Identifier: MIT
"""Rows of a file as records that can be compared: which column holds what."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from candour.linkage.rules.evidence import Side
from candour.linkage.rules.names import Name, parse
from candour.linkage.rules.numbers import company_number, postcode
from candour.linkage.rules.tokens import words
from candour.linkage.tables import Table

PLACE_LETTERS = 200


class Record(NamedTuple):
    """One row of one file, as text."""

    id: str
    name: str
    number: str
    postcode: str
    place: str


@dataclass(frozen=True)
class Columns:
    """The columns of one side, as they were named on the command line."""

    name: str
    id: str = ""
    number: str = ""
    postcode: str = ""
    place: str = ""

    def places(self, table: Table) -> tuple[int | None, ...]:
        asked = (self.id, self.name, self.number, self.postcode, self.place)
        return tuple(table.place_of(column) if column else None for column in asked)


def records(table: Table, columns: Columns) -> Iterator[Record]:
    """Every row of a file; rows without an identifier column are counted from 1."""
    where = columns.places(table)
    for count, row in enumerate(table.rows(), start=1):
        told = ["" if place is None else row[place] for place in where]
        yield Record(str(count) if where[0] is None else told[0], *told[1:])


def side(record: Record, name: Name | None = None) -> Side:
    """A record in the spelling that the rules compare."""
    return Side(
        name or parse(record.name),
        company_number(record.number) if record.number else "",
        postcode(record.postcode) if record.postcode else "",
        place(record.place) if record.place else "",
    )


@lru_cache(maxsize=50_000)
def place(said: str) -> str:
    """A town in one spelling."""
    return " ".join(words(said[:PLACE_LETTERS]))
