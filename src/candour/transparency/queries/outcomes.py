# SPDX-License-Identifier: MIT
"""Misconduct outcomes for those who record them, and for the release of their month."""

from datetime import date
from uuid import UUID

from candour.ledger.datakeys import keep_open
from candour.people.models import Body, Person
from candour.people.queries import roles_by_body
from candour.transparency.models import MisconductOutcome
from candour.transparency.rules.outcomes import RECORDERS


def body_recorded_by(person: Person, on: date) -> Body | None:
    """The body for which this person records; the first by name where there are several."""
    held = [body for body, roles in roles_by_body(person, on) if roles & RECORDERS]
    return Body.objects.filter(pk__in=held).order_by("slug").first() if held else None


def outcomes_of(body: Body) -> list[MisconductOutcome]:
    """The newest first, those set aside too."""
    rows = list(MisconductOutcome.objects.filter(body=body).order_by("-heard_on", "reference"))
    keep_open(row.stream for row in rows)
    return rows


def outcome_for(body: Body, key: UUID) -> MisconductOutcome | None:
    return MisconductOutcome.objects.filter(body=body, pk=key).select_related("body").first()


def outcomes_between(body: Body, first: date, last: date) -> list[MisconductOutcome]:
    """Of one period, without those that were set aside."""
    rows = MisconductOutcome.objects.filter(
        body=body, heard_on__gte=first, heard_on__lte=last, withdrawn_at=None
    )
    found = list(rows.order_by("heard_on", "reference"))
    keep_open(row.stream for row in found)
    return found
