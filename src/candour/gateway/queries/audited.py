# SPDX-License-Identifier: MIT
"""The matters whose record an auditor may follow: reference and acts, never what they are about."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from candour.audit.queries import bodies_audited_by
from candour.audit.sights import Called
from candour.gateway.models import Case, Involved, Wall
from candour.gateway.queries.visible import visible_to
from candour.ledger.trail import Streams
from candour.people.models import Person


def streams_audited(auditor: Person) -> Streams:
    return _rows(auditor).values_list("stream", flat=True)


def _rows(auditor: Person) -> QuerySet[Case]:
    """Of the bodies that they audit, without the matters in which they stand on one side."""
    named = Involved.objects.filter(person=auditor).values("case")
    walled = Wall.objects.filter(person=auditor).values("case")
    side = Q(principal=auditor) | Q(assessor=auditor) | Q(reassessor=auditor) | Q(notifier=auditor)
    rows = Case.objects.filter(body__in=bodies_audited_by(auditor)).exclude(side)
    return rows.exclude(pk__in=named).exclude(pk__in=walled)


def matters_called(auditor: Person, streams: Collection[UUID]) -> Mapping[UUID, Called]:
    """By reference; with an address where this auditor was let in."""
    rows = _rows(auditor).filter(stream__in=streams)
    opens = set(visible_to(auditor).filter(stream__in=streams).values_list("stream", flat=True))
    return {
        stream: Called(reference, reverse("case", args=[reference]) if stream in opens else "")
        for stream, reference in rows.values_list("stream", "reference")
    }


def matter_audited(auditor: Person, reference: str) -> UUID | None:
    found = _rows(auditor).filter(reference=reference)
    return found.values_list("stream", flat=True).first()


def named_in(streams: Collection[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Whom each matter names: whoever it is about, and everyone who was said to be involved."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    cases = Case.objects.filter(stream__in=streams)
    for stream, principal in cases.values_list("stream", "principal"):
        found[stream].add(principal)
    rows = Involved.objects.filter(case__stream__in=streams, person__isnull=False)
    for stream, person in rows.values_list("case__stream", "person"):
        if person is not None:
            found[stream].add(person)
    return {stream: frozenset(people) for stream, people in found.items()}
