# SPDX-License-Identifier: MIT
"""Money that was told twice counts once: an expense that somebody declared, and finance's claim of it (X03).

An expense is told in Candour, from the request that it belongs to; finance pays it and sends its own
row. The two are one when the same officer's money comes to the same sum on a day or the next, or within
some days and both speak of one thing. What was declared then lends its words and its request to finance's row, which stays the one that counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from candour.kernel.clause import clause
from candour.review.rules.evidence import words_of
from candour.review.rules.traces import ClaimTrace

A_NIGHT, SAME_MONEY = timedelta(days=1), timedelta(days=10)
"""Finance books an expense by its receipt, or by the day on which it was handed in."""


@clause("COG R/HS/2")
def told_once(
    claims: Iterable[ClaimTrace], declared: Iterable[ClaimTrace]
) -> tuple[ClaimTrace, ...]:
    """Finance's claims, and of the declared expenses those that finance has not told of."""
    left: dict[tuple[str, int], list[ClaimTrace]] = defaultdict(list)
    for one in declared:
        left[one.person, one.pence].append(one)
    held = tuple(claims)
    twin = dict(_twins(held, left))
    found = [_one_of(claim, twin.get(claim.key)) for claim in held]
    taken = {one.key for one in twin.values()}
    alone = (one for several in left.values() for one in several if one.key not in taken)
    return (*found, *sorted(alone, key=lambda one: (one.day, one.key)))


def _twins(
    claims: Iterable[ClaimTrace], declared: dict[tuple[str, int], list[ClaimTrace]]
) -> Iterator[tuple[str, ClaimTrace]]:
    """By the key of a claim, the declared expense that it pays; the nearest in time first."""
    near = [
        (abs(claim.day - one.day), claim.key, one.key, one)
        for claim in claims
        for one in declared.get((claim.person, claim.pence), ())
        if _same_money(claim, one)
    ]
    paid: set[str] = set()
    for _apart, claim_key, key, one in sorted(near, key=lambda each: each[:3]):
        if claim_key not in paid and key not in paid:
            paid |= {claim_key, key}
            yield claim_key, one


def _same_money(claim: ClaimTrace, one: ClaimTrace) -> bool:
    """Within a night, or within some days when both speak of one thing."""
    apart = abs(claim.day - one.day)
    both = _words(claim) & _words(one)
    return apart <= A_NIGHT or (apart <= SAME_MONEY and bool(both))


def _words(one: ClaimTrace) -> frozenset[str]:
    return words_of(one.text, one.place, one.merchant, one.host)


def _one_of(claim: ClaimTrace, one: ClaimTrace | None) -> ClaimTrace:
    """Finance's row, with what the declared expense knows better."""
    if one is None:
        return claim
    return replace(
        claim,
        day=one.day,
        text=", ".join(dict.fromkeys(part for part in (one.text, claim.text) if part)),
        place=claim.place or one.place,
        host=one.host,
        matter=one.matter,
    )
