# SPDX-License-Identifier: MIT
"""Past matters without anybody in them: what was asked, advised, decided and upheld."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from candour.gateway.models import Case, Wall
from candour.gateway.queries.offices import offices_of
from candour.gateway.rules.matter import Stage
from candour.kernel.roles import Role
from candour.people.models import Person

COLUMNS = (
    "facts",
    "subject",
    "policy_id",
    "ended_at",
    "recommendation__course",
    "decision__attends",
    "decision__accepts",
    "divergent",
    "reassessment__outcome",
)
MONTHS_IN_A_QUARTER = 3


@dataclass(frozen=True)
class Precedent:
    """One past matter, masked: codes only, and no date finer than a quarter."""

    policy: UUID
    areas: tuple[str, ...]
    subject: str
    course: str
    attends: bool | None
    divergent: bool
    outcome: str
    quarter: str


def precedents(person: Person, on: date, *, area: str = "") -> QuerySet[Case]:
    """Closed matters of the bodies in which this person may assess, none that is shut to them.

    Within a quarter they come in no order that says which was first.
    """
    bodies = [one.body for one in offices_of(person, on) if Role.ASSESSOR in one.mine]
    shut = Exists(Wall.objects.filter(case=OuterRef("pk"), person=person))
    rows = Case.objects.filter(~Q(shut), body__in=bodies, stage=Stage.CLOSED.value)
    if area:
        named = rows.alias(said=Cast("facts", TextField()))
        rows = named.filter(said__contains=f'"{area}"')
    return rows.order_by("-ended_at__year", "-ended_at__quarter", "id")


def masked(rows: QuerySet[Case]) -> list[Precedent]:
    """Read what may be shown, and no more."""
    return [_masked(row) for row in rows.values_list(*COLUMNS)]


def _masked(row: Any) -> Precedent:
    facts, subject, policy, ended_at, course, attends, accepts, divergent, outcome = row
    return Precedent(
        policy=policy,
        areas=tuple(facts.get("areas", ())),
        subject=subject,
        course=course or "",
        attends=attends,
        divergent=divergent or accepts is False,
        outcome=outcome or "",
        quarter=quarter(ended_at),
    )


def quarter(moment: datetime) -> str:
    """For example "Quarter 4 of 2026"."""
    day = timezone.localdate(moment)
    return f"Quarter {(day.month - 1) // MONTHS_IN_A_QUARTER + 1} of {day.year}"
