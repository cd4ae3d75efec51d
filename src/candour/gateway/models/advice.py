# SPDX-License-Identifier: MIT
"""What Stage Two leaves behind: declarations, views, the Gateway Test and the recommendation."""

from django.db import models
from django.db.models import Q

from candour.gateway.models.case import Case, OfCase
from candour.gateway.rules.matter import Course
from candour.ledger.recorded import Recorded
from candour.ledger.sealing import SealedTextField
from candour.people.models import Person


class BiasDeclaration(OfCase):
    """What an assessor or reassessor said about their own independence."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    conflict = models.BooleanField()
    reasons = SealedTextField(default="")
    declared_at = models.DateTimeField()

    recorded = Recorded("conflict", "reasons")


class AssociationView(OfCase):
    """A staff association's view: asked for, given or gone on without (COG 3.2/9)."""

    representative = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    view = SealedTextField(default="")
    given_at = models.DateTimeField(null=True)
    waived_because = SealedTextField(default="")
    waived_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")


class GistRequest(OfCase):
    """A question to the counter-corruption unit; the answer never says whether anything is held."""

    question = SealedTextField()
    asked_at = models.DateTimeField()
    not_before = models.DateField()
    """The earliest day of an answer, the same whether or not anything is held."""
    gist = SealedTextField(default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")


class Assessment(OfCase):
    """The Gateway Test as completed; a later completion supersedes, nothing is overwritten."""

    assessor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answers = SealedTextField()
    """Questions, quick tests and principles, as JSON."""
    affects_confidence = models.BooleanField()
    creates_risk = models.BooleanField()
    integrity_in_question = models.BooleanField()
    reasons = SealedTextField()
    completed_at = models.DateTimeField()
    superseded_by = models.UUIDField(null=True)

    recorded = Recorded("reasons")

    class Meta(OfCase.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(integrity_in_question=False) | Q(creates_risk=True),
                name="integrity_in_question_is_a_risk",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(superseded_by__isnull=True),
                name="one_gateway_test_counts",
            ),
        ]


class Recommendation(OfCase):
    """The advice, frozen as sent; triggers in the database refuse any change."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="recommendation")
    course = models.CharField(max_length=16, choices=[(c.value, c.value) for c in Course])
    reasons = SealedTextField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_by_was = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    recorded = Recorded("course", "reasons")
