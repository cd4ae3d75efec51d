# SPDX-License-Identifier: MIT
"""The list of what was erased: carried from one copy of the database to another, and carried out again.

The list names events and fields and holds no content. It must outlive every backup: a copy of the
database from before an erasure still has what was erased.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from candour.ledger.actors import By
from candour.ledger.models import Event, EventField
from candour.ledger.queries import opened, openings
from candour.ledger.services import erase
from candour.ledger.streams import ERASURES

STAYS = (
    "What stays, so that the record can be verified: that there were acts, when, of which kind, in "
    "which order, by whose account; the digests of what is gone; and this erasure."
)
AGAIN = "carried out again after a restore"


class NotAList(Exception):
    """What was given is no list of erasures. The message says which line."""


@dataclass(frozen=True)
class Erasure:
    """One erasure: of a whole stream, or of these fields of these events."""

    event: UUID
    """The event that recorded it."""
    stream: UUID
    whole: bool
    fields: dict[UUID, list[str]]


def listed() -> list[Erasure]:
    """Every erasure on record, oldest first."""
    ids = list(Event.objects.filter(stream=ERASURES).order_by("seq").values_list("pk", flat=True))
    return [_read(event, facts) for event, facts in opened(ids).items()]


def _read(event: UUID, facts: dict[str, Any]) -> Erasure:
    fields = {UUID(one): list(names) for one, names in facts["fields"].items()}
    return Erasure(event, UUID(facts["stream"]), bool(facts.get("whole")), fields)


def spelled(erasures: Iterable[Erasure]) -> str:
    """The list as lines of JSON, for a file that is kept beside the backups."""
    return "".join(
        json.dumps(
            {
                "event": str(one.event),
                "stream": str(one.stream),
                "whole": one.whole,
                "fields": {str(event): names for event, names in one.fields.items()},
            },
            sort_keys=True,
        )
        + "\n"
        for one in erasures
    )


def parse(text: str) -> list[Erasure]:
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            facts = json.loads(line)
            found.append(_read(UUID(facts["event"]), facts))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise NotAList(f"line {number} names no erasure") from None
    return found


def replay(erasures: Iterable[Erasure], *, by: By) -> list[Event]:
    """Carry out what this database does not know of yet; returns what was recorded."""
    done: list[Event] = []
    for one in erasures:
        with transaction.atomic():
            if not Event.objects.filter(pk=one.event).exists() and _is_here(one):
                fields = None if one.whole else one.fields
                done.append(erase(one.stream, by=by, reason=AGAIN, fields=fields))
    return done


def certificate(event: UUID) -> str:
    """What an erasure took, when, by whose word and why, for whoever asked for it."""
    row = Event.objects.select_related("leaf").get(pk=event, stream=ERASURES)
    facts: dict[str, Any] = openings([event])[event]
    said = {name: opening.value for name, opening in facts.items()}
    one = _read(event, said)
    count = sum(map(len, one.fields.values()))
    by = said.get("_name") or str(row.by_person or "")
    lines = [
        "CERTIFICATE OF ERASURE",
        "",
        f"Erasure   {event}",
        f"When      {timezone.localtime(row.at):%d %B %Y, %H:%M:%S %Z}",
        f"By        {by} ({row.role})",
        f"Reason    {said['reason']}",
        *([f"Under     {', '.join(row.clauses)}"] if row.clauses else []),
        f"Stream    {one.stream}",
        f"Entry     {row.leaf_id} of the log, {bytes(row.leaf.leaf_hash).hex()}",
        "",
        f"Erased: {count} facts of {len(one.fields)} acts"
        + (", and the key that sealed everything in the matter, its files and letters."
           if one.whole else "."),
        *(f"  {act}: {', '.join(sorted(names))}" for act, names in sorted(one.fields.items())),
        "",
        STAYS,
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def latest_of(stream: UUID) -> UUID | None:
    """The newest erasure in a stream, by the event that certifies it."""
    found = [one.event for one in listed() if one.stream == stream]
    return found[-1] if found else None


def _is_here(one: Erasure) -> bool:
    there = EventField.objects.filter(event__stream=one.stream, sealed__isnull=False)
    return (there if one.whole else there.filter(event__in=list(one.fields))).exists()
