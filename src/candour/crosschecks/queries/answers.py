# SPDX-License-Identifier: MIT
"""What people have answered about the names of a run."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from candour.crosschecks.models import Pair
from candour.crosschecks.rules.answering import EVERYWHERE, pair_of
from candour.crosschecks.rules.answering import Pair as Names
from candour.crosschecks.rules.sides import Answer, Declaration, Match


class Fingerprinting(Protocol):
    def of(self, *parts: str) -> str: ...


def answers_now(
    declared: Iterable[Declaration], matches: Iterable[Match], prints: Fingerprinting
) -> dict[Names, Answer]:
    """The latest answer for each pair of names that anybody has answered."""
    given = dict(Pair.objects.exclude(answer="").values_list("digest", "answer"))
    if not given:
        return {}
    by_name: dict[object, list[Match]] = {}
    for match in matches:
        by_name.setdefault(match.declared, []).append(match)
    pairs = {
        pair
        for one in declared
        for match in by_name.get(one.name, ())
        for pair in (pair_of(one, match), (EVERYWHERE, *pair_of(one, match)[1:]))
    }
    found: Mapping[Names, str] = {pair: given.get(prints.of(*pair), "") for pair in pairs}
    return {pair: Answer(said) for pair, said in sorted(found.items()) if said}
