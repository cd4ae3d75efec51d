# SPDX-License-Identifier: MIT
"""What the pages of a review show, to whoever sits on it or stands in on one exception."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import DateField, F, Q, QuerySet, Value

from candour.people.models import Body, Person
from candour.people.queries import roles_by_body
from candour.review.models import (
    DipSample,
    Judged,
    QuarterlyReview,
    ReviewAction,
    ReviewItem,
    SeatTaken,
    Signature,
)
from candour.review.rules.exceptions import CLASS_WORDS, ExceptionClass
from candour.review.rules.quarterly import (
    SEAT_OF,
    VERDICT_WORDS,
    Item,
    Review,
    Seat,
    Stage,
    Verdict,
    barred,
    seat_on,
    waiting_for,
)
from candour.review.rules.traces import Quarter, quarter_of

SEAT_WORDS = {Seat.PROCESS: "For the process", Seat.STANDARDS: "For professional standards"}
QUARTERS_SHOWN = 8


@dataclass(frozen=True)
class Line:
    """One exception in a list."""

    id: UUID
    klass: str
    person: str
    day: date
    what: str
    waiting: tuple[str, ...]
    mine: bool
    recused: bool


@dataclass(frozen=True)
class Verdicted:
    seat: str
    person: str
    verdict: str
    reason: str


def body_reviewed_by(person: Person, on: date) -> Body | None:
    """The body in which this person has a seat."""
    return Body.objects.filter(pk__in=_bodies_reviewed_by(person, on)).order_by("slug").first()


def _bodies_reviewed_by(person: Person, on: date) -> list[UUID]:
    return [body for body, roles in roles_by_body(person, on) if roles & SEAT_OF.keys()]


def reviews_of(body: Body) -> dict[str, QuarterlyReview]:
    return {row.quarter: row for row in QuarterlyReview.objects.filter(body=body)}


def review_for(person: Person, quarter: Quarter, on: date) -> QuarterlyReview | None:
    """The review of a quarter, for somebody who sits on it; its body with the same question."""
    bodies = _bodies_reviewed_by(person, on)
    rows = QuarterlyReview.objects.filter(body__in=bodies, quarter=quarter.slug)
    return rows.select_related("body").order_by("body__slug").first() if bodies else None


def quarters_to_show(today: date, held: Iterable[str]) -> list[Quarter]:
    """The present quarter and those before it, as far back as anything is held, at least four."""
    quarter = quarter_of(today)
    found: list[Quarter] = []
    oldest = min(held, default=quarter.slug)
    while len(found) < QUARTERS_SHOWN // 2 or (
        quarter.slug >= oldest and len(found) < QUARTERS_SHOWN
    ):
        found.append(quarter)
        quarter = quarter.before
    return found


def items_of(row: QuarterlyReview) -> QuerySet[ReviewItem]:
    return (
        ReviewItem.objects.filter(review=row, gone=False)
        .select_related("person", "review")
        .order_by("-need", "day", "id")
    )


def lines(row: QuarterlyReview, review: Review, viewer: Person) -> list[Line]:
    facts = {item.key: item for item in review.items}
    return [_line(item, facts[str(item.pk)], review, viewer) for item in items_of(row)]


def _line(item: ReviewItem, facts: Item, review: Review, viewer: Person) -> Line:
    me = str(viewer.pk)
    waiting, seat = waiting_for(review, facts), seat_on(review, facts, me)
    evidence = json.loads(item.evidence)
    return Line(
        id=item.pk,
        klass=CLASS_WORDS[ExceptionClass(item.klass)],
        person=item.person.full_name,
        day=item.day,
        what="" if me in facts.about else str(evidence["trace"]["what"]),
        waiting=tuple(SEAT_WORDS[one] for one in sorted(waiting)),
        mine=seat in waiting,
        recused=barred(facts, me),
    )


def item_for(row: QuarterlyReview, item_id: UUID) -> ReviewItem | None:
    return items_of(row).filter(pk=item_id).first()


def evidence_of(item: ReviewItem) -> Mapping[str, Any]:
    """What the card shows, with its days as dates."""
    kept = json.loads(item.evidence)
    for one in (kept["trace"], *kept["near"]):
        one["day"] = date.fromisoformat(one["day"]) if one["day"] else None
    found: Mapping[str, Any] = kept
    return found


def judgements_on(item: ReviewItem) -> list[Verdicted]:
    rows = Judged.objects.filter(item=item, superseded_at=None).select_related("person", "review")
    return [_verdicted(row) for row in rows.order_by("seat")]


def judgements_by_item(review: QuarterlyReview) -> dict[UUID, list[Verdicted]]:
    """All judgements that count, with one question."""
    rows = Judged.objects.filter(review=review, superseded_at=None)
    found: dict[UUID, list[Verdicted]] = defaultdict(list)
    for row in rows.select_related("person", "review").order_by("seat"):
        found[row.item_id].append(_verdicted(row))
    return found


def _verdicted(row: Judged) -> Verdicted:
    return Verdicted(
        SEAT_WORDS[Seat(row.seat)],
        row.person.full_name,
        VERDICT_WORDS[Verdict(row.verdict)],
        row.reason,
    )


def substitutes_on(item: ReviewItem) -> list[tuple[str, str, str]]:
    rows = SeatTaken.objects.filter(item=item).select_related("person", "review")
    return [(SEAT_WORDS[Seat(row.seat)], row.person.full_name, row.reason) for row in rows]


def actions_of(row: QuarterlyReview) -> list[ReviewAction]:
    rows = ReviewAction.objects.filter(review=row).select_related("owner", "review")
    return list(rows.order_by("due_on", "id"))


@dataclass(frozen=True)
class Owed:
    """An action that somebody has still to do."""

    id: UUID
    quarter: str
    due_on: date


def stage_and_actions(
    body: UUID | None, quarter: Quarter, person: Person
) -> tuple[str, list[Owed]]:
    """Where the review of a quarter stands, and what a person owes of any: with one question.

    Empty when the body has no such review.
    """
    reviews = QuarterlyReview.objects.filter(body=body, quarter=quarter.slug)
    owed = ReviewAction.objects.filter(owner=person, done_on=None)
    no_day = Value(None, output_field=DateField())
    rows = reviews.annotate(due=no_day, of=F("quarter"), at=F("stage"))
    actions = owed.annotate(due=F("due_on"), of=F("review__quarter"), at=Value(""))
    columns = ("id", "of", "due", "at")
    asked = actions.values_list(*columns)
    found = list(asked.union(rows.values_list(*columns), all=True) if body else asked)
    stage = next((at for _id, _of, _due, at in found if at), "")
    return stage, sorted(
        (Owed(id_, of, due) for id_, of, due, at in found if not at),
        key=lambda one: (one.due_on, one.id),
    )


def action_of(person: Person, action_id: UUID) -> ReviewAction | None:
    rows = ReviewAction.objects.filter(pk=action_id, owner=person)
    return rows.select_related("review").first()


def signatures_of(row: QuarterlyReview) -> list[Signature]:
    rows = Signature.objects.filter(review=row, taken_back_at=None).select_related("person")
    return list(rows.order_by("made_at"))


def samples_of(row: QuarterlyReview) -> list[DipSample]:
    return list(DipSample.objects.filter(review=row).order_by("sampling_seed", "what"))


def stands_in_on(person: Person) -> QuerySet[ReviewItem]:
    """The exceptions on which somebody stands in, of reviews that are open."""
    return ReviewItem.objects.filter(
        Q(substitutes__person=person), review__stage=Stage.OPEN.value, gone=False
    ).select_related("review", "person")


def to_judge_for_another(person: Person) -> QuerySet[ReviewItem]:
    """Those of them that still wait for this person."""
    done = Judged.objects.filter(person=person, superseded_at=None).values("item")
    return stands_in_on(person).exclude(pk__in=done)


def counts_by_class(row: QuarterlyReview) -> dict[str, int]:
    found = dict.fromkeys(CLASS_WORDS.values(), 0)
    for klass in ReviewItem.objects.filter(review=row, gone=False).values_list("klass", flat=True):
        found[CLASS_WORDS[ExceptionClass(klass)]] += 1
    return found
