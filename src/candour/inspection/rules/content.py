# SPDX-License-Identifier: MIT
"""A pack as it is read and taken away: questions, what each asks to see, figures, gaps, remarks.

One value serves the page, the document and the export. Frozen, its bytes are kept; whoever has the
file counts its digest again and finds it in the record.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from candour.inspection.rules.evidence import Drawn, shown
from candour.inspection.rules.questions import ASKS, Asked, Question, asked_by, gap_in, in_words

FORMAT = "candour-inspection-pack/1"


@dataclass(frozen=True)
class Line:
    code: str
    title: str
    says: str
    number: int | str
    """A word where only a band is given."""


@dataclass(frozen=True)
class Part:
    """One thing that is asked for, what shows it, and what is missing."""

    code: str
    says: str
    clause: str
    figures: tuple[Line, ...]
    gap: str
    remark: str


@dataclass(frozen=True)
class Answer:
    """One question of the inspectorate."""

    code: str
    asks: str
    parts: tuple[Part, ...]

    @property
    def gaps(self) -> int:
        return sum(bool(one.gap) for one in self.parts)


@dataclass(frozen=True)
class Content:
    reference: str
    body: str
    quarters: tuple[str, ...]
    drawn_at: str
    """In ISO 8601, to the second."""
    answers: tuple[Answer, ...]

    @property
    def gaps(self) -> int:
        return sum(one.gaps for one in self.answers)


@dataclass(frozen=True)
class About:
    """Which pack it is."""

    reference: str
    body: str
    quarters: Sequence[str]
    drawn_at: datetime


def content_of(about: About, drawn: Drawn, remarks: Mapping[str, str]) -> Content:
    return Content(
        reference=about.reference,
        body=about.body,
        quarters=tuple(about.quarters),
        drawn_at=about.drawn_at.isoformat(timespec="seconds"),
        answers=tuple(_answer(one, drawn, remarks) for one in Question),
    )


def _answer(question: Question, drawn: Drawn, remarks: Mapping[str, str]) -> Answer:
    parts = tuple(_part(one, drawn, remarks) for one in asked_by(question))
    return Answer(question.value, ASKS[question], parts)


def _part(asked: Asked, drawn: Drawn, remarks: Mapping[str, str]) -> Part:
    gap = gap_in(asked, drawn.count)
    return Part(
        code=asked.code,
        says=asked.says,
        clause=asked.clause,
        figures=tuple(
            Line(one.code, one.title, one.says, shown(one, drawn.count(one.code)))
            for one in asked.evidence
        ),
        gap=in_words(gap, drawn.count) if gap else "",
        remark=remarks.get(asked.code, "") if gap else "",
    )


def written_out(content: Content) -> str:
    """As it leaves: the same content is always the same bytes."""
    whole = {"format": FORMAT, **asdict(content)}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def read_back(text: str) -> Content:
    """What was written out."""
    told: dict[str, Any] = json.loads(text)
    return Content(
        reference=told["reference"],
        body=told["body"],
        quarters=tuple(told["quarters"]),
        drawn_at=told["drawn_at"],
        answers=tuple(
            Answer(one["code"], one["asks"], tuple(_read_part(part) for part in one["parts"]))
            for one in told["answers"]
        ),
    )


def _read_part(told: dict[str, Any]) -> Part:
    lines = tuple(Line(**line) for line in told["figures"])
    return Part(told["code"], told["says"], told["clause"], lines, told["gap"], told["remark"])
