# SPDX-License-Identifier: MIT
"""Builds the facts of a review for the rules: who sits, which exceptions, who judged, who signed."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F, UUIDField, Value
from django.utils import timezone

from candour.kernel.roles import Role
from candour.people.offices import roles_held_in
from candour.review.models import Judged, QuarterlyReview, ReviewItem, SeatTaken, Signature
from candour.review.rules.quarterly import SEAT_OF, Item, Review, Seat
from candour.review.rules.traces import Quarter, quarter_named

Seats = defaultdict[UUID, set[tuple[Seat, str]]]


def quarter_of_review(review: QuarterlyReview) -> Quarter:
    return quarter_named(review.quarter)


def review_of(row: QuarterlyReview, today: date | None = None) -> Review:
    """Everything the rules need to know of this review today."""
    on = today or timezone.localdate()
    given = _given(row)
    return Review(
        seats=seats_in(row.body_id, on),
        over=on > quarter_of_review(row).ends,
        sources_read=row.sources_read_at is not None,
        items=tuple(_items(row, given)),
        minuted=bool(row.minutes),
        signed=frozenset(given.signed),
    )


def seats_in(body: UUID, on: date) -> frozenset[tuple[Seat, str]]:
    """One person for each seat: of several holders of an office the first by their id."""
    found: dict[Seat, list[str]] = defaultdict(list)
    for person, roles in roles_held_in(body, on):
        for role in roles & SEAT_OF.keys():
            found[SEAT_OF[Role(role)]].append(str(person))
    return frozenset((seat, min(people)) for seat, people in found.items())


@dataclass
class _Given:
    """What people gave to one review: seats they took, judgements, signatures."""

    taken: Seats = field(default_factory=lambda: defaultdict(set))
    judged: Seats = field(default_factory=lambda: defaultdict(set))
    signed: set[tuple[Seat, str]] = field(default_factory=set)


def _given(row: QuarterlyReview) -> _Given:
    """All of it with one question to the database."""
    signed = Signature.objects.filter(review=row, taken_back_at=None)
    no_item = Value(None, output_field=UUIDField())
    taken, judged, signatures = (
        rows.annotate(what=Value(what), of=item).values_list("what", "of", "seat", "person_id")
        for what, item, rows in (
            ("taken", F("item_id"), SeatTaken.objects.filter(review=row)),
            ("judged", F("item_id"), Judged.objects.filter(review=row, superseded_at=None)),
            ("signed", no_item, signed),
        )
    )
    found = _Given()
    for what, item, seat, person in taken.union(judged, signatures, all=True):
        one = (Seat(seat), str(person))
        if what == "signed":
            found.signed.add(one)
        else:
            (found.taken if what == "taken" else found.judged)[item].add(one)
    return found


def _items(row: QuarterlyReview, given: _Given) -> list[Item]:
    rows = ReviewItem.objects.filter(review=row, gone=False).only("person_id", "reassessed_by_id")
    return [
        Item(
            key=str(one.pk),
            about=frozenset({str(one.person_id)}),
            reassessed_by=str(one.reassessed_by_id or ""),
            substitutes=frozenset(given.taken[one.pk]),
            judged=frozenset(given.judged[one.pk]),
        )
        for one in rows
    ]
