# SPDX-License-Identifier: MIT
"""What a review comes to: what activities cost, and how the quarter stands beside those before."""

from uuid import UUID

from django.http import Http404, HttpResponseBase

from candour.ledger.services import record_reading
from candour.review.queries.spending import spending_in, spent_by
from candour.review.queries.trend import trend_to
from candour.review.views.opening import HANDLING, MARKING, REVIEWERS, open_or_404
from candour.review.wording import claim_words
from candour.ui.access import page
from candour.ui.pages import render
from candour.ui.request import Request

READ = ("GET", "HEAD")


@page(REVIEWERS, methods=READ)
def spending(request: Request, slug: str) -> HttpResponseBase:
    """By officer: what was claimed, what was received, and for how many activities."""
    opened = open_or_404(request, slug, part="what activities cost")
    found = spending_in(opened.row)
    context = {
        "row": opened.row,
        "quarter": opened.quarter,
        "found": found,
        "claimed": sum(one.spending.claimed for one in found),
        "received": sum(one.spending.received for one in found),
    }
    return _shown(request, "review/spending.html", context)


@page(REVIEWERS, methods=READ)
def spending_of(request: Request, slug: str, person_id: UUID) -> HttpResponseBase:
    """One officer: each activity with the claims and entries behind its figures."""
    opened = open_or_404(request, slug)
    found = spent_by(opened.row, person_id)
    if found is None:
        raise Http404
    record_reading(opened.row.stream, by=opened.by, part=f"what activities of {person_id} cost")
    context = {
        "quarter": opened.quarter,
        "person": found.person,
        "spending": found.spending,
        "claim_words": claim_words,
    }
    return _shown(request, "review/spending_of.html", context)


@page(REVIEWERS, methods=READ)
def trend(request: Request, slug: str) -> HttpResponseBase:
    """Up to five quarters: as bars, in a sentence, and in a table."""
    opened = open_or_404(request, slug, part="the trend")
    context = {
        "quarter": opened.quarter,
        "row": opened.row,
        "trend": trend_to(opened.row),
    }
    return _shown(request, "review/trend.html", context)


def _shown(request: Request, template: str, context: dict[str, object]) -> HttpResponseBase:
    return render(request, template, context, marking=MARKING, handling=HANDLING)
