# SPDX-License-Identifier: MIT
"""Whose turn it is at boards, and with packs for inspections; asked with one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from candour.boards.models import BoardAction, BoardPack
from candour.boards.queries.seen import seats_on, superseded
from candour.boards.rules.pack import Stage
from candour.inspection.queries import packs as inspections
from candour.inspection.queries.packs import FREEZE
from candour.people.models import Person

READ, CHECK, DO = "read", "check", "do"
COLUMNS = ("turn", "named", "key", "day")


@dataclass(frozen=True)
class Turn:
    turn: str
    named: str
    """The reference of the pack, for an action that of the meeting that agreed it."""
    key: UUID
    """Of an action, its id."""
    day: date


@dataclass(frozen=True)
class Bodies:
    """In which bodies an office lets somebody do what."""

    circulates: Sequence[UUID] = ()
    sits: Sequence[UUID] = ()
    keeps_inspections: Sequence[UUID] = ()
    opens_inspections: bool = False


def turns_of(person: Person, on: date, bodies: Bodies) -> list[Turn]:
    asked = [_actions(person)]
    if bodies.sits:
        asked.append(_to_read(person, on, bodies.sits))
    if bodies.circulates:
        asked.append(_to_check(person, bodies.circulates))
    if bodies.keeps_inspections:
        held = inspections.in_hand(person, bodies.keeps_inspections)
        wanted = held if bodies.opens_inspections else {FREEZE: held[FREEZE]}
        asked += [_as(rows, turn, "reference", "day") for turn, rows in wanted.items()]
    found = asked[0].union(*asked[1:], all=True) if asked[1:] else asked[0]
    turns = (Turn(turn, named, UUID(key), day) for turn, named, key, day in found)
    return sorted(turns, key=lambda one: (one.day, one.named, one.key))


def _as(rows: QuerySet, turn: str, named: str, day: str) -> QuerySet:  # type: ignore[type-arg]
    key = Cast(F("pk"), CharField())
    told = {"turn": Value(turn, CharField()), "named": F(named), "key": key}
    whole = rows.annotate(**told, **({} if day == "day" else {"day": F(day)}))
    asked: QuerySet = whole.values_list(*COLUMNS)  # type: ignore[type-arg]
    return asked


def _actions(person: Person) -> QuerySet:  # type: ignore[type-arg]
    return _as(
        BoardAction.objects.filter(owner=person, done_on=None), DO, "of_pack__reference", "due_on"
    )


def _to_read(person: Person, on: date, bodies: Sequence[UUID]) -> QuerySet:  # type: ignore[type-arg]
    mine = seats_on(on).filter(person=person).values("board")
    rows = BoardPack.objects.filter(
        board__in=mine, body__in=list(bodies), stage=Stage.CIRCULATED.value, meets_on__gte=on
    )
    return _as(rows.exclude(pk__in=superseded()), READ, "reference", "meets_on")


def _to_check(person: Person, bodies: Sequence[UUID]) -> QuerySet:  # type: ignore[type-arg]
    """Drafts in which this person has no part."""
    rows = BoardPack.objects.filter(body__in=list(bodies), stage=Stage.DRAFT.value)
    rows = rows.alias(by=Cast("authors", TextField())).exclude(by__contains=str(person.pk))
    return _as(rows, CHECK, "reference", "meets_on")
