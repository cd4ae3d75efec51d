# SPDX-License-Identifier: MIT
"""What a closed review comes to in numbers. They are exact: whoever shows them outside makes them coarse."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from candour.people.models import Body
from candour.review.models import Judged, QuarterlyReview, ReviewItem
from candour.review.queries.shown import samples_of
from candour.review.rules.exceptions import ExceptionClass
from candour.review.rules.quarterly import Stage, Verdict
from candour.review.rules.traces import quarter_of


@dataclass(frozen=True)
class Summary:
    closed_on: date
    counts: dict[str, int]
    """By measure: commitments, each class of exception, each verdict on an exception."""
    samples: tuple[tuple[str, int], ...]
    """The start value of each draw, and how many were drawn."""


def summary_of(body: Body, first: date) -> Summary | None:
    """Of the quarter that begins on this day; none before both reviewers have signed."""
    quarter = quarter_of(first).slug
    row = QuarterlyReview.objects.filter(
        body=body, quarter=quarter, stage=Stage.CLOSED.value
    ).first()
    if row is None or row.closed_at is None:
        return None
    classes = ReviewItem.objects.filter(review=row, gone=False).values_list("klass", flat=True)
    raised = Counter(classes)
    said = Counter(
        verdict
        for _item, verdict in set(
            Judged.objects.filter(
                review=row, superseded_at=None, item__gone=False
            ).values_list("item_id", "verdict")
        )
    )  # fmt: skip
    counts = {"commitments": int(row.balance.get("commitments", 0))}
    counts |= {klass.value: raised[klass.value] for klass in ExceptionClass}
    counts |= {verdict.value: said[verdict.value] for verdict in Verdict}
    samples = tuple((one.sampling_seed, len(one.drawn)) for one in samples_of(row))
    return Summary(timezone.localdate(row.closed_at), counts, samples)
