# SPDX-License-Identifier: MIT
"""Messages to be sent or sent, what is attached to them, and jobs that run by the clock."""

from enum import StrEnum
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

from candour.ledger.models import Event
from candour.ledger.sealing import SealedTextField
from candour.people.models import Person


class State(StrEnum):
    """Where a message stands. Only queued and failed ones are still to be sent."""

    QUEUED = "queued"
    FAILED = "failed"
    SENT = "sent"
    REFUSED = "refused"
    GAVE_UP = "gave_up"


OPEN = (State.QUEUED.value, State.FAILED.value)


class Message(models.Model):
    """One letter to one addressee. Everything but the subject line is sealed.

    The subject holds a verb, a reference and a date and nothing else, so that a list of messages,
    or a copy of the database, gives nothing away.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    stream = models.UUIDField()
    """The matter that the message belongs to; its key seals what follows."""
    once = models.CharField(max_length=120, blank=True)
    """A key of the caller's: the same key never makes a second message."""
    subject = models.CharField(max_length=200)
    to_party = models.BooleanField(default=False)
    """Whether the addressee is a person outside, with no account."""
    language = models.CharField(max_length=5, default="en")
    letter = SealedTextField()
    to_name = SealedTextField()
    to_address = SealedTextField()
    text = SealedTextField()
    html = SealedTextField()
    link = SealedTextField(default="")

    state = models.CharField(
        max_length=10,
        default=State.QUEUED.value,
        choices=[(state.value, state.value) for state in State],
    )
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now, null=True)
    """Empty once nothing more will be tried."""
    leased_until = models.DateTimeField(null=True)
    """Set while a worker is sending; past it, another worker may."""
    problem = models.CharField(max_length=200, blank=True)

    queued_at = models.DateTimeField(default=timezone.now)
    queued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    """The act that caused it."""
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_key_makes_one_message", fields=["once"], condition=~Q(once="")
            ),
            models.CheckConstraint(
                name="a_sent_message_has_its_time",
                condition=Q(state=State.SENT.value, sent_at__isnull=False)
                | (~Q(state=State.SENT.value) & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_message_is_tried_while_it_is_open",
                condition=Q(state__in=OPEN, next_try_at__isnull=False)
                | (~Q(state__in=OPEN) & Q(next_try_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], name="message_next_try"),
            models.Index(fields=["stream", "-queued_at"], name="message_by_matter"),
            models.Index(fields=["-queued_at", "-id"], name="message_newest_first"),
            models.Index(fields=["state", "-queued_at", "-id"], name="message_by_state"),
        ]

    @property
    def sealed_under(self) -> UUID:
        return self.stream


class Attachment(models.Model):
    """A file that goes with a message, sealed like the message."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    message = models.ForeignKey(Message, models.PROTECT, related_name="attachments")
    order = models.PositiveSmallIntegerField()
    name = SealedTextField()
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "order"], name="attachments_are_in_order"),
        ]

    @property
    def sealed_under(self) -> UUID:
        return self.message.stream


class Schedule(models.Model):
    """A job that the worker runs by the clock: when it is due and how it went."""

    name = models.SlugField(primary_key=True, max_length=60)
    next_run_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    last_run_at = models.DateTimeField(null=True)
    last_problem = models.CharField(max_length=200, blank=True)
