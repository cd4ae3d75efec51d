# SPDX-License-Identifier: MIT
"""TOML that remembers on which line each value stands; the standard library forgets it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Place = tuple[str | int, ...]

_TABLE = re.compile(r"\s*\[(?!\[)\s*([^\]]+?)\s*\]")
_ARRAY = re.compile(r"\s*\[\[\s*([^\]]+?)\s*\]\]")
_KEY = re.compile(r"""\s*+([A-Za-z0-9_."'-][A-Za-z0-9_."' -]*+)\s*=""")
_WHERE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')
_LONG_QUOTES = ('"""', "'''")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file, and where."""

    line: int
    message: str


@dataclass
class _Scan:
    """Walks the lines once; knows the open table and what still has to close."""

    found: dict[Place, int] = field(default_factory=dict)
    table: Place = ()
    counts: dict[Place, int] = field(default_factory=dict)
    open_quotes: str = ""
    open_brackets: int = 0

    def read(self, number: int, line: str) -> None:
        if self.open_quotes:
            self._look_for_the_end(line)
        elif self.open_brackets:
            self._measure(line)
        elif match := _ARRAY.match(line):
            path = self._under(_names(match[1]))
            self.counts[path] = self.counts.get(path, -1) + 1
            self.table = (*path, self.counts[path])
            self.found[self.table] = number
            self.found.setdefault(path, number)
        elif match := _TABLE.match(line):
            self.table = self._under(_names(match[1]))
            self.found[self.table] = number
        elif match := _KEY.match(line):
            self.found[(*self.table, *_names(match[1].rstrip()))] = number
            self._measure(line[match.end() :])

    def _under(self, names: Place) -> Place:
        """Put the number of the open element after each name that is an array."""
        path: Place = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self.counts:
                path = (*path, self.counts[path])
        return (*path, *names[-1:])

    def _measure(self, value: str) -> None:
        for quotes in _LONG_QUOTES:
            if value.count(quotes) % 2:
                self.open_quotes = quotes
                return
        bare = _QUOTED.sub("", value).split("#")[0]
        self.open_brackets += sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))

    def _look_for_the_end(self, line: str) -> None:
        if line.count(self.open_quotes) % 2:
            self.open_quotes = ""


def _names(dotted: str) -> Place:
    return tuple(part.strip(" \"'") for part in dotted.split("."))


@dataclass(frozen=True)
class Source:
    """The values of a file and the line of each."""

    values: dict[str, Any]
    lines: dict[Place, int]

    def line_of(self, path: Place) -> int:
        """The line of this value, or of the nearest thing that holds it; 1 if nothing does."""
        return next((self.lines[near] for near in _outwards(path) if near in self.lines), 1)


def _outwards(path: Place) -> Iterator[Place]:
    for length in range(len(path), 0, -1):
        yield path[:length]


def read_source(text: str) -> Source | Problem:
    """Read TOML; what the standard library cannot read comes back as a problem with its line."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _WHERE.search(str(error))
        line = int(where[1]) if where and where[1] else len(text.splitlines()) or 1
        said = _WHERE.sub("", str(error)).strip()
        return Problem(line, f"This is not TOML: {said[:1].lower()}{said[1:]}")
    scan = _Scan()
    for number, written in enumerate(text.splitlines(), start=1):
        scan.read(number, written)
    return Source(values, scan.found)
