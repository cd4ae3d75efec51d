# SPDX-License-Identifier: MIT
"""A publication scheme: what is published, with which columns, how often, by whom.

A column of the scheme is taken from one column of a register that may be published, or worked out
by name. Nothing that the scheme does not list can leave.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from candour.kernel.clause import clause
from candour.kernel.roles import Role
from candour.transparency.rules.spans import Frequency, Span, span_of


class NotAScheme(Exception):
    """The file cannot be used as it is. The message names the place."""


class Kind(StrEnum):
    """What a value is, in the words of a table schema."""

    TEXT = "string"
    DATE = "date"
    MONEY = "number"
    COUNT = "integer"
    YES_NO = "boolean"


@dataclass(frozen=True)
class Words:
    """The same in both languages."""

    en: str
    cy: str


@dataclass(frozen=True)
class Column:
    name: str
    source: str
    """A column of the register, or "=name" for a value that is worked out."""
    kind: Kind
    title: Words
    says: Words
    part: str = ""
    """What it is to a reader: "person", "giver", "day", "about", "money", or "least" of a band."""
    codes: str = ""
    """The list of codes that its values come from."""
    care: bool = False
    """Written by people or naming them: somebody decides on it before it leaves (SOD17)."""


@dataclass(frozen=True)
class Dataset:
    code: str
    register: str
    title: Words
    says: Words
    frequency: Frequency
    due_days: int
    """Days after the end of a period within which it is published."""
    owner: Role
    chiefs_only: bool
    """Only of those who have to use the Gateway; they are named."""
    nil_returns: bool
    keep_days: int
    """After so many days it is taken down again; 0 keeps it."""
    columns: tuple[Column, ...]
    counted_by: str
    """The column by which entries are counted in each department; none where they are not."""
    day: str
    """The column of the register that says to which period an entry belongs."""
    ready: frozenset[str]
    """The states in which an entry is settled enough to be published."""

    def part(self, part: str) -> Column | None:
        return next((each for each in self.columns if each.part == part), None)

    def column(self, name: str) -> Column:
        return next(each for each in self.columns if each.name == name)

    @property
    def careful(self) -> frozenset[str]:
        return frozenset(each.name for each in self.columns if each.care)


@dataclass(frozen=True)
class Scheme:
    datasets: tuple[Dataset, ...]
    codes: Mapping[str, Mapping[str, Words]]

    def dataset(self, code: str) -> Dataset | None:
        return next((each for each in self.datasets if each.code == code), None)


# ------------------------------------------------------------------ when


@dataclass(frozen=True)
class Due:
    """What is to be published next, and by when."""

    span: Span
    by: date
    overdue: bool


@clause("EAP D3")
def next_due(dataset: Dataset, last: Span | None, began: Span, today: date) -> Due:
    """The period after the last that was published; the one it began with if none was."""
    span = last.next if last else began
    by = due_by(dataset, span)
    return Due(span, by, overdue=today > by)


def due_by(dataset: Dataset, span: Span) -> date:
    return span.last + timedelta(days=dataset.due_days)


def is_over(span: Span, today: date) -> bool:
    """Nothing is published of a period before it has ended."""
    return span.last < today


def last_finished(dataset: Dataset, today: date) -> Span:
    return span_of(today, dataset.frequency).before


# ------------------------------------------------------------------ the file


def parse_scheme(text: str, columns: str) -> Scheme:
    """Read a scheme, and the columns and codes that all schemes share."""
    shared = tomllib.loads(columns)
    datasets = tuple(_dataset(one, shared) for one in tomllib.loads(text)["datasets"])
    codes = {
        name: {code: _words(words, f"codes.{name}.{code}") for code, words in listed.items()}
        for name, listed in shared["codes"].items()
    }
    for dataset in datasets:
        for column in dataset.columns:
            if column.codes and column.codes not in codes:
                raise NotAScheme(f"{dataset.code}: {column.name} has unknown codes {column.codes}")
    return Scheme(datasets, codes)


def _dataset(one: Mapping[str, Any], shared: Mapping[str, Any]) -> Dataset:
    code, every = one["code"], ["redaction_note"]
    if one.get("nil_returns"):
        every.insert(0, "nil_return")
    try:
        known = {**shared["columns"]["every"], **shared["columns"][one["register"]]}
        register = shared["registers"][one["register"]]
        return Dataset(
            code=code,
            register=one["register"],
            title=_words(one["title"], code),
            says=_words(one["says"], code),
            frequency=Frequency(one["frequency"]),
            due_days=one["due_days"],
            owner=Role(one["owner"]),
            chiefs_only=one.get("chiefs_only", False),
            nil_returns=one.get("nil_returns", False),
            keep_days=one.get("keep_days", 0),
            columns=tuple(_column(name, known[name], code) for name in [*one["columns"], *every]),
            counted_by=one.get("counted_by", ""),
            day=register["day"],
            ready=frozenset(register["ready"]),
        )
    except (KeyError, ValueError) as error:
        raise NotAScheme(f"{code}: {error}") from error


def _column(name: str, one: Mapping[str, Any], place: str) -> Column:
    return Column(
        name=name,
        source=one["from"],
        kind=Kind(one.get("kind", "string")),
        title=_words(one["title"], f"{place}.{name}"),
        says=_words(one["says"], f"{place}.{name}"),
        part=one.get("is", ""),
        codes=one.get("codes", ""),
        care=one.get("care", False),
    )


def _words(both: Mapping[str, str], place: str) -> Words:
    if set(both) != {"en", "cy"}:
        raise NotAScheme(f"{place}: words are needed in both languages")
    return Words(both["en"], both["cy"])
