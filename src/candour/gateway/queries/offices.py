# SPDX-License-Identifier: MIT
"""Who holds which office of the Gateway in every body where one person holds a post."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from candour.gateway.queries.facts import holders_in
from candour.gateway.rules.matter import REASSESSORS
from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.offices import lines_above
from candour.people.queries import roles_by_body


@dataclass(frozen=True)
class Office:
    """One body: who holds which function there, and which of them are this person's."""

    body: UUID
    holders: dict[Role, frozenset[str]]
    mine: frozenset[Role]
    managers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Who stands above each possible reassessor; asked only for somebody who is one of them."""

    @property
    def known(self) -> Hashable:
        """All of it, to remember a question by."""
        held = frozenset(self.holders.items())
        return self.body, held, self.mine, frozenset(self.managers.items())


def offices_of(person: Person, on: date) -> list[Office]:
    """Every body in which a person holds a post."""
    bodies = sorted({body for body, _roles in roles_by_body(person, on)})
    return [_office(body, person, on) for body in bodies]


def _office(body: UUID, person: Person, on: date) -> Office:
    holders = holders_in(body, on)
    mine = frozenset(role for role, people in holders.items() if str(person.pk) in people)
    managers = {}
    if mine & set(REASSESSORS):
        held = {UUID(one) for role in REASSESSORS for one in holders.get(role, ())}
        lines = lines_above(frozenset(held), on)
        managers = {
            str(one): frozenset(str(boss) for boss in those) for one, those in lines.items()
        }
    return Office(body, holders, mine, managers)
