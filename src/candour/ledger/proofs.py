# SPDX-License-Identifier: MIT
"""Proofs that one act is in the log, for people without an account (C2SP tlog-proof)."""

import base64
import json
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from candour.ledger import checkpoints, verify_log
from candour.ledger.models import Event, EventField
from candour.ledger.queries import openings
from candour.ledger.rules import merkle
from candour.ledger.rules.commitments import Json
from candour.ledger.tile_tree import DatabaseTree, TileTree
from candour.ledger.verify_log import Wrong


class NoProof(Exception):
    """There is nothing to prove yet, or nothing by that name. The message says what to do."""


# ------------------------------------------------------------------ which act

Finder = Callable[[str], UUID | None]
_finders: list[Finder] = []


def register_finder(find: Finder) -> None:
    """An app says how a reference on paper leads to the stream of its matter."""
    _finders.append(find)


def stream_named(reference: str) -> UUID | None:
    """The stream of the matter or entry with this reference; none if no app knows it."""
    found = (find(reference) for find in _finders)
    return next((stream for stream in found if stream), None)


def event_called(name: str) -> Event:
    """The event with this identifier, or the newest of the stream or matter with this name."""
    events = Event.objects.select_related("leaf")
    streams = [find(name) for find in _finders]
    given = _as_uuid(name)
    event: Event | None = events.filter(pk=given).first() if given else None
    if event is None:
        wanted = [one for one in (given, *streams) if one]
        event = events.filter(stream__in=wanted).order_by("-seq").first()
    if event is None:
        raise NoProof(f"nothing was recorded under {name}")
    return event


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


# ------------------------------------------------------------------ the proof


def newest_signed(events: Sequence[UUID]) -> Event | None:
    """Of these events the last that the newest signed checkpoint covers."""
    checkpoint = checkpoints.last_checkpoint()
    if checkpoint is None:
        return None
    covered = Event.objects.filter(pk__in=events, leaf__lt=checkpoint.size)
    return covered.select_related("leaf").order_by("-leaf").first()


def prove(event: Event, *, show: Collection[str] = ()) -> bytes:
    """A file that proves the entry of this event offline, and these facts of it and no others."""
    note, path = _inclusion(event)
    disclosed = json.dumps(_disclosure(event, show), **SPELLED).encode() if show else b""
    extra = _spelled(bytes(event.leaf.entry) + disclosed)
    hashes = "".join(f"{_spelled(node)}\n" for node in path)
    head = f"c2sp.org/tlog-proof@v1\nextra {extra}\nindex {event.leaf_id}\n{hashes}\n"
    return _checked(head.encode() + note)


def disclose(event: Event, *, show: Collection[str]) -> bytes:
    """The same as one JSON document, for people who want to read what they check."""
    note, path = _inclusion(event)
    whole = {
        "format": verify_log.DISCLOSURE,
        "fields": _disclosure(event, show),
        "entry": _spelled(bytes(event.leaf.entry)),
        "index": event.leaf_id,
        "path": [_spelled(node) for node in path],
        "checkpoint": note.decode(),
    }
    return _checked((json.dumps(whole, indent=2, **SPELLED) + "\n").encode())


SPELLED: dict[str, Any] = {"ensure_ascii": False}


def _inclusion(event: Event) -> tuple[bytes, list[bytes]]:
    """The newest checkpoint, and the hashes from the entry up to its root."""
    note = checkpoints.last_signed()
    checkpoint = checkpoints.opened(note) if note else None
    if note is None or checkpoint is None or checkpoint.size <= event.leaf_id:
        raise NoProof("this act is not in a signed checkpoint yet: publish the log first")
    return note, _path(event.leaf_id, checkpoint.size)


def _checked(proof: bytes) -> bytes:
    """Nothing leaves that its reader would find wrong."""
    verify_log.check_proof(
        verify_log.parse_proof(proof), verify_log.parse_key(checkpoints.log_key().verifier_key)
    )
    return proof


def _spelled(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _path(index: int, size: int) -> list[bytes]:
    """From the published tiles, which is quick; from the database where they are not at hand."""
    try:
        return merkle.inclusion_proof(TileTree(Path(settings.LOG_FOLDER), size), index, size)
    except Wrong:
        return merkle.inclusion_proof(DatabaseTree(), index, size)


def _disclosure(event: Event, show: Collection[str]) -> dict[str, Json]:
    """The facts to show with their salts; of the others the digest, which says nothing."""
    known = openings([event.pk])[event.pk]
    if unknown := sorted(set(show) - set(known)):
        raise NoProof(f"this act has no such facts: {', '.join(unknown)}")
    fields: dict[str, Json] = {}
    rows = EventField.objects.filter(event=event).order_by("name")
    for name, digest in rows.values_list("name", "digest"):
        if name in show:
            fields[name] = {"value": known[name].value, "salt": known[name].salt.hex()}
        else:
            fields[name] = {"digest": bytes(digest).hex()}
    return fields
