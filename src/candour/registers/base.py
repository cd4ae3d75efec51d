# SPDX-License-Identifier: MIT
"""What a register is. To add one, write one file under `entries/` and run `makemigrations`.

    class MediaContact(RegisterEntry):
        register = Register(
            slug="media-contacts", prefix="MC", title=_("Contacts with journalists"), …
            columns={"outlet": Show.PUBLIC, "purpose": Show.STAFF},
            sees={Role.SUPERVISOR: Show.STAFF},
            keepers=frozenset({Role.COMMUNICATIONS}),
        )
        outlet = models.CharField(_("Which newspaper or programme?"), max_length=200)
        purpose = models.TextField(_("What was it about?"), help_text=_("One line is enough"))

The class is the declaration: its fields are the columns, their `verbose_name` is the question and
their `help_text` the hint. Form, list, entry page, search, exports and record follow from it.

A row is one edition of an entry. All editions share `reference` and `stream`; a correction adds
a row and marks the one before as superseded. Nothing is overwritten and nothing is deleted.

An entry that came from a file has no `person`, or one that was matched; `entered_by` says who
brought it in, and `event` may be one for the whole file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from uuid import UUID, uuid4

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise

from candour.kernel.procedure import Procedure
from candour.kernel.roles import Role
from candour.ledger.recorded import Recorded
from candour.ledger.sealing import SealedTextField
from candour.people.models import Body, Person
from candour.registers.rules.entry import ENTRY, Entry
from candour.registers.rules.showing import Show

__all__ = ["Pence", "Register", "RegisterEntry", "Show", "by_prefix", "by_slug", "registers"]


if TYPE_CHECKING:
    _Set = TypeVar("_Set")
    _Got = TypeVar("_Got")

    class _Amount(models.BigIntegerField[_Set, _Got]): ...

else:

    class _Amount(models.BigIntegerField):
        def __class_getitem__(cls, _types: Any) -> type:
            return cls  # Django's fields have type arguments for the type checker only


class Pence(_Amount["_Set", "_Got"]):
    """An amount of money, held in pence."""

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Migrations know it as the plain column that it is."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BigIntegerField", args, kwargs


@dataclass(frozen=True)
class OfMatter:
    """How an entry may begin with a request in the Gateway and stay linked with it."""

    named_in: str
    """The column that holds the reference of the request."""
    filled: Mapping[str, str]
    """Columns that the request answers, each with what it is called there (`MatterTold`)."""


@dataclass(frozen=True)
class Register:
    """The declaration of one register."""

    slug: str
    prefix: str
    """Of its references: "GR" gives GR-7KQ3-9FXD."""
    title: str | Promise
    one: str | Promise
    """One entry in words: "gift or hospitality"."""
    says: str | Promise
    """What belongs in it, in one sentence, for whoever has to declare."""
    clauses: tuple[str, ...]
    columns: Mapping[str, Show]
    """Every field of the class, and who may see it. No column has a default."""
    sees: Mapping[Role, Show]
    """How far each role reads entries that are not its own.

    SUPERVISOR means those of its team, SECRETARIAT those of people it may file for; whoever is in
    turn to act reads as staff."""
    keepers: frozenset[Role]
    """Who runs the register; their depth stands in `sees` too."""
    about: str
    """The column that says in a line what an entry is about."""
    when: str = "declared_on"
    """The date that matters: the offer, the contact, the meeting."""
    procedure: Procedure[Any] = ENTRY
    facts: type[Entry] = Entry
    """What the rules of the procedure know of an entry."""
    declared: bool = True
    """Whether people declare to it themselves; otherwise it is imported."""
    lasting: bool = False
    """What it holds goes on until it is ended, so it is confirmed every year."""
    own_pages: str = ""
    """The name of the address where a declaration begins, when the plain form is not enough."""
    of_matter: OfMatter | None = None
    """None where no request in the Gateway leads to an entry by itself."""

    @property
    def in_confidence(self) -> bool:
        """Neither the line nor whoever files for others reads it."""
        return self.sees.keys().isdisjoint({Role.SUPERVISOR, Role.SECRETARIAT})

    def depth(self, roles: frozenset[Role]) -> Show | None:
        """How far these roles read; none when they do not read at all."""
        found = [self.sees[role] for role in roles if role in self.sees]
        return max(found, key=list(Show).index) if found else None

    def columns_up_to(self, depth: Show) -> list[str]:
        levels = list(Show)
        reach = levels.index(depth)
        return [name for name, show in self.columns.items() if levels.index(show) <= reach]


class Origin(StrEnum):
    """How an entry came in."""

    DECLARED = "declared"
    IMPORTED = "imported"
    GATEWAY = "gateway"


NEWEST_FIRST = ("-declared_on", "-declared_at", "-id")
OLDEST_FIRST = ("declared_on", "declared_at", "id")
COUNTS, LATE = Q(superseded_at=None), ~Q(why_late="")


def _current(name: str, *first: str, only: Q = COUNTS) -> models.Index:
    """Newest first, of the editions that count."""
    fields = [*first, *NEWEST_FIRST]
    return models.Index(fields=fields, name=f"%(class)s_{name}", condition=only)


class RegisterEntry(models.Model):
    """One edition of one entry."""

    register: ClassVar[Register]

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    reference = models.CharField(max_length=20)
    edition = models.PositiveSmallIntegerField(default=1)
    superseded_at = models.DateTimeField(null=True)
    """When a later edition took its place."""
    stream = models.UUIDField(default=uuid4, editable=False)
    event = models.UUIDField()
    """The recorded act that made this row."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    """Whom the entry concerns."""
    person_was = models.CharField(max_length=200, blank=True)
    """What they were on the day, as text."""
    entered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False
    )
    """Who sent it: the person, somebody on their behalf, or whoever brought a file in."""
    origin = models.CharField(
        max_length=10, default=Origin.DECLARED.value, choices=[(o.value, o.value) for o in Origin]
    )
    declared_at = models.DateTimeField()
    declared_on = models.DateField()
    why_late = models.TextField(blank=True)
    policy = models.UUIDField(null=True)
    """The version of the policy that was in force."""

    state = models.CharField(max_length=24)
    version = models.PositiveIntegerField(default=1)
    facts = models.JSONField(default=dict)
    """What the rules know of the entry; ids, codes and dates, no words."""
    due_on = models.DateField(null=True)
    """By when whoever is in turn should have acted."""

    class Meta:
        abstract = True
        indexes = [
            _current("newest"),
            _current("state", "state"),
            _current("person", "person"),
            _current("sender", "entered_by"),
            _current("late", only=COUNTS & LATE),
        ]
        constraints = [
            models.UniqueConstraint(fields=["reference", "edition"], name="%(class)s_editions"),
            models.UniqueConstraint(
                fields=["reference"], condition=Q(superseded_at=None), name="%(class)s_current"
            ),
        ]

    @property
    def sealed_under(self) -> UUID:
        return self.stream


OF_EVERY_ENTRY = frozenset(field.name for field in RegisterEntry._meta.local_fields)


def own_fields(model: type[RegisterEntry]) -> list[Any]:
    """The fields that a register adds: its columns, in the order in which they are asked."""
    return [field for field in model._meta.concrete_fields if field.name not in OF_EVERY_ENTRY]


def registers() -> Iterator[type[RegisterEntry]]:
    """Every register of the product, by title."""
    found = [model for model in apps.get_models() if issubclass(model, RegisterEntry)]
    yield from sorted(found, key=lambda model: str(model.register.title))


def by_slug(slug: str) -> type[RegisterEntry] | None:
    return next((model for model in registers() if model.register.slug == slug), None)


def by_prefix(reference: str) -> type[RegisterEntry] | None:
    """The register of a reference, by its first letters."""
    prefix = reference.partition("-")[0]
    return next((model for model in registers() if model.register.prefix == prefix), None)


def is_sealed(field: object) -> bool:
    return isinstance(field, SealedTextField)


def record_columns() -> None:
    """Hold the columns of every edition to what the act that made it recorded."""
    for model in registers():
        model.recorded = Recorded(*(field.attname for field in own_fields(model)))  # type: ignore[attr-defined]
