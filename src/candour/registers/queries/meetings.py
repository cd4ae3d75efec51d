# SPDX-License-Identifier: MIT
"""Meetings, what was declared for them, and what the registers hold on the parties of an item."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import roles_by_body
from candour.registers.entries.business_interests import BusinessInterest
from candour.registers.entries.external_memberships import ExternalMembership
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.entries.meeting_declarations import MeetingDeclaration
from candour.registers.models import AgendaItem, Dispensation, Meeting
from candour.registers.rules.meetings import Effect, Kind, minute
from candour.registers.rules.names import key_of

ATTEND = frozenset({Role.MEMBER, Role.CLERK, Role.MONITORING_OFFICER, Role.PRINCIPAL})
GONE = ("withdrawn", "ended", "ceased", "lapsed", "incompatible")


def meetings_for(person: Person, today: date) -> list[Meeting]:
    """Meetings of the bodies that this person has to do with, the next first."""
    bodies = [body for body, roles in roles_by_body(person, today) if roles & ATTEND]
    rows = Meeting.objects.filter(body__in=bodies, held_on__gte=today)
    return list(rows.order_by("held_on", "title"))


def meeting_for(person: Person, key: UUID, today: date) -> Meeting | None:
    bodies = [body for body, roles in roles_by_body(person, today) if roles & ATTEND]
    return Meeting.objects.filter(body__in=bodies, pk=key).first()


def declared_for(meeting: Meeting, person: Person | None = None) -> QuerySet[MeetingDeclaration]:
    rows = MeetingDeclaration.objects.filter(item__meeting=meeting, superseded_at=None)
    rows = rows.exclude(state="withdrawn").select_related("person", "item")
    rows = rows if person is None else rows.filter(person=person)
    return rows.order_by("item__number", "person__full_name")


def dispensation_of(person: Person, on: date) -> Dispensation | None:
    rows = Dispensation.objects.filter(person=person, begins_on__lte=on, ends_on__gte=on)
    return rows.order_by("-ends_on").first()


def person_at(address: str) -> Person | None:
    """Whoever has this e-mail address."""
    return Person.objects.filter(email__iexact=address, left_on=None).first()


@dataclass(frozen=True)
class Item:
    """An item as a member sees it before the meeting."""

    number: int
    title: str
    parties: tuple[str, ...]
    warnings: tuple[str, ...]
    """Parties that the member's own entries name."""


def items_for(meeting: Meeting, person: Person) -> list[Item]:
    """Each item with a warning where the member's registers name one of its parties (AC24)."""
    known = _named_by(person)
    found = []
    for item in AgendaItem.objects.filter(meeting=meeting).order_by("number"):
        hits = tuple(party for party in item.parties if key_of(party) in known)
        found.append(Item(item.number, item.title, tuple(item.parties), hits))
    return found


def _named_by(person: Person) -> set[str]:
    named = [
        *ExternalMembership.objects.filter(superseded_at=None, person=person)
        .exclude(state__in=GONE).values_list("organisation", flat=True),
        *BusinessInterest.objects.filter(superseded_at=None, person=person)
        .exclude(state__in=GONE).values_list("name", flat=True),
        *GiftOrHospitality.objects.filter(superseded_at=None, person=person)
        .exclude(state__in=GONE).values_list("giver_name", flat=True),
    ]  # fmt: skip
    return {key_of(name) for name in named}


def draft_minute(meeting: Meeting) -> list[tuple[str, list[str]]]:
    """For each item, what the minutes say of interests."""
    said: dict[int, list[str]] = {}
    for row in declared_for(meeting):
        if row.item and row.person and row.effect:
            words = minute(
                row.person.full_name, Kind(row.kind), Effect(row.effect), dispensed=row.dispensed
            )
            said.setdefault(row.item.number, []).append(words)
    items = AgendaItem.objects.filter(meeting=meeting).order_by("number")
    none = ["No interest was declared."]
    return [(f"{item.number}. {item.title}", said.get(item.number, none)) for item in items]
