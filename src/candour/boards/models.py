# SPDX-License-Identifier: MIT
"""Boards with their names and lists over time, the packs that they read, the actions that they agree."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from candour.boards.rules.board import BoardKind
from candour.boards.rules.pack import Purpose, Stage
from candour.ledger.recorded import Recorded
from candour.ledger.sealing import SealedTextField
from candour.people.models import Body, Person

KINDS = [(one.value, one.value) for one in BoardKind]
STAGES = [(one.value, one.value) for one in Stage]
PURPOSES = [(one.value, one.value) for one in Purpose]


class Board(models.Model):
    """A board that reads packs of one body, whatever it is called."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20, unique=True)
    stream = models.UUIDField(default=uuid4, unique=True, editable=False)


class BoardName(models.Model):
    """What a board is and is called, from a day on; what was before stays on file."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, models.PROTECT, related_name="names")
    event = models.UUIDField()
    kind = models.CharField(max_length=16, choices=KINDS)
    name = models.CharField(max_length=200)
    starts_on = models.DateField()

    recorded = Recorded("kind", "name", "starts_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "starts_on"], name="one_name_from_a_day"),
        ]


class BoardSeat(models.Model):
    """Somebody on the list of a board, from a day until another; both days count."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    event = models.UUIDField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    recorded = Recorded("person_id", "starts_on")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="a_seat_has_days"
            ),
            models.UniqueConstraint(
                fields=["board", "person"], condition=Q(ends_on=None), name="one_seat_for_a_person"
            ),
        ]


class BoardPack(models.Model):
    """What one board reads before one meeting. Circulated, `content` is what everybody reads."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, models.PROTECT, related_name="packs")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20, unique=True)
    stream = models.UUIDField(default=uuid4, unique=True, editable=False)
    meets_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    quarter = models.CharField(max_length=7)
    stage = models.CharField(max_length=12, choices=STAGES, default=Stage.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    authors = models.JSONField(default=list)
    """Ids of everyone who drew its figures or wrote in it."""
    figures = models.JSONField(default=dict)
    """By the code of a figure, the references of the records that it counts; no words."""
    before = models.JSONField(default=dict)
    """The same of the quarter before."""
    drawn_at = models.DateTimeField(null=True)
    learning = SealedTextField(default="")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    correction = SealedTextField(default="")
    """Why it takes the place of the pack that it corrects."""
    content = SealedTextField(default="")
    """The pack as it was circulated, byte by byte; its digest is in the record."""
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    frozen_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    frozen_event = models.UUIDField(null=True)
    """The act that froze and circulated it: its receipt in the record."""

    class Meta:
        indexes = [models.Index(fields=["board", "meets_on"], name="board_pack_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage=Stage.DRAFT.value)
                | Q(frozen_at__isnull=False, frozen_by__isnull=False, frozen_event__isnull=False),
                name="a_circulated_pack_has_its_receipt",
            ),
            models.CheckConstraint(
                condition=Q(frozen_by=None) | ~Q(frozen_by=F("started_by")),
                name="whoever_circulates_a_pack_did_not_start_it",
            ),
        ]

    @property
    def sealed_under(self) -> UUID:
        return self.stream


class BoardItem(models.Model):
    """An item of the agenda of a draft; what was circulated stands in the pack's content."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    of_pack = models.ForeignKey(BoardPack, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = SealedTextField()
    purpose = models.CharField(max_length=8, choices=PURPOSES)
    figures = models.JSONField(default=list)
    """The codes of the figures chosen for it."""
    words = SealedTextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of_pack", "number"], name="one_place_on_an_agenda"),
        ]

    @property
    def sealed_under(self) -> UUID:
        return self.of_pack.stream


class BoardCopy(models.Model):
    """A pack went to somebody who was on the list on that day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    of_pack = models.ForeignKey(BoardPack, models.PROTECT, related_name="copies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    event = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of_pack", "person"], name="one_copy_for_a_person"),
        ]


class BoardAction(models.Model):
    """Something that a board agreed at a meeting, to be done by somebody until a day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, models.PROTECT, related_name="actions")
    of_pack = models.ForeignKey(BoardPack, models.PROTECT, related_name="+")
    """The pack of the meeting that agreed it."""
    event = models.UUIDField()
    what = SealedTextField()
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done = SealedTextField(default="")

    recorded = Recorded("what", "due_on")

    class Meta:
        indexes = [models.Index(fields=["owner", "done_on"], name="board_action_by_owner")]

    @property
    def sealed_under(self) -> UUID:
        return self.board.stream
