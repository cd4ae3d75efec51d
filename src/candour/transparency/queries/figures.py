# SPDX-License-Identifier: MIT
"""What was published and when it was due, for figures: codes and days, no words."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from django.utils import timezone

from candour.people.models import Body, Person
from candour.people.queries import roles_by_body
from candour.transparency.models import WAS_PUBLIC, DatasetRelease, MisconductOutcome, ReleaseLine
from candour.transparency.queries.outcomes import body_recorded_by
from candour.transparency.queries.plan import plan_of
from candour.transparency.rules.publication import PUBLISHERS
from candour.transparency.rules.scheme import due_by
from candour.transparency.rules.spans import as_span
from candour.transparency.scheme import scheme_of


def published_between(body: Body, first: date, last: date) -> Iterator[tuple[str, date, date]]:
    """Key, day, and the day it was due; a correction comes when it comes."""
    scheme = scheme_of(body)
    since = timezone.make_aware(datetime.combine(first, time.min))
    until = timezone.make_aware(datetime.combine(last, time.max))
    rows = DatasetRelease.objects.filter(
        body=body, stage__in=WAS_PUBLIC, approved_at__range=(since, until)
    ).order_by("pk")
    columns = ("pk", "dataset", "span", "number", "approved_at")
    for key, code, slug, number, at in rows.values_list(*columns):
        dataset, span = scheme.dataset(code) if scheme else None, as_span(slug)
        if dataset and span and at:
            day = timezone.localdate(at)
            yield str(key), day, due_by(dataset, span) if number == 1 else day


def overdue_on(body: Body, on: date) -> frozenset[str]:
    """Codes of datasets that should be public by now."""
    return frozenset(one.dataset.code for one in plan_of(body, on) if one.due.overdue)


def outcomes_decided_between(body: Body, first: date, last: date) -> Iterator[tuple[str, bool]]:
    """Reference of each misconduct outcome that stands, and whether it was ever public."""
    rows = MisconductOutcome.objects.filter(
        body=body, heard_on__gte=first, heard_on__lte=last, withdrawn_at=None
    )
    references = list(rows.order_by("reference").values_list("reference", flat=True))
    lines = ReleaseLine.objects.filter(
        release__body=body, release__stage__in=WAS_PUBLIC, reference__in=references, withheld=""
    )
    public = frozenset(lines.values_list("reference", flat=True))
    for reference in references:
        yield reference, reference in public


def releases_open_to(person: Person, on: date, keys: Iterable[str]) -> list[tuple[str, str]]:
    """What was published for when, and the key, of those for whoever publishes."""
    held = [body for body, roles in roles_by_body(person, on) if roles & PUBLISHERS]
    rows = DatasetRelease.objects.filter(pk__in=list(keys), body__in=held)
    ordered = rows.order_by("starts_on", "dataset", "number")
    return [
        (f"{code} {span}", str(key))
        for key, code, span in ordered.values_list("pk", "dataset", "span")
    ]


def publishes_for(person: Person, body: Body, on: date) -> bool:
    return any(one == body.pk and roles & PUBLISHERS for one, roles in roles_by_body(person, on))


def records_outcomes_for(person: Person, body: Body, on: date) -> bool:
    return body_recorded_by(person, on) == body
