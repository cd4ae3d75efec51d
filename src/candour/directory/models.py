# SPDX-License-Identifier: MIT
"""What sign-in has to remember. People, posts and grants are in `people`."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from candour.directory.rules.session_words import Ended, How
from candour.people.models import Account, Person


class SignInFailure(models.Model):
    """A name that was tried with a wrong password. The name itself is not kept."""

    name_digest = models.CharField(max_length=64)
    failed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["name_digest", "failed_at"], name="failure_by_name")]

    def __str__(self) -> str:
        return self.name_digest


class AccessRequest(models.Model):
    """Someone signed in, has no post, and asked for one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="access_requests")
    reason = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(closed_at__isnull=True),
                name="one_open_request_for_an_account",
            ),
        ]

    def __str__(self) -> str:
        return f"asked at {self.asked_at}"


class SignIn(models.Model):
    """One sign-in of an account, and the session that came of it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="sign_ins")
    how = models.CharField(max_length=20, choices=[(each.value, each.value) for each in How])
    device = models.CharField(max_length=60)
    failures_before = models.PositiveSmallIntegerField(default=0)
    """How often the name was tried in vain in the day before."""
    session = models.CharField(max_length=40)
    """As the session is kept: a digest, from which no cookie can be made."""
    idle_seconds = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(
        max_length=20, blank=True, choices=[(each.value, each.value) for each in Ended]
    )

    class Meta:
        indexes = [models.Index(fields=["account", "-started_at"], name="sign_in_by_account")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended="") | Q(ended_at__isnull=False),
                name="a_session_that_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.how} at {self.started_at}"


class LastCode(models.Model):
    """The latest step of a code app that was accepted: no code counts twice, in any worker."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True)
    step = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.step)


class PostDue(models.Model):
    """A mail about an account, to be written and sent by the worker. A link is made only then."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True)
    """None for a name that nobody has: it takes as long to ask for, and nothing is sent."""
    letter = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    due_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.letter
