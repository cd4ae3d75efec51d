# SPDX-License-Identifier: MIT
"""Procurements, who takes part, what they declared, what was made of it, and the document.

Everything that somebody wrote is sealed under the key of the procurement. Ids, codes, days and sums
stand in plain columns; of the registers nothing is kept but which entries were laid before somebody.
"""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from candour.ledger.recorded import Recorded
from candour.ledger.sealing import SealedTextField
from candour.people.models import Body, Person
from candour.procurement.rules.procurement import Hand, Nature, Stage, Verdict

HANDS = [(one.value, one.value) for one in Hand]
STAGES = [(one.value, one.value) for one in Stage]
NATURES = [(one.value, one.value) for one in Nature]


class Procurement(models.Model):
    """One thing that a body buys, from planning to the end of the contract."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20, unique=True)
    stream = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.UUIDField()
    subject = SealedTextField()
    pence = models.BigIntegerField()
    """What it is estimated to cost."""
    accountable = models.ForeignKey(Person, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=STAGES, default=Stage.PLANNING.value)
    version = models.PositiveIntegerField(default=1)
    asked = models.BooleanField(default=True)
    prepared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who prepared the document that says how things are; nobody while none does."""
    confirmed = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    staged_at = models.DateTimeField()
    """Since when it stands at its stage."""
    ended_at = models.DateTimeField(null=True)
    ended_because = SealedTextField(default="")

    class Meta:
        indexes = [models.Index(fields=["body", "ended_at"], name="procurement_by_body")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed=False) | Q(prepared_by__isnull=False),
                name="what_is_confirmed_was_prepared",
            ),
            models.CheckConstraint(
                condition=Q(confirmed=False) | ~Q(prepared_by=F("accountable")),
                name="who_confirms_did_not_prepare",
            ),
            models.CheckConstraint(condition=Q(pence__gte=0), name="a_value_is_not_below_nothing"),
        ]

    @property
    def sealed_under(self) -> UUID:
        return self.stream


class OfProcurement(models.Model):
    """Something that belongs to a procurement and came with a recorded act."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="%(class)ss")
    event = models.UUIDField()

    class Meta:
        abstract = True

    @property
    def sealed_under(self) -> UUID:
        return self.procurement.stream


class Supplier(OfProcurement):
    """A bidder, or one that is expected to bid."""

    name = SealedTextField()
    number = models.CharField(max_length=20, blank=True)
    """Its company number."""
    won = models.BooleanField(default=False)


class Participant(OfProcurement):
    """Somebody who decides on it or influences it, until they stand down."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    hand = models.CharField(max_length=12, choices=HANDS)
    does = SealedTextField()
    named_at = models.DateTimeField()
    declared = models.BooleanField(default=False)
    assessed = models.BooleanField(default=False)
    excludes = models.ForeignKey(Supplier, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    """When they were last asked to declare."""
    stood_down_at = models.DateTimeField(null=True)
    why = SealedTextField(default="")

    class Meta:
        indexes = [models.Index(fields=["person", "stood_down_at"], name="participant_by_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "person"],
                condition=Q(stood_down_at=None),
                name="nobody_takes_part_twice",
            ),
            models.CheckConstraint(
                condition=Q(assessed=False) | Q(declared=True), name="who_is_assessed_has_declared"
            ),
        ]


class Declaration(OfProcurement):
    """What somebody declared for it. A later one takes its place, and both stay."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="declarations")
    said = SealedTextField()
    """The entries laid before them with their answers, the natures and the details, as JSON."""
    made_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    recorded = Recorded("said")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(superseded_at=None),
                name="one_declaration_counts",
            ),
        ]


class Assessment(OfProcurement):
    """What somebody who does not buy makes of one declaration."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="assessments")
    verdict = models.CharField(max_length=12, choices=[(v.value, v.value) for v in Verdict])
    nature = models.CharField(max_length=12, choices=NATURES, blank=True)
    reasons = SealedTextField()
    """In words that may stand in the document."""
    shows = SealedTextField(default="")
    supplier = models.ForeignKey(Supplier, models.PROTECT, null=True, related_name="+")
    assessed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    recorded = Recorded("verdict", "nature", "reasons", "shows")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(superseded_at=None),
                name="one_assessment_counts",
            ),
        ]


class Mitigation(OfProcurement):
    """A step about a conflict, as a promise: who keeps it, who sees to it, until when."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="steps")
    text = SealedTextField()
    keeper = models.ForeignKey(Person, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    """Who sees to it that it is kept."""
    next_check = models.DateField()
    found = models.CharField(max_length=10, blank=True)
    seen = SealedTextField(default="")
    """What the owner saw when they checked."""
    checked_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "next_check"], name="mitigation_by_owner")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(owner=F("keeper")), name="nobody_checks_their_own_step"
            ),
        ]


class Task(OfProcurement):
    """What procurement gets to know of the registers: a supplier, perhaps a person, and no more."""

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="tasks")
    about = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    pair = models.UUIDField(null=True)
    """The pair of names that somebody answered, where it comes from the cross-checks."""
    seen = SealedTextField(default="[]")
    """References of the entries behind it, as JSON: says whether something new came up."""
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    answer = SealedTextField(default="")
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["procurement", "settled_at"], name="task_open")]


class Revision(OfProcurement):
    """The document as it was prepared, and who confirmed it."""

    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=12, choices=STAGES)
    """At which stage it was prepared."""
    content = SealedTextField()
    """All that it says, as JSON."""
    prepared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    prepared_by_was = models.CharField(max_length=200)
    prepared_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_by_was = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    recorded = Recorded("number", "content")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "number"], name="one_document_for_a_number"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("prepared_by")),
                name="two_people_make_a_document",
            ),
        ]
