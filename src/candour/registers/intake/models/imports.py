# SPDX-License-Identifier: MIT
"""Imports: what came in, when, by whom, from which file, sheet and row; and what was refused."""

from enum import StrEnum
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

from candour.people.models import Body, Person


class State(StrEnum):
    WAITING = "waiting"
    """Uploaded and looked at; nothing is in a register yet."""
    IMPORTED = "imported"
    UNDONE = "undone"


class Import(models.Model):
    """One act of bringing files in."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=40)
    state = models.CharField(
        max_length=10,
        default=State.WAITING.value,
        choices=[(state.value, state.value) for state in State],
    )
    started_at = models.DateTimeField(default=timezone.now)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    """None when it was done from the command line for the whole installation."""
    started_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """None when it was done from the command line."""
    choices = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    """What was read and what became of it, as it was said at the time."""
    event = models.UUIDField(null=True)
    """The recorded act; with it goes a commitment to the rows."""
    imported_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undo_event = models.UUIDField(null=True)
    continues = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    """The import whose refused rows came back mended in this one."""

    class Meta:
        indexes = [models.Index(fields=["-started_at", "id"], name="import_newest")]
        constraints = [
            models.CheckConstraint(
                name="an_import_that_is_undone_says_when",
                condition=Q(state="undone", undone_at__isnull=False)
                | ~Q(state="undone") & Q(undone_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def sealed_under(self) -> UUID:
        return self.id


class ImportFile(models.Model):
    """A file of an import. Its content is kept, sealed, only until its rows are in."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    of = models.ForeignKey(Import, models.CASCADE, related_name="files")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "order"], name="one_file_for_each_place"),
        ]


class ImportTable(models.Model):
    """A table of a sheet of a file, with the columns as they were understood."""

    id = models.BigAutoField(primary_key=True)
    file = models.ForeignKey(ImportFile, models.CASCADE, related_name="tables")
    sheet = models.CharField(max_length=255)
    number = models.PositiveIntegerField()
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)


class RefusedRow(models.Model):
    """A row that was not understood, whole, with what to do about it."""

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, models.CASCADE, related_name="refused")
    table = models.ForeignKey(ImportTable, models.CASCADE, related_name="+", db_index=False)
    row_number = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    about = models.CharField(max_length=40, blank=True)
    sentence = models.CharField(max_length=400)
    value = models.CharField(max_length=100, blank=True)
    cells = models.JSONField(default=list)
    pence = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, default="GBP")


class NilReturn(models.Model):
    """Somebody was asked and had nothing: that is not the same as never having been asked."""

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, models.CASCADE, related_name="nil_returns")
    table = models.ForeignKey(ImportTable, models.CASCADE, related_name="+", db_index=False)
    row_number = models.PositiveIntegerField()
    row_key = models.BinaryField(max_length=16)
    person = models.TextField(blank=True)
    cells = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row_key"], name="one_nil_return_for_each_row"),
        ]


class RememberedColumns(models.Model):
    """What was decided about files with these headings, for the next edition of the same source."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)
    choices = models.JSONField(default=dict)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "signature"], name="one_memory_of_each_source"),
        ]
