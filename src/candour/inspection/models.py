# SPDX-License-Identifier: MIT
"""Packs for inspections, and to whom each is open from one day to another (T01)."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from candour.inspection.rules.pack import Stage
from candour.ledger.recorded import Recorded
from candour.ledger.sealing import SealedTextField
from candour.people.models import Body, Person

STAGES = [(one.value, one.value) for one in Stage]


class InspectionPack(models.Model):
    """Evidence by the questions of the inspectorate, over some quarters.

    While it is a draft its figures may be drawn anew. Frozen, `content` is what everybody reads.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20, unique=True)
    stream = models.UUIDField(default=uuid4, unique=True, editable=False)
    first_quarter = models.CharField(max_length=7)
    last_quarter = models.CharField(max_length=7)
    stage = models.CharField(max_length=8, choices=STAGES, default=Stage.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    authors = models.JSONField(default=list)
    """Ids of everyone who drew its figures or wrote in it."""
    records = models.JSONField(default=dict)
    """By the code of a figure, the keys of the records that it counts; no words."""
    numbers = SealedTextField(default="{}")
    """By the code of a figure that is a number and no more, the number, as JSON."""
    remarks = SealedTextField(default="{}")
    """By what is asked for, what the body does about the gap, as JSON."""
    content = SealedTextField(default="")
    """The pack as it was frozen, byte by byte: the export, whose digest is in the record."""
    drawn_at = models.DateTimeField(null=True)
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    frozen_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    frozen_event = models.UUIDField(null=True)
    """The act that froze it: its receipt in the record."""

    class Meta:
        indexes = [models.Index(fields=["body", "stage"], name="pack_by_stage")]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_quarter__lte=F("last_quarter")), name="a_pack_has_quarters"
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.DRAFT.value)
                | Q(frozen_at__isnull=False, frozen_by__isnull=False, frozen_event__isnull=False),
                name="a_frozen_pack_has_its_receipt",
            ),
            models.CheckConstraint(
                condition=Q(frozen_by=None) | ~Q(frozen_by=F("started_by")),
                name="whoever_freezes_a_pack_did_not_start_it",
            ),
        ]

    @property
    def sealed_under(self) -> UUID:
        return self.stream


class PackOpening(models.Model):
    """A named inspector may read one pack, from one day until another; both days count."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    pack = models.ForeignKey(InspectionPack, models.PROTECT, related_name="openings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    until = models.DateField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    event = models.UUIDField()
    """The act that set its last day."""
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    recorded = Recorded("person_id", "starts_on", "until")

    class Meta:
        indexes = [models.Index(fields=["person", "until"], name="opening_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("starts_on")), name="an_opening_has_days"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("opened_by")), name="nobody_opens_a_pack_to_themselves"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="a_closed_opening_names_who_closed_it",
            ),
            models.UniqueConstraint(
                fields=["pack", "person"],
                condition=Q(closed_at=None),
                name="one_opening_for_an_inspector",
            ),
        ]
