# SPDX-License-Identifier: MIT
"""Which entries a person may know of, and how far.

Everything that lists, counts or searches begins at `visible_to`; everything that opens one entry
asks `visible_one`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.offices import team_of
from candour.people.queries import principals_for, roles_by_body
from candour.registers.base import Register, RegisterEntry, Show, by_prefix
from candour.registers.models import Listing
from candour.registers.queries.facts import entry_of, offices_in, turn_of
from candour.registers.rules.entry import Entry, roles_in

AnEntry = TypeVar("AnEntry", bound=RegisterEntry)
MANY = 100
"""People. Up to so many, their entries are found person by person."""


@dataclass(frozen=True)
class Sight:
    """What decides which entries of a register one person may know of, and how far."""

    register: Register
    person: UUID
    offices: tuple[tuple[UUID, Show], ...]
    """In which bodies an office of theirs reads the register, and how far."""
    turns: tuple[tuple[UUID, frozenset[Role]], ...]
    """In which bodies they hold which offices: what waits for one of them is shown to them."""
    team: frozenset[UUID]
    principals: frozenset[UUID]

    @property
    def wide(self) -> bool:
        return bool(self.offices)

    @property
    def streams(self) -> bool:
        """Whether they see so much that a list is walked in its order until a page is full."""
        return self.wide or len(self._concerned) > MANY

    @property
    def _concerned(self) -> frozenset[UUID]:
        return self.team | self.principals | {self.person}

    @property
    def _read_whole(self) -> list[UUID]:
        return [body for body, _depth in self.offices]

    def condition(self, model: type[RegisterEntry]) -> Q:
        """Whole bodies and large teams are a condition on each row; the rest is a few keys.

        A list of much then streams in its order, and one's own never walks a register.
        """
        found = Q(pk__in=self.few(model))
        if self.wide:
            found = Q(body__in=self._read_whole) | found
        if len(self._concerned) > MANY:
            found |= Q(person__in=self._concerned)
        return found

    def few(self, model: type[RegisterEntry]) -> QuerySet[Any, Any]:
        """Keys of what they see for a reason that concerns few rows: each part has its index."""
        rows = model._default_manager.filter(superseded_at=None).order_by()
        concerned = self._concerned if len(self._concerned) <= MANY else {self.person}
        parts: list[QuerySet[Any, Any]] = [
            rows.filter(entered_by=self.person).values_list("pk"),
            *(
                waiting(roles).filter(body=body, register=self.register.slug).values_list("entry")
                for body, roles in self.turns
                if body not in self._read_whole
            ),
        ]
        return rows.filter(person__in=concerned).values_list("pk").union(*parts)

    def depth(self, row: RegisterEntry) -> Show | None:
        """How far this person reads an entry; none when they may not know of it."""
        if self.person in {row.person_id, row.entered_by_id}:
            return Show.SECRET
        found = [depth for body, depth in self.offices if body == row.body_id]
        if row.person_id in self.team:
            found.append(self.register.sees[Role.SUPERVISOR])
        if row.person_id in self.principals:
            found.append(self.register.sees[Role.SECRETARIAT])
        turn = turn_of(row)
        if any(body == row.body_id and turn in roles for body, roles in self.turns):
            found.append(Show.STAFF)
        return max(found, key=list(Show).index, default=None)


def waiting(roles: Collection[Role]) -> QuerySet[Listing]:
    """Entries that wait for one of these roles; what waits for nobody is not even looked at."""
    return Listing.objects.exclude(waits_for="").filter(waits_for__in=roles)


def sight_of(model: type[RegisterEntry], person: Person, on: date | None = None) -> Sight:
    day, declared = on or timezone.localdate(), model.register
    offices: dict[UUID, list[Show]] = {}
    turns: dict[UUID, frozenset[Role]] = {}
    named = offices_in(declared.procedure)
    for body, roles in roles_by_body(person, day):
        depth = declared.depth(roles - {Role.SECRETARIAT})
        if depth is not None:
            offices.setdefault(body, []).append(depth)
        if roles & named:
            turns[body] = turns.get(body, frozenset()) | (roles & named)
    principals = principals_for(person, day) if Role.SECRETARIAT in declared.sees else []
    return Sight(
        register=declared,
        person=person.pk,
        offices=tuple((b, max(found, key=list(Show).index)) for b, found in offices.items()),
        turns=tuple(turns.items()),
        team=team_of(person.pk, day) if Role.SUPERVISOR in declared.sees else frozenset(),
        principals=frozenset(one.pk for one in principals),
    )


def visible_to(
    model: type[AnEntry], person: Person, sight: Sight | None = None
) -> QuerySet[AnEntry]:
    """The entries, in the edition that counts, of which this person may see something."""
    seen = (sight or sight_of(model, person)).condition(model)
    return model._default_manager.filter(seen, superseded_at=None)


@dataclass(frozen=True)
class Seen:
    """One entry as one person may see it."""

    row: RegisterEntry
    entry: Entry
    depth: Show
    roles: frozenset[Role]


def visible_one(person: Person, reference: str) -> Seen | None:
    """The entry of this reference, if this person may know of it."""
    model = by_prefix(reference)
    if model is None:
        return None
    rows = model._default_manager.select_related("person", "entered_by", "body")
    row = rows.filter(reference=reference, superseded_at=None).first()
    depth = sight_of(model, person).depth(row) if row else None
    if row is None or depth is None:
        return None
    entry = entry_of(row)
    return Seen(row, entry, depth, roles_in(entry, str(person.pk)))
