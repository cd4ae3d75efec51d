# SPDX-License-Identifier: MIT
"""How many findings there are and how many are answered, for figures: keys and days, no words."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from candour.crosschecks.catalogue import detector_named
from candour.crosschecks.models import Finding
from candour.crosschecks.queries.queue import OPEN
from candour.crosschecks.queries.visible import visible_to
from candour.crosschecks.rules.sides import Compartment
from candour.people.models import Person


def raised_between(body: UUID, first: date, last: date) -> Iterator[tuple[str, date, bool]]:
    """Key, day and whether it is answered. Those of matters and of the unit stay where they are."""
    since = timezone.make_aware(datetime.combine(first, time.min))
    until = timezone.make_aware(datetime.combine(last, time.max))
    rows = Finding.objects.filter(
        body=body, compartment=Compartment.REGISTERS.value, first_seen_at__range=(since, until)
    ).order_by("pk")
    for key, seen, answer in rows.values_list("pk", "first_seen_at", "pair__answer"):
        yield str(key), timezone.localdate(seen), answer not in OPEN


def openable(person: Person, keys: Iterable[str]) -> list[tuple[str, str]]:
    """What was found and the key, of those that this person may open."""
    rows = visible_to(person).filter(pk__in=list(keys)).order_by("declared_on", "pk")
    return [
        (str(detector_named(detector).title), str(key))
        for key, detector in rows.values_list("pk", "detector")
    ]
