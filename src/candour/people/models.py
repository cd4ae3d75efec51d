# SPDX-License-Identifier: MIT
"""Bodies, people, posts held over time, and who may file for whom.

Everywhere, `starts_on` is the first day that counts and `ends_on` the first day that no longer does.
"""

from enum import StrEnum
from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from candour.kernel.roles import Role
from candour.people.rules.periods import Period


class BodyKind(StrEnum):
    POLICE_FORCE = "police_force"
    POLICING_BODY = "policing_body"
    STAFF_ASSOCIATION = "staff_association"
    OTHER = "other"


class Digest(StrEnum):
    """How often a person wants a summary by e-mail."""

    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class Body(models.Model):
    """An organisation, under the name that it has from one day to another."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in BodyKind])
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="a_body_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Someone the procedures know, with or without an account."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="people")
    full_name = models.CharField(max_length=200)
    rank_or_role = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="en-gb")
    digest = models.CharField(
        max_length=6,
        default="weekly",
        choices=[(choice.value, choice.value) for choice in Digest],
    )
    stream = models.UUIDField(default=uuid4, unique=True, editable=False)
    """Where the record keeps what happens to this person's posts, rights and account."""
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["body", "full_name"], name="person_by_body_and_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=~Q(email=""),
                name="one_person_for_an_email_address",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class AccountManager(BaseUserManager["Account"]):
    def create_user(
        self,
        username: str,
        password: str | None = None,
        *,
        person: Person | None = None,
    ) -> "Account":
        """Make an account; without a password nobody can sign in with it yet."""
        account = self.model(username=self.model.normalize_username(username), person=person)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way to sign in, and nothing else: rights come from posts, and no account has them all."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    username = models.CharField(max_length=150, unique=True)
    person = models.OneToOneField(
        Person, models.PROTECT, null=True, blank=True, related_name="account"
    )
    scim_id = models.CharField(max_length=254, null=True, blank=True, unique=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return self.username


class Post(models.Model):
    """A job in a body, and what it is to the procedures. Its holders change; the post stays."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="posts")
    code = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    roles = models.JSONField(default=list, blank=True)
    unit = models.CharField(max_length=100, blank=True)
    serves = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="staff_officer_posts",
    )
    deputises_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputy_posts"
    )
    reports_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reporting_posts"
    )
    in_population = models.BooleanField(default=False)
    """Whether holders must use the gateway."""
    independent = models.BooleanField(default=False)
    """Whether holders stand outside the chain of command of the body."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "code"], name="one_post_for_a_code"),
            models.CheckConstraint(
                condition=~Q(serves=F("id")) & ~Q(deputises_for=F("id")) & ~Q(reports_to=F("id")),
                name="a_post_does_not_point_to_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def role_set(self) -> frozenset[Role]:
        return frozenset(Role(role) for role in self.roles)


class PostHolding(models.Model):
    """One person in one post for a time, with the rank that they had then."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    rank = models.CharField(max_length=100, blank=True)
    acting = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["person", "starts_on", "ends_on"], name="holding_by_person"),
            models.Index(fields=["post", "starts_on", "ends_on"], name="holding_by_post"),
        ]
        constraints = [
            models.CheckConstraint(
                # Equal when a post is taken away on the day it was given.
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_holding_does_not_end_before_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} held from {self.starts_on}"

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)


class ActingGrant(models.Model):
    """A principal lets a delegate file for them, for a stated time and reason."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    principal = models.ForeignKey(Person, models.PROTECT, related_name="grants_given")
    delegate = models.ForeignKey(Person, models.PROTECT, related_name="grants_held")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=500)
    granted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["delegate", "starts_on", "ends_on"], name="grant_by_delegate"),
            models.Index(fields=["principal", "starts_on", "ends_on"], name="grant_by_principal"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(principal=F("delegate")), name="nobody_acts_for_themselves"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="a_grant_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="a_revoked_grant_names_who_revoked_it",
            ),
        ]

    def __str__(self) -> str:
        return f"grant from {self.starts_on} to {self.ends_on}"

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)
