# SPDX-License-Identifier: MIT
"""Conditions as somebody may see them: their own, those they see to, those of their office."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from candour.kernel.roles import Role
from candour.ledger.datakeys import keep_open
from candour.people.models import Person
from candour.people.offices import team_of
from candour.people.queries import holdings_on, roles_by_body
from candour.registers.base import Show, registers
from candour.registers.how_checked import Method, Sort
from candour.registers.models import Condition, ConditionCheck, Referral
from candour.registers.rules.promises import ANSWER_DAYS, Found, Standing, Watched

SHOWN = 25
CHECKERS = frozenset({Role.APPROPRIATE_OFFICER, Role.REASSESSOR})
"""Offices that check conditions of every register they read; others, of those they keep."""
SEES_ALL = (Show.PSD, Show.SECRET)


def watched(row: Condition) -> Watched:
    return Watched(
        next_check=row.next_check,
        found=row.found,
        asked=row.asked_on is not None,
        given=row.given_on is not None,
        answer_by=row.answer_by,
        ended=row.ended_at is not None,
    )


def standing_is(on: date) -> Mapping[Standing, Q]:
    """The rule of standing once more, for the database; a test holds the two together."""
    going = Q(ended_at=None) & ~Q(found=Found.BROKEN)
    late = Q(answer_by__isnull=False, answer_by__lt=on)
    given = Q(given_on__isnull=False)
    asked = Q(asked_on__isnull=False)
    due = Q(next_check__isnull=False, next_check__lte=on)
    return {
        Standing.BROKEN: Q(ended_at=None, found=Found.BROKEN),
        Standing.OVERDUE: going & late,
        Standing.TO_CHECK: going & ~late & (given | (~asked & due)),
        Standing.ASKED: going & ~late & ~given & asked,
        Standing.IN_ORDER: going & ~late & ~given & ~asked & ~due,
    }


# ------------------------------------------------------------------ who may see which


@dataclass(frozen=True)
class Reach:
    """The registers whose conditions an office of somebody covers, body by body."""

    reads: tuple[tuple[UUID, frozenset[str]], ...]
    checks: tuple[tuple[UUID, frozenset[str]], ...]


def reach_of(person: Person, on: date) -> Reach:
    reads, checks = [], []
    for body, roles in roles_by_body(person, on):
        offices = roles - {Role.SECRETARIAT, Role.SUPERVISOR}
        known = [m.register for m in registers() if m.register.depth(offices) in SEES_ALL]
        if known:
            may = {one.slug for one in known if offices & (CHECKERS | one.keepers)}
            reads.append((body, frozenset(one.slug for one in known)))
            checks.append((body, frozenset(may)))
    return Reach(tuple(reads), tuple(checks))


def _in(covered: Sequence[tuple[UUID, frozenset[str]]]) -> Q:
    arms = [Q(body=body, register__in=sorted(slugs)) for body, slugs in covered]
    return reduce(or_, arms, Q(pk__in=[]))


def _applies(person: Person, on: date) -> Q:
    team = team_of(person.pk, on)
    return Q(supervisor_applies=True, person__in=team) if team else Q(pk__in=[])


def visible_conditions(person: Person, on: date) -> QuerySet[Condition]:
    """In force, and theirs to keep, to see to, to apply or to read by their office."""
    seen = Q(person=person) | Q(owner=person) | _applies(person, on)
    rows = Condition.objects.filter(seen | _in(reach_of(person, on).reads), ended_at=None)
    return rows.select_related("person", "owner")


def for_checking(person: Person, on: date) -> QuerySet[Condition]:
    """Those on which this person may say whether they are kept; never their own."""
    may = Q(owner=person) | _applies(person, on) | _in(reach_of(person, on).checks)
    rows = Condition.objects.filter(may, ended_at=None).exclude(person=person)
    return rows.select_related("person", "owner")


def to_check(person: Person, on: date) -> QuerySet[Condition]:
    """What waits for a look, the oldest first."""
    states = standing_is(on)
    waits = states[Standing.TO_CHECK] | states[Standing.OVERDUE]
    return for_checking(person, on).filter(waits).order_by("answer_by", "next_check", "pk")


def own_condition(person: Person, key: UUID) -> Condition | None:
    rows = Condition.objects.filter(pk=key, person=person, ended_at=None)
    return rows.select_related("person", "owner").first()


def entries_open_to(person: Person, on: date, rows: Sequence[Condition]) -> frozenset[str]:
    """Of which of these a link to the entry may stand: not where only the condition is shown."""
    covered = dict(reach_of(person, on).reads)
    return frozenset(
        row.reference
        for row in rows
        if row.person_id == person.pk or row.register in covered.get(row.body_id, ())
    )


# ------------------------------------------------------------------ lists and the meter


@dataclass(frozen=True)
class Page:
    rows: Sequence[Condition]
    number: int
    more: bool


def page_of(person: Person, on: date, wanted: Standing | None, number: int) -> Page:
    rows = visible_conditions(person, on)
    if wanted is not None:
        rows = rows.filter(standing_is(on)[wanted])
    states = standing_is(on)
    need = Case(
        When(states[Standing.BROKEN], then=0), When(states[Standing.OVERDUE], then=1), default=2
    )
    ordered = rows.order_by(need, F("next_check").asc(nulls_last=True), "pk")
    first = (number - 1) * SHOWN
    found = list(ordered[first : first + SHOWN + 1])
    keep_open(row.stream for row in found)
    return Page(found[:SHOWN], number, len(found) > SHOWN)


@dataclass(frozen=True)
class Coverage:
    """How many of the conditions in force somebody really watches."""

    total: int
    standings: Mapping[Standing, int]
    unowned: int
    """Whoever was to see to them has left."""

    @property
    def covered(self) -> int:
        return self.total - self.standings[Standing.OVERDUE] - self.unowned

    @property
    def percent(self) -> int:
        """Rounded down: 100 means every one."""
        return self.covered * 100 // self.total if self.total else 100

    def and_also(self, others: Iterable[Standing]) -> "Coverage":
        """With conditions of other apps, by where they stand."""
        more = Counter(others)
        standings = {one: count + more[one] for one, count in self.standings.items()}
        return Coverage(self.total + more.total(), standings, self.unowned)


def coverage(person: Person, on: date) -> Coverage:
    """One question: all conditions that this person may see, by where they stand."""
    here = Exists(holdings_on(on).filter(person=OuterRef("owner")))
    states = standing_is(on)
    orphaned = ~here & ~states[Standing.OVERDUE]
    counted = {one.value: Count("pk", filter=q) for one, q in states.items()}
    rows = visible_conditions(person, on).order_by()
    found = rows.aggregate(total=Count("pk"), unowned=Count("pk", filter=orphaned), **counted)
    return Coverage(
        total=found["total"],
        standings={one: found[one.value] for one in states},
        unowned=found["unowned"],
    )


def checks_of(condition: Condition) -> list[ConditionCheck]:
    """What was asked, given and found, newest first."""
    return list(condition.checks.select_related("file").order_by("-said_at", "-pk"))


# ------------------------------------------------------------------ whose turn it is


def to_show(person: Person, on: date) -> Q:
    """Evidence that this person was asked for, and reports that will be due."""
    soon = on + timedelta(days=ANSWER_DAYS)
    report = Q(method=Method.DATA, kind=Sort.REPORT, next_check__lte=soon)
    return Q(person=person, given_on=None) & (Q(asked_on__isnull=False) | report)


def escalated_to(person: Person, on: date) -> Q:
    """Checks that nobody did and of which this person's office hears."""
    late = standing_is(on)[Standing.OVERDUE]
    arms = [
        late & Q(body=body, escalates_to__in=[role.value for role in roles])
        for body, roles in roles_by_body(person, on)
    ]
    return reduce(or_, arms, Q(pk__in=[])) & ~Q(person=person)


SHOW, CHECK, LATE = "show", "check", "late"


def waiting_for(person: Person, on: date) -> QuerySet[Condition]:
    """What waits for this person: to show, to check, or because nobody checked.

    It is called by its entry, or by a name where only the condition is theirs to know (SOD11).
    """
    states = standing_is(on)
    check = (Q(owner=person) | _applies(person, on)) & ~Q(person=person)
    check &= states[Standing.TO_CHECK] | states[Standing.OVERDUE]
    show = to_show(person, on)
    open_ = Q(person=person) | _in(reach_of(person, on).reads)
    rows = Condition.objects.filter(check | show | escalated_to(person, on), ended_at=None)
    day = DateField(null=True)
    return rows.annotate(
        todo=Case(
            When(show, then=Value(SHOW)), When(check, then=Value(CHECK)), default=Value(LATE)
        ),
        called=Case(When(open_, then=F("reference")), default=F("person__full_name")),
        due=Coalesce("answer_by", "next_check", output_field=day),
        since=Coalesce("asked_on", "next_check", "set_on", output_field=day),
    )


def referral_for(person: Person, key: UUID, on: date) -> Referral | None:
    bodies = [body for body, roles in roles_by_body(person, on) if Role.REASSESSOR in roles]
    rows = Referral.objects.filter(pk=key, body__in=bodies).select_related("condition__person")
    return rows.first()
