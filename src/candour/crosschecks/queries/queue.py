# SPDX-License-Identifier: MIT
"""The queue: pairs of names that wait for an answer, those that are most needed first."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from candour.crosschecks.catalogue import detector_named
from candour.crosschecks.models import Finding
from candour.crosschecks.queries.visible import visible_to
from candour.crosschecks.rules.detecting import Severity
from candour.crosschecks.rules.sides import Answer
from candour.ledger.datakeys import Erased, keep_open
from candour.people.models import Person

PAGE = 25
A_DAY = timedelta(days=1)
OPEN = ("", Answer.NOT_SURE.value)


class Show(StrEnum):
    WAITING = "waiting"
    NEW = "new"
    ANSWERED = "answered"
    GONE = "gone"


@dataclass(frozen=True)
class Line:
    """One pair of names: what matters most about it, and how much there is of it."""

    finding: UUID
    title: str
    declared: str
    paid: str
    who: str
    severity: Severity
    connected: bool
    day: date
    days: int
    why: str
    more: int
    """Further findings of the same two names."""
    answer: str


@dataclass(frozen=True)
class Queue:
    lines: tuple[Line, ...]
    pairs: int
    page: int
    more: bool


def since_yesterday() -> datetime:
    return timezone.now() - A_DAY


def findings_shown(person: Person, show: Show, detector: str = "") -> QuerySet[Finding]:
    rows = visible_to(person)
    if detector:
        rows = rows.filter(detector=detector)
    wanted = {
        Show.WAITING: Q(gone_at=None, pair__answer__in=OPEN),
        Show.NEW: Q(gone_at=None, first_seen_at__gte=since_yesterday()),
        Show.ANSWERED: ~Q(pair__answer__in=OPEN),
        Show.GONE: Q(gone_at__isnull=False),
    }
    return rows.filter(wanted[show])


def queue(person: Person, show: Show, *, detector: str = "", page: int = 1) -> Queue:
    """The pairs of one page; a pair that somebody was not sure of comes after the others."""
    rows = findings_shown(person, show, detector)
    by_pair: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    ordered = rows.order_by("pair__answer", "-need", "declared_on", "id")
    for pk, pair, answer in ordered.values_list("pk", "pair_id", "pair__answer"):
        by_pair[pair].append((pk, answer))
    pairs = list(by_pair.values())
    here = pairs[(page - 1) * PAGE : page * PAGE]
    lines = _lines([(found[0][0], found[0][1], len(found) - 1) for found in here])
    return Queue(tuple(lines), len(pairs), page, more=len(pairs) > page * PAGE)


def _lines(wanted: list[tuple[UUID, str, int]]) -> Iterable[Line]:
    rows = Finding.objects.filter(pk__in=[pk for pk, _answer, _more in wanted])
    by_id = {row.pk: row for row in rows}
    keep_open(row.stream for row in by_id.values())
    return [_line(by_id[pk], answer, more) for pk, answer, more in wanted]


def _line(row: Finding, answer: str, more: int) -> Line:
    try:
        told = json.loads(row.evidence)
    except Erased:
        told = ERASED
    strongest: list[Any] = max(told["points"], key=lambda one: one[0], default=[0, ""])
    return Line(
        row.pk, detector_named(row.detector).title, told["declared"]["name"],
        told["paid"]["name"], told["declared"]["who"], Severity(row.severity),
        row.outcome == Answer.CONNECTED.value, row.declared_on, row.days, strongest[1], more, answer,
    )  # fmt: skip


ERASED: dict[str, Any] = {"declared": {"name": "", "who": ""}, "paid": {"name": ""}, "points": []}


def next_waiting(person: Person, besides: UUID) -> UUID | None:
    """The finding of the next pair that waits, other than this pair."""
    rows = findings_shown(person, Show.WAITING).exclude(pair=besides)
    ordered = rows.order_by("pair__answer", "-need", "declared_on", "id")
    return ordered.values_list("pk", flat=True).first()
