# SPDX-License-Identifier: MIT
"""Names to the keys that they are kept and found under, many at a time."""

import csv
from collections.abc import Iterable
from pathlib import Path

from candour.linkage.records import Record, place
from candour.linkage.rules.names import ALIAS, Alias, parse
from candour.linkage.rules.numbers import company_number, postcode
from candour.linkage.tables import Span, span_rows

NUMBER = "#"
"""What the key of a company number begins with."""
FEWEST, MOST = 3, 7
"""Letters in a set of initials that is looked for."""


def key_span(span: Span, places: tuple[int | None, ...], path: str) -> tuple[int, int] | None:
    """Key the rows of a stretch of a file; nothing where it cannot be read by itself."""
    rows = span_rows(span)
    if rows is None:
        return None
    most = max(place for place in places if place is not None)
    told = (row if len(row) > most else row + [""] * (most + 1 - len(row)) for row in rows if row)
    ident, name, *others = places
    number, code, town = others
    return key_rows(
        (
            Record(
                "" if ident is None else row[ident],
                "" if name is None else row[name],
                "" if number is None else row[number],
                "" if code is None else row[code],
                "" if town is None else row[town],
            )
            for row in told
        ),
        path,
    )


def key_rows(some: Iterable[Record], path: str) -> tuple[int, int]:
    """Write some records with the words of their aliases: how many they are, how many cannot match."""
    count = hidden = 0
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file).writerow
        for record in some:
            words, more = keyed(record)
            hidden += not words
            write((count, *record, words, " ".join(more)))
            count += 1
    return count, hidden


def keyed(record: Record) -> tuple[str, list[str]]:
    """The words of every alias of a record, and its keys that are no words; nothing where it cannot match."""
    aliases = parse(record.name).aliases
    if not aliases:
        return "", []
    return ALIAS.join([" ".join(alias.words) for alias in aliases]), exact(record, aliases)


def exact(record: Record, aliases: tuple[Alias, ...]) -> list[str]:
    """Keys that are no words: initials, the number, the postcode, and the town with the first word."""
    found = [f"={letters}" for alias in aliases if (letters := initials(alias))]
    if number := company_number(record.number) if record.number else "":
        found.append(f"{NUMBER}{number}")
    if code := postcode(record.postcode) if record.postcode else "":
        found.append(f"@{code.replace(' ', '')}")
    if town := place(record.place) if record.place else "":
        found.append(f"@{town.replace(' ', '')}{aliases[0].words[0]}")
    return found


def initials(alias: Alias) -> str:
    """The initials that a name is, or that it may be written as; one key for both."""
    if len(alias.words) == 1:
        word = alias.words[0]
        return word if FEWEST <= len(word) <= MOST else ""
    letters = max(alias.letters, key=len)
    return letters if FEWEST <= len(letters) <= MOST else ""
