# SPDX-License-Identifier: MIT
"""Conditions that other apps keep, shown and counted beside those of the registers.

An app registers where to ask. What a person may not see there is not told here either.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from candour.people.models import Person
from candour.registers.rules.promises import Watched


@dataclass(frozen=True)
class Promised:
    """A condition of another app, as far as one person may see it."""

    reference: str
    url: str
    text: str
    keeper: str
    watched: Watched
    """What the one rule of standing goes by."""


Ask = Callable[[Person, date], Iterable[Promised]]
_ask: dict[str, Ask] = {}


def register_promises(name: str, ask: Ask) -> None:
    """Have the conditions of an app shown; a second of the same name takes its place."""
    _ask[name] = ask


def promised_elsewhere(person: Person, on: date) -> list[Promised]:
    return [one for ask in _ask.values() for one in ask(person, on)]
