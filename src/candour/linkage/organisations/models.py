# SPDX-License-Identifier: MIT
"""Organisations with the names they have and had, the numbers they are known by, and whom they belong to.

Public facts from public registers: nothing here says that anybody declared anything.
"""

from django.db import models
from django.db.models import F, Q

KINDS = (
    "registered",
    "main",
    "trading",
    "former",
    "initials",
    "brand",
    "group",
    "parent",
    "community",
)


class Organisation(models.Model):
    """One body, under the name that its source gives first."""

    name = models.CharField(max_length=300)
    place = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    domain = models.CharField(max_length=100, blank=True)
    ended_on = models.DateField(null=True)
    """When the register says that it ceased."""

    def __str__(self) -> str:
        return str(self.pk)


class Identifier(models.Model):
    """A number by which a register or a ledger knows a body."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=30)
    """GB-COH for Companies House, GB-CHC for charities, GB-VAT, or the name of a ledger"""
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="one_body_for_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class Alias(models.Model):
    """One name of a body, of its kind, from when to when as far as anybody says."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300)
    """The name in its one spelling, as the matching compares it."""
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "key"], name="a_name_once_of_each_kind"
            ),
            models.CheckConstraint(
                name="a_name_ends_after_it_began",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]
        indexes = [models.Index(fields=["key"], name="body_by_whole_name")]

    def __str__(self) -> str:
        return self.key


class Beginning(models.Model):
    """Where a name may be looked up: from each of its words on, and as it sounds from there."""

    alias = models.ForeignKey(Alias, models.CASCADE, related_name="beginnings")
    letters = models.CharField(max_length=24, db_index=True)
    sound = models.CharField(max_length=10, db_index=True)

    def __str__(self) -> str:
        return self.letters


class Link(models.Model):
    """That one body has a hold on another, as a source states it."""

    holder = models.ForeignKey(Organisation, models.CASCADE, related_name="holds")
    held = models.ForeignKey(Organisation, models.CASCADE, related_name="held_by")
    kind = models.CharField(max_length=40)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "held", "kind"], name="a_hold_is_said_once"),
            models.CheckConstraint(name="nobody_holds_itself", condition=~Q(holder=F("held"))),
        ]

    def __str__(self) -> str:
        return f"{self.holder_id} {self.kind} {self.held_id}"
