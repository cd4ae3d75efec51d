# SPDX-License-Identifier: MIT
"""Turns the tables of a pack file into frozen values, and notes everything that will not turn."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NoReturn, TypeVar, get_args, get_origin, get_type_hints

from candour.policy.rules.toml_source import Place, Problem, Source

Made = TypeVar("Made")

_PLAIN = {
    str: "text in quotes",
    int: "a whole number",
    bool: "true or false",
    date: "a date such as 2027-05-26",
}


class Unread(Exception):
    """A value could not be read; why is already noted."""


@dataclass
class Reader:
    """Reads one source, and goes on after a problem so that all are told at once."""

    source: Source
    words: Mapping[str, str] = field(default_factory=dict)
    """What "{principal}" and the like stand for in the texts of this body."""
    problems: list[Problem] = field(default_factory=list)

    def note(self, path: Place, message: str) -> None:
        self.problems.append(Problem(self.source.line_of(path), message))

    def make(self, kind: type[Made], table: object, path: Place) -> Made:
        """Build one dataclass from one table."""
        if not isinstance(table, dict):
            self._refuse(path, f"{_place(path)} has to be a table")
        known = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
        for key in table.keys() - known.keys():
            self.note((*path, key), f"“{key}” is not known here{nearest(key, known)}")
        missing = [name for name in known if name not in table and _is_needed(known[name])]
        for name in missing:
            self.note(path, f"{_place(path)} has no “{name}”")
        hints = get_type_hints(kind)
        given = [name for name in known if name in table]
        values = {}
        for name in given:
            with suppress(Unread):
                values[name] = self.value(hints[name], table[name], (*path, name))
        if missing or len(values) < len(given):
            raise Unread
        return kind(**values)

    def value(self, kind: Any, value: object, path: Place) -> Any:
        """Read one value as the type that its field declares."""
        origin = get_origin(kind)
        if origin in (tuple, frozenset):
            return origin(self._list(get_args(kind)[0], value, path))
        if origin is not None:
            return self._texts(value, path)
        if issubclass(kind, StrEnum):
            return self._choice(kind, value, path)
        if kind is str:
            return self._text(value, path)
        if kind in _PLAIN:
            return self._plain(kind, value, path)
        return self.make(kind, value, path)

    def _refuse(self, path: Place, message: str) -> NoReturn:
        self.note(path, message)
        raise Unread

    def _plain(self, kind: type, value: object, path: Place) -> object:
        if type(value) is not kind:
            self._refuse(path, f"“{path[-1]}” has to be {_PLAIN[kind]}")
        return value

    def _text(self, value: object, path: Place) -> str:
        text = " ".join(str(self._plain(str, value, path)).split())
        if not text:
            self._refuse(path, f"“{path[-1]}” is empty")
        try:
            return text.format_map(self.words)
        except KeyError as error:
            word = str(error.args[0])
            self._refuse(path, f"“{{{word}}}” stands for nothing{nearest(word, self.words)}")
        except (ValueError, IndexError, AttributeError):
            self._refuse(path, "A curly bracket stands alone or holds more than a word")

    def _texts(self, value: object, path: Place) -> Mapping[str, str]:
        if not isinstance(value, dict):
            self._refuse(path, f"{_place(path)} has to be a table")
        read = {}
        for key, text in value.items():
            with suppress(Unread):
                read[key] = self._text(text, (*path, key))
        return MappingProxyType(read)

    def _list(self, kind: Any, value: object, path: Place) -> list[Any]:
        if not isinstance(value, list):
            self._refuse(path, f"“{path[-1]}” has to be a list")
        read = []
        for number, one in enumerate(value):
            with suppress(Unread):
                read.append(self.value(kind, one, (*path, number)))
        return read

    def _choice(self, kind: type[StrEnum], value: object, path: Place) -> StrEnum:
        choices = [member.value for member in kind]
        if value not in choices:
            near = nearest(str(value), choices)
            self._refuse(path, f"“{value}” is not one of: {', '.join(choices)}{near}")
        return kind(str(value))


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint to put after a complaint, when something known looks much like the word."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f". Did you mean “{close[0]}”?" if close else ""


def _is_needed(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _place(path: Place) -> str:
    """Where a value stands, in words: "areas, number 2"."""
    parts = [f"number {part + 1}" if isinstance(part, int) else part for part in path]
    return ", ".join(parts) or "The pack"
