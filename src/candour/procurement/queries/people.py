# SPDX-License-Identifier: MIT
"""People to choose from: who can take part, who can answer for it, who can see to a step."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from candour.kernel.roles import Role
from candour.people.models import Body, Person
from candour.people.offices import roles_held_in
from candour.people.queries import holders_of_any, titles_on
from candour.procurement.models import Procurement
from candour.procurement.queries.visible import bodies_of
from candour.procurement.rules.procurement import ANSWERS_FOR_IT, ASSESSES, BUYS

Choices = list[tuple[str, str]]


def buys_for(person: Person, on: date) -> Body | None:
    """The body that this person buys for."""
    return Body.objects.filter(pk__in=bodies_of(person, on, BUYS)).order_by("slug").first()


def can_take_part(body: Body, besides: Iterable[str], on: date) -> Choices:
    """Everybody who works here and can sign in, but those who look after the accounts."""
    here = Q(left_on=None) | Q(left_on__gt=on)
    apart = {str(one.pk) for one in holders_of_any([Role.ADMINISTRATOR], body, on)}
    people = Person.objects.filter(here, body=body, account__isnull=False)
    named = people.exclude(pk__in=apart | set(besides)).order_by("full_name", "id")
    return titled(named, on)


def can_answer_for_it(body: Body, besides: Iterable[str], on: date) -> Choices:
    buyers = {one.pk for one in holders_of_any(BUYS, body, on)}
    out = buyers | {UUID(one) for one in besides}
    people = holders_of_any(ANSWERS_FOR_IT, body, on)
    return titled([one for one in people if one.pk not in out], on)


def can_see_to_a_step(row: Procurement, keeper: UUID, on: date) -> Choices:
    """Those who buy, assess or answer for it; never whoever has to keep it."""
    held = roles_held_in(row.body_id, on)
    able = {person for person, roles in held if roles & (BUYS | ASSESSES)}
    wanted = (able | {row.accountable_id}) - {keeper}
    people = Person.objects.filter(pk__in=wanted).order_by("full_name", "id")
    return [(str(one.pk), one.full_name) for one in people]


def titled(people: Iterable[Person], on: date) -> Choices:
    found = list(people)
    titles = titles_on(found, on)
    return [(str(one.pk), f"{one.full_name}, {titles[one.pk]}".rstrip(", ")) for one in found]
