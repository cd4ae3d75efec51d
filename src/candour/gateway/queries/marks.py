# SPDX-License-Identifier: MIT
"""The days and marks of matters, for figures: no word of a matter is read (COG R/HS/1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from candour.gateway.models import Case
from candour.gateway.queries.visible import visible_to
from candour.people.models import Person


@dataclass(frozen=True)
class Marks:
    reference: str
    notified_on: date
    decided_on: date | None
    ended_on: date | None
    retrospective: bool
    urgent: bool
    divergent: bool


def marks_between(body: UUID, first: date, last: date) -> Iterator[Marks]:
    """Matters told of by the last day that were told of, decided or still open in the period."""
    since = timezone.make_aware(datetime.combine(first, time.min))
    until = timezone.make_aware(datetime.combine(last, time.max))
    still = Q(ended_at=None) | Q(ended_at__gte=since)
    within = Q(notified_at__gte=since) | Q(decided_at__gte=since) | still
    rows = Case.objects.filter(within, body=body, notified_at__lte=until).order_by("reference")
    columns = ("reference", "notified_at", "decided_at", "ended_at", "retrospective", "urgent", "divergent")  # fmt: skip
    for reference, notified, decided, ended, *marks in rows.values_list(*columns):
        yield Marks(reference, timezone.localdate(notified), _day(decided), _day(ended), *marks)


def openable(person: Person, references: list[str]) -> frozenset[str]:
    """Those of these matters that this person may open."""
    rows = visible_to(person).filter(reference__in=references)
    return frozenset(rows.order_by().values_list("reference", flat=True))


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None
