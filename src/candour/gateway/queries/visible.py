# SPDX-License-Identifier: MIT
"""Which matters a person may know of: the rule of `rules/visibility`, said to the database.

A property test holds the two to each other: a matter is in this queryset exactly when the rule
gives at least one part of it. Everything that lists, counts or searches starts at `visible_to`;
everything that opens one matter asks the rule itself, at `visible_one`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from candour.audit.queries import come_with, streams_open_to, with_people_let_in
from candour.gateway.models import Case, Involved, LineWaiver, Wall
from candour.gateway.models.case import Kind
from candour.gateway.queries.facts import IN_REASSESSMENT, holders_in, matter_of
from candour.gateway.rules.independence import IN_TURN_TO_OVERSEE
from candour.gateway.rules.matter import REASSESSORS, Matter, Stage, View
from candour.gateway.rules.visibility import ONCE_DECIDED, Part, visible_parts
from candour.kernel.roles import Role
from candour.people.asked import asking_once
from candour.people.models import ActingGrant, Person
from candour.people.offices import lines_above
from candour.people.phrased import Phrased
from candour.people.queries import (
    come_with_delegates,
    principals_of,
    roles_by_body,
    with_delegates,
)

Holders = dict[Role, frozenset[str]]
NIL = UUID(int=0)
NO_FACTS = {"principal": str(NIL)}
NOBODY = Q(pk__in=[])
PUT_BEFORE_THE_SPONSOR = Q(stage=Stage.RECOMMENDED.value, facts__escalated=True)
REFUSED = Q(divergent=True, facts__refused=True, stage__in=[one.value for one in ONCE_DECIDED])
EVERY = Q()


def visible_to(person: Person, on: date | None = None) -> QuerySet[Case]:
    """The matters of which this person may see at least one part."""
    return _Sight.of(person, on or timezone.localdate()).rows()


def visible_by_office(person: Person, on: date) -> QuerySet[Case]:
    """Of these, the ones that an office shows them, for a question that names few by an index."""
    return _Sight.of(person, on).by_office()


@dataclass(frozen=True)
class Seen:
    """A matter as the rule knows it, and the parts that one person may see."""

    case: Case
    matter: Matter
    parts: frozenset[Part]


CALLED = Phrased(
    lambda reference, day: (
        Case.objects.filter(reference=reference)
        .select_related("principal")
        .annotate(let_in=with_people_let_in(day), filing=with_delegates("principal", day))
    )
)


def visible_one(person: Person, reference: str, on: date | None = None) -> Seen | None:
    """The matter of this reference, if the rule shows this person at least one part of it.

    A reference that never existed is judged like any other, so that both take as long.
    """
    day = on or timezone.localdate()
    found = CALLED.first(reference, day)
    case = found or _nobodys(person)
    with asking_once(anew=False):
        come_with(case.stream, day, found.let_in if found else None)
        come_with_delegates(case.principal_id, day, found.filing if found else None)
        matter = matter_of(case, day)
    parts = visible_parts(matter, Stage(case.stage), str(person.pk))
    return Seen(found, matter, parts) if found and parts else None


def _nobodys(person: Person) -> Case:
    return Case(
        body_id=person.body_id, principal=Person(pk=NIL), advice_due_on=date.max, facts=NO_FACTS
    )


def filed_by(person: Person) -> QuerySet[Case]:
    """What this person sent, newest first, as far as they may still see it; no sealed word."""
    rows = visible_to(person).filter(notifier=person).order_by("-notified_at", "-id")
    return rows.defer("activity", "details")


@dataclass(frozen=True)
class _Sight:
    """What decides which matters one person may know of."""

    person: Person
    on: date
    principals: QuerySet[ActingGrant, UUID]
    """Those for whom this person may file."""
    offices: list["_Office"]

    @classmethod
    def of(cls, person: Person, on: date) -> "_Sight":
        return cls(person, on, principals_of(person, on), _offices(person, on))

    def by_the_rule(self) -> QuerySet[Case]:
        person = self.person
        named = Q(assessor=person) | Q(reassessor=person) | Q(principal__in=self.principals)
        seen = Q(principal=person) | ((named | self._office()) & ~_representative(person))
        seen |= _representative(person, asked=True)
        seen |= _let_in(person, self.on)
        return self._where(seen).select_related("principal")

    def by_office(self) -> QuerySet[Case]:
        return self._where(self._office() & ~_representative(self.person))

    def _office(self) -> Q:
        return reduce(or_, (one.shows(self.person, self.on) for one in self.offices), NOBODY)

    def _where(self, seen: Q) -> QuerySet[Case]:
        rows = Case.objects.alias(former=Cast(KT("facts__former"), TextField()))
        return rows.filter(seen & ~_walled(self.person))

    def rows(self) -> QuerySet[Case]:
        """The same matters, found by index.

        Without the list of candidates the database would try the rule on every matter that there
        is. Whoever oversees a whole body needs none: nearly every matter is theirs.
        """
        if any(one.wide for one in self.offices):
            return self.by_the_rule()
        return self.by_the_rule().filter(pk__in=self._candidates())

    def _candidates(self) -> QuerySet[Case, UUID]:
        """Every matter that could be meant, each arm by an index of its own."""
        arms = [
            Case.objects.filter(assessor=self.person),
            Case.objects.filter(reassessor=self.person),
            Case.objects.filter(principal__in=self.principals),
            Case.objects.filter(pk__in=represented_by([self.person.pk])),
            Case.objects.filter(stream__in=streams_open_to(self.person, self.on)),
            *(arm for one in self.offices for arm in one.arms()),
        ]
        mine = Case.objects.filter(principal=self.person).values_list("pk", flat=True)
        return mine.union(*(arm.values_list("pk", flat=True) for arm in arms))


@dataclass(frozen=True)
class _Office:
    """The offices of the Gateway that a person holds in one body; some hold one from outside."""

    body: UUID
    holders: Holders
    mine: frozenset[Role]

    @property
    def wide(self) -> bool:
        """Whether the first in turn to oversee is this person, so that every matter may be theirs."""
        first = next((role for role in IN_TURN_TO_OVERSEE if self.holders.get(role)), None)
        return first in self.mine

    def shows(self, person: Person, on: date) -> Q:
        seen = _oversees(person, self.holders, self.mine)
        seen |= _may_reassess(person, self.holders, self.mine, on)
        if Role.SOURCE_UNIT in self.mine:
            seen |= Q(gist_asked=True)
        if Role.SPONSOR in self.mine:
            seen |= PUT_BEFORE_THE_SPONSOR | REFUSED
        return Q(body=self.body) & seen

    def arms(self) -> list[QuerySet[Case]]:
        """What the office may show while someone else is first in turn to oversee."""
        here = Case.objects.filter(body=self.body)
        found = []
        if self.mine & set(IN_TURN_TO_OVERSEE):
            first = next(role for role in IN_TURN_TO_OVERSEE if self.holders.get(role))
            barred = [UUID(one) for one in self.holders[first]]
            found += [
                here.filter(stage__in=IN_REASSESSMENT),
                Case.objects.filter(principal__in=barred),
                Case.objects.filter(assessor__in=barred),
                Case.objects.filter(pk__in=Wall.objects.filter(person__in=barred).values("case")),
                Case.objects.filter(pk__in=represented_by(barred)),
            ]
        if Role.SOURCE_UNIT in self.mine:
            found.append(here.filter(gist_asked=True))
        if Role.SPONSOR in self.mine:
            found += [here.filter(PUT_BEFORE_THE_SPONSOR), here.filter(REFUSED)]
        return found


def _offices(person: Person, on: date) -> list[_Office]:
    """Where the person holds an office that shows matters they have no other part in."""
    found = []
    held: dict[UUID, frozenset[Role]] = {}
    for body, roles in roles_by_body(person, on):
        held[body] = held.get(body, frozenset()) | roles
    for body, mine in sorted(held.items()):
        if mine & {*IN_TURN_TO_OVERSEE, Role.SOURCE_UNIT, Role.SPONSOR}:
            found.append(_Office(body, holders_in(body, on), mine))
    return found


def _oversees(person: Person, holders: Holders, mine: Iterable[Role]) -> Q:
    """The first office in turn whose holders are not all barred."""
    seen, earlier_barred = NOBODY, EVERY
    for role in IN_TURN_TO_OVERSEE:
        if role in mine:
            seen |= earlier_barred & ~_is_one_side(person.pk)
        for holder in holders.get(role, ()):
            earlier_barred &= _barred_from_overseeing(UUID(holder))
    return seen


def _is_one_side(person: UUID) -> Q:
    return Q(principal=person) | _is_assessor(person)


def _barred_from_overseeing(person: UUID) -> Q:
    """What `BARS_TO_OVERSEEING` says, in one condition."""
    return _is_one_side(person) | _walled(person) | _attends_as_representative(person)


def _is_assessor(person: UUID | str) -> Q:
    return Q(assessor__isnull=False, assessor=person)


def _may_reassess(person: Person, holders: Holders, mine: frozenset[Role], on: date) -> Q:
    """Matters that wait for a reassessor, for whoever's turn it is."""
    if not mine & set(REASSESSORS):
        return NOBODY
    held = {UUID(one) for role in REASSESSORS for one in holders.get(role, ())}
    lines = lines_above(frozenset(held), on)
    seen, earlier_barred = NOBODY, EVERY
    for role in REASSESSORS:
        if role in mine:
            seen |= earlier_barred & ~_barred(person.pk, lines[person.pk])
        for holder in holders.get(role, frozenset()):
            earlier_barred &= _barred(UUID(holder), lines[UUID(holder)])
    return Q(stage__in=IN_REASSESSMENT) & seen


def _barred(person: UUID, above: frozenset[UUID]) -> Q:
    """What `BARS_TO_REASSESSING` says, in one condition."""
    waived = Exists(LineWaiver.objects.filter(case=OuterRef("pk"), reassessor=person))
    managed = Q(principal__in=above) & ~Q(waived)
    return (
        Q(principal=person)
        | _is_assessor(person)
        | Q(notifier=person)
        | Q(former__contains=str(person))
        | _walled(person)
        | _concerned(person)
        | managed
    )


def _let_in(person: Person, on: date) -> Q:
    """By name, and never where the matter concerns them."""
    here = Q(stream__in=streams_open_to(person, on))
    return here & ~Q(principal=person) & ~_concerned(person.pk)


def _walled(person: Person | UUID) -> Q:
    return Q(Exists(Wall.objects.filter(case=OuterRef("pk"), person=person)))


def _concerned(person: UUID) -> Q:
    named = Involved.objects.filter(case=OuterRef("pk"), person=person, superseded_by=None)
    return Q(Exists(named))


def _attends_as_representative(person: Person | UUID) -> Q:
    named = Involved.objects.filter(
        case=OuterRef("pk"), person=person, kind=Kind.REPRESENTATIVE, superseded_by=None
    )
    return Q(Exists(named))


def represented_by(people: list[UUID]) -> QuerySet[Involved, Any]:
    """The matters in which one of these attends as a representative, by their ids."""
    named = Involved.objects.filter(person__in=people, kind=Kind.REPRESENTATIVE, superseded_by=None)
    return named.values("case")


def _representative(person: Person, *, asked: bool = False) -> Q:
    found = _attends_as_representative(person) & ~Q(principal=person)
    if asked:
        found &= Q(facts__view__in=[View.ASKED.value, View.GIVEN.value, View.WAIVED.value])
    return found
