# SPDX-License-Identifier: MIT
"""Which offers come from givers that count together.

They share a name, somebody linked them, or they were matched with one and the same body.
"""

from collections.abc import Mapping, Sequence

from candour.crosschecks.rules.sides import Declaration, Match
from candour.linkage.rules.names import parse
from candour.linkage.rules.tokens import key

OWN = frozenset({"main", "trading", "initials", "joint"})
"""Kinds of name in one cell that are the giver's own."""


def givers_of(offers: Sequence[Declaration], met: Mapping[str, list[Match]]) -> dict[str, str]:
    """For each offer the giver that it counts with: the first of the signs that they share."""
    joined: dict[str, str] = {}

    def first(sign: str) -> str:
        while joined.setdefault(sign, sign) != sign:
            sign = joined[sign]
        return sign

    signs = {one.key: _signs(one, met.get(one.key, [])) for one in offers}
    for said in signs.values():
        for sign in said[1:]:
            one, other = sorted((first(said[0]), first(sign)))
            joined[other] = one
    return {key: first(said[0]) for key, said in signs.items()}


def _signs(offer: Declaration, matches: list[Match]) -> list[str]:
    found = [f"name {key(one.words)}" for one in parse(offer.name.name).aliases if one.kind in OWN]
    found = found or [f"name {offer.name.spelling}"]
    if offer.linked:
        found.append(f"linked {offer.linked}")
    found += sorted(f"paid {one.paid.spelling}" for one in matches if one.outcome == "same")
    return found
