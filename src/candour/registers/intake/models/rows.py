# SPDX-License-Identifier: MIT
"""What every imported row keeps beside its values: where it stood, how it stood there, and its fate."""

from django.db import models
from django.db.models import Q

from candour.registers.intake.models.imports import Import, ImportTable


class ImportedRow(models.Model):
    """One row of a file as an entry. It is never changed; a later edition takes its place."""

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, models.PROTECT, related_name="+")
    table = models.ForeignKey(ImportTable, models.PROTECT, related_name="+", db_index=False)
    row_number = models.PositiveIntegerField()
    row_key = models.BinaryField(max_length=16)
    """The same for the same entry, whichever file it comes in."""
    content = models.BinaryField(max_length=16)
    """The same for the same values."""
    cells = models.TextField()
    """The row as it stood in the file, as JSON."""
    noted = models.TextField(blank=True)
    """What a value rests on where it is not simply what stood there, as JSON."""
    superseded_by = models.ForeignKey(
        Import, models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_by = models.ForeignKey(
        Import, models.PROTECT, null=True, related_name="+", db_index=False
    )
    """The import of a later edition of the register, in which it was missing."""

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["row_key"],
                condition=Q(superseded_by=None, ended_by=None),
                name="%(class)s_held_once",
            ),
        ]
