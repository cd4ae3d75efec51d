# SPDX-License-Identifier: MIT
"""Controlled documents, their versions, who was consulted and each yearly review.

A version that was adopted never changes; which one is in force on a day follows from the days on
which versions commence, so two can never be in force together.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from candour.people.models import Body, Person, Post
from candour.policy.packs_on_file import read_adopted
from candour.policy.rules.document_facts import Outcome, Risk, Stage
from candour.policy.rules.pack import Pack


class PolicyDocument(models.Model):
    """A policy or procedure of one body, whatever its version."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    """The policy that this one puts into practice."""
    owning_department = models.CharField(max_length=120)
    owner_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    sponsor_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    stream = models.UUIDField(default=uuid4, unique=True, editable=False)
    """Where the record keeps what happens to the document."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "slug"], name="one_document_for_a_slug"),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="a_document_is_not_its_own_parent"
            ),
        ]


class PolicyVersion(models.Model):
    """One text of a document, with its front page."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stage = models.CharField(
        max_length=10,
        choices=[(stage.value, stage.value) for stage in Stage],
        default=Stage.DRAFT.value,
    )
    edition = models.PositiveIntegerField(default=1)
    """Goes up with each change of a draft, so that nobody overwrites what they have not seen."""
    changes = models.TextField(blank=True)
    text = models.TextField(blank=True)
    pack_text = models.TextField(blank=True)
    """The policy pack; empty for a document that steers no procedure."""
    references = models.JSONField(default=list, blank=True)
    risk_rating = models.CharField(
        max_length=10, blank=True, choices=[(risk.value, risk.value) for risk in Risk]
    )
    equality_impact = models.TextField(blank=True)
    commences_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    """The board, not a person."""
    approval_reference = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    adopted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_version_for_a_number"),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(stage=Stage.DRAFT.value),
                name="one_draft_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["document", "commences_on"],
                condition=Q(stage=Stage.ADOPTED.value),
                name="one_version_comes_into_force_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.ADOPTED.value)
                | (
                    ~Q(risk_rating="")
                    & ~Q(equality_impact="")
                    & ~Q(approved_by="")
                    & Q(approved_on__isnull=False)
                    & Q(commences_on__isnull=False)
                    & Q(review_on__isnull=False)
                    & Q(review_on__gt=F("commences_on"))
                    & Q(adopted_by__isnull=False)
                    & Q(adopted_at__isnull=False)
                ),
                name="an_adopted_version_is_complete",
            ),
        ]

    @property
    def pack(self) -> Pack:
        return read_adopted(self.pack_text)


class PolicyConsultation(models.Model):
    """One consultee of one version."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="consultations")
    consultee = models.CharField(max_length=200)
    staff_body = models.BooleanField(default=False)
    """A staff association or trade union: one at least has to be asked."""
    asked_on = models.DateField()
    reply_by = models.DateField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    replied_on = models.DateField(null=True, blank=True)
    reply = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    """What was done about the reply."""

    class Meta:
        ordering = ["asked_on", "consultee"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "consultee"], name="a_consultee_is_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(reply_by__gt=F("asked_on")), name="a_consultee_has_time_to_reply"
            ),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True, reply="")
                | (Q(replied_on__isnull=False, replied_on__gte=F("asked_on")) & ~Q(reply="")),
                name="a_reply_has_a_day_and_a_text",
            ),
        ]


class PolicyReview(models.Model):
    """A yearly look at the version in force, and at its effect on equality."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    outcome = models.CharField(
        max_length=10, choices=[(outcome.value, outcome.value) for outcome in Outcome]
    )
    findings = models.TextField()
    equality_findings = models.TextField()
    next_review_on = models.DateField()
    reviewed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["reviewed_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_review_on__gt=F("reviewed_on")),
                name="the_next_review_is_later",
            ),
        ]
