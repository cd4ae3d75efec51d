# SPDX-License-Identifier: MIT
"""What the cross-checks know of a matter: sums that are published, and the findings of the last run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from candour.audit.known import Asked, Fact
from candour.crosschecks.catalogue import detector_named
from candour.crosschecks.models import Finding
from candour.crosschecks.queries.paid import Near, paid_like, running
from candour.crosschecks.queries.runs import newest_run
from candour.crosschecks.rules.detecting import Severity
from candour.crosschecks.rules.sides import Compartment
from candour.crosschecks.rules.telling import pounds
from candour.kernel.clause import clause
from candour.registers.intake.queries.totals import last_brought_in
from candour.ui.words import long_date

STALE = timedelta(days=100)
"""A quarterly file that is older than this is late."""
MONEY = {
    "spend": lazy("Payments"),
    "contracts": lazy("Contracts"),
    "card-transactions": lazy("Cards"),
}


@dataclass(frozen=True)
class Line:
    """One name that money went to."""

    name: str
    connected: str
    """How the two have to do with each other; empty where they are one."""
    payments: int
    paid: int
    contracts: int
    awarded: int
    last_on: date | None
    contract: str
    days_left: int | None


@dataclass(frozen=True)
class Organiser:
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Found:
    id: UUID
    title: str
    severity: Severity
    connected: bool
    answer: str


@dataclass(frozen=True)
class Checks:
    organisers: tuple[Organiser, ...]
    found: tuple[Found, ...]
    sources: tuple[str, ...]
    """Kinds of file that are held, each with the day of the last."""
    stale: tuple[str, ...]
    run_at: datetime | None


@clause("COG 2/area4")
def checks_of(reference: str, people: Iterable[Any]) -> Checks:
    today = timezone.localdate()
    names = dict.fromkeys(one.organisation or one.name for one in people if one.kind == "organiser")
    brought_in = last_brought_in()
    run = newest_run()
    return Checks(
        organisers=tuple(Organiser(name, tuple(lines_for(name, today))) for name in names if name),
        found=tuple(_found(reference)),
        sources=tuple(
            f"{words}, {long_date(brought_in[kind])}" for kind, words in MONEY.items() if kind in brought_in
        ),
        stale=tuple(
            str(words) for kind, words in MONEY.items()
            if kind in brought_in and brought_in[kind] < today - STALE
        ),
        run_at=run.ended_at if run else None,
    )  # fmt: skip


def lines_for(name: str, today: date) -> Sequence[Line]:
    return [_line(one, today) for one in paid_like(name)]


def _line(one: Near, today: date) -> Line:
    row = one.row
    runs = running([row], today)
    return Line(
        row.name, "" if one.told.outcome == "same" else one.told.reason, row.payments, row.paid,
        row.contracts, row.awarded, row.last_on, row.contract if runs else "",
        (runs.ends_on - today).days if runs and runs.ends_on else None,
    )  # fmt: skip


def _found(reference: str) -> Iterable[Found]:
    rows = Finding.objects.filter(
        reference=reference, compartment=Compartment.MATTERS.value, gone_at=None
    ).exclude(pair__answer="different")
    for row in rows.select_related("pair").order_by("-need", "id"):
        yield Found(
            row.pk, detector_named(row.detector).title, Severity(row.severity),
            row.outcome == "connected", row.pair.answer,
        )  # fmt: skip


def facts_known(asked: Asked) -> list[Fact]:
    """What the maker of a decision could see of the organisers on that day."""
    return [
        (name, _in_words(line))
        for name in asked.organisations
        for line in lines_for(name, asked.on)
    ]


def _in_words(line: Line) -> str:
    said = [line.name]
    if line.connected:
        said.append(line.connected)
    if line.payments:
        said.append(f"{line.payments} payments, {pounds(line.paid)}")
    if line.contracts:
        said.append(f"{line.contracts} contracts, {pounds(line.awarded)}")
    if line.days_left is not None:
        said.append(f"{line.contract} ends in {line.days_left} days")
    return "; ".join(said)
