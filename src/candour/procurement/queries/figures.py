# SPDX-License-Identifier: MIT
"""Which procurements were under way in a period, for figures: references and marks, no words."""

from collections.abc import Iterator
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from candour.people.models import Person
from candour.procurement.models import Procurement, Revision
from candour.procurement.queries.visible import visible_to
from candour.procurement.rules.procurement import Stage

BEYOND = frozenset({Stage.TENDER, Stage.AWARD, Stage.CHANGE, Stage.CLOSED})
"""Where nothing should be without a confirmed assessment."""


def under_way_between(body: UUID, first: date, last: date) -> Iterator[tuple[str, bool, bool]]:
    """Reference, whether it went beyond planning, and whether a second person confirmed."""
    since = timezone.make_aware(datetime.combine(first, time.min))
    until = timezone.make_aware(datetime.combine(last, time.max))
    confirmed = Revision.objects.filter(procurement=OuterRef("pk"), confirmed_at__isnull=False)
    rows = Procurement.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=since), body=body, opened_at__lte=until
    )
    found = rows.annotate(assessed=Exists(confirmed)).order_by("reference")
    for reference, stage, assessed in found.values_list("reference", "stage", "assessed"):
        yield reference, stage in BEYOND, assessed


def openable(person: Person, on: date, references: list[str]) -> frozenset[str]:
    """Those of these procurements that this person may open."""
    rows = visible_to(person, on).filter(reference__in=references)
    return frozenset(rows.values_list("reference", flat=True))
