# SPDX-License-Identifier: MIT
"""Letting somebody in to read a matter: who asks, who seconds, for whom and for how long (D.4).

Three people: one asks, another agrees, the third reads. Whoever the matter concerns is none of them.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from candour.gateway.rules.matter import Matter, Stage
from candour.gateway.rules.reading import may_see_readers
from candour.gateway.rules.visibility import concerns
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role

LONGEST = timedelta(days=90)
SECONDERS = (
    Role.OVERSEER,
    Role.SPONSOR,
    Role.REASSESSOR,
    Role.DEPUTY_REASSESSOR,
    Role.EXTERNAL_REASSESSOR,
)


@dataclass(frozen=True)
class Asking:
    """What is asked: all by the ids of people."""

    by: str
    person: str
    seconder: str
    reason: str
    until: date | None


def may_ask(matter: Matter, stage: Stage, person: str) -> bool:
    """Whoever runs the matter, who also sees who has looked at it."""
    return may_see_readers(matter, stage, person)


def seconders(matter: Matter, asker: str) -> frozenset[str]:
    """Who may agree: another office that answers for the procedure, and on no side of this matter."""
    held = matter.posts.of(*SECONDERS) - {asker, matter.assessor, matter.reassessor}
    return frozenset(one for one in held if not concerns(matter, one))


def check_asking(matter: Matter, asking: Asking, today: date) -> date:
    """Refuse what must not be asked, each with what to do; returns the last day."""
    if asking.person == asking.by:
        raise Refused("You cannot let yourself in. Ask another office to do it.", about="person")
    if concerns(matter, asking.person):
        raise Refused("Select somebody whom this matter does not concern.", about="person")
    if asking.person in matter.posts.of(Role.ADMINISTRATOR):
        raise Refused("Select somebody else: an administrator sees no content.", about="person")
    if asking.seconder == asking.person or asking.seconder not in seconders(matter, asking.by):
        raise Refused("Select another person to second this.", about="seconder")
    if not asking.reason.strip():
        raise Refused("Enter why they need to see this.", about="reason")
    if asking.until is None or not today <= asking.until <= today + LONGEST:
        raise Refused(
            f"Enter a last day within {LONGEST.days} days from today.",
            about="until",
        )
    return asking.until
