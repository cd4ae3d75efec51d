# SPDX-License-Identifier: MIT
"""The same giver, or givers that belong together, made one offer after another (X07).

No money is needed: the other side of an offer is another offer.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from candour.crosschecks.rules.detecting import A_YEAR, Detector, Point, Repeated, Severity
from candour.crosschecks.rules.sides import Declaration, Says
from candour.crosschecks.rules.telling import pounds

TO_ONE, TO_ALL, PEOPLE = 3, 6, 3
"""Offers in a year to one person, or to so many people of the body, that are worth a look."""
MANY = 5


def repeated(offers: Sequence[Declaration], givers: Mapping[str, str]) -> Iterator[Repeated]:
    """Runs of offers within a year. `givers` says to which giver each offer's key belongs."""
    by_giver: dict[tuple[str, str], list[Declaration]] = defaultdict(list)
    for one in offers:
        by_giver[one.body, givers[one.key]].append(one)
    for key in sorted(by_giver):
        yield from _of_one_giver(sorted(by_giver[key], key=lambda one: (one.starts, one.key)))


def _of_one_giver(offers: list[Declaration]) -> Iterator[Repeated]:
    by_person: dict[str, list[Declaration]] = defaultdict(list)
    for one in offers:
        by_person[one.person or one.who].append(one)
    for person in sorted(by_person):
        busiest = _busiest_year(by_person[person])
        if len(busiest) >= TO_ONE and person:
            yield _found(
                busiest, f"{len(busiest)} offers to one person within a year.", 2.5, "person"
            )
    busiest = _busiest_year(offers)
    people = {one.person or one.who for one in busiest}
    if offers[0].body and len(busiest) >= TO_ALL and len(people) >= PEOPLE:
        yield _found(
            busiest, f"{len(busiest)} offers to {len(people)} people within a year.", 2.0, "body"
        )


def _busiest_year(offers: list[Declaration]) -> tuple[Declaration, ...]:
    best: tuple[Declaration, ...] = ()
    for at, first in enumerate(offers):
        within = tuple(one for one in offers[at:] if (one.starts - first.starts).days < A_YEAR)
        best = within if len(within) > len(best) else best
    return best


def _found(offers: tuple[Declaration, ...], sentence: str, points: float, part: str) -> Repeated:
    found = [Point(points, sentence)]
    taken = [one for one in offers if one.taken]
    if taken:
        found.append(Point(min(2.0, len(taken) * 0.5), f"{len(taken)} of them were taken."))
    worth = sum(one.pence or 0 for one in taken)
    if worth:
        found.append(Point(1.0, f"Together they were worth {pounds(worth)}."))
    if len(offers) >= MANY and part == "person":
        found.append(Point(1.0, "That is often."))
    return Repeated(offers, tuple(found), part)


REPEATED_OFFERS = Detector(
    slug="repeated-offers",
    title="Repeated offers of one giver",
    purpose="Small things add up: the same giver, or givers that belong together, again and again.",
    clause="COG 2/area3",
    looks_at=frozenset({Says.OFFER}),
    against=frozenset(),
    look_back=A_YEAR,
    look_forward=0,
    severity=Severity.MEDIUM,
    features=(),
    among=repeated,
)
