# SPDX-License-Identifier: MIT
"""Lets chosen facts out of the record, and writes down to whom and what for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.crypto import salted_hmac

from candour.audit.models import Release
from candour.kernel.procedure import Refused
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, record
from candour.people.models import Person

RELEASED = "facts_released"
TAKEN = "facts_taken"
GAVE_REASON = "reason_given"
EXPORTED = "trail_exported"
LASTS = timedelta(hours=24)
GROUPS, LETTERS = 5, 4


@dataclass(frozen=True)
class NewRelease:
    stream: UUID
    event: UUID
    names: Sequence[str]
    recipient: str
    purpose: str


def release(new: NewRelease, *, by: By, now: datetime) -> Release:
    """Let these facts of one act be taken out within a day; recipient and purpose are recorded."""
    if by.person is None:
        raise Refused("Only somebody who is signed in can let facts out.")
    key = uuid4()
    with transaction.atomic():
        made = Release.objects.create(
            id=key,
            stream=new.stream,
            event=new.event,
            names=sorted(new.names),
            digest=digest_of(code_of(key)),
            made_by_id=by.person,
            made_at=now,
            expires_at=now + LASTS,
        )
        record(
            new.stream,
            RELEASED,
            by=by,
            kind=Kind.DISCLOSURE,
            fields={
                "release": str(key),
                "of": str(new.event),
                "names": sorted(new.names),
                "recipient": new.recipient.strip(),
                "purpose": new.purpose.strip(),
            },
        )
    return made


def record_taken(released: Release, *, by: By, way: str) -> None:
    """Write down that the facts left, before they do."""
    fields = {"release": str(released.pk), "of": str(released.event), "way": way}
    with transaction.atomic():
        record(released.stream, TAKEN, by=by, kind=Kind.DISCLOSURE, fields=fields)


def record_reason(stream: UUID, reason: str, words: str, *, by: By) -> UUID:
    """Write down why somebody opens what this stream is about; they are told that it is recorded."""
    fields = {"reason": reason, "words": words.strip()}
    with transaction.atomic():
        return record(stream, GAVE_REASON, by=by, kind=Kind.CONSULTATION, fields=fields).pk


def record_looking(auditor: Person, page: str, asked: str, *, by: By) -> None:
    """Write down that somebody looks at what others did; in the stream of the one who looks."""
    fields = {"part": page, "asked": asked}
    with transaction.atomic():
        record(auditor.stream, "read", by=by, kind=Kind.CONSULTATION, fields=fields)


def record_export(auditor: Person, asked: str, *, rows: int, made: bytes, by: By) -> None:
    fields: dict[str, Json] = {"asked": asked, "rows": rows, "sha256": sha256(made).hexdigest()}
    with transaction.atomic():
        record(auditor.stream, EXPORTED, by=by, kind=Kind.DISCLOSURE, fields=fields)


def code_of(key: UUID) -> str:
    """The code that goes with a release. It follows from the installation's secret, so it is not kept."""
    figures = salted_hmac("candour/release", str(key), algorithm="sha256").hexdigest().upper()
    return "-".join(figures[at * LETTERS : (at + 1) * LETTERS] for at in range(GROUPS))


def digest_of(code: str) -> bytes:
    return sha256(code.strip().upper().encode()).digest()
