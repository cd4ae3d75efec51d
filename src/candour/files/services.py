# SPDX-License-Identifier: MIT
"""Keeps the files that people add, and clears away what a crash left behind."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.db.models import Count, Q, Sum
from django.utils import timezone

from candour.files import storage
from candour.files.inspection.everything import CHECKS
from candour.files.models import StoredFile
from candour.files.rules.names import FileType, kept_name, refusal, type_of
from candour.files.uploads import LARGEST, TooLargeUpload
from candour.kernel.procedure import Refused
from candour.ledger.sealing import place, seal_bytes
from candour.ledger.services import By, NotInATransaction

CONTENT = "content"
LEFT_ALONE = timedelta(days=1)
"""What is younger may belong to an act that is still going on."""


@dataclass(frozen=True)
class Most:
    files: int
    bytes: int


MOST_IN_A_MATTER = Most(300, 300 * 1024 * 1024)
MOST_IN_A_DAY = Most(200, 500 * 1024 * 1024)


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept."""

    name: str
    file_type: FileType
    content: bytes
    given_sha256: str


@dataclass(frozen=True)
class Swept:
    """What a sweep did, and what it found amiss."""

    removed: int
    bytes_freed: int
    missing: tuple[UUID, ...]
    """Files in the database whose content is not on disk."""


def check(upload: "UploadedFile[Any]") -> CheckedFile:
    """Look at a file and keep nothing; refuses with a sentence that names it."""
    name = kept_name(upload.name or "") or "without a name"
    if not settings.UPLOADS:
        raise refusal(name, "your organisation takes no files here. Ask it where to send them.")
    if not upload.size:
        raise refusal(name, "it is empty. Choose another file.")
    mega = LARGEST // 1024 // 1024
    if upload.size > LARGEST:
        raise refusal(
            name, f"it is larger than {mega} MB. Save it smaller or in parts and upload that."
        )
    if isinstance(upload, TooLargeUpload):
        raise refusal(
            name, "the files together are too large to be read at once. Upload this one on its own."
        )
    file_type = type_of(name)
    upload.seek(0)
    given = upload.read(LARGEST + 1)
    content = CHECKS[file_type](name, given)
    return CheckedFile(name, file_type, content, hashlib.sha256(given).hexdigest())


def keep(upload: "UploadedFile[Any]", *, stream: UUID, by: By) -> StoredFile:
    """Check a file and keep it, inside the caller's transaction; the caller records the act."""
    return keep_checked(check(upload), stream=stream, by=by)


def keep_checked(checked: CheckedFile, *, stream: UUID, by: By) -> StoredFile:
    """Write the content first: a row without content would be worse than content without a row."""
    if not connection.in_atomic_block:
        raise NotInATransaction("keep a file inside the transaction of the act that adds it")
    _refuse_beyond_quota(checked, stream, by)
    stored = StoredFile(
        stream=stream,
        name=checked.name,
        file_type=checked.file_type.value,
        size=len(checked.content),
        sha256=hashlib.sha256(checked.content).hexdigest(),
        given_sha256=checked.given_sha256,
        added_by_id=by.person,
    )
    label = place(stored._meta.db_table, stored.pk, CONTENT)
    storage.write(stored.pk, seal_bytes(stream, label, checked.content))
    stored.save(force_insert=True)
    return stored


def _refuse_beyond_quota(checked: CheckedFile, stream: UUID, by: By) -> None:
    """So many for one matter, and so many from one person in a day."""
    a_day_ago = timezone.now() - timedelta(days=1)
    limits = [(Q(stream=stream), MOST_IN_A_MATTER, "This matter holds as many files as it may")]
    if by.person:
        mine = Q(added_by_id=by.person, added_at__gt=a_day_ago)
        limits.append((mine, MOST_IN_A_DAY, "You have added as many files today as you may"))
    for which, most, words in limits:
        found = StoredFile.objects.filter(which).aggregate(n=Count("pk"), bytes=Sum("size"))
        together = (found["bytes"] or 0) + len(checked.content)
        if found["n"] >= most.files or together > most.bytes:
            raise Refused(f"{words}. Ask the Secretariat how to send the rest.", about="files")


def sweep(now: datetime) -> Swept:
    """Remove content that belongs to no row: its act was undone, or the power failed."""
    removed = freed = 0
    on_disk = {path.name: path for path in storage.everything()}
    known = {file_id.hex for file_id in StoredFile.objects.values_list("pk", flat=True)}
    for name, path in on_disk.items():
        details = path.stat()
        if name in known or details.st_mtime > (now - LEFT_ALONE).timestamp():
            continue
        path.unlink(missing_ok=True)
        removed, freed = removed + 1, freed + details.st_size
    missing = sorted(
        UUID(name) for name in known - on_disk.keys() if not storage.exists(UUID(name))
    )
    return Swept(removed, freed, tuple(missing))
