# SPDX-License-Identifier: MIT
"""A board pack as it is read: agenda, figures beside those of the quarter before, words, actions, learning.

One value serves the page and the document. Circulated, its bytes are kept and their digest is in the record.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from candour.review.rules.figures import FIGURES

FORMAT = "candour-board-pack/1"
Drawn = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Line:
    """A figure of the quarter beside that of the quarter before."""

    code: str
    title: str
    says: str
    number: int
    before: int

    @property
    def change(self) -> int:
        return self.number - self.before


@dataclass(frozen=True)
class Item:
    key: str
    title: str
    purpose: str
    words: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Owed:
    """What was agreed at an earlier meeting; dates in ISO 8601, the day it was done empty until then."""

    agreed_on: str
    what: str
    owner: str
    due_on: str
    done_on: str
    done: str

    @property
    def agreed(self) -> date:
        return date.fromisoformat(self.agreed_on)

    @property
    def due(self) -> date:
        return date.fromisoformat(self.due_on)

    @property
    def finished(self) -> date | None:
        return date.fromisoformat(self.done_on) if self.done_on else None


@dataclass(frozen=True)
class Heading:
    """Which pack it is, as the board was called on the day of the meeting."""

    reference: str
    body: str
    board: str
    kind: str
    meets_on: str
    place: str
    quarter: str
    drawn_at: str
    corrects: str = ""
    correction: str = ""

    @property
    def meets(self) -> date:
        return date.fromisoformat(self.meets_on)

    @property
    def drawn(self) -> datetime | None:
        return datetime.fromisoformat(self.drawn_at) if self.drawn_at else None


@dataclass(frozen=True)
class Content:
    heading: Heading
    items: tuple[Item, ...]
    owed: tuple[Owed, ...]
    learning: str
    listed: tuple[str, ...]
    """To whom it goes, by name."""


def lines_of(codes: Sequence[str], now: Drawn, before: Drawn) -> tuple[Line, ...]:
    """In the order in which figures are defined, whatever the order in which they were chosen."""
    return tuple(
        Line(
            one.code, one.title, one.says, len(now.get(one.code, ())), len(before.get(one.code, ()))
        )
        for one in FIGURES
        if one.code in codes
    )


def written_out(content: Content) -> str:
    """The same content is always the same bytes."""
    whole = {"format": FORMAT, **asdict(content)}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def read_back(text: str) -> Content:
    """What was written out."""
    told: dict[str, Any] = json.loads(text)
    return Content(
        heading=Heading(**told["heading"]),
        items=tuple(_item(one) for one in told["items"]),
        owed=tuple(Owed(**one) for one in told["owed"]),
        learning=told["learning"],
        listed=tuple(told["listed"]),
    )


def _item(told: dict[str, Any]) -> Item:
    lines = tuple(Line(**one) for one in told["lines"])
    return Item(**{**told, "lines": lines})
