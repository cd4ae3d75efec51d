# SPDX-License-Identifier: MIT
"""Releases on their way to the public, and their rows.

A row holds the allow-listed projection of an entry and what the public sees of it; nothing else of
the entry comes here. What was decided on a value stands beside it and, with its history, in the record.
"""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from candour.ledger.recorded import Recorded
from candour.ledger.sealing import SealedTextField
from candour.people.models import Body, Person
from candour.transparency.rules.outcomes import Found, Outcome, Proceedings
from candour.transparency.rules.publication import After, Stage

STAGES = [(one.value, one.value) for one in (*Stage, *After)]
IN_HAND = (Stage.DRAFT.value, Stage.PROPOSED.value)
WAS_PUBLIC = (
    Stage.PUBLISHED.value,
    After.CORRECTED.value,
    Stage.WITHDRAWN.value,
    After.EXPIRED.value,
)


class DatasetRelease(models.Model):
    """One dataset for one period. A correction is a release of its own, with a higher number."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    dataset = models.CharField(max_length=40)
    span = models.CharField(max_length=18)
    """The code of the period."""
    starts_on = models.DateField()
    number = models.PositiveSmallIntegerField(default=1)
    stream = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.UUIDField()
    """The recorded act that prepared it."""
    stage = models.CharField(max_length=12, choices=STAGES, default=Stage.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    prepared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    preparers = models.JSONField(default=list)
    """Ids of everyone who prepared it or decided on a value."""
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    unpublish_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    """When it was corrected, withdrawn or expired."""
    note = models.CharField(max_length=500, blank=True)
    """What the public reads: what was corrected, or why it was withdrawn."""
    sent_back = models.CharField(max_length=500, blank=True)
    """What the approver asked for, for the preparer."""
    hides_earlier = models.BooleanField(default=False)
    """What stood there before is not shown, because it should not have been."""
    published_event = models.UUIDField(null=True)
    bands = models.JSONField(default=list)
    """How many entries each department has, as the public may read it: department, code, at least."""

    recorded = Recorded("dataset", "span", "number")

    class Meta:
        indexes = [models.Index(fields=["body", "dataset", "-starts_on"], name="release_by_span")]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "dataset", "span", "number"], name="one_release_for_a_number"
            ),
            models.UniqueConstraint(
                fields=["body", "dataset", "span"],
                condition=Q(stage__in=IN_HAND),
                name="one_draft_for_a_period",
            ),
            models.UniqueConstraint(
                fields=["body", "dataset", "span"],
                condition=Q(stage=Stage.PUBLISHED.value),
                name="one_release_is_public",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")),
                name="whoever_approves_did_not_prepare",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=WAS_PUBLIC) | Q(approved_by__isnull=False),
                name="nothing_is_public_without_approval",
            ),
        ]


class ReleaseLine(models.Model):
    """One row of a release."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    release = models.ForeignKey(DatasetRelease, models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    reference = models.CharField(max_length=40)
    entry = models.UUIDField(null=True)
    """The edition of the entry that it shows; none for a return or a figure."""
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    row = models.JSONField()
    """The projection as it is held."""
    found = models.JSONField(default=dict)
    """Where something personal may stand: by column, its places and kinds."""
    decided = models.JSONField(default=dict)
    """By column, what was decided and why."""
    withheld = models.CharField(max_length=20, blank=True)
    """Why the whole row stays back; empty while it does not."""
    shown = models.JSONField(default=dict)
    """What is public since it was published; empty before."""
    event = models.UUIDField(null=True)
    """The recorded act that made the row public."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "reference"], name="one_line_for_a_row"),
        ]


class MisconductOutcome(models.Model):
    """What a meeting or hearing decided, for the public; whose case it was is not held here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20, unique=True)
    stream = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.UUIDField()
    heard_on = models.DateField()
    proceedings = models.CharField(max_length=12, choices=[(p.value, p.value) for p in Proceedings])
    found = models.CharField(max_length=20, choices=[(f.value, f.value) for f in Found])
    outcome = models.CharField(max_length=28, choices=[(o.value, o.value) for o in Outcome])
    rank = models.CharField(max_length=60)
    summary = SealedTextField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    """Set aside on appeal, or recorded by mistake."""

    recorded = Recorded("heard_on", "proceedings", "found", "outcome", "rank", "summary")

    class Meta:
        indexes = [models.Index(fields=["body", "-heard_on"], name="outcome_by_day")]

    @property
    def sealed_under(self) -> UUID:
        return self.stream
