# SPDX-License-Identifier: MIT
"""The ranked list of exceptions, the card of each, and who stands in on it."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.ledger.services import By, record_reading
from candour.people.models import Person
from candour.review.forms import FilterForm, JudgementForm, SubstituteForm
from candour.review.models import ReviewItem
from candour.review.queries.facts import quarter_of_review, review_of
from candour.review.queries.people import who_may_stand_in
from candour.review.queries.shown import (
    Line,
    evidence_of,
    item_for,
    judgements_on,
    lines,
    stands_in_on,
    substitutes_on,
)
from candour.review.rules.exceptions import CLASS_WORDS, ExceptionClass
from candour.review.rules.quarterly import (
    Item,
    Judgement,
    Review,
    Stage,
    Substitute,
    Verdict,
    barred,
    seat_on,
    seats_to_fill,
)
from candour.review.services import reviewing
from candour.review.views.home import seen_by
from candour.review.views.opening import (
    HANDLING,
    MARKING,
    REVIEWERS,
    open_or_404,
    quarter_or_404,
    reviewer,
)
from candour.ui.access import SIGNED_IN, page
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, posted, who


@page(REVIEWERS, methods=("GET", "HEAD"))
def exceptions(request: Request, slug: str) -> HttpResponseBase:
    """Most in need first."""
    opened = open_or_404(request, slug, part="the list of exceptions")
    form = FilterForm(request.GET)
    form.is_valid()
    every = lines(opened.row, opened.review, opened.viewer)
    context = {
        "quarter": opened.quarter,
        "row": opened.row,
        "form": form,
        "lines": [line for line in every if _wanted(line, form)],
        "every": len(every),
        "mine": sum(line.mine for line in every),
    }
    return render(request, "review/exceptions.html", context, marking=MARKING, handling=HANDLING)


def _wanted(line: Line, form: FilterForm) -> bool:
    asked = form.cleaned_data
    kind = asked.get("kind")
    if kind and line.klass != CLASS_WORDS[ExceptionClass(kind)]:
        return False
    return {"mine": line.mine, "open": bool(line.waiting)}.get(asked.get("waiting") or "", True)


@dataclass(frozen=True)
class OnCard:
    """One exception as one person may open it."""

    item: ReviewItem
    review: Review
    facts: Item
    viewer: Person
    by: By


def _card_or_404(request: Request, slug: str, item_id: UUID) -> OnCard:
    """For a reviewer, or for somebody who stands in on this exception and on no other."""
    viewer, quarter = who(request), quarter_or_404(slug)
    opened = open_or_404(request, slug) if REVIEWERS.roles & request.roles else None
    item = item_for(opened.row, item_id) if opened else None
    if item is None:
        item = stands_in_on(viewer).filter(pk=item_id, review__quarter=quarter.slug).first()
    if item is None:
        raise Http404
    here = opened is not None and opened.row == item.review
    review = opened.review if opened and here else review_of(item.review)
    by = reviewer(request)
    record_reading(item.review.stream, by=by, part=f"exception {item.pk}")
    return OnCard(item, review, review.item(str(item.pk)), viewer, by)


@page(SIGNED_IN, lowest="workforce")
def exception(request: Request, slug: str, item_id: UUID) -> HttpResponseBase:
    """The card: what raises it, why, what stands nearest; and one's judgement."""
    card = _card_or_404(request, slug, item_id)
    form = JudgementForm(posted(request))
    if answered := carried_out(request, form, lambda: _judged(request, card, form)):
        return answered
    me = str(card.viewer.pk)
    recused = barred(card.facts, me)
    closed = card.item.review.stage != Stage.OPEN.value
    reviewing_it = bool(REVIEWERS.roles & request.roles)
    context = {
        "form": form,
        "item": card.item,
        "klass": CLASS_WORDS[ExceptionClass(card.item.klass)],
        "quarter": quarter_of_review(card.item.review),
        "evidence": None if me in card.facts.about else evidence_of(card.item),
        "judgements": judgements_on(card.item) if not recused else [],
        "substitutes": substitutes_on(card.item),
        "may_judge": not closed and seat_on(card.review, card.facts, me) is not None,
        "recused": recused,
        "to_fill": not closed and reviewing_it and bool(seats_to_fill(card.review, card.facts)),
        "reviewer": reviewing_it,
    }
    return render(request, "review/exception.html", context, marking=MARKING, handling=HANDLING)


def _judged(request: Request, card: OnCard, form: JudgementForm) -> str:
    given = Judgement(
        by=str(card.viewer.pk),
        item=str(card.item.pk),
        verdict=Verdict(form.cleaned_data["verdict"]),
        reason=form.cleaned_data["reason"],
    )
    row = reviewing.judge(card.item.review_id, given, by=card.by)
    messages.success(request, _("Your judgement is recorded."))
    if not REVIEWERS.roles & request.roles:
        return reverse("today")
    following = next((one for one in lines(row, review_of(row), card.viewer) if one.mine), None)
    if following is None:
        return reverse("quarter_exceptions", args=[row.quarter])
    return reverse("quarter_exception", args=[row.quarter, following.id])


@page(REVIEWERS)
def substitute(request: Request, slug: str, item_id: UUID) -> HttpResponseBase:
    """Name who judges in the place of a reviewer whom the exception concerns."""
    opened = open_or_404(request, slug, part=f"exception {item_id}")
    item = item_for(opened.row, item_id)
    if item is None:
        raise Http404
    form = SubstituteForm(
        posted(request),
        people=who_may_stand_in(
            opened.row.body, opened.review.item(str(item.pk)), timezone.localdate()
        ),
        initial={"version": opened.row.version},
    )

    def name() -> str:
        given = Substitute(
            by=str(opened.viewer.pk),
            item=str(item.pk),
            who=form.cleaned_data["who"],
            reason=form.cleaned_data["reason"],
        )
        reviewing.name_substitute(opened.row.pk, given, by=opened.by, seen=seen_by(form))
        return reverse("quarter_exception", args=[slug, item.pk])

    if answered := carried_out(request, form, name):
        return answered
    context = {"form": form, "item": item, "quarter": opened.quarter}
    return render(request, "review/substitute.html", context, marking=MARKING, handling=HANDLING)
