# SPDX-License-Identifier: MIT
"""A case and its related rows: as many and as large as those of a matter, and nothing else."""

from django.db import models


class Officer(models.Model):
    full_name = models.CharField(max_length=200)
    rank = models.CharField(max_length=100)


class Case(models.Model):
    reference = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    purpose = models.TextField()
    host = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    stage = models.CharField(max_length=40)
    takes_place_on = models.DateField()
    opened_at = models.DateTimeField()
    recommendation = models.TextField()
    decision = models.TextField()
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="cases")
    assessor = models.ForeignKey(Officer, models.PROTECT, related_name="assessed")

    class Meta:
        indexes = [models.Index(fields=["-opened_at", "-id"], name="case_newest_first")]


class Row(models.Model):
    """What every related row has."""

    name = models.CharField(max_length=200)
    text = models.TextField()
    state = models.CharField(max_length=40)

    class Meta:
        abstract = True


class Party(Row):
    case = models.ForeignKey(Case, models.CASCADE, related_name="parties")


class Material(Row):
    case = models.ForeignKey(Case, models.CASCADE, related_name="material")


class Answer(Row):
    case = models.ForeignKey(Case, models.CASCADE, related_name="answers")


class Condition(Row):
    case = models.ForeignKey(Case, models.CASCADE, related_name="conditions")
    due_on = models.DateField()


class Entry(Row):
    case = models.ForeignKey(Case, models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
