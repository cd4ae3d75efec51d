# SPDX-License-Identifier: MIT
"""The only writer of the record: one function, inside the transaction of the act."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID, uuid4

from django.db import connection, transaction

from candour.ledger import custody, datakeys
from candour.ledger.actors import By, NewEvent
from candour.ledger.models import Event, EventField
from candour.ledger.rows import ROWS_AT_ONCE
from candour.ledger.rules.commitments import Json
from candour.ledger.rules.entry import Kind
from candour.ledger.streams import ERASURES, KEEPING
from candour.ledger.tail import Tail

__all__ = [
    "By",
    "Kind",
    "NewEvent",
    "NotInATransaction",
    "erase",
    "new_event_id",
    "record",
    "record_all",
    "record_reading",
    "renew_key",
    "rotate_keys",
]


class NotInATransaction(Exception):
    """The act and its record must stand or fall together."""


def new_event_id() -> UUID:
    """Rows of the act may point to the event before it is recorded: the key is checked at commit."""
    return uuid4()


def record(
    stream: UUID,
    act: str,
    *,
    by: By,
    kind: Kind,
    fields: Mapping[str, Json],
    clauses: Sequence[str] = (),
    event_id: UUID | None = None,
) -> Event:
    """Write one act into the record. Call it last: it holds the log until the commit."""
    return record_all([NewEvent(stream, act, by, kind, fields, clauses, event_id)])[0]


def record_reading(stream: UUID, *, by: By, part: str, reason: str = "") -> Event:
    """Write down that somebody is about to see this; without the record, no page."""
    fields: dict[str, Json] = {"part": part}
    if reason:
        fields["reason"] = reason  # the event in which it was given
    with transaction.atomic():
        return record(stream, "read", by=by, kind=Kind.CONSULTATION, fields=fields)


def record_all(entries: Sequence[NewEvent]) -> list[Event]:
    """Write several acts in their order, under one lock and with one change of the head."""
    _must_be_in_a_transaction()
    if not entries:
        return []
    tail = Tail([entry.stream for entry in entries])
    for entry in entries:
        tail.append(entry)
    tail.write()
    return tail.events


def erase(
    stream: UUID,
    *,
    by: By,
    reason: str,
    fields: Mapping[UUID, Collection[str]] | None = None,
    clauses: Sequence[str] = (),
) -> Event:
    """Delete values and salts, keep their digests, and write down what went: the certificate.

    `fields` says what to erase (event -> names of fields); without it everything that was recorded
    in the stream goes, and so does its key. Columns of the business rows are the caller's to
    blank, in the same transaction. Call it last, like `record`.
    """
    _must_be_in_a_transaction()
    tail = Tail([stream, ERASURES])
    named = _erase_fields(stream, fields)
    if fields is None:
        datakeys.destroy(stream)
        tail.seal_anew(stream)
    what: dict[str, Json] = {
        "stream": str(stream),
        "whole": fields is None,
        "fields": named,
        "reason": reason,
    }
    count: dict[str, Json] = {"fields": sum(map(len, named.values())), "reason": reason}
    tail.append(NewEvent(ERASURES, "erase", by, Kind.ERASURE, what, clauses))
    tail.append(NewEvent(stream, "erase", by, Kind.ERASURE, count, clauses))
    tail.write()
    return tail.events[0]


def _erase_fields(
    stream: UUID, fields: Mapping[UUID, Collection[str]] | None
) -> dict[str, list[str]]:
    """Take the values away; returns what was there, by event."""
    there = EventField.objects.filter(event__stream=stream, sealed__isnull=False)
    if fields is not None:
        there = there.filter(event__in=list(fields))
    gone: dict[str, list[str]] = {}
    doomed: list[int] = []
    for pk, event, name in there.order_by("pk").values_list("pk", "event_id", "name"):
        if fields is None or name in fields[event]:
            gone.setdefault(str(event), []).append(name)
            doomed.append(pk)
    for start in range(0, len(doomed), ROWS_AT_ONCE):
        some = doomed[start : start + ROWS_AT_ONCE]
        EventField.objects.filter(pk__in=some).update(sealed=None)
    return gone


@transaction.atomic
def rotate_keys(*, by: By) -> int:
    """Wrap every data key under a new installation key. Returns how many were wrapped anew."""
    rewrapped = datakeys.rotate()
    facts: dict[str, Json] = {"rewrapped": rewrapped, "version": custody.newest_version()}
    record(KEEPING, "rotate_keys", by=by, kind=Kind.KEY_CEREMONY, fields=facts)
    return rewrapped


@transaction.atomic
def renew_key(stream: UUID, *, by: By, reason: str) -> int:
    """Seal what is written from now on under a new key, because somebody lost access."""
    generation = datakeys.renew(stream)
    tail = Tail([stream])
    tail.seal_anew(stream)
    facts: dict[str, Json] = {"generation": generation, "reason": reason}
    tail.append(NewEvent(stream, "renew_key", by, Kind.KEY_CEREMONY, facts))
    tail.write()
    return generation


def _must_be_in_a_transaction() -> None:
    if not connection.in_atomic_block:
        raise NotInATransaction("record an act inside the transaction that carries it out")
