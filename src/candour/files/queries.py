# SPDX-License-Identifier: MIT
"""Reads files back."""

from uuid import UUID

from candour.files import storage
from candour.files.models import StoredFile
from candour.ledger.sealing import open_bytes, place


def of_stream(stream: UUID) -> list[StoredFile]:
    """The files of a matter, in the order in which they were added."""
    return list(StoredFile.objects.filter(stream=stream).order_by("added_at", "pk"))


def by_id(file_id: UUID, *, stream: UUID) -> StoredFile | None:
    """The file, if it belongs to this matter."""
    return StoredFile.objects.filter(pk=file_id, stream=stream).first()


def has_content(file_id: UUID) -> bool:
    """Whether the file is still here; an erased one leaves its name and digest in the record."""
    return StoredFile.objects.filter(pk=file_id).exists() and storage.exists(file_id)


def content(stored: StoredFile) -> bytes:
    label = place(stored._meta.db_table, stored.pk, "content")
    return open_bytes(stored.stream, label, storage.read(stored.pk))
