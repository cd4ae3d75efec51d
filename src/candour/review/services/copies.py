# SPDX-License-Identifier: MIT
"""Writes down that a document left, before it does."""

from hashlib import sha256
from uuid import UUID

from django.db import transaction

from candour.ledger.services import By, Kind, record

TAKEN = "copy_taken"


def record_copy(stream: UUID, made: bytes, purpose: str, *, by: By) -> None:
    """Who took it, what for, and the fingerprint of exactly what they took."""
    fields = {"purpose": purpose, "sha256": sha256(made).hexdigest()}
    with transaction.atomic():
        record(stream, TAKEN, by=by, kind=Kind.DISCLOSURE, fields=fields)
