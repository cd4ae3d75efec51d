# SPDX-License-Identifier: MIT
"""The figures of several quarters together, and what was signed and handed over in them."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from candour.people.models import Body
from candour.review.models import DipSample, QuarterlyReport, QuarterlyReview, ReviewItem
from candour.review.queries.figures import facts_of_quarter
from candour.review.rules.exceptions import CLASS_WORDS, ExceptionClass
from candour.review.rules.figures import drawn
from candour.review.rules.quarterly import Stage
from candour.review.rules.reporting import Stage as ReportStage
from candour.review.rules.traces import Quarter

AT_THE_END = frozenset({"still_open"})
"""Figures of the last day of a quarter: of several quarters, the last counts."""


def figures_over(body: Body, quarters: Sequence[Quarter]) -> dict[str, frozenset[str]]:
    """Every figure of the quarterly report; where a report is frozen, as it was frozen."""
    frozen = _frozen(body, quarters)
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for quarter in quarters:
        figures = frozen.get(quarter.slug) or drawn(facts_of_quarter(body, quarter))
        for code, records in figures.items():
            before = frozenset() if code in AT_THE_END else found[code]
            found[code] = before | frozenset(records)
    return dict(found)


def _frozen(body: Body, quarters: Sequence[Quarter]) -> dict[str, dict[str, list[str]]]:
    rows = QuarterlyReport.objects.filter(
        body=body, quarter__in=[one.slug for one in quarters], stage=ReportStage.FROZEN.value
    )
    return dict(rows.values_list("quarter", "figures"))


def reported(body: Body, quarters: Sequence[Quarter]) -> frozenset[str]:
    """The quarters whose report was handed over."""
    return frozenset(_frozen(body, quarters))


def signed(body: Body, quarters: Sequence[Quarter]) -> frozenset[str]:
    """The quarters whose review both have signed."""
    rows = QuarterlyReview.objects.filter(
        body=body, quarter__in=[one.slug for one in quarters], stage=Stage.CLOSED.value
    )
    return frozenset(rows.values_list("quarter", flat=True))


def samples_in(body: Body, quarters: Sequence[Quarter]) -> frozenset[str]:
    rows = DipSample.objects.filter(
        review__body=body, review__quarter__in=[one.slug for one in quarters]
    )
    return frozenset(str(key) for key in rows.values_list("pk", flat=True))


def quarters_of_samples(body: UUID, keys: Sequence[str]) -> list[str]:
    """In which reviews these samples were drawn."""
    rows = DipSample.objects.filter(review__body=body, pk__in=list(keys))
    return sorted(rows.values_list("review__quarter", flat=True))


def exceptions_in(body: UUID, keys: Sequence[str]) -> list[tuple[str, str, str]]:
    """What each is, its quarter and its key, for whoever sits on the reviews."""
    rows = ReviewItem.objects.filter(review__body=body, pk__in=list(keys)).order_by("day", "pk")
    return [
        (str(CLASS_WORDS[ExceptionClass(klass)]), quarter, str(key))
        for klass, quarter, key in rows.values_list("klass", "review__quarter", "pk")
    ]
