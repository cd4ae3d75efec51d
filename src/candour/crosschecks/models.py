# SPDX-License-Identifier: MIT
"""Runs of the cross-checks, what they found, and what people answered about two names.

What a finding says is sealed under the key of the declaration that it is about, so that it goes when
that goes. Ids, codes, days and sums stand in plain columns. Answers are never changed: a later one
takes the place of an earlier one, and both stay.
"""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from candour.crosschecks.rules.sides import Answer, Buying, Compartment
from candour.ledger.recorded import Recorded
from candour.ledger.sealing import SealedTextField
from candour.people.models import Body, Person

COMPARTMENTS = [(one.value, one.value) for one in Compartment]
OUTCOMES = [(one, one) for one in ("same", "connected")]


class Salt(models.Model):
    """What the fingerprints of names are made with: nobody finds a name by trying names out."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    only = models.BooleanField(default=True, unique=True)
    value = SealedTextField()

    @property
    def sealed_under(self) -> UUID:
        return self.id


class Run(models.Model):
    """One run over everything that is held: from which facts, by which model, and when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    snapshot = models.CharField(max_length=64)
    """SHA-256 of the facts: with the model, it says what the findings had to be."""
    findings = models.CharField(max_length=64)
    """SHA-256 of the findings."""
    model = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    event = models.UUIDField()

    recorded = Recorded("snapshot", "findings", "model")

    class Meta:
        indexes = [models.Index(fields=["-started_at"], name="crosscheck_run_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("started_at")), name="a_run_ends_after_it_starts"
            ),
        ]


class Tally(models.Model):
    """What a run counted in one compartment. Every name and every finding is accounted for."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="tallies")
    compartment = models.CharField(max_length=12, choices=COMPARTMENTS)
    declarations = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    connected = models.PositiveIntegerField()
    unmatched = models.PositiveIntegerField()
    hidden = models.PositiveIntegerField()
    """Declarations whose name is empty or masked, so that it matches nothing."""
    set_aside = models.PositiveIntegerField()
    """Matches that people have called different."""
    found = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    again = models.PositiveIntegerField()
    held_back = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()
    by_detector = models.JSONField(default=dict)
    """Of each detector, how many it found and how many of these are held back."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "compartment"], name="one_tally_for_each"),
            models.CheckConstraint(
                condition=Q(declarations=F("same") + F("connected") + F("unmatched") + F("hidden")),
                name="every_declaration_is_accounted_for",
            ),
            models.CheckConstraint(
                condition=Q(found=F("new") + F("again") + F("held_back")),
                name="every_finding_is_accounted_for",
            ),
        ]


class Paid(models.Model):
    """What went to one paid name in all, for a look-up while somebody types: sums, and no person."""

    name = models.CharField(max_length=300, unique=True)
    key = models.CharField(max_length=300, db_index=True)
    """The name in its one spelling."""
    number = models.CharField(max_length=20, blank=True)
    payments = models.PositiveIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    contracts = models.PositiveIntegerField(default=0)
    awarded = models.BigIntegerField(default=0)
    cards = models.PositiveIntegerField(default=0)
    charged = models.BigIntegerField(default=0)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    contract = models.CharField(max_length=300, blank=True)
    """The title of the contract that ends last."""
    ends_on = models.DateField(null=True)


class Pair(models.Model):
    """Two names that met, as people answer about them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    """Of where an answer holds and of both names, salted."""
    compartment = models.CharField(max_length=12, choices=COMPARTMENTS)
    answer = models.CharField(
        max_length=10, blank=True, choices=[(one.value, one.value) for one in Answer]
    )
    """The latest; empty while nobody has answered."""
    answered_at = models.DateTimeField(null=True)
    stream = models.UUIDField(default=uuid4, unique=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["answer", "-answered_at"], name="pair_by_answer")]


class Decision(models.Model):
    """What somebody answered about a pair, and why. A later one counts in its place."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="decisions")
    answer = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Answer])
    reason = SealedTextField()
    seen = SealedTextField(default="")
    """What stood side by side, as JSON: with the answer, it is a label to learn from."""
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_by_was = models.CharField(max_length=200)
    decided_at = models.DateTimeField()
    event = models.UUIDField()

    recorded = Recorded("answer", "reason")

    class Meta:
        indexes = [models.Index(fields=["pair", "-decided_at"], name="decision_by_pair")]

    @property
    def sealed_under(self) -> UUID:
        return self.pair.stream


class Finding(models.Model):
    """One finding, from the run that first raised it to the last that did."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    fingerprint = models.CharField(max_length=64, unique=True)
    """Of the detector, the declaration and the body that was paid, salted."""
    content = models.CharField(max_length=64)
    """Of everything that it says, salted: a later run that says the same changes nothing."""
    detector = models.CharField(max_length=40)
    compartment = models.CharField(max_length=12, choices=COMPARTMENTS)
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="findings")
    source = models.CharField(max_length=40)
    """The register that the declaration stands in."""
    reference = models.CharField(max_length=80)
    """Of the declaration."""
    stream = models.UUIDField()
    """Of the declaration: under its key the words are sealed."""
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    bits = models.FloatField()
    need = models.FloatField()
    severity = models.PositiveSmallIntegerField()
    declared_on = models.DateField()
    spent_on = models.DateField(null=True)
    days = models.IntegerField()
    """From the declaration to the money; below zero, the money came first."""
    buying = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Buying])
    count = models.PositiveIntegerField()
    pence = models.BigIntegerField()
    evidence = SealedTextField()
    """Both sides, the sentences with their points and the waterfall of the match, as JSON."""
    first_run = models.ForeignKey(Run, models.PROTECT, related_name="+", db_index=False)
    last_run = models.ForeignKey(Run, models.PROTECT, related_name="+", db_index=False)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    """When a run no longer raised it."""

    class Meta:
        indexes = [
            models.Index(fields=["compartment", "gone_at", "-need"], name="finding_by_need"),
            models.Index(fields=["reference"], name="finding_by_reference"),
            models.Index(fields=["first_seen_at"], name="finding_by_first_seen"),
        ]

    @property
    def sealed_under(self) -> UUID:
        return self.stream
