# SPDX-License-Identifier: MIT
"""Brings together what the figures of a quarterly report are counted from: days and marks, no words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from candour.gateway.queries.marks import marks_between
from candour.people.models import Body
from candour.registers.queries.figures import declared_between
from candour.review.models import Judged, QuarterlyReview, ReviewItem
from candour.review.rules.exceptions import ExceptionClass
from candour.review.rules.figures import (
    GIFTS,
    INTERESTS,
    MEDIA,
    EntryFact,
    ExceptionFact,
    Facts,
    MatterFact,
)
from candour.review.rules.quarterly import Stage, Verdict
from candour.review.rules.traces import Quarter

COUNTED = (GIFTS, INTERESTS, MEDIA)


def facts_of_quarter(body: Body, quarter: Quarter) -> Facts:
    """The same records give the same facts, whenever they are asked for."""
    return Facts(
        quarter,
        matters=tuple(_matters(body, quarter)),
        entries=tuple(_entries(body, quarter)),
        exceptions=tuple(_exceptions(body, quarter)),
    )


def _matters(body: Body, quarter: Quarter) -> Iterator[MatterFact]:
    for one in marks_between(body.pk, quarter.starts, quarter.ends):
        yield MatterFact(**vars(one))


def _entries(body: Body, quarter: Quarter) -> Iterator[EntryFact]:
    for slug in COUNTED:
        for reference, day, late in declared_between(slug, body.pk, quarter.starts, quarter.ends):
            yield EntryFact(reference, slug, day, late)


def _exceptions(body: Body, quarter: Quarter) -> Iterator[ExceptionFact]:
    """None before both reviewers have signed."""
    review = QuarterlyReview.objects.filter(
        body=body, quarter=quarter.slug, stage=Stage.CLOSED.value
    ).first()
    if review is None:
        return
    said: dict[UUID, set[Verdict]] = defaultdict(set)
    judged = Judged.objects.filter(review=review, superseded_at=None)
    for item, verdict in judged.values_list("item_id", "verdict"):
        said[item].add(Verdict(verdict))
    items = ReviewItem.objects.filter(review=review, gone=False)
    for key, klass in items.values_list("pk", "klass"):
        yield ExceptionFact(str(key), ExceptionClass(klass), frozenset(said[key]))


def exceptions_named(body: Body, quarter: Quarter, keys: Iterable[str]) -> list[ReviewItem]:
    """Those of them that are on file, for whoever sits on the review."""
    return list(
        ReviewItem.objects.filter(
            review__body=body, review__quarter=quarter.slug, pk__in=list(keys)
        ).order_by("day", "id")
    )
