# SPDX-License-Identifier: MIT
"""What each matter of a period leaves behind, for the quarterly review to lay beside other sources.

The review combines; it shows a reviewer no more of a matter than its reference and its course.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from candour.gateway.models import Case, Decision, Involved, Mitigation
from candour.gateway.models.case import Kind
from candour.gateway.rules.mitigations import Choice, Kept

HOSPITALITY = "creates_register_entry"


@dataclass(frozen=True)
class CaseTrace:
    """One matter, in the words of its request. `attends` is None until it is decided."""

    reference: str
    stream: UUID
    principal: UUID
    day: date | None
    notified_on: date
    activity: str
    organiser: str
    place: str
    attends: bool | None
    hospitality: bool
    divergent: bool
    retrospective: bool
    urgent: bool
    conditions_overdue: int
    reassessor: UUID | None


def traces_between(body: UUID, first: date, last: date, on: date) -> list[CaseTrace]:
    """The matters whose event, or whose notification where the event has no day, falls in a period."""
    undated = Q(event_on=None, notified_at__gte=_midnight(first), notified_at__lt=_after(last))
    within = Q(event_on__gte=first, event_on__lte=last) | undated
    cases = list(Case.objects.filter(within, body=body).order_by("notified_at", "id"))
    ids = [case.pk for case in cases]
    attends = dict(Decision.objects.filter(case__in=ids).values_list("case_id", "attends"))
    organisers, overdue = _organisers(ids), _overdue(ids, on)
    return [
        _trace(case, attends.get(case.pk), organisers[case.pk], overdue.get(case.pk, 0))
        for case in cases
    ]


def _trace(case: Case, attends: bool | None, organiser: str, overdue: int) -> CaseTrace:
    details = json.loads(case.details or "{}")
    return CaseTrace(
        reference=case.reference,
        stream=case.stream,
        principal=case.principal_id,
        day=case.event_on,
        notified_on=timezone.localdate(case.notified_at),
        activity=case.activity,
        organiser=organiser or str(details.get("organiser") or ""),
        place=str(details.get("place") or ""),
        attends=attends,
        hospitality=HOSPITALITY in case.facts.get("areas", ()),
        divergent=case.divergent,
        retrospective=case.retrospective,
        urgent=case.urgent,
        conditions_overdue=overdue,
        reassessor=case.reassessor_id,
    )


def _organisers(cases: Iterable[UUID]) -> dict[UUID, str]:
    named: dict[UUID, str] = defaultdict(str)
    rows = Involved.objects.filter(
        case__in=list(cases), kind=Kind.ORGANISER, superseded_by=None
    ).select_related("case")
    for row in rows:
        named[row.case_id] = f"{named[row.case_id]} {row.organisation or row.name}".strip()
    return named


def _overdue(cases: Iterable[UUID], on: date) -> dict[UUID, int]:
    agreed = [Choice.ACCEPTED.value, Choice.VARIED.value]
    rows = Mitigation.objects.filter(
        case__in=list(cases), choice__in=agreed, kept=Kept.OPEN.value, due_on__lt=on
    )
    return dict(rows.order_by().values_list("case_id").annotate(Count("pk")))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.max.time()))
