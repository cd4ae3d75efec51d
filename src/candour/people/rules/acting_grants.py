# SPDX-License-Identifier: MIT
"""Filing for someone else: only by their own wish, for a time, by those whose work it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.people.rules.periods import Period

MAY_BE_DELEGATES = frozenset({Role.SECRETARIAT, Role.ASSESSOR})
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class GrantFacts:
    """What is known when a principal lets someone file for them."""

    principal: UUID
    delegate: UUID
    asked_by: UUID | None
    """None is the service itself, when it sets up a body."""
    delegate_roles: frozenset[Role]
    same_body: bool
    period: Period
    last_day: date
    reason: str
    others: tuple[Period, ...] = ()
    """Grants between the same two people that were not revoked."""


def check_grant(facts: GrantFacts, *, today: date) -> None:
    """Refuse a grant that nobody may give."""
    if facts.asked_by not in {None, facts.principal}:
        raise Refused("Only you can say who may file for you.")
    if facts.principal == facts.delegate:
        raise Refused("Select someone else: you already file for yourself.", about="delegate")
    if not facts.same_body or not facts.delegate_roles & MAY_BE_DELEGATES:
        raise Refused(
            "Select someone who works in your secretariat or as a staff officer.",
            "COG 3.1/1",
            about="delegate",
        )
    if not facts.reason.strip():
        raise Refused("Enter why they need to file for you.", about="reason")
    _check_days(facts, today)


def _check_days(facts: GrantFacts, today: date) -> None:
    if facts.asked_by and facts.period.starts_on < today:
        raise Refused("Enter a first day that is today or later.", about="starts_on")
    if facts.last_day < facts.period.starts_on:
        raise Refused("Enter a last day that is not before the first day.", about="last_day")
    if facts.last_day - facts.period.starts_on > LONGEST:
        raise Refused("Enter a last day within a year of the first day.", about="last_day")
    if any(facts.period.overlaps(other) for other in facts.others):
        raise Refused(
            "They may already file for you on some of these days. Choose other days, or end "
            "that permission first.",
            about="starts_on",
        )


def check_revocation(
    *, asked_by: UUID | None, principal: UUID, delegate: UUID, roles: frozenset[Role], revoked: bool
) -> None:
    """Refuse to end a grant for someone whose business it is not."""
    if asked_by not in {None, principal, delegate} and Role.ADMINISTRATOR not in roles:
        raise Refused("Only the two people concerned can end this permission.")
    if revoked:
        raise Refused("This permission has already ended.")
