# SPDX-License-Identifier: MIT
"""Who held which post on the day, and who might file for whom: part of what was known."""

from candour.audit.known import Asked, Fact
from candour.people.queries import grants_in_force, holdings_on


def posts_held(asked: Asked) -> list[Fact]:
    """The posts of the people in a matter, as the directory had them."""
    held = holdings_on(asked.on).filter(person__in=asked.people).select_related("person", "post")
    posts = [
        (one.person.full_name, f"{one.rank} {one.post.title}".strip())
        for one in held.order_by("person__full_name", "starts_on", "pk")
    ]
    lent = grants_in_force(asked.on).filter(principal__in=asked.people)
    filing = [
        (one.delegate.full_name, f"may file for {one.principal.full_name}")
        for one in lent.select_related("principal", "delegate").order_by("starts_on", "pk")
    ]
    return [*posts, *filing]
