# SPDX-License-Identifier: MIT
"""Whoever has to act on an answer hears of it, without being imported here.

An app registers how it hears. It is told within the transaction of the answer, and only what the
compartment of the finding lets out.
"""

from collections.abc import Callable, Iterable

from candour.crosschecks.queries.linked import LINKED, Linked

Hear = Callable[[Iterable[Linked], bool], None]
"""The links of one pair, and whether they still hold: a later answer may take them back."""
_hear: dict[str, Hear] = {}


def register_hearing(name: str, hear: Hear) -> None:
    """A second of the same name takes its place."""
    _hear[name] = hear


def tell(links: Iterable[Linked], answer: str) -> None:
    told = list(links)
    for hear in _hear.values():
        hear(told, answer in LINKED)
