# SPDX-License-Identifier: MIT
"""The record read across matters: who looked and who acted, by the page and by the count.

Everything starts from the streams that the reader may know of; nothing is counted before that.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Count, Max, Min, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from candour.ledger.models import Event
from candour.ledger.queries import opened
from candour.ledger.rules.commitments import Json
from candour.ledger.rules.entry import Kind

Streams = QuerySet[Any, UUID]


@dataclass(frozen=True)
class Wanted:
    """Which entries of the trail. `before` is the key of the page's end: newer entries come first."""

    since: datetime
    until: datetime
    person: UUID | None = None
    kind: Kind | None = None
    stream: UUID | None = None
    before: int | None = None


@dataclass(frozen=True)
class TrailEntry:
    key: int
    event: UUID
    stream: UUID
    at: datetime
    act: str
    kind: Kind
    person: UUID | None
    on_behalf_of: UUID | None
    role: str


AT_ONCE = 500
PAST_THE_END = 2**62
COLUMNS = ("leaf_id", "id", "stream_id", "at", "act", "kind", "by_person", "on_behalf_of", "role")


def trail(streams: list[Streams], wanted: Wanted) -> Iterator[TrailEntry]:
    """Newest first; ask for as many as the page takes."""
    rows = _within(streams, wanted).order_by("-leaf_id").values_list(*COLUMNS)
    for key, event, stream, at, act, kind, person, behalf, role in rows.iterator(chunk_size=500):
        yield TrailEntry(key, event, stream, at, act, Kind(kind), person, behalf, role)


def _within(streams: list[Streams], wanted: Wanted) -> QuerySet[Event]:
    known = Q(pk__in=[])
    for some in streams:
        known |= Q(stream__in=some)
    rows = Event.objects.filter(known, *_between(wanted.since, wanted.until))
    if wanted.before is not None:
        rows = rows.filter(leaf__lt=wanted.before)
    if wanted.person is not None:
        rows = rows.filter(Q(by_person=wanted.person) | Q(on_behalf_of=wanted.person))
    if wanted.kind is not None:
        rows = rows.filter(kind=wanted.kind.value)
    if wanted.stream is not None:
        rows = rows.filter(stream=wanted.stream)
    return rows


def _between(since: datetime, until: datetime) -> tuple[Q, ...]:
    """Times never run backwards in the log, so a time is a place, and a page goes by place."""
    return Q(leaf__gte=_first_at(since)), Q(leaf__lt=_first_at(until))


def _first_at(moment: datetime) -> Coalesce:
    """The place of the first entry that is not older; past the end where all are."""
    rows = Event.objects.filter(at__gte=moment).order_by("at", "leaf").values("leaf")[:1]
    return Coalesce(Subquery(rows), Value(PAST_THE_END), output_field=BigIntegerField())


# ------------------------------------------------------------------ who has looked


@dataclass(frozen=True)
class Look:
    """One person's readings of one matter in one part, put together."""

    stream: UUID
    person: UUID | None
    role: str
    times: int
    first: datetime
    last: datetime


def looks(streams: list[Streams], since: datetime, until: datetime) -> list[Look]:
    """Who read what, how often, in this time; most often first."""
    rows = _within(streams, Wanted(since, until, kind=Kind.CONSULTATION)).filter(act="read")
    return sorted(_grouped(rows), key=lambda one: -one.times)


def looks_at(*streams: UUID) -> list[Look]:
    """Who has ever read these matters, the latest first."""
    rows = Event.objects.filter(stream__in=streams, kind=Kind.CONSULTATION.value, act="read")
    return sorted(_grouped(rows), key=lambda one: one.last, reverse=True)


def _grouped(rows: QuerySet[Event]) -> list[Look]:
    grouped = rows.order_by().values_list("stream_id", "by_person", "role")
    return [Look(*row) for row in grouped.annotate(Count("id"), Min("at"), Max("at"))]


@dataclass(frozen=True)
class GivenReason:
    """Why somebody said that they opened a matter; no facts once they were erased."""

    person: UUID | None
    role: str
    at: datetime
    facts: Mapping[str, Json]


def reasons_for(stream: UUID, act: str) -> list[GivenReason]:
    """Who gave which reason, the latest first."""
    rows = Event.objects.filter(stream=stream, act=act).order_by("-seq")
    found = list(rows.values_list("pk", "by_person", "role", "at"))
    facts = opened([pk for pk, _, _, _ in found])
    return [GivenReason(person, role, at, facts[pk]) for pk, person, role, at in found]


def times_read(streams: list[Streams], since: datetime, until: datetime) -> Iterator[Any]:
    """Each single reading: stream, person and time; for what only the clock can tell."""
    rows = _within(streams, Wanted(since, until, kind=Kind.CONSULTATION)).filter(act="read")
    return rows.values_list("stream_id", "by_person", "at").iterator(chunk_size=2000)


def who_acted(streams: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Stream and person, for everyone who ever did more than read."""
    found: set[tuple[UUID, UUID]] = set()
    for some in batched(streams, AT_ONCE):
        rows = Event.objects.filter(stream__in=some).exclude(kind=Kind.CONSULTATION.value)
        pairs = rows.values_list("stream_id", "by_person", "on_behalf_of").distinct()
        found |= {(stream, one) for stream, *people in pairs for one in people if one is not None}
    return found


def batched(items: Collection[UUID], size: int) -> Iterator[list[UUID]]:
    listed = list(items)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def people_in(streams: list[Streams], wanted: Wanted) -> set[UUID]:
    """Everyone who did or read anything in this time."""
    rows = _within(streams, wanted).order_by().values_list("by_person", flat=True).distinct()
    return {one for one in rows if one is not None}
