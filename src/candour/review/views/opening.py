# SPDX-License-Identifier: MIT
"""Opens a review for whoever sits on it, and writes the reading down before anything shows."""

from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from candour.kernel.roles import Role
from candour.ledger.services import By, record_reading
from candour.people.models import Person
from candour.review.models import QuarterlyReview
from candour.review.queries.facts import review_of
from candour.review.queries.shown import review_for
from candour.review.rules.quarterly import SEATED, Review
from candour.review.rules.traces import Quarter, quarter_named
from candour.ui.access import holds
from candour.ui.marking import Marking
from candour.ui.request import Request, acting_as, who

REVIEWERS = holds(Role.OVERSEER, Role.REASSESSOR)
MARKING, HANDLING = Marking.OFFICIAL_SENSITIVE, "The two reviewers only"


@dataclass(frozen=True)
class Opened:
    row: QuarterlyReview
    review: Review
    quarter: Quarter
    viewer: Person
    by: By


def quarter_or_404(slug: str) -> Quarter:
    try:
        return quarter_named(slug)
    except ValueError:
        raise Http404 from None


def open_or_404(request: Request, slug: str, *, part: str = "") -> Opened:
    """`part` names what is about to be read; without it the page shows no content."""
    quarter = quarter_or_404(slug)
    row = review_for(who(request), quarter, timezone.localdate())
    if row is None:
        raise Http404
    by = reviewer(request)
    if part:
        record_reading(row.stream, by=by, part=part)
    return Opened(row, review_of(row), quarter, who(request), by)


def reviewer(request: Request) -> By:
    """Whoever acts, in the office that seats them."""
    return acting_as(request, SEATED & request.roles)
