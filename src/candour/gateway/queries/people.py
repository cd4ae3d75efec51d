# SPDX-License-Identifier: MIT
"""People as the Gateway's pages offer and name them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from candour.people.asked import answered, asked_once, is_answered
from candour.people.models import Person
from candour.people.offices import roles_held_in
from candour.people.phrased import Phrased
from candour.people.queries import titles_on

NAMES = Phrased(lambda people: Person.objects.filter(pk__in=people).values_list("pk", "full_name"))
PEOPLE = Phrased(lambda people: Person.objects.filter(pk__in=people).order_by("full_name", "pk"))


@asked_once
def name_of(person: UUID) -> str:
    return names_of([person]).get(person, "")


def come_named(person: Person) -> None:
    """Keep the name of somebody who came along with another row."""
    answered(name_of, person.pk, answer=person.full_name)


def names_of(people: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of these people, in one query, unless all are known by now."""
    wanted = {one for one in people if one is not None}
    if all(is_answered(name_of, one) for one in wanted):
        return {one: name_of(one) for one in wanted}
    return dict(NAMES(list(wanted)))


def people_among(ids: Iterable[str | UUID]) -> list[Person]:
    """These people, by name."""
    return PEOPLE([one if isinstance(one, UUID) else UUID(one) for one in set(ids)])


def office_holders(body: UUID, on: date, *, without: Iterable[UUID] = ()) -> list[tuple[str, str]]:
    """Whoever has a part in the body's procedures, as (id, name and title) to choose from."""
    left_out = set(without)
    held = {person for person, _roles in roles_held_in(body, on)} - left_out
    people = people_among(held)
    titles = titles_on(people, on)
    return [(str(one.pk), f"{one.full_name}, {titles[one.pk]}") for one in people]
