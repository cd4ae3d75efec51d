# SPDX-License-Identifier: MIT
"""People as the review needs them: whose diaries, who can own an action, who may stand in."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from candour.kernel.roles import Role
from candour.people.models import Body, Person
from candour.people.queries import holders_of_any, principals_for, titles_on
from candour.review.queries.sources import population
from candour.review.rules.quarterly import Item, barred
from candour.review.rules.traces import Quarter

MAY_STAND_IN = (Role.DEPUTY_REASSESSOR, Role.EXTERNAL_REASSESSOR, Role.SPONSOR)

Choices = list[tuple[str, str]]


def whose_diaries(person: Person, quarter: Quarter, on: date, *, all_of_them: bool) -> list[Person]:
    """Those whose diaries this person may bring in."""
    everyone = population(Body.objects.get(pk=person.body_id), quarter)
    if all_of_them:
        return everyone
    mine = {person.pk, *(one.pk for one in principals_for(person, on))}
    return [one for one in everyone if one.pk in mine]


def possible_owners(body: UUID, on: date) -> Choices:
    """Everybody who works here and can sign in."""
    here = Q(left_on=None) | Q(left_on__gt=on)
    people = Person.objects.filter(here, body=body, account__isnull=False)
    return _titled(list(people.order_by("full_name", "id")), on)


def person_of(person: str) -> Person:
    return Person.objects.get(pk=person)


def who_may_stand_in(body: Body, item: Item, on: date) -> Choices:
    """Deputies, the reassessor of another force, the sponsor: whoever the item does not concern."""
    people = holders_of_any(MAY_STAND_IN, body, on)
    free = [one for one in people if not barred(item, str(one.pk))]
    return _titled(free, on)


def _titled(people: list[Person], on: date) -> Choices:
    titles = titles_on(people, on)
    return [(str(one.pk), f"{one.full_name}, {titles[one.pk]}".rstrip(", ")) for one in people]
