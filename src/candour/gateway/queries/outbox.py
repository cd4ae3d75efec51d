# SPDX-License-Identifier: MIT
"""Which messages of the outbox a person may see, by the matters that they have a part in.

Letters to people outside are content: for whoever decides, advises or arranges. Whoever oversees
sees that they went out. That a unit or an association was asked is itself not for everyone.
"""

from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from candour.gateway.models import Case, Involved, Wall
from candour.gateway.models.case import Kind
from candour.gateway.queries.visible import visible_to
from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import principals_for

NOT_FOR_EVERYONE = ("ask_for_gist", "ask_for_view")
"""Acts that the timeline hides from some; so does the outbox, except from whoever did them."""


def messages_for(person: Person, roles: frozenset[StrEnum], today: date) -> Q:
    """The condition on messages, by the column `stream`."""
    mine = Q(stream__in=_matters(person, today).values("stream"))
    seen = mine & (Q(to_party=True) | Q(queued_by=person))
    if Role.OVERSEER not in roles:
        return seen
    overseen = visible_to(person, today).exclude(principal=person)
    inside = Q(to_party=False) & ~Q(event__act__in=NOT_FOR_EVERYONE)
    # Who is secretariat elsewhere would be shown the words, so to them only their own letters.
    lines = inside if Role.SECRETARIAT in roles else inside | Q(to_party=True)
    return seen | (Q(stream__in=overseen.values("stream")) & lines)


def _matters(person: Person, today: date) -> QuerySet[Case]:
    principals = [one.pk for one in principals_for(person, today)]
    part = Q(assessor=person) | Q(reassessor=person) | Q(principal__in=principals)
    named = Involved.objects.filter(
        case=OuterRef("pk"), person=person, kind=Kind.REPRESENTATIVE, superseded_by=None
    )
    walled = Wall.objects.filter(case=OuterRef("pk"), person=person)
    return Case.objects.filter(
        (Q(principal=person) | (part & ~Q(Exists(named)))) & ~Q(Exists(walled))
    )
