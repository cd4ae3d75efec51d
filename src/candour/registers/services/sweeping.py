# SPDX-License-Identifier: MIT
"""Every night each condition in force is looked at: nothing expires unseen (X04).

What data answers is judged, and a breach is referred at once. For the rest evidence is asked for on
its day, and what nobody answers or looks at is passed on. A second sweep finds nothing new.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as time_of_day

from django.utils import timezone

from candour.correspondence.schedule import Job
from candour.ledger.datakeys import keep_open
from candour.ledger.services import By
from candour.registers.how_checked import Sort
from candour.registers.intake.queries.dealings import Spellings
from candour.registers.models import Condition
from candour.registers.queries.evidence import (
    entries_over,
    evidence_on,
    names_in,
    terms_of,
)
from candour.registers.rules.promises import DATA, Found, Verdict, judged
from candour.registers.services.checking import (
    Told,
    ask_for_evidence,
    check,
    let_it_end,
    pass_on,
)

SWEEP_BY = By(person=None, role="service", name="the service")
AT_NIGHT = time_of_day(2, 40)
AT_ONCE = 200


@dataclass
class Swept:
    """What one sweep did."""

    looked_at: int = 0
    broken: list[str] = field(default_factory=list)
    """References of entries of which a condition was found broken now."""
    kept: int = 0
    asked: int = 0
    passed_on: list[str] = field(default_factory=list)
    """References of entries where nobody answered or nobody looked."""
    ended: int = 0


def sweep(today: date) -> Swept:
    """Look at every condition in force, each in a transaction of its own."""
    swept = Swept()
    in_force = Condition.objects.filter(ended_at=None)
    known = names_in(in_force.filter(kind=Sort.NOT_SUPPLIER, method=DATA))
    for page in _pages():
        keep_open(row.stream for row in page)
        over = entries_over(row.reference for row in page)
        for row in page:
            swept.looked_at += 1
            if row.reference in over:
                _end(row, swept)
            else:
                _look_at(row, today, known, swept)
    return swept


def _pages() -> Iterator[list[Condition]]:
    """By key, so that no long reading stays open while each is written."""
    rows = Condition.objects.filter(ended_at=None).select_related("person").order_by("pk")
    page = list(rows[:AT_ONCE])
    while page:
        yield page
        page = list(rows.filter(pk__gt=page[-1].pk)[:AT_ONCE])


def _look_at(row: Condition, today: date, known: Spellings, swept: Swept) -> None:
    due = row.next_check is not None and row.next_check <= today
    if row.method == DATA and (row.found != Found.BROKEN or due):
        verdict = judged(terms_of(row), evidence_on(row, today, known))
        if verdict.found is not Found.UNCLEAR:
            _say(row, verdict, today, swept, due=due)
            return
    if row.until and row.until < today and row.kind != Sort.UNTIL and row.found != Found.BROKEN:
        _end(row, swept)
    elif row.asked_on or row.given_on:
        _chase(row, today, swept)
    elif due:
        ask_for_evidence(row.pk, today, by=SWEEP_BY)
        swept.asked += 1


def _say(row: Condition, verdict: Verdict, today: date, swept: Swept, *, due: bool) -> None:
    """A breach at once; that all is well on the day of the check, and not every night."""
    if verdict.found is Found.BROKEN:
        check(row.pk, verdict.found, Told(verdict.why), today, by=SWEEP_BY)
        swept.broken.append(row.reference)
    elif row.until and row.until < today:
        _end(row, swept)
    elif due:
        check(row.pk, verdict.found, Told(verdict.why), today, by=SWEEP_BY)
        swept.kept += 1


def _end(row: Condition, swept: Swept) -> None:
    let_it_end(row.pk, by=SWEEP_BY)
    swept.ended += 1


def _chase(row: Condition, today: date, swept: Swept) -> None:
    if row.answer_by and row.answer_by < today and pass_on(row.pk, by=SWEEP_BY):
        swept.passed_on.append(row.reference)


def nightly(now: datetime) -> None:
    sweep(timezone.localdate(now))


SWEEP = Job("conditions", nightly, at=AT_NIGHT)
