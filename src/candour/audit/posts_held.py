# SPDX-License-Identifier: MIT
"""Who held which post on the day, and who might file for whom: part of what was known."""

from candour.audit.known import Asked, Fact
from candour.people.phrased import Phrased
from candour.people.queries import grants_in_force, holdings_on

HELD = Phrased(
    lambda people, on: (
        holdings_on(on)
        .filter(person__in=people)
        .order_by("person__full_name", "starts_on", "pk")
        .values_list("person__full_name", "rank", "post__title")
    )
)
LENT = Phrased(
    lambda people, on: (
        grants_in_force(on)
        .filter(principal__in=people)
        .order_by("starts_on", "pk")
        .values_list("delegate__full_name", "principal__full_name")
    )
)


def posts_held(asked: Asked) -> list[Fact]:
    """The posts of the people in a matter, as the directory had them."""
    people = sorted(asked.people)
    posts = [(name, f"{rank} {post}".strip()) for name, rank, post in HELD(people, asked.on)]
    filing = [
        (delegate, f"may file for {principal}") for delegate, principal in LENT(people, asked.on)
    ]
    return [*posts, *filing]
