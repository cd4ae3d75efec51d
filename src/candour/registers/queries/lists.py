# SPDX-License-Identifier: MIT
"""Lists of entries: filtered, paged by key, counted up to a cap.

Everything begins at what the reader may see. Nothing counts a whole register.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.offices import team_of
from candour.people.queries import roles_by_body
from candour.registers.base import (
    LATE,
    NEWEST_FIRST,
    OLDEST_FIRST,
    RegisterEntry,
    registers,
)
from candour.registers.models import Listing
from candour.registers.queries.visible import sight_of, visible_to

SHOWN = 25
CAP = 100


@dataclass(frozen=True)
class Wanted:
    """What a list shows, as its address says."""

    state: str = ""
    since: date | None = None
    until: date | None = None
    late: bool = False
    oldest: bool = False
    after: str = ""


@dataclass(frozen=True)
class Page:
    rows: Sequence[RegisterEntry]
    count: int
    """Capped: one more than CAP means "more than"."""
    more: str = ""
    """The reference after which the next page begins."""


def page_of(model: type[RegisterEntry], person: Person, wanted: Wanted) -> Page:
    rows = filtered(visible_to(model, person), wanted)
    count = rows.order_by()[: CAP + 1].count()
    found = list(_after(rows, wanted).select_related("person")[: SHOWN + 1])
    more = found[SHOWN - 1].reference if len(found) > SHOWN else ""
    return Page(found[:SHOWN], count, more)


def filtered(rows: QuerySet[RegisterEntry], wanted: Wanted) -> QuerySet[RegisterEntry]:
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.since:
        rows = rows.filter(declared_on__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(declared_on__lte=wanted.until)
    if wanted.late:
        rows = rows.filter(LATE)
    return rows


def _after(rows: QuerySet[RegisterEntry], wanted: Wanted) -> QuerySet[RegisterEntry]:
    """The rows after the one of this reference, which has to be visible too."""
    rows = in_order(rows, wanted)
    last = rows.filter(reference=wanted.after).first() if wanted.after else None
    if last is None:
        return rows
    way = "gt" if wanted.oldest else "lt"
    other_day = Q(**{f"declared_on__{way}": last.declared_on})
    later = Q(**{f"declared_at__{way}": last.declared_at})
    same = Q(declared_at=last.declared_at, **{f"id__{way}": last.pk})
    begins = Q(**{f"declared_on__{way}e": last.declared_on})  # where in the index to begin
    return rows.filter(begins, other_day | later | same)


def in_order(rows: QuerySet[RegisterEntry], wanted: Wanted) -> QuerySet[RegisterEntry]:
    """By the day on which an entry was sent, as the list shows it."""
    return rows.order_by(*(OLDEST_FIRST if wanted.oldest else NEWEST_FIRST))


@dataclass(frozen=True)
class Counted:
    """One register in the index."""

    model: type[RegisterEntry]
    count: int
    waiting: int


def index_for(person: Person) -> list[Counted]:
    """The registers in which this person may see something."""
    waits = Counter(awaiting(person).values_list("register", flat=True)[: CAP * 10])
    sights = [(model, sight_of(model, person)) for model in registers()]
    counts = _count_each([visible_to(model, person, sight) for model, sight in sights])
    return [
        Counted(model, count, waits[model.register.slug])
        for (model, sight), count in zip(sights, counts, strict=True)
        if count or sight.wide
    ]


def _count_each(lists: Iterable[QuerySet[Any]]) -> list[int]:
    """How many rows each of these has, up to one more than the cap: one question for all."""
    parts: list[str] = []
    given: list[Any] = []
    for rows in lists:
        sql, values = rows.order_by().values("pk")[: CAP + 1].query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) counted)")  # noqa: S608 - as the ORM wrote it
        given += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", given)
        return list(cursor.fetchone())


def awaiting(person: Person) -> QuerySet[Listing]:
    """What waits for this person in any register: theirs in turn and not their own; one query."""
    waits = Q(waits_for=Role.DECLARANT, person=person) | Q(
        waits_for=Role.DECLARANT, entered_by=person
    )
    today = timezone.localdate()
    own = Q(person=person) | Q(entered_by=person)
    others = Q(pk__in=[])
    for body, roles in roles_by_body(person, today):
        others |= Q(body=body, waits_for__in=[role.value for role in roles])
        kept = [m.register.slug for m in registers() if roles & m.register.keepers]
        if kept:
            others |= Q(body=body, waits_for=Role.REGISTRAR, register__in=kept)
    team = team_of(person.pk, today)
    if team:
        others |= Q(waits_for=Role.SUPERVISOR, person__in=team)
    rows = Listing.objects.exclude(waits_for="").filter(waits | (others & ~own))
    return rows.order_by(F("due_on").asc(nulls_last=True), "id")


def mine(person: Person) -> QuerySet[Listing]:
    """What somebody declared, or what was declared for them, in any register."""
    return Listing.objects.filter(Q(person=person) | Q(entered_by=person)).order_by("-id")


def queue(model: type[RegisterEntry], person: Person) -> QuerySet[RegisterEntry]:
    """What waits for this person in one register, what is due first at the top."""
    waits = awaiting(person).filter(register=model.register.slug)
    others = waits.exclude(waits_for=Role.DECLARANT).order_by().values("entry")
    rows = model._default_manager.filter(pk__in=others)
    return rows.order_by(F("due_on").asc(nulls_last=True), "declared_at", "id")
