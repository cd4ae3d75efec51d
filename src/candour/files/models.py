# SPDX-License-Identifier: MIT
"""Files that people added. The row knows about the file; its content lies sealed on disk."""

from enum import StrEnum
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

from candour.files.rules.names import FileType
from candour.ledger.sealing import SealedTextField
from candour.people.models import Person


class State(StrEnum):
    """How far a file has been examined."""

    CHECKED = "checked"
    """Its structure fits its type; it was not scanned for viruses."""


class StoredFile(models.Model):
    """One file, kept under a random name outside anything that a web server serves."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    stream = models.UUIDField()
    """The matter that the file belongs to; its key seals the name and the content."""
    name = SealedTextField()
    file_type = models.CharField(
        max_length=5, choices=[(kind.value, kind.value) for kind in FileType]
    )
    size = models.PositiveIntegerField()
    """Of the content that is kept, in bytes."""
    sha256 = SealedTextField()
    """Of the content that is kept. Sealed: whoever has a copy of a file could tell it by this."""
    given_sha256 = SealedTextField()
    """Of the file as it was given; pictures are written anew before they are kept."""
    state = models.CharField(
        max_length=7,
        default=State.CHECKED.value,
        choices=[(state.value, state.value) for state in State],
    )
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """None when somebody outside added it; the record has their name."""
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_file_is_not_empty", condition=Q(size__gt=0)),
        ]
        indexes = [
            models.Index(fields=["stream", "added_at"], name="file_by_matter"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def sealed_under(self) -> UUID:
        return self.stream
