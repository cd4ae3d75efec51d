# SPDX-License-Identifier: MIT
"""What Stages Three and Four leave behind: decisions, conditions, tellings, the reassessment."""

from django.db import models
from django.db.models import Q

from candour.gateway.models.case import Case, Involved, OfCase
from candour.gateway.rules.matter import Outcome
from candour.gateway.rules.mitigations import Choice, Kept
from candour.ledger.recorded import Recorded
from candour.ledger.sealing import SealedTextField
from candour.people.models import Person


class Decision(OfCase):
    """The chief officer's decision, with its reasons; triggers refuse any change."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="decision")
    accepts = models.BooleanField(null=True)
    """Empty only for an urgent decision: there was no recommendation to accept."""
    attends = models.BooleanField()
    urgent = models.BooleanField(default=False)
    divergent = models.BooleanField()
    reasons = SealedTextField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_by_was = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    recorded = Recorded("accepts", "attends", "urgent", "divergent", "reasons")

    class Meta(OfCase.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(urgent=True) | Q(accepts__isnull=False),
                name="a_decision_answers_the_recommendation",
            ),
        ]


class Source(models.TextChoices):
    RECOMMENDED = "recommended", "Recommended"
    DECIDED = "decided", "Set by the chief officer"
    REASSESSED = "reassessed", "Set by the reassessment"


class Mitigation(OfCase):
    """A condition: a promise with an owner, evidence and a date."""

    source = models.CharField(max_length=12, choices=Source.choices)
    code = models.CharField(max_length=40)
    text = SealedTextField()
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    evidence_needed = SealedTextField()
    due_on = models.DateField()
    choice = models.CharField(
        max_length=10, blank=True, choices=[(choice.value, choice.value) for choice in Choice]
    )
    varied_to = SealedTextField(default="")
    kept = models.CharField(
        max_length=10,
        choices=[(kept.value, kept.value) for kept in Kept],
        default=Kept.OPEN.value,
    )
    evidence = SealedTextField(default="")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta(OfCase.Meta):
        indexes = [
            *OfCase.Meta.indexes,
            models.Index(fields=["kept", "due_on"], name="mitigation_by_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kept=Kept.OPEN.value)
                | (Q(settled_at__isnull=False) & Q(settled_by__isnull=False)),
                name="a_settled_condition_has_who_and_when",
            ),
        ]


class About(models.TextChoices):
    DECISION = "decision", "The decision"
    OUTCOME = "outcome", "The reassessment"


class Telling(OfCase):
    """A party was told, of what, how and by whom (COG 3.3/2, 3.4/7)."""

    party = models.ForeignKey(Involved, models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=About.choices)
    method = models.CharField(max_length=40)
    message = models.UUIDField(null=True)
    """The letter or e-mail in the outbox, where it was sent from here."""
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    recorded = Recorded("about", "method")


class Representation(OfCase):
    """A written request to look again, by the chief officer or by a party (COG 3.4/4, 3.4/5)."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    party = models.ForeignKey(Involved, models.PROTECT, null=True, related_name="+")
    text = SealedTextField()
    late = models.BooleanField(default=False)
    why_late = SealedTextField(default="")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    recorded = Recorded("text", "late", "why_late")

    class Meta(OfCase.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, party__isnull=True)
                | Q(person__isnull=True, party__isnull=False),
                name="a_representation_is_somebodys",
            ),
        ]


class LineWaiver(OfCase):
    """The line-management rule, waived for one reassessor by a second role (SOD3)."""

    reassessor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reasons = SealedTextField()
    waived_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    waived_at = models.DateTimeField()

    recorded = Recorded("reasons")


class Reassessment(OfCase):
    """The one reassessment; triggers refuse any change but the chief officer's answer."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="reassessment")
    outcome = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Outcome])
    tests = models.JSONField()
    """Test code of the policy version to passed or not."""
    other_course = SealedTextField(default="")
    reasons = SealedTextField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_by_was = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    recorded = Recorded("outcome", "tests", "other_course", "reasons")


class Answered(OfCase):
    """The chief officer's answer to the course that the reassessment recommends."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="answered")
    accepts = models.BooleanField()
    reasons = SealedTextField()
    made_at = models.DateTimeField()

    recorded = Recorded("accepts", "reasons")


class Note(OfCase):
    """An addendum: it stands beside what was written before and changes nothing."""

    text = SealedTextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, default="note")
    added_at = models.DateTimeField()

    recorded = Recorded("text")


class ExternalLink(OfCase):
    """A one-time way in for a party without an account, bound to one matter and one address."""

    party = models.ForeignKey(Involved, models.PROTECT, related_name="+")
    digest = models.BinaryField(max_length=32, unique=True)
    """SHA-256 of the token; the token itself stands only in the letter."""
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
