# SPDX-License-Identifier: MIT
"""What a chief officer's own matters cost in time and money: theirs to see before any audit (COG 2/8)."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from candour.gateway.models import Case, Decision
from candour.gateway.queries.visible import visible_to
from candour.ledger.datakeys import keep_open
from candour.people.asked import asked_once
from candour.people.models import Person

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class OwnPicture:
    """Of the last twelve months; hours and pence as they were stated in the requests."""

    asked: int
    attended: int
    hours: int
    pence: int
    unsaid: int
    """Of those attended, how many state neither time nor cost."""


@asked_once
def own_matters(person: Person, on: date) -> list[Case]:
    """The matters about this person of the last twelve months, the latest first; one query."""
    rows = visible_to(person).filter(principal=person, notified_at__date__gt=on - A_YEAR)
    return list(rows.order_by("-notified_at", "-id").defer("activity"))


def own_picture(person: Person, on: date) -> OwnPicture | None:
    """Nothing for somebody who was never the subject of a matter in that time."""
    cases = {case.pk: case for case in own_matters(person, on)}
    if not cases:
        return None
    keep_open(case.stream for case in cases.values())
    attended = Decision.objects.filter(case__in=list(cases), attends=True)
    stated = [_stated(cases[pk]) for pk in attended.values_list("case", flat=True)]
    return OwnPicture(
        asked=len(cases),
        attended=len(stated),
        hours=sum(hours for hours, _pence in stated),
        pence=sum(pence for _hours, pence in stated),
        unsaid=stated.count((0, 0)),
    )


def _stated(case: Case) -> tuple[int, int]:
    details = json.loads(case.details or "{}")
    return int(details.get("hours") or 0), int(details.get("cost") or 0)
