# SPDX-License-Identifier: MIT
"""Brings the sources of a quarter together: diaries, matters, claims and register entries."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from candour.gateway.queries.traces import traces_between
from candour.kernel.roles import Role
from candour.people.models import Body, Person
from candour.people.queries import holders_between, staff_officers_of
from candour.registers.intake.queries.claims import claims_between
from candour.registers.queries.traces import expenses_between, gifts_between
from candour.review.models import DiaryDate, DiaryReading, DiarySubscription
from candour.review.rules.claims_once import told_once
from candour.review.rules.pairing import WIDEST
from candour.review.rules.traces import (
    ClaimTrace,
    Commitment,
    EntryTrace,
    MatterTrace,
    Quarter,
    Standing,
    Traces,
)


@dataclass(frozen=True)
class SourceState:
    """Whether one officer's diary was read for a quarter, and what came of it."""

    person: Person
    reading: DiaryReading | None


def population(body: Body, quarter: Quarter) -> list[Person]:
    """Those whose commitments are reviewed: every principal of the quarter."""
    return holders_between(Role.PRINCIPAL, body, quarter.starts, quarter.ends)


def source_states(people: Iterable[Person], quarter: Quarter) -> list[SourceState]:
    readings = DiaryReading.objects.filter(
        superseded_at=None, starts_on__lte=quarter.starts, ends_on__gte=quarter.ends
    ).select_related("diary")
    by_person = {reading.diary.person_id: reading for reading in readings}
    return [SourceState(person, by_person.get(person.pk)) for person in people]


def subscription_of(person: Person) -> DiarySubscription | None:
    """The calendar server that a diary is read from, while it is."""
    rows = DiarySubscription.objects.filter(diary__person=person, ended_at=None)
    return rows.select_related("diary").first()


def traces_of(body: Body, people: Sequence[Person], quarter: Quarter, on: date) -> Traces:
    """All four sources, with a few days around the quarter so that its edges pair too."""
    ids = [person.pk for person in people]
    first, last = quarter.starts - WIDEST, quarter.ends + WIDEST
    return Traces(
        commitments=tuple(_commitments(ids, first, last)),
        matters=tuple(_matters(body, ids, first, last, on)),
        claims=told_once(
            _claims(list(people), first, last), _expenses(body, list(people), first, last)
        ),
        entries=tuple(_entries(ids, first, last)),
    )


def _commitments(people: list[UUID], first: date, last: date) -> Iterable[Commitment]:
    rows = DiaryDate.objects.filter(
        reading__diary__person__in=people,
        reading__superseded_at=None,
        day__lte=last,
        last_day__gte=first,
    ).select_related("reading__diary")
    seen: set[tuple[UUID, str]] = set()
    for row in rows.order_by("day", "id"):
        words: Mapping[str, Any] = json.loads(row.words)
        person = row.reading.diary.person_id
        if (person, words["key"]) in seen:
            continue  # neighbouring quarters were read from files that overlap
        seen.add((person, words["key"]))
        yield Commitment(
            key=f"{person}/{words['key']}",
            person=str(person),
            day=row.day,
            last_day=row.last_day,
            title=words["title"],
            place=words["place"],
            organiser=words["organiser"],
            text=words["text"],
            starts=row.starts_at,
            standing=Standing(row.standing),
            areas=tuple(words["areas"]),
            hospitality=row.hospitality,
        )


def _matters(
    body: Body, people: list[UUID], first: date, last: date, on: date
) -> Iterable[MatterTrace]:
    for case in traces_between(body.pk, first, last, on):
        if case.principal in people:
            yield MatterTrace(
                key=case.reference,
                person=str(case.principal),
                day=case.day,
                notified_on=case.notified_on,
                title=case.activity,
                organiser=case.organiser,
                place=case.place,
                attends=case.attends,
                hospitality=case.hospitality,
                divergent=case.divergent,
                retrospective=case.retrospective,
                urgent=case.urgent,
                conditions_overdue=case.conditions_overdue,
                reassessed_by=str(case.reassessor or ""),
            )


def _entries(people: list[UUID], first: date, last: date) -> Iterable[EntryTrace]:
    for gift in gifts_between(people, first, last):
        yield EntryTrace(
            key=gift.reference,
            person=str(gift.person),
            day=gift.day,
            donor=gift.giver,
            text=gift.description,
            pence=gift.pence,
            accepted=gift.taken,
            at_an_event=gift.at_an_event,
        )


def _claims(people: Sequence[Person], first: date, last: date) -> Iterable[ClaimTrace]:
    """Claims of the officers, and of the staff who go along with them (overtime, mileage)."""
    whose = _officers_by_claimant(people, last)
    for claim in claims_between(first, last):
        officer = whose.get(_plain(claim.claimant))
        if officer is not None:
            yield ClaimTrace(
                key=claim.key,
                person=str(officer),
                day=claim.day,
                kind=claim.kind,
                pence=claim.pence,
                text=claim.text,
                place=claim.place,
                merchant=claim.merchant,
            )


def _expenses(
    body: Body, people: Sequence[Person], first: date, last: date
) -> Iterable[ClaimTrace]:
    """What the officers, and the staff who go along with them, declared that events cost them."""
    whose = _officers_by_staff(people, last)
    for one in expenses_between(body.pk, list(whose), first, last):
        yield ClaimTrace(
            key=one.reference,
            person=str(whose[one.person]),
            day=one.day,
            kind=f"declared: {one.kind}",
            pence=one.pence,
            text=one.what,
            place=one.place,
            host=one.host,
            matter=one.matter,
        )


def _officers_by_staff(people: Sequence[Person], on: date) -> dict[UUID, UUID]:
    """Whose activity an expense belongs to; staff of two officers belong to neither."""
    found: dict[UUID, set[UUID]] = {}
    for officer in people:
        for claimant in (officer, *staff_officers_of(officer, on)):
            found.setdefault(claimant.pk, set()).add(officer.pk)
    return {who: next(iter(ids)) for who, ids in found.items() if len(ids) == 1}


def _officers_by_claimant(people: Sequence[Person], on: date) -> dict[str, UUID]:
    """Whose activity a claimant's claims belong to; a name of two people belongs to neither."""
    found: dict[str, set[UUID]] = {}
    for officer in people:
        for claimant in (officer, *staff_officers_of(officer, on)):
            found.setdefault(_plain(claimant.full_name), set()).add(officer.pk)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def _plain(name: str) -> str:
    """Finance writes "VALE, Morgan" where the staff list says "Morgan Vale"."""
    last, comma, rest = name.partition(",")
    return " ".join(f"{rest} {last}".split() if comma else name.split()).casefold()
