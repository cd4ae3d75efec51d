# SPDX-License-Identifier: MIT
"""Giving a post and taking it away."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.people.rules.conflicting_roles import Conflict, conflicts_among
from candour.people.rules.periods import Period

LONGEST_AUDIT = timedelta(days=366)
"""Who audits sees who did what in a whole body, so the post ends by itself."""


@dataclass(frozen=True)
class HoldingFacts:
    """What is known when someone is given a post."""

    person: UUID
    left_on: date | None
    given_by: UUID | None
    """None is the service itself, when it sets up a body."""
    period: Period
    post_roles: frozenset[Role]
    held_then: frozenset[Role]
    """Roles from other posts that the person holds on some day of this period."""
    same_post: tuple[Period, ...] = ()


def check_holding(facts: HoldingFacts) -> None:
    """Refuse a post that cannot be given."""
    if facts.given_by == facts.person:
        raise Refused("You cannot give yourself a post. Ask another administrator.", about="person")
    if facts.left_on is not None and facts.left_on <= facts.period.starts_on:
        raise Refused("Select someone who has not left.", about="person")
    if facts.period.is_empty:
        raise Refused("Enter an end that is after the first day.", about="ends_on")
    if any(facts.period.overlaps(other) for other in facts.same_post):
        raise Refused("They hold this post on some of these days already.", about="post")
    for conflict in conflicts_from(facts):
        if Role.ADMINISTRATOR in {conflict.one, conflict.other}:
            raise Refused(
                f"{conflict.reason} End the other post first, or choose another person.",
                about="post",
            )
    if Role.AUDITOR in facts.post_roles and not _is_short(facts.period):
        raise Refused(
            "Enter a last day within a year: an auditor's post is for a limited time.",
            about="ends_on",
        )


def _is_short(period: Period) -> bool:
    return period.ends_on is not None and period.ends_on - period.starts_on <= LONGEST_AUDIT


def conflicts_from(facts: HoldingFacts) -> tuple[Conflict, ...]:
    """Conflicts that this post would bring. They are named and reported; case rules do the rest."""
    before = conflicts_among(facts.held_then)
    return tuple(
        conflict
        for conflict in conflicts_among(facts.held_then | facts.post_roles)
        if conflict not in before
    )


def check_end(*, period: Period, ends_on: date) -> None:
    """Refuse to end a holding that has ended, or before it began."""
    if period.ends_on is not None and period.ends_on <= ends_on:
        raise Refused("They no longer hold this post on that day.", about="ends_on")
    if ends_on < period.starts_on:
        raise Refused("Enter a day that is not before they took up the post.", about="ends_on")
