# SPDX-License-Identifier: MIT
"""Brings in a diary: read, accounted for, sealed, and recorded as collected."""

import json
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from candour.kernel.roles import Role
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Person
from candour.people.queries import may_act_for
from candour.review.diaries.occurrences import DiaryRead
from candour.review.diaries.standing import commitment_of
from candour.review.models import Diary, DiaryDate, DiaryReading, DiarySource
from candour.review.rules.diaries import they_may_bring_in_this_diary
from candour.review.rules.traces import Commitment

ROWS_AT_ONCE = 500
FILE = DiarySource.FILE


@transaction.atomic
def keep_diary(
    person: Person,
    read: DiaryRead,
    period: tuple[date, date],
    *,
    source: DiarySource,
    by: By,
    roles: frozenset[StrEnum],
) -> DiaryReading:
    """Keep what was read of a period; an earlier reading of these days is superseded, not lost."""
    may_bring_in(person, by, roles)
    return keep_reading(person, read, period, source=source, by=by)


@transaction.atomic
def keep_reading(
    person: Person, read: DiaryRead, period: tuple[date, date], *, source: DiarySource, by: By
) -> DiaryReading:
    """The same for the service itself, which reads what somebody entitled has subscribed to."""
    now = timezone.now()
    diary, _made = Diary.objects.get_or_create(person=person, defaults={"body": person.body})
    starts_on, ends_on = period
    DiaryReading.objects.filter(
        diary=diary, superseded_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on
    ).update(superseded_at=now)
    reading = _reading(diary, read, period, source, by)
    reading.read_at = now
    reading.save()
    own = own_domains(person)
    commitments = [commitment_of(one, str(person.pk), own_domains=own) for one in read.occurrences]
    _keep_dates(reading, commitments)
    told: dict[str, Json] = {
        "from": starts_on.isoformat(),
        "to": ends_on.isoformat(),
        "entries": read.entries,
        "within": read.within,
        "outside": read.outside,
        "not_read": len(read.not_read),
        "dates": len(commitments),
    }
    record(
        diary.stream, "diary_read", by=by, kind=Kind.COLLECTION, fields=told,
        clauses=("COG R/HS/2",), event_id=reading.event,
    )  # fmt: skip
    return reading


def _reading(
    diary: Diary, read: DiaryRead, period: tuple[date, date], source: DiarySource, by: By
) -> DiaryReading:
    starts_on, ends_on = period
    return DiaryReading(
        diary=diary,
        event=new_event_id(),
        source=source,
        starts_on=starts_on,
        ends_on=ends_on,
        entries=read.entries,
        within=read.within,
        outside=read.outside,
        not_read=len(read.not_read),
        what_was_not_read="\n".join(f"{one.name}: {one.reason}" for one in read.not_read),
        read_by_id=by.person,
    )


def may_bring_in(person: Person, by: By, roles: frozenset[StrEnum]) -> None:
    """Raises Refused unless they may bring in this diary."""
    delegates = Person.objects.filter(pk=by.person) if by.person else []
    files_for = any(may_act_for(one, person, timezone.localdate()) for one in delegates)
    they_may_bring_in_this_diary(
        str(by.person), str(person.pk), files_for=files_for, oversees=Role.OVERSEER in roles
    )


def own_domains(person: Person) -> frozenset[str]:
    """The mail domains of the body: those of its people."""
    addresses = Person.objects.filter(body=person.body_id).exclude(email="")
    return frozenset(
        address.rpartition("@")[2].lower()
        for address in addresses.values_list("email", flat=True)[:ROWS_AT_ONCE]
    )


def _keep_dates(reading: DiaryReading, commitments: Iterable[Commitment]) -> None:
    rows = [_date(reading, one) for one in commitments]
    DiaryDate.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)


def _date(reading: DiaryReading, one: Commitment) -> DiaryDate:
    words: dict[str, Json] = {
        "key": one.key,
        "title": one.title,
        "place": one.place,
        "organiser": one.organiser,
        "text": one.text,
        "areas": list(one.areas),
    }
    return DiaryDate(
        reading=reading,
        day=one.day,
        last_day=one.last_day,
        starts_at=one.starts,
        standing=one.standing.value,
        hospitality=one.hospitality,
        words=json.dumps(words, ensure_ascii=False),
    )


def diary_stream(person: UUID) -> UUID | None:
    """Where the record keeps what happened to a diary."""
    return Diary.objects.filter(person=person).values_list("stream", flat=True).first()
