# SPDX-License-Identifier: MIT
"""The quarters before, beside the one under review: figures that are kept, and none worked out anew."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from candour.ledger.datakeys import keep_open
from candour.review.models import QuarterlyReview, ReviewItem
from candour.review.queries.spending import kept_in
from candour.review.rules.exceptions import CLASS_WORDS, ExceptionClass
from candour.review.rules.traces import Quarter, quarter_named
from candour.review.rules.trend import Bar, Course, Trend, bars, trend_of

SHOWN = 5


@dataclass(frozen=True)
class Point:
    """One quarter whose sources were laid side by side."""

    quarter: Quarter
    exceptions: Mapping[ExceptionClass, int]
    commitments: int
    claimed: int
    """In pence."""

    @property
    def all_exceptions(self) -> int:
        return sum(self.exceptions.values())

    @property
    def label(self) -> str:
        return f"Q{self.quarter.number} {self.quarter.year}/{(self.quarter.year + 1) % 100:02}"


@dataclass(frozen=True)
class Shown:
    """The same told three times: as a table, as a sentence and as bars."""

    points: list[Point]
    rows: list[tuple[str, list[int]]]
    sentence: str
    bars: list[Bar]


def trend_to(row: QuarterlyReview) -> Shown:
    """The quarter and up to four before it, the oldest first."""
    points = _points(row)
    figures = [one.all_exceptions for one in points]
    rows = [
        (words, [one.exceptions.get(klass, 0) for one in points])
        for klass, words in CLASS_WORDS.items()
    ]
    sentence = in_a_sentence(trend_of(figures), len(figures)) if figures else ""
    return Shown(points, rows, sentence, bars([(one.label, one.all_exceptions) for one in points]))


def _points(row: QuarterlyReview) -> list[Point]:
    reviews = QuarterlyReview.objects.filter(
        body=row.body_id, quarter__lte=row.quarter, sources_read_at__isnull=False
    ).order_by("-quarter")[:SHOWN]
    found = list(reversed(reviews))
    keep_open(one.stream for one in found)
    counts: dict[object, Counter[ExceptionClass]] = {one.pk: Counter() for one in found}
    items = ReviewItem.objects.filter(review__in=[one.pk for one in found], gone=False)
    for review, klass in items.values_list("review_id", "klass"):
        counts[review][ExceptionClass(klass)] += 1
    return [
        Point(
            quarter_named(one.quarter),
            counts[one.pk],
            one.balance.get("commitments", 0),
            sum(spent.claimed for spent in kept_in(one)),
        )
        for one in found
    ]


def in_a_sentence(trend: Trend, quarters: int) -> str:
    """What the chart shows, in words."""
    told = {"newest": trend.newest, "before": trend.before, "by": trend.by, "n": quarters}
    told |= {"lowest": trend.lowest, "highest": trend.highest}
    sentence = {
        Course.FIRST: _("This is the first quarter that was reviewed: exceptions %(newest)s."),
        Course.UP: _("Exceptions rose by %(by)s, from %(before)s to %(newest)s."),
        Course.DOWN: _("Exceptions fell by %(by)s, from %(before)s to %(newest)s."),
        Course.SAME: _("Exceptions stayed at %(newest)s."),
    }[trend.course]
    over = _("Over the %(n)s quarters shown they lay between %(lowest)s and %(highest)s.")
    return (f"{sentence} {over}" if trend.course is not Course.FIRST else sentence) % told
