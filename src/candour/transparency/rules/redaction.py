# SPDX-License-Identifier: MIT
"""What the public sees of a row, once somebody has decided on every careful value of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from candour.transparency.rules.personal_data import Finding, Found, masked

Value = str | int | bool | None
Row = Mapping[str, Value]
NOTE = "redaction_note"
MASK = "[…]"
A_PERSON = "A member of the public"


class Choice(StrEnum):
    SHOW = "show"
    """As it stands."""
    MASK = "mask"
    """Without the places that were found."""
    REWORD = "reword"
    WITHHOLD = "withhold"


@dataclass(frozen=True)
class Decision:
    choice: Choice
    reason: str = ""
    words: str = ""

    @property
    def hides(self) -> bool:
        return self.choice is not Choice.SHOW


def undecided(row: Row, careful: Iterable[str], decided: Collection[str]) -> frozenset[str]:
    """The careful columns of a row that hold something nobody has looked at."""
    return frozenset(name for name in careful if row.get(name) and name not in decided)


def shown(
    row: Row, decisions: Mapping[str, Decision], found: Mapping[str, list[Finding]]
) -> dict[str, Value]:
    """The row as it is published; its note names the reasons."""
    public = dict(row)
    for name, decision in decisions.items():
        public[name] = _one(str(row.get(name) or ""), decision, found.get(name, []))
    reasons = {one.reason for one in decisions.values() if one.hides}
    public[NOTE] = ";".join(sorted(reasons)) or None
    return public


def _one(text: str, decision: Decision, places: list[Finding]) -> Value:
    match decision.choice:
        case Choice.SHOW:
            return text
        case Choice.REWORD:
            return decision.words
        case Choice.MASK:
            return masked(text, places, MASK)
        case _:
            return None


def proposal(places: list[Finding]) -> Decision:
    """What is proposed for a value in which something was found."""
    if any(one.kind is Found.PRIVATE_GIVER for one in places):
        return Decision(Choice.REWORD, "personal_data", A_PERSON)
    if places:
        return Decision(Choice.MASK, "personal_data")
    return Decision(Choice.SHOW)
