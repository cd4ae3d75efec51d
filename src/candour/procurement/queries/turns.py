# SPDX-License-Identifier: MIT
"""Whose turn it is in which procurement: one question to the database, whatever there is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from candour.people.models import Person
from candour.people.phrased import Remembered
from candour.procurement.models import Mitigation, Participant, Procurement, Task
from candour.procurement.queries.visible import bodies_of
from candour.procurement.rules.procurement import ASSESSES, BUYS


@dataclass(frozen=True)
class Turn:
    """What somebody has to do in one procurement."""

    reference: str
    since: date
    declare: bool
    confirm: bool
    assess: bool
    prepare: bool
    task: bool
    step: bool


TURNS = Remembered[Any]()
MARKS = ("declare", "confirm", "assess", "prepare", "task", "step")


def turns_of(person: Person, today: date) -> list[Turn]:
    """A rule of thumb for the list; the rules decide when the act is tried."""
    buying = bodies_of(person, today, BUYS)
    judging = set(bodies_of(person, today, ASSESSES)) - set(buying)
    known = (person.pk, today, frozenset(buying), frozenset(judging))
    found = TURNS(known, lambda: _turns(person, today, buying, judging))
    return [
        Turn(reference, since.date(), *(bool(mark) for mark in marks))
        for reference, since, *marks in found
    ]


def _turns(
    person: Person, today: date, buying: Collection[UUID], judging: Collection[UUID]
) -> QuerySet[Any, Any]:
    here = Participant.objects.filter(procurement=OuterRef("pk"), stood_down_at=None)
    mine = here.filter(person=person)
    tasks = Task.objects.filter(procurement=OuterRef("pk"), settled_at=None)
    steps = Mitigation.objects.filter(procurement=OuterRef("pk"), owner=person, ended_at=None)
    assesses = Q(body__in=judging) & ~Exists(mine)
    ready = Q(prepared_by=None) & Exists(here) & ~Exists(here.filter(assessed=False))
    marks = {
        "declare": Exists(mine.filter(declared=False)),
        "confirm": Q(accountable=person, prepared_by__isnull=False, confirmed=False),
        "assess": assesses & Exists(here.filter(declared=True, assessed=False)),
        "prepare": assesses & ready & ~Exists(tasks),
        "task": Q(body__in=buying) & Exists(tasks.exclude(about=person)),
        "step": Q(Exists(steps.filter(found="", next_check__lte=today))),
    }
    wanted = reduce(or_, (Q(mark) for mark in marks.values()))
    rows = Procurement.objects.filter(wanted, ended_at=None)
    flags = {name: _flag(Q(mark)) for name, mark in marks.items()}
    found = rows.annotate(**flags).order_by("staged_at", "pk")
    return found.values_list("reference", "staged_at", *MARKS)


def _flag(mark: Q) -> Case:
    return Case(When(mark, then=Value(True)), default=Value(False), output_field=BooleanField())
