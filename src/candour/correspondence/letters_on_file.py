# SPDX-License-Identifier: MIT
"""Reads and checks the letters that are held as data: which exist, and what each may say.

An e-mail to a person with an account holds a verb, a reference, a deadline and a link, and no
case content. No subject line ever holds a name.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Audience(StrEnum):
    INTERNAL = "internal"
    PARTY = "party"


class LetterProblem(Exception):
    """A file of letters cannot be used; the message names every problem."""


SUBJECT_PLACES = frozenset({"reference", "deadline", "task", "count"})
INTERNAL_PLACES = SUBJECT_PLACES | {
    "name",
    "link",
    "contact",
    "settings",
    "organisation",
    "summary",
    "items",
}
PARTY_PLACES = frozenset(
    {
        "name",
        "organisation",
        "reference",
        "deadline",
        "link",
        "contact",
        "signatory",
        "event",
        "reply",
        "arrangements",
        "received",
    }
)
_FRAME_PLACES = {
    Audience.INTERNAL: frozenset({"name", "deadline", "link", "contact", "settings"}),
    Audience.PARTY: frozenset(
        {"name", "organisation", "reference", "link", "contact", "signatory", "event"}
    ),
}
_PLACE = re.compile(r"\{([a-z_]+)\}")
_OPTIONAL_PIECE = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Frame:
    """The words around every letter of one language."""

    hello: str
    dear: str
    deadline: str
    why: str
    contact: str
    reference: str
    digest: str
    automatic: str
    sign_off: str
    days: tuple[str, ...]
    months: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    key: str
    language: str
    audience: Audience
    subject: str
    body: str
    why: str
    action: str = ""
    reply: str = ""

    @property
    def places(self) -> frozenset[str]:
        """Every value that the letter has a place for."""
        own = _PLACE.findall(self.subject + self.body + self.reply + self.why)
        return frozenset(own) | _FRAME_PLACES[self.audience]

    @property
    def needed(self) -> frozenset[str]:
        """Every value that the letter cannot go without."""
        fixed = _OPTIONAL_PIECE.sub("", self.subject + self.body + self.why)
        always = {"name", "link"} if self.action else {"name"}
        if self.audience is Audience.PARTY:
            always |= {"organisation", "reference"}
        return frozenset(_PLACE.findall(fixed)) | always


@cache
def all_letters(language: str) -> Mapping[str, Letter]:
    return _shipped(language)[1]


@cache
def frame(language: str) -> Frame:
    return _shipped(language)[0]


@cache
def _shipped(language: str) -> tuple[Frame, Mapping[str, Letter]]:
    name = f"{language}.toml"
    text = files("candour.correspondence").joinpath("letters", name).read_text(encoding="utf-8")
    return parse_letters(text, language, source=name)


def parse_letters(text: str, language: str, *, source: str) -> tuple[Frame, Mapping[str, Letter]]:
    """Read one language's letters, or raise with every problem and the letter it is in."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise LetterProblem(f"{source}: {broken}") from broken
    words = tables.pop("frame", {})
    problems = [*_frame_problems(words)]
    for key, table in tables.items():
        problems.extend(f"[{key}] {problem}" for problem in _letter_problems(table))
    if problems:
        raise LetterProblem("\n".join(f"{source}: {problem}" for problem in problems))
    letters = {
        key: Letter(
            key=key, language=language, **{**table, "audience": Audience(table["audience"])}
        )
        for key, table in tables.items()
    }
    named = {"days": tuple(words["days"]), "months": tuple(words["months"])}
    return Frame(**{**words, **named}), letters


def _frame_problems(words: Mapping[str, Any]) -> Iterator[str]:
    lengths = {"days": 7, "months": 12}
    for item in fields(Frame):
        value = words.get(item.name)
        if wanted := lengths.get(item.name):
            if not isinstance(value, list) or len(value) != wanted:
                yield f"[frame] needs {wanted} names in '{item.name}'"
        elif not isinstance(value, str):
            yield f"[frame] has no text called '{item.name}'"
    for name in sorted(set(words) - {item.name for item in fields(Frame)}):
        yield f"[frame] does not know '{name}'"


def _letter_problems(table: Mapping[str, Any]) -> Iterator[str]:
    known = {item.name for item in fields(Letter)} - {"key", "language"}
    for name in sorted(set(table) - known):
        yield f"does not know '{name}'"
    for name in ("audience", "subject", "body", "why"):
        if not isinstance(table.get(name), str):
            yield f"has no text called '{name}'"
            return
    if table["audience"] not in set(Audience):
        yield f"is for '{table['audience']}': use internal or party"
        return
    yield from _place_problems(table)


def _place_problems(table: Mapping[str, Any]) -> Iterator[str]:
    inside = Audience(table["audience"]) is Audience.INTERNAL
    allowed = INTERNAL_PLACES if inside else PARTY_PLACES
    for name in sorted(set(_PLACE.findall(table["subject"])) - SUBJECT_PLACES):
        yield f"has '{name}' in its subject, where only {_listed(SUBJECT_PLACES)} may stand"
    for part in ("body", "why", "reply"):
        for name in sorted(set(_PLACE.findall(str(table.get(part, "")))) - allowed):
            yield f"has '{name}' in its {part}, which nothing fills"


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
