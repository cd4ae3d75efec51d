# SPDX-License-Identifier: MIT
"""What was known at the time, beyond the file itself: whoever keeps facts adds what it knows.

Registers and cross-checks register here what they would have shown to the maker of a decision on
that day. The record commits to each app's facts on their own, so that one can be shown alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise

from candour.ledger.rules.commitments import Json


@dataclass(frozen=True)
class Asked:
    """Whom and what a matter is about, and who is about to decide."""

    reader: UUID
    """An app answers with what this person may see, and nothing else."""
    people: frozenset[UUID]
    organisations: tuple[str, ...]
    on: date


Fact = tuple[str, str]
"""What it is, and what it says on that day."""


@dataclass(frozen=True)
class Keeper:
    """An app that keeps facts. Its name stays in the record, so it never changes."""

    name: str
    title: str | Promise
    read: Callable[[Asked], Sequence[Fact]]


_keepers: dict[str, Keeper] = {}


def register_facts_known(keeper: Keeper) -> None:
    """Have every later recommendation, decision and reassessment commit to these facts too."""
    if _keepers.setdefault(keeper.name, keeper) != keeper:
        raise ValueError(f"there is already a keeper of facts called '{keeper.name}'")


def facts_known(asked: Asked) -> dict[str, Json]:
    """The facts of each app that has any, under the title that they have today."""
    found: dict[str, Json] = {}
    for name, keeper in sorted(_keepers.items()):
        if facts := keeper.read(asked):
            found[name] = {"title": str(keeper.title), "facts": [list(fact) for fact in facts]}
    return found
