# SPDX-License-Identifier: MIT
"""The tables of the record. Rows are added and never changed; triggers in the database say the same."""

from typing import Any, NoReturn

from django.db import models

from candour.ledger.rules.entry import Kind


class NeverChanged(Exception):
    """The record only grows."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **_kwargs: Any) -> NoReturn:
        raise NeverChanged(f"{self.model.__name__} rows are never changed")

    def delete(self) -> NoReturn:
        raise NeverChanged(f"{self.model.__name__} rows are never deleted")


class LogLeaf(models.Model):
    """One entry of the log: 94 bytes without personal data, and its hash in the Merkle tree."""

    idx = models.BigIntegerField(primary_key=True)
    leaf_hash = models.BinaryField(max_length=32)
    entry = models.BinaryField(max_length=94)

    objects = AppendOnlyQuerySet.as_manager()


class LogHead(models.Model):
    """How far the log has grown: one row, locked by whoever appends."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=b"")
    """The roots of the perfect subtrees, largest first, 32 bytes each."""
    root = models.BinaryField(max_length=32)
    last_time_ms = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="there_is_one_log_head", condition=models.Q(id=1)),
        ]


class Stream(models.Model):
    """The chain of entries about one matter. Its identifier is random and says nothing."""

    id = models.UUIDField(primary_key=True)
    next_seq = models.PositiveIntegerField()
    last_leaf = models.BinaryField(max_length=32)
    key_generation = models.PositiveSmallIntegerField()
    """The data key that new fields are sealed under."""


class Event(models.Model):
    """An act as the product reads it back: who, what, when. Each has its leaf in the log."""

    id = models.UUIDField(primary_key=True)
    leaf = models.OneToOneField(LogLeaf, on_delete=models.PROTECT)
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.PositiveSmallIntegerField(choices=[(kind.value, kind.name) for kind in Kind])
    act = models.CharField(max_length=80)
    by_person = models.UUIDField(null=True)
    """Not a foreign key: the record outlives the row of the person."""
    on_behalf_of = models.UUIDField(null=True)
    role = models.CharField(max_length=40)
    at = models.DateTimeField()
    clauses = models.JSONField(default=list)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="one_event_for_each_place"),
        ]
        indexes = [
            models.Index(fields=["by_person", "at"], name="ledger_event_by_person"),
            # Where in the log a time begins.
            models.Index(fields=["at", "leaf"], name="ledger_event_by_time"),
        ]


class EventField(models.Model):
    """One committed fact of an event. Its value may be erased; its digest stays."""

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="fields", db_index=False
    )
    name = models.CharField(max_length=80)
    digest = models.BinaryField(max_length=32)
    sealed = models.BinaryField(null=True)
    """Salt and value together, under the data key of the stream; empty when erased."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="one_field_of_each_name"),
        ]


class DataKey(models.Model):
    """The key of one stream, wrapped under the installation's key, which is not in the database."""

    id = models.BigAutoField(primary_key=True)
    stream = models.UUIDField()
    """Not a foreign key: a file may be sealed before the first event of its stream."""
    generation = models.PositiveSmallIntegerField()
    wrapped = models.BinaryField(null=True)
    """Empty once destroyed: nothing sealed under it can be read again, in any copy."""
    kek_version = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "generation"], name="one_key_of_each_age"),
        ]
