# SPDX-License-Identifier: MIT
"""Names to the keys that they are kept and found under, many at a time."""

from pathlib import Path

from candour.linkage.candidates import ALIAS
from candour.linkage.records import Record, place
from candour.linkage.rules.names import Alias, parse
from candour.linkage.rules.numbers import company_number, postcode

SEPARATORS = str.maketrans("\t\r\n", "   ")
FEWEST, MOST = 3, 7
"""Letters in a set of initials that is looked for."""


def key_rows(first: int, some: list[Record], path: str) -> int:
    """Write the words of every alias of some names, and say how many names cannot match."""
    hidden = 0
    lines = []
    for row, record in enumerate(some, start=first):
        aliases = parse(record.name).aliases
        if not aliases:
            hidden += 1
            continue
        words = ALIAS.join([" ".join(alias.words) for alias in aliases])
        lines.append(f"{row}\t{words}\t{' '.join(exact(record, aliases))}\n")
    Path(path).write_text("".join(lines), encoding="utf-8")
    return hidden


def exact(record: Record, aliases: tuple[Alias, ...]) -> list[str]:
    """Keys that are no words: initials, the number, the postcode, and the town with the first word."""
    found = [f"={letters}" for alias in aliases if (letters := initials(alias))]
    if number := company_number(record.number) if record.number else "":
        found.append(f"#{number}")
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
