# SPDX-License-Identifier: MIT
"""Changes single values of a pack file and leaves every other character as its owner wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from candour.policy.rules.pack_contents import Pack
from candour.policy.rules.toml_source import Place, Source, read_source

Scalar = int | bool | str

_VALUE = re.compile(r"^(\s*[A-Za-z0-9_-]+\s*=\s*)(\"[^\"]*\"|[^\s#]+)")


class NotAPack(ValueError):
    """The text cannot be changed value by value."""


def with_values(text: str, changes: Mapping[Place, Scalar]) -> str:
    """Write new values in place of the old ones; each has to stand on a line of its own."""
    source = read_source(text)
    if not isinstance(source, Source):
        raise NotAPack(source.message)
    lines = text.splitlines(keepends=True)
    for place, value in changes.items():
        at = source.lines[place] - 1
        found = _VALUE.match(lines[at])
        if not found:
            raise NotAPack(f"line {at + 1} holds more than one plain value")
        lines[at] = found[1] + _written(value) + lines[at][found.end() :]
    return "".join(lines)


def place_of_clock(pack: Pack, code: str) -> Place:
    number = next(at for at, clock in enumerate(pack.clocks) if clock.code == code)
    return ("clocks", number, "length")


def place_of_setting(name: str) -> Place:
    return ("settings", name)


def _written(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else f'"{value}"'
