# SPDX-License-Identifier: MIT
"""Diaries as they were read, and each quarter's review with its exceptions, judgements and signatures.

What a diary says is sealed under the key of the person whose diary it is; what reviewers write,
under the key of the review. Ids, days and codes stand in plain columns.
"""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from candour.ledger.recorded import Recorded
from candour.ledger.sealing import SealedTextField
from candour.people.models import Body, Person
from candour.review.rules.exceptions import ExceptionClass
from candour.review.rules.quarterly import Seat, Stage, Verdict
from candour.review.rules.traces import Standing, TraceKind

STANDINGS = [(one.value, one.value) for one in Standing]
SEATS = [(one.value, one.value) for one in Seat]


class DiarySource(models.TextChoices):
    FILE = "file", "A calendar file"
    TABLE = "table", "A table (CSV)"
    SUBSCRIPTION = "subscription", "A calendar server"


class Diary(models.Model):
    """The diary of one person; every reading of a period takes the place of the one before."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    stream = models.UUIDField(default=uuid4, unique=True, editable=False)

    @property
    def sealed_under(self) -> UUID:
        return self.stream


class DiarySubscription(models.Model):
    """A calendar on a server that a diary is read from every night, until somebody ends it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    diary = models.ForeignKey(Diary, models.PROTECT, related_name="subscriptions")
    event = models.UUIDField()
    address = SealedTextField()
    username = SealedTextField()
    password = SealedTextField()
    """As the server wants it; emptied when the subscription ends."""
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    visited_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)
    """Why the last visit brought nothing."""
    sent = SealedTextField(default="{}")
    """What the server sent last for each quarter, as JSON: its SHA-256 by the quarter."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["diary"],
                condition=Q(ended_at=None),
                name="a_diary_has_one_calendar_server",
            ),
        ]

    @property
    def sealed_under(self) -> UUID:
        return self.diary.stream


class DiaryReading(models.Model):
    """One file, or one visit to a calendar server, and what became of each of its entries."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    diary = models.ForeignKey(Diary, models.PROTECT, related_name="readings")
    event = models.UUIDField()
    source = models.CharField(max_length=12, choices=DiarySource.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    """The last day."""
    entries = models.PositiveIntegerField()
    within = models.PositiveIntegerField()
    outside = models.PositiveIntegerField()
    not_read = models.PositiveIntegerField()
    what_was_not_read = SealedTextField(default="")
    """Names and reasons, a line each."""
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["diary", "starts_on"], name="reading_by_diary")]
        constraints = [
            models.CheckConstraint(
                condition=Q(entries=F("within") + F("outside") + F("not_read")),
                name="every_entry_of_a_diary_is_accounted_for",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="a_reading_ends_after_it_starts"
            ),
        ]

    @property
    def sealed_under(self) -> UUID:
        return self.diary.stream


class DiaryDate(models.Model):
    """One date of one entry."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reading = models.ForeignKey(DiaryReading, models.PROTECT, related_name="dates")
    day = models.DateField()
    last_day = models.DateField()
    starts_at = models.TimeField(null=True)
    standing = models.CharField(max_length=40, choices=STANDINGS)
    hospitality = models.BooleanField(default=False)
    words = SealedTextField()
    """Name in the series, title, place, organiser, text and areas, as JSON."""

    class Meta:
        indexes = [models.Index(fields=["reading", "day"], name="diary_date_by_day")]

    @property
    def sealed_under(self) -> UUID:
        return self.reading.diary.stream


class QuarterlyReview(models.Model):
    """The review of one quarter by two people (COG R/HS/2)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=7)
    """For example 2026-q3."""
    stream = models.UUIDField(default=uuid4, unique=True, editable=False)
    stage = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in Stage], default=Stage.OPEN.value
    )
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    sources_read_at = models.DateTimeField(null=True)
    balance = models.JSONField(default=dict)
    """Where every commitment of the quarter went, when the sources were read."""
    spending = SealedTextField(default="")
    """What each officer's activities cost when the sources were read, with the claims behind it, as JSON."""
    present = SealedTextField(default="")
    minutes = SealedTextField(default="")
    learning = SealedTextField(default="")
    trainer = SealedTextField(default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "quarter"], name="one_review_for_a_quarter"),
            models.CheckConstraint(
                condition=~Q(stage=Stage.CLOSED.value) | Q(closed_at__isnull=False),
                name="a_closed_review_has_its_time",
            ),
        ]

    @property
    def sealed_under(self) -> UUID:
        return self.stream


class OfReview(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey(QuarterlyReview, models.PROTECT, related_name="+")
    event = models.UUIDField()
    """The recorded act that made this row."""

    class Meta:
        abstract = True

    @property
    def sealed_under(self) -> UUID:
        return self.review.stream


class ReviewItem(OfReview):
    """One exception. When the sources are read anew, those that are judged stay."""

    klass = models.CharField(max_length=32, choices=[(k.value, k.value) for k in ExceptionClass])
    trace = models.CharField(max_length=12, choices=[(k.value, k.value) for k in TraceKind])
    fingerprint = models.CharField(max_length=64)
    """Of the class and the trace: says whether the same exception was there before."""
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reassessed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    need = models.FloatField()
    reference = models.CharField(max_length=20, blank=True)
    """Of the matter or entry that raises it, where there is one."""
    evidence = SealedTextField()
    """What the card shows, as JSON: the trace, the reasons, what stands nearest."""
    gone = models.BooleanField(default=False)
    """The sources no longer raise it; what was judged stays on file."""

    class Meta:
        indexes = [models.Index(fields=["review", "-need", "day"], name="item_by_need")]
        constraints = [
            models.UniqueConstraint(fields=["review", "fingerprint"], name="one_item_for_a_trace"),
        ]


class SeatTaken(OfReview):
    """Who stands in for a reviewer who may not judge one exception."""

    item = models.ForeignKey(ReviewItem, models.PROTECT, related_name="substitutes")
    seat = models.CharField(max_length=10, choices=SEATS)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = SealedTextField()

    recorded = Recorded("reason")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "seat"], name="one_substitute_for_a_seat"),
            models.UniqueConstraint(fields=["item", "person"], name="a_substitute_has_one_seat"),
        ]


class Judged(OfReview):
    """What one seat makes of one exception. A later judgement of the seat supersedes it."""

    item = models.ForeignKey(ReviewItem, models.PROTECT, related_name="judgements")
    seat = models.CharField(max_length=10, choices=SEATS)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=12, choices=[(v.value, v.value) for v in Verdict])
    reason = SealedTextField()
    made_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    recorded = Recorded("verdict", "reason")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "seat"],
                condition=Q(superseded_at=None),
                name="one_judgement_for_a_seat",
            ),
            models.UniqueConstraint(
                fields=["item", "person"],
                condition=Q(superseded_at=None),
                name="two_people_judge_an_exception",
            ),
        ]


class ReviewAction(OfReview):
    """Something to be done after the meeting, by somebody, until a day."""

    what = SealedTextField()
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done = SealedTextField(default="")

    recorded = Recorded("what", "due_on")


class Signature(OfReview):
    """One of the two; a signature that is taken back stays on file."""

    seat = models.CharField(max_length=10, choices=SEATS)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    person_was = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "seat"],
                condition=Q(taken_back_at=None),
                name="one_signature_for_a_seat",
            ),
            models.UniqueConstraint(
                fields=["review", "person"],
                condition=Q(taken_back_at=None),
                name="two_people_sign_a_review",
            ),
        ]


class DipSample(OfReview):
    """A draw that anybody can repeat: from what, with which start value, and what was found."""

    sampling_seed = models.CharField(max_length=80)
    what = models.CharField(max_length=20)
    population = models.JSONField(default=list)
    """The references that were drawn from."""
    drawn = models.JSONField(default=list)
    found = SealedTextField(default="")

    recorded = Recorded("sampling_seed", "what", "population", "drawn")
