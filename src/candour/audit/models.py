# SPDX-License-Identifier: MIT
"""What was let out of the record, and who was let in to a matter beside those who deal with it."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from candour.ledger.recorded import Recorded, RecordedBy
from candour.ledger.sealing import SealedTextField
from candour.people.models import Person


class Release(models.Model):
    """Chosen facts of one event that somebody may take out: with their browser, or by command.

    Of the facts only the names stand here, never a value.
    A command opens no content without one, so whoever runs the machine needs a person who may see.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    stream = models.UUIDField()
    event = models.UUIDField()
    """The act whose facts these are."""
    names = models.JSONField()
    """Names of facts, as the record calls them; never their values."""
    digest = models.BinaryField(max_length=32, unique=True)
    """SHA-256 of the code under which the command finds it."""
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="a_release_ends_after_it_begins"
            ),
        ]


class Admitted(models.TextChoices):
    ASKED = "asked", "Waits to be seconded"
    SECONDED = "seconded", "May read it"
    ENDED = "ended", "Ended"


class Admission(models.Model):
    """A named person may read one matter, for a stated reason and time, as two others agreed.

    It counts once it is seconded, until its last day or until somebody ends it. Whoever makes it
    count behind the services is found: the newest of its events commits to what it says.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    stream = models.UUIDField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    reason = SealedTextField()
    until = models.DateField()
    """The last day that counts."""
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    seconder = models.ForeignKey(Person, models.PROTECT, related_name="+")
    """Who is asked to agree, and nobody else may."""
    seconded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """None where the time ran out."""
    state = models.CharField(max_length=8, choices=Admitted.choices, default=Admitted.ASKED.value)
    event = RecordedBy()
    """The act that brought it into its state."""

    recorded = Recorded("state", "person_id", "seconder_id", "until", "reason")

    class Meta:
        indexes = [
            models.Index(fields=["person", "until"], name="admission_by_person"),
            models.Index(fields=["stream"], name="admission_by_matter"),
            # SQLite looks for the rows that wait for an event when it comes.
            models.Index(fields=["event"], name="admission_by_event"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(seconder=F("asked_by"))
                & ~Q(person=F("asked_by"))
                & ~Q(person=F("seconder")),
                name="an_admission_takes_three_people",
            ),
            models.UniqueConstraint(
                fields=["stream", "person"],
                condition=Q(ended_at__isnull=True),
                name="one_admission_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=Admitted.ENDED.value, ended_at__isnull=False)
                | (~Q(state=Admitted.ENDED.value) & Q(ended_at__isnull=True)),
                name="an_admission_that_ended_has_its_time",
            ),
        ]

    @property
    def sealed_under(self) -> UUID:
        return self.stream
