# SPDX-License-Identifier: MIT
"""Who holds a body to account from when, and the report that they get for each quarter (EAP B3)."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from candour.ledger.recorded import Recorded
from candour.ledger.sealing import SealedTextField
from candour.people.models import Body, Person
from candour.review.rules.reporting import PartyKind, Stage

STAGES = [(one.value, one.value) for one in Stage]
KINDS = [(one.value, one.value) for one in PartyKind]


class HeldToAccountBy(models.Model):
    """The party that holds a body to account from a day on, until another takes its place.

    A report keeps the name that held on the last day of its quarter, whatever comes later.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    stream = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.UUIDField()
    kind = models.CharField(max_length=24, choices=KINDS)
    name = models.CharField(max_length=200)
    starts_on = models.DateField()

    recorded = Recorded("kind", "name", "starts_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "starts_on"], name="one_party_from_a_day"),
        ]


class QuarterlyReport(models.Model):
    """The report of one quarter. Its figures are drawn and locked; what is written stands beside them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=7)
    stream = models.UUIDField(default=uuid4, unique=True, editable=False)
    stage = models.CharField(max_length=8, choices=STAGES, default=Stage.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    authors = models.JSONField(default=list)
    """Ids of everyone who drew its figures or wrote in it."""
    figures = models.JSONField(default=dict)
    """By the code of a figure, the references of the records that it counts; no words."""
    drawn_at = models.DateTimeField(null=True)
    narrative = SealedTextField(default="{}")
    """By the code of a part, what is written beside its figures, as JSON."""
    party_kind = models.CharField(max_length=24, choices=KINDS, blank=True)
    party_name = models.CharField(max_length=200, blank=True)
    """To whom it goes, as they were called on the last day of the quarter."""
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    frozen_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    frozen_event = models.UUIDField(null=True)
    """The act that froze it: its receipt in the record."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "quarter"], name="one_report_for_a_quarter"),
            models.CheckConstraint(
                condition=~Q(stage=Stage.FROZEN.value)
                | Q(frozen_at__isnull=False, frozen_by__isnull=False, frozen_event__isnull=False),
                name="a_frozen_report_has_its_receipt",
            ),
            models.CheckConstraint(
                condition=Q(frozen_by=None) | ~Q(frozen_by=F("started_by")),
                name="whoever_freezes_a_report_did_not_start_it",
            ),
        ]

    @property
    def sealed_under(self) -> UUID:
        return self.stream
