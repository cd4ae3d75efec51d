# SPDX-License-Identifier: MIT
"""A matter, what is asked, who is involved and what was gathered (COG 3.1).

Words that people wrote are sealed under the key of the matter. What rules and lists need, ids,
codes and dates, stands in plain columns; `facts` holds the rules' own facts and no words.
"""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from candour.gateway.rules.matter import Stage
from candour.ledger.recorded import Recorded, RecordedBy
from candour.ledger.sealing import SealedTextField
from candour.people.models import Body, Person
from candour.policy.models import PolicyVersion

STAGES = [(stage.value, stage.value) for stage in Stage]
WITH_ASSESSOR = [Stage.ASSESSING.value, Stage.RECOMMENDED.value]
WITH_DECISION = [Stage.DECIDED.value, Stage.MITIGATING.value]
WITH_REASSESSOR = [Stage.REASSESSING.value, Stage.FINAL.value]


def _newest(name: str, which: Q) -> models.Index:
    return models.Index(fields=["-notified_at", "-id"], name=name, condition=which)


class Case(models.Model):
    """One matter in the Gateway."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20, unique=True)
    stream = models.UUIDField(default=uuid4, unique=True, editable=False)
    policy = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+")
    """The version that the matter was opened under; it keeps it to the end."""
    stage = models.CharField(max_length=24, choices=STAGES, default=Stage.NOTIFIED.value)
    version = models.PositiveIntegerField(default=1)
    """Goes up with every act: whoever acts on an older version is told what changed."""
    last_event = RecordedBy()
    """The act that brought the matter here. A trigger refuses to move it without a new one."""
    facts = models.JSONField(default=dict)

    principal = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    notifier = models.ForeignKey(Person, models.PROTECT, related_name="+")
    assessor = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reassessor = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False
    )
    notified_at = models.DateTimeField()
    event_on = models.DateField(null=True)
    advice_due_on = models.DateField()
    recommended_at = models.DateTimeField(null=True)
    decision_due_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    """When the first party outside was told: their time to ask runs from here."""
    final_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    retrospective = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    divergent = models.BooleanField(default=False)
    gist_asked = models.BooleanField(default=False)

    subject = models.CharField(max_length=40)
    """The code of what it is about: an event, a meeting, a decision …"""
    activity = SealedTextField()
    details = SealedTextField(default="")
    """The answers of the request page, as JSON."""
    principal_was = models.CharField(max_length=200)
    """The principal's rank or role on the day, as text."""

    recorded = Recorded("version", event="last_event", newest="version")

    class Meta:
        indexes = [
            models.Index(fields=["-notified_at", "-id"], name="case_newest"),
            models.Index(fields=["body", "stage", "-notified_at", "-id"], name="case_by_stage"),
            models.Index(fields=["principal", "-notified_at", "-id"], name="case_by_principal"),
            models.Index(fields=["assessor", "-notified_at", "-id"], name="case_by_assessor"),
            models.Index(fields=["reassessor", "-notified_at", "-id"], name="case_by_reassessor"),
            # What is open or has just ended, for whoever has a part in it.
            models.Index(fields=["principal", "ended_at"], name="case_of_principal_now"),
            models.Index(fields=["assessor", "ended_at"], name="case_of_assessor_now"),
            models.Index(fields=["reassessor", "ended_at"], name="case_of_reassessor_now"),
            # One for each group of the list, so that a rare kind is found without a search.
            _newest("case_open", Q(ended_at__isnull=True)),
            _newest("case_divergent", Q(divergent=True)),
            _newest("case_retrospective", Q(retrospective=True)),
            _newest("case_urgent", Q(urgent=True)),
            _newest("case_gist", Q(gist_asked=True)),
            # As in `OfCase`.
            models.Index(fields=["last_event"], name="case_by_last_event"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage__in=WITH_ASSESSOR) | Q(assessor__isnull=False),
                name="an_assessment_has_an_assessor",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=WITH_DECISION) | Q(decided_at__isnull=False),
                name="a_decided_matter_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=WITH_REASSESSOR) | Q(reassessor__isnull=False),
                name="a_reassessment_has_a_reassessor",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.FINAL.value) | Q(final_at__isnull=False),
                name="a_final_matter_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(assessor__isnull=True) | ~Q(assessor=models.F("principal")),
                name="nobody_assesses_their_own_matter",
            ),
            models.CheckConstraint(
                condition=Q(reassessor__isnull=True)
                | (
                    ~Q(reassessor=models.F("principal"))
                    & (Q(assessor__isnull=True) | ~Q(reassessor=models.F("assessor")))
                ),
                name="the_reassessor_had_no_earlier_part",
            ),
        ]

    @property
    def sealed_under(self) -> UUID:
        return self.stream


class OfCase(models.Model):
    """Something that belongs to a matter and came with a recorded act."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    event = RecordedBy()
    """The recorded act that made this row."""

    class Meta:
        abstract = True
        # An act writes its rows before its event. When the event comes, SQLite looks for the rows
        # that wait for it, and without an index it looks at every row that there is.
        indexes = [models.Index(fields=["event"], name="%(class)s_by_event")]

    @property
    def sealed_under(self) -> UUID:
        return self.case.stream


class Kind(models.TextChoices):
    ORGANISER = "organiser", "Organiser"
    ATTENDEE = "attendee", "Also attending"
    CONCERNED = "concerned", "Otherwise concerned"
    REPRESENTATIVE = "representative", "Staff association or union representative"


class Involved(OfCase):
    """A person or an organisation in a matter; a new naming supersedes, nothing is overwritten."""

    kind = models.CharField(max_length=16, choices=Kind.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    """Set for somebody of the body; others are known by the name that was given."""
    name = SealedTextField(default="")
    organisation = SealedTextField(default="")
    email = SealedTextField(default="")
    is_party = models.BooleanField(default=False)
    """They are told the outcome, and may ask for a reassessment."""
    superseded_by = models.UUIDField(null=True)

    class Meta(OfCase.Meta):
        indexes = [
            *OfCase.Meta.indexes,
            models.Index(fields=["person", "case"], name="involved_by_person"),
        ]


class Wall(OfCase):
    """A person who declared a conflict: whatever else they hold, this matter is shut to them."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)

    class Meta(OfCase.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "case"], name="one_wall_for_a_person"),
        ]


class KnownIssue(OfCase):
    """Something that the chief officer already knows and the assessor should (COG R/CO/2)."""

    heading = models.CharField(max_length=40)
    text = SealedTextField()


class Lane(models.TextChoices):
    SHARED = "shared", "Everyone on the matter"
    ASSESSOR = "assessor", "The assessor only"
    SOURCE = "source", "Sensitive source: a gist only"


class MaterialItem(OfCase):
    """One piece of material with where it came from (COG 3.1/2)."""

    lane = models.CharField(max_length=10, choices=Lane.choices)
    title = SealedTextField()
    supplied_by = SealedTextField(default="")
    dated = models.DateField(null=True)
    marking = models.CharField(max_length=60, blank=True)
    text = SealedTextField(default="")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    recorded = Recorded("lane", "title", "supplied_by", "text")
