# SPDX-License-Identifier: MIT
"""The tables of the registers: what is said about entries, givers, conditions, what is searched.

The registers themselves are declared one by one under `entries/` and found there.
"""

from importlib import import_module
from pkgutil import iter_modules
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from candour.ledger.recorded import Recorded
from candour.ledger.sealing import SealedTextField
from candour.people.models import Body, Person
from candour.registers import entries
from candour.registers.how_checked import Escalation, Frequency, Method, Sort, What


class OfEntry(models.Model):
    """Something that belongs to an entry, all its editions, and came with a recorded act."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=20)
    stream = models.UUIDField()
    event = models.UUIDField()

    class Meta:
        abstract = True

    @property
    def sealed_under(self) -> UUID:
        return self.stream


class Said(OfEntry):
    """What somebody said or decided with an act: a question, a view, reasons."""

    act = models.CharField(max_length=40)
    code = models.CharField(max_length=40, blank=True)
    """The choice that came with it, such as "incompatible"."""
    text = SealedTextField(default="")
    inside = models.BooleanField(default=False)
    """Not shown to whom the entry concerns."""
    said_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    said_by_was = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField()

    recorded = Recorded("code", "text")

    class Meta:
        indexes = [models.Index(fields=["reference", "said_at"], name="said_by_reference")]


class Condition(OfEntry):
    """A promise that came with a decision: what it is, how it is checked, where it stands now."""

    register = models.CharField(max_length=40)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40, choices=Sort.choices)
    text = SealedTextField()
    limit = models.PositiveIntegerField(null=True)
    """The figure in it: hours in a week, or months between reports."""
    until = models.DateField(null=True)
    about = models.CharField(max_length=200, blank=True)
    """The supplier, the matter or the organisation that it names."""
    set_on = models.DateField()
    method = models.CharField(max_length=12, choices=Method.choices)
    frequency = models.CharField(max_length=12, choices=Frequency.choices)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    """Who sees to it that it is kept."""
    escalates_to = models.CharField(
        max_length=30, choices=Escalation.choices, default=Escalation.STANDARDS
    )
    """Who hears of a check that nobody does."""
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    """Who has to keep it."""
    supervisor_applies = models.BooleanField(default=False)
    """The line supervisor applies it, and sees nothing of the entry but this (SOD11)."""
    next_check = models.DateField(null=True)
    asked_on = models.DateField(null=True)
    """Evidence was asked for."""
    given_on = models.DateField(null=True)
    """It is somebody's turn to look: evidence came, or the day to see for oneself is here."""
    answer_by = models.DateField(null=True)
    checked_on = models.DateField(null=True)
    found = models.CharField(max_length=10, blank=True)
    """What the last check found."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["reference"], name="condition_by_reference"),
            models.Index(fields=["owner", "next_check"], name="condition_by_owner"),
            models.Index(fields=["person", "ended_at"], name="condition_by_person"),
            models.Index(
                fields=["body", "register", "next_check"],
                condition=Q(ended_at=None),
                name="condition_in_force",
            ),
        ]


class ConditionCheck(OfEntry):
    """What was asked, given or found on a condition. The database keeps it from being changed."""

    condition = models.ForeignKey(Condition, models.PROTECT, related_name="checks")
    what = models.CharField(max_length=10, choices=What.choices)
    text = SealedTextField(default="")
    figure = models.PositiveIntegerField(null=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    said_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Nobody, where the data answered by itself."""
    said_by_was = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField()

    recorded = Recorded("what", "text", "figure")


class Referral(OfEntry):
    """Something on an entry that professional standards have to look into."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    """"lawful_order": a condition was not kept, and the decision had become an order."""
    text = SealedTextField()
    condition = models.ForeignKey(Condition, models.PROTECT, null=True, related_name="+")
    raised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Nobody, where the data showed it."""
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, blank=True)
    closing = SealedTextField(default="")

    class Meta:
        indexes = [models.Index(fields=["body", "closed_at"], name="referral_open")]


class Giver(models.Model):
    """Who gives. Those that are linked count together."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    """The name as it is compared: small letters, no "Ltd"."""
    linked_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="linked")
    supplier_number = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "key"], name="one_giver_for_a_key")]


class Listing(models.Model):
    """A current entry as lists across registers see it: whose, whose turn, and what is searched.

    Written with every act. Nothing sealed stands here, and nothing that the entry does not say.
    """

    id = models.BigAutoField(primary_key=True)
    register = models.CharField(max_length=40)
    entry = models.UUIDField(unique=True)
    reference = models.CharField(max_length=20, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    entered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False
    )
    declared_on = models.DateField()
    state = models.CharField(max_length=24)
    waits_for = models.CharField(max_length=24, blank=True)
    """The role whose turn it is; the declarant's while a question is open."""
    due_on = models.DateField(null=True)
    staff = models.TextField(blank=True)
    inside = models.TextField(blank=True)
    """Words of columns that only the managing unit sees."""

    class Meta:
        indexes = [
            models.Index(
                fields=["waits_for", "body", "due_on"],
                condition=~Q(waits_for=""),
                name="listing_by_turn",
            ),
            models.Index(fields=["person", "register", "-id"], name="listing_by_person"),
            models.Index(fields=["entered_by", "-id"], name="listing_by_sender"),
        ]


class NilReturn(models.Model):
    """Somebody had nothing to declare for a period. "Nil" is not "never asked"."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    period = models.CharField(max_length=10)
    stream = models.UUIDField(default=uuid4, editable=False)
    event = models.UUIDField()
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "period"],
                condition=Q(withdrawn_at=None),
                name="one_nil_return_for_a_period",
            ),
        ]


class Meeting(models.Model):
    """A meeting of a committee or board, with its agenda."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    stream = models.UUIDField(default=uuid4, editable=False)
    event = models.UUIDField()

    recorded = Recorded("title", "held_on")

    class Meta:
        indexes = [models.Index(fields=["body", "held_on"], name="meeting_by_day")]


class AgendaItem(models.Model):
    """One item of an agenda; the parties are whom it concerns, such as bidders."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    parties = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_item_for_a_number"),
        ]


class Dispensation(models.Model):
    """Leave to stay in spite of an interest, for a stated time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    about = models.CharField(max_length=300)
    begins_on = models.DateField()
    ends_on = models.DateField()
    granted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    stream = models.UUIDField(default=uuid4, editable=False)
    event = models.UUIDField()

    recorded = Recorded("about", "begins_on", "ends_on")


class SavedFilter(models.Model):
    """The filter of a list, under a name that its owner chose."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    register = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "register", "name"], name="one_filter_for_a_name"
            ),
        ]


for _module in iter_modules(entries.__path__):
    import_module(f"{entries.__name__}.{_module.name}")
