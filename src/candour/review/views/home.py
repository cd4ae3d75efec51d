# SPDX-License-Identifier: MIT
"""Which quarters there are, and the home of one review."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.kernel.procedure import Refused, reasons_not_open
from candour.people.queries import roles_of
from candour.review.forms import SignForm
from candour.review.queries.shown import (
    actions_of,
    body_reviewed_by,
    counts_by_class,
    quarters_to_show,
    reviews_of,
    samples_of,
    signatures_of,
)
from candour.review.queries.sources import population, source_states
from candour.review.rules import procedure as acts
from candour.review.rules.quarterly import Stage, open_items
from candour.review.services import reviewing
from candour.review.steps import steps_for
from candour.review.views.opening import (
    HANDLING,
    MARKING,
    REVIEWERS,
    Opened,
    open_or_404,
    quarter_or_404,
    reviewer,
)
from candour.ui.access import page
from candour.ui.forms import GdsForm
from candour.ui.once import carried_out, once
from candour.ui.pages import render
from candour.ui.request import Request, posted, who


@page(REVIEWERS)
def quarters(request: Request) -> HttpResponseBase:
    """Every quarter that can be reviewed, the present one first."""
    body = body_reviewed_by(who(request), timezone.localdate())
    if body is None:
        raise Http404
    held = reviews_of(body)
    shown = [(one, held.get(one.slug)) for one in quarters_to_show(timezone.localdate(), held)]
    return render(request, "review/quarters.html", {"quarters": shown})


@page(REVIEWERS)
def start_review(request: Request, slug: str) -> HttpResponseBase:
    """Set the review of a quarter up."""
    quarter, today = quarter_or_404(slug), timezone.localdate()
    body = body_reviewed_by(who(request), today)
    if body is None or quarter not in quarters_to_show(today, reviews_of(body)):
        raise Http404
    if request.method != "POST":
        return redirect("quarters")

    def start() -> str:
        reviewing.open_review(body, quarter, by=reviewer(request))
        return reverse("quarter", args=[slug])

    return once(request, start)


@page(REVIEWERS)
def quarter(request: Request, slug: str) -> HttpResponseBase:
    """The home of a review: what is done, and what comes next."""
    opened = open_or_404(request, slug)
    people = population(opened.row.body, opened.quarter)
    states = source_states(people, opened.quarter)
    context = {
        "row": opened.row,
        "quarter": opened.quarter,
        "steps": steps_for(opened, states),
        "balance": opened.row.balance,
        "counts": counts_by_class(opened.row),
        "open": sum(1 for _item in open_items(opened.review)),
        "signatures": signatures_of(opened.row),
        "actions": actions_of(opened.row),
        "samples": samples_of(opened.row),
    }
    return _shown(request, "review/quarter.html", context)


@page(REVIEWERS)
def read_sources(request: Request, slug: str) -> HttpResponseBase:
    """Lay the sources side by side, after a look at what they are."""
    opened = open_or_404(request, slug)
    people = population(opened.row.body, opened.quarter)
    form = SignForm(posted(request), initial={"version": opened.row.version})
    if answered := carried_out(request, form, lambda: _read(request, opened, form)):
        return answered
    context = {"form": form, "row": opened.row, "quarter": opened.quarter}
    context["states"] = source_states(people, opened.quarter)
    return _shown(request, "review/sources.html", context)


def _read(request: Request, opened: Opened, form: SignForm) -> str:
    row = reviewing.read_sources(opened.row.pk, by=opened.by, seen=seen_by(form))
    messages.success(request, _("The sources are laid side by side."))
    return reverse("quarter_exceptions", args=[row.quarter])


@page(REVIEWERS)
def sign(request: Request, slug: str) -> HttpResponseBase:
    """Both sign; the second signature closes the review."""
    opened = open_or_404(request, slug, part="the review before signing")
    form = SignForm(posted(request), initial={"version": opened.row.version})
    act = reviewing.take_back if "take_back" in request.POST else reviewing.sign

    def signed() -> str:
        return _signed(act(opened.row.pk, by=opened.by, seen=seen_by(form)))

    if answered := carried_out(request, form, signed):
        return answered
    signing = acts.SIGN if opened.row.stage == Stage.OPEN else acts.COUNTERSIGN
    context = {
        "form": form,
        "row": opened.row,
        "quarter": opened.quarter,
        "signatures": signatures_of(opened.row),
        "reasons": _why_not(opened, signing),
        "may_take_back": not _why_not(opened, acts.TAKE_BACK),
        "actions": actions_of(opened.row),
    }
    return _shown(request, "review/sign.html", context)


def _signed(row: object) -> str:
    return reverse("quarter", args=[row.quarter])  # type: ignore[attr-defined]


def _why_not(opened: Opened, act: object) -> list[Refused]:
    me = opened.viewer
    roles = roles_of(me, timezone.localdate())
    stage = Stage(opened.row.stage)
    return list(reasons_not_open(act, stage, opened.review, str(me.pk), roles))  # type: ignore[arg-type]


def seen_by(form: GdsForm) -> int:
    """The version of the review that the page showed."""
    written = form.cleaned_data.get("version", "")
    return int(written) if str(written).isdecimal() else -1


def _shown(request: Request, template: str, context: dict[str, object]) -> HttpResponseBase:
    return render(request, template, context, marking=MARKING, handling=HANDLING)
