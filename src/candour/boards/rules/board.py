# SPDX-License-Identifier: MIT
"""Boards: typed parties whose name has a first day, and the list of who sits on them (EAP B1, EAP B2).

What a board was called, and who sat on it, is a question about a day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from candour.kernel.procedure import Refused
from candour.kernel.roles import Role

SOURCE = "EAP B2"
KEEPERS = frozenset({Role.OVERSEER, Role.REASSESSOR, Role.CLERK})
"""Who keeps the boards and their lists, and prepares what they read."""
SEATED = frozenset(
    {Role.MEMBER, Role.OVERSIGHT, Role.PRINCIPAL, Role.SPONSOR, Role.MONITORING_OFFICER}
)
"""One of these offices in the body brings somebody on a list; without it the list opens nothing."""
OWNERS = KEEPERS | SEATED | {Role.REGISTRAR, Role.COMMUNICATIONS, Role.PROCUREMENT}
"""A board gives its actions to people who answer for something."""


class BoardKind(StrEnum):
    AUDIT = "audit"
    ETHICS = "ethics"
    PEOPLE = "people"
    ACCOUNTABILITY = "accountability"
    OTHER = "other"


KIND_WORDS = {
    BoardKind.AUDIT: "Audit committee",
    BoardKind.ETHICS: "Ethics committee",
    BoardKind.PEOPLE: "People board",
    BoardKind.ACCOUNTABILITY: "Accountability board of the oversight body",
    BoardKind.OTHER: "Another board",
}


@dataclass(frozen=True)
class Called:
    """What a board is, and its name, from a day on."""

    kind: BoardKind
    name: str
    starts_on: date


def called_on(names: Sequence[Called], day: date) -> Called | None:
    """None before the first."""
    held = [one for one in names if one.starts_on <= day]
    return max(held, key=lambda one: one.starts_on, default=None)


@dataclass(frozen=True)
class Seat:
    """Somebody on the list; both days count."""

    person: str
    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def listed_on(seats: Iterable[Seat], day: date) -> frozenset[str]:
    return frozenset(one.person for one in seats if one.holds(day))


# ---------------------------------------------------------------- what must hold


def keeps_the_board(roles: frozenset[Role]) -> None:
    if not roles & KEEPERS:
        raise Refused("Only those who prepare its packs keep a board and its list.", SOURCE)


def the_day_is_free(names: Iterable[Called], day: date) -> None:
    if any(one.starts_on == day for one in names):
        raise Refused("It has a name from that day already.", SOURCE, about="starts_on")


def may_take_a_seat(roles: frozenset[Role], seats: Iterable[Seat], new: Seat) -> None:
    """`roles` are those of whoever is to sit."""
    if not roles & SEATED:
        raise Refused(
            "Select a member, a chief officer or the oversight body.", SOURCE, about="who"
        )
    if any(one.person == new.person and _overlap(one, new) for one in seats):
        raise Refused("They are on the list at that time already.", SOURCE, about="who")


def _overlap(one: Seat, new: Seat) -> bool:
    return one.ends_on is None or one.ends_on >= new.starts_on


def may_leave(seat: Seat, last: date) -> None:
    if seat.ends_on is not None:
        raise Refused("They are off the list already.", SOURCE)
    if last < seat.starts_on:
        raise Refused("The last day must not be before the first.", SOURCE, about="last")


def may_own(roles: frozenset[Role]) -> None:
    """`roles` are those of whoever is to do it."""
    if not roles & OWNERS:
        raise Refused("Select somebody who answers to the board.", SOURCE, about="owner")


def only_the_owner_is_done(owner: str, by: str, *, done: bool) -> None:
    if by != owner:
        raise Refused("Only the owner of an action says that it is done.", SOURCE)
    if done:
        raise Refused("This action is done already.", SOURCE)
