# SPDX-License-Identifier: MIT
"""What stands beside a second job: other jobs, views, precedents, and reviews that are due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from candour.kernel.roles import Role
from candour.people.models import Body, Person
from candour.people.offices import team_of
from candour.people.queries import roles_by_body
from candour.registers.entries.business_interests import BusinessInterest
from candour.registers.models import Listing, Referral, Said
from candour.registers.rules.interest_facts import State

SOON = timedelta(days=28)
SLUG = BusinessInterest.register.slug
WATCH_REVIEWS = frozenset({Role.INTERESTS_PANEL, Role.APPROPRIATE_OFFICER, Role.REGISTRAR})


def live() -> QuerySet[BusinessInterest]:
    return BusinessInterest.objects.filter(superseded_at=None, state=State.LIVE.value)


def beside(person: Person, *, without: str = "") -> int:
    """Hours a week in other second jobs of the same person."""
    rows = live().filter(person=person).exclude(reference=without)
    return rows.aggregate(hours=Sum("hours"))["hours"] or 0


def colleagues_by_address(body: Body, addresses: Iterable[str]) -> tuple[list[str], list[str]]:
    """Ids of the people with these addresses, and the addresses that nobody here has."""
    asked = {one.casefold().strip(",;") for one in addresses}
    rows = Person.objects.filter(body=body).exclude(email="")
    known = {p.email.casefold(): str(p.pk) for p in rows.filter(email__in=asked)} if asked else {}
    return list(known.values()), sorted(asked - known.keys())


@dataclass(frozen=True)
class View:
    """What somebody said on an application."""

    act: str
    by: str
    text: str
    at: datetime


VIEWS = ("give_supervisor_view", "go_on_without_view", "advise", "send_preliminary_view",
         "make_representations", "go_on_without_answer", "appeal")  # fmt: skip


def views_on(row: BusinessInterest) -> list[View]:
    past = {act.name: act.past for act in row.register.procedure.acts}
    rows = Said.objects.filter(reference=row.reference, act__in=VIEWS).order_by("said_at")
    return [View(past[one.act], one.said_by_was, one.text, one.said_at) for one in rows]


@dataclass(frozen=True)
class Precedents:
    """How interests of the same sort were decided in this body; no names."""

    agreed: int
    refused: int


def precedents(row: BusinessInterest) -> Precedents:
    rows = BusinessInterest.objects.filter(
        superseded_at=None, body=row.body_id, category=row.category
    ).exclude(reference=row.reference)
    agreed = Q(state__in=[State.LIVE.value, State.CEASED.value])
    refused = Q(state=State.INCOMPATIBLE.value)
    found = rows.aggregate(agreed=Count("pk", filter=agreed), refused=Count("pk", filter=refused))
    return Precedents(found["agreed"], found["refused"])


# ------------------------------------------------------------------ reviews


def reviews_for(person: Person, today: date) -> QuerySet[Listing]:
    """Reviews that are due soon for the holder, and overdue for supervisor and panel (AC8)."""
    overdue = Q(due_on__lt=today)
    others = Q(pk__in=[])
    team = team_of(person.pk, today)
    if team:
        others |= Q(person__in=team)
    for body, roles in roles_by_body(person, today):
        if roles & WATCH_REVIEWS:
            others |= Q(body=body)
    mine = Q(person=person, due_on__lte=today + SOON)
    rows = Listing.objects.filter(register=SLUG, state=State.LIVE.value)
    return rows.filter(mine | (overdue & others)).order_by("due_on", "id")


def overdue_reviews(bodies: Iterable[UUID], today: date) -> int:
    rows = Listing.objects.filter(register=SLUG, state=State.LIVE.value, due_on__lt=today)
    return rows.filter(body__in=list(bodies)).count()


def referrals_for(person: Person, today: date) -> QuerySet[Referral]:
    """Referrals that wait for whoever heads professional standards."""
    bodies = [b for b, roles in roles_by_body(person, today) if Role.REASSESSOR in roles]
    return Referral.objects.filter(body__in=bodies, closed_at=None).order_by("raised_at")
