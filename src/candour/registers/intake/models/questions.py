# SPDX-License-Identifier: MIT
"""What was asked about a claim or a purchase, and what whoever made it said."""

from uuid import UUID, uuid4

from django.db import models

from candour.ledger.recorded import Recorded
from candour.ledger.sealing import SealedTextField
from candour.people.models import Body, Person


class ClaimNote(models.Model):
    """A question or an explanation. The database keeps it from being changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    line = models.CharField(max_length=60)
    """The claim or purchase, the same in whichever file it came: its kind and its key."""
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    """Whose claim it is."""
    what = models.CharField(max_length=10, choices=[("asked", "asked"), ("explained", "explained")])
    text = SealedTextField()
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    stream = models.UUIDField(default=uuid4, editable=False)
    event = models.UUIDField()

    recorded = Recorded("what", "text")

    class Meta:
        indexes = [models.Index(fields=["line", "said_at"], name="claim_note_by_line")]

    @property
    def sealed_under(self) -> UUID:
        return self.stream
