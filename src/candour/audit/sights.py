# SPDX-License-Identifier: MIT
"""What an auditor may follow in the record: every app says which of its streams, and names them.

An auditor follows who did what and when. What a matter is about is not part of it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from candour.ledger.trail import Streams
from candour.people.models import Person


@dataclass(frozen=True)
class Called:
    """What a stream is called on the auditors' pages; an address where this auditor may open it."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Sight:
    """The streams of one app. Every question is answered for one auditor, after the filter."""

    name: str
    streams: Callable[[Person], Streams]
    called: Callable[[Person, Collection[UUID]], Mapping[UUID, Called]]
    find: Callable[[Person, str], UUID | None] = lambda _person, _reference: None
    """The stream of a reference, where it is within this auditor's sight."""
    concerns: Callable[[Collection[UUID]], Mapping[UUID, frozenset[UUID]]] = lambda _streams: {}
    """Whom each of these streams names."""
    is_of_matters: bool = False
    """Whether opening one is reading a confidential matter."""


_sights: dict[str, Sight] = {}
_words: dict[str, str | Promise] = {}


def register_sight(sight: Sight, words: Mapping[str, str | Promise]) -> None:
    """`words` says what each act of the app is called."""
    _sights[sight.name] = sight
    _words.update(words)


def sights(*, of_matters: bool = False) -> list[Sight]:
    return [one for one in _sights.values() if one.is_of_matters or not of_matters]


def act_in_words(act: str) -> str:
    return str(_words.get(act, act.replace("_", " ").capitalize()))
