# SPDX-License-Identifier: MIT
"""Who organises what a matter is about, for the cross-checks; whoever shows it asks who may see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from candour.gateway.models import Involved
from candour.gateway.models.case import Kind
from candour.gateway.rules.matter import Stage
from candour.ledger.datakeys import Erased, keep_open

AT_ONCE = 400


@dataclass(frozen=True)
class Organiser:
    reference: str
    stream: UUID
    body: UUID
    principal: UUID
    name: str
    day: date


def organisers() -> Iterator[Organiser]:
    """Every organiser of every matter that was not withdrawn."""
    rows = list(
        Involved.objects.filter(kind=Kind.ORGANISER, superseded_by=None)
        .exclude(case__stage=Stage.WITHDRAWN.value)
        .select_related("case")
        .order_by("case__reference", "id")
    )
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        keep_open(row.case.stream for row in some)
        yield from (one for row in some if (one := _organiser(row)))


def _organiser(row: Involved) -> Organiser | None:
    case = row.case
    try:
        name = row.organisation or row.name
    except Erased:
        return None
    if not name:
        return None
    day = case.event_on or timezone.localdate(case.notified_at)
    return Organiser(case.reference, case.stream, case.body_id, case.principal_id, name, day)
