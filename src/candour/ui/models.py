# SPDX-License-Identifier: MIT
"""What the pages themselves have to remember."""

from uuid import UUID, uuid4

from django.conf import settings
from django.db import models

from candour.ledger.sealing import SealedTextField
from candour.people.models import Body, Person


class Brand(models.Model):
    """How a body appears: its colour, and whom people turn to for help."""

    body = models.OneToOneField(Body, models.PROTECT, related_name="brand")
    colour = models.CharField(max_length=7, default="#1b2a49")
    help_team = models.CharField(max_length=120, blank=True)
    help_email = models.EmailField(blank=True)
    help_phone = models.CharField(max_length=40, blank=True)
    concern_address = models.URLField(blank=True)
    """Where the body already takes confidential reports."""
    concern_phone = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.colour


class Submission(models.Model):
    """A form that was sent. A second arrival of the same form finds the first one here."""

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    path = models.CharField(max_length=500)
    led_to = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.key)


class Draft(models.Model):
    """Answers that were typed and not sent. Only the person who typed them ever reads them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    answers = SealedTextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="one_draft_for_a_form")
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def sealed_under(self) -> UUID:
        return self.id
