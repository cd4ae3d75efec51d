# SPDX-License-Identifier: MIT
"""What entries of a period leave behind, for the quarterly review to lay beside other sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from candour.registers.entries.event_expenses import EventExpense
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.rules.expenses import State
from candour.registers.rules.gift_policy import GiftKind, Outcome

AT_AN_EVENT = frozenset({GiftKind.HOSPITALITY.value, GiftKind.TRAVEL.value})
TAKEN = frozenset({Outcome.ACCEPTED.value, Outcome.PART.value})


@dataclass(frozen=True)
class GiftTrace:
    """One entry that counts: whose, when, from whom, and whether it was had at an event."""

    reference: str
    person: UUID
    day: date
    giver: str
    description: str
    pence: int | None
    taken: bool
    at_an_event: bool


def gifts_between(people: Iterable[UUID], first: date, last: date) -> list[GiftTrace]:
    """Received entries of these people, by the day of the event, else of the offer."""
    by_event = Q(happened_on__gte=first, happened_on__lte=last)
    by_offer = Q(happened_on=None, offered_on__gte=first, offered_on__lte=last)
    rows = GiftOrHospitality.objects.filter(
        by_event | by_offer, person__in=list(people), given=False, superseded_at=None
    ).exclude(state="withdrawn")
    return [_trace(row) for row in rows.order_by("offered_on", "id")]


def _trace(row: GiftOrHospitality) -> GiftTrace:
    assert row.person_id is not None  # noqa: S101  the filter asked for people
    return GiftTrace(
        reference=row.reference,
        person=row.person_id,
        day=row.happened_on or row.offered_on,
        giver=row.giver_name,
        description=row.description,
        pence=row.worth,
        taken=row.outcome in TAKEN,
        at_an_event=row.kind in AT_AN_EVENT,
    )


@dataclass(frozen=True)
class ExpenseTrace:
    """What an event cost somebody, as they declared it."""

    reference: str
    person: UUID
    day: date
    what: str
    place: str
    host: str
    kind: str
    pence: int
    matter: str
    """The Gateway matter that it names; empty where it names none."""


def expenses_between(
    body: UUID, people: Iterable[UUID], first: date, last: date
) -> list[ExpenseTrace]:
    """Expenses for events of these people, by the day of the event; drafts and withdrawn ones are none."""
    rows = EventExpense.objects.filter(
        body=body, person__in=list(people), event_on__gte=first, event_on__lte=last,
        superseded_at=None,
    )  # fmt: skip
    said = rows.exclude(state__in=[State.DRAFT.value, State.WITHDRAWN.value])
    return [_expense(row) for row in said.order_by("event_on", "reference")]


def _expense(row: EventExpense) -> ExpenseTrace:
    assert row.person_id is not None  # noqa: S101  the filter asked for people
    return ExpenseTrace(
        reference=row.reference,
        person=row.person_id,
        day=row.event_on,
        what=row.what,
        place=row.place,
        host=row.host,
        kind=row.get_cost_display(),
        pence=row.pence or 0,
        matter=row.gateway_reference,
    )
