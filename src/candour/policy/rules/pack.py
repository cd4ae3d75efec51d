# SPDX-License-Identifier: MIT
"""A policy pack: one body's version of the procedure, read from a file and checked whole."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from candour.policy.rules.pack_checks import check
from candour.policy.rules.pack_contents import (
    Area,
    AskWhy,
    Assignment,
    ClockRule,
    DayOff,
    Item,
    Pack,
    Population,
    PostRule,
    Question,
    Settings,
    Threshold,
    Wording,
)
from candour.policy.rules.pack_reading import Reader, Unread
from candour.policy.rules.toml_source import Problem, Source, read_source

__all__ = [
    "Area",
    "AskWhy",
    "Assignment",
    "ClockRule",
    "DayOff",
    "Item",
    "Pack",
    "PackProblem",
    "Population",
    "PostRule",
    "Problem",
    "Question",
    "Settings",
    "Threshold",
    "Wording",
    "parse_pack",
]


class PackProblem(Exception):
    """A pack cannot be used. `problems` says why, line by line."""

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        self.source = source
        self.problems = problems
        super().__init__("\n".join(f"{source}:{one.line}: {one.message}" for one in problems))


def parse_pack(text: str, *, source: str, adopted: bool = False) -> Pack:
    """Read a pack; refuse it with every problem and the line of each.

    What was adopted was complete when it was: a matter that was opened under it keeps it, whatever
    a newer Candour asks of a new version.
    """
    read = read_source(text)
    if isinstance(read, Problem):
        raise PackProblem(source, (read,))
    reader = Reader(read, words=_local_words(read))
    pack = None
    with suppress(Unread):
        pack = reader.make(Pack, read.values, ())
    if not adopted:
        check(reader)
    if pack is None or reader.problems:
        found = sorted(set(reader.problems), key=lambda one: (one.line, one.message))
        raise PackProblem(source, tuple(found))
    return pack


def _local_words(source: Source) -> Mapping[str, str]:
    """What a text may stand in for: "{body}", "{assessor}" and, for several, "{assessors}"."""
    found: dict[str, str] = {}
    wording = source.values.get("wording")
    tables = wording if isinstance(wording, dict) else {}
    for name, ending in (("nouns", ""), ("role_names", ""), ("role_plurals", "s")):
        table = tables.get(name)
        for key, word in table.items() if isinstance(table, dict) else ():
            if isinstance(word, str):
                found[f"{key}{ending}"] = word
    return found
