# SPDX-License-Identifier: MIT
"""A pack is begun, drawn, written, circulated by somebody else, and corrected by another pack."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.boards.forms import (
    CorrectionForm,
    LearningForm,
    MeetingForm,
    NewPackForm,
    VersionForm,
)
from candour.boards.queries.packs import (
    being_corrected,
    content_of,
    correction_of,
    held_of,
    quarter_of_pack,
)
from candour.boards.rules import pack as acts
from candour.boards.services import packs
from candour.boards.services.packs import Meeting
from candour.boards.views.seeing import (
    CIRCULATING,
    KEEPING,
    board_or_404,
    circulating_or_404,
    preparing_or_404,
    reasons,
    seen_by,
    shown,
)
from candour.review.queries.shown import quarters_to_show
from candour.review.rules.traces import quarter_named
from candour.ui.access import page
from candour.ui.forms import GdsForm
from candour.ui.fresh_proof import need_proof
from candour.ui.once import carried_out
from candour.ui.request import Request, posted


@page(KEEPING)
def begin(request: Request, reference: str) -> HttpResponseBase:
    """A pack for a meeting, with its figures drawn at once."""
    opened, today = board_or_404(request, reference, keeping=True), timezone.localdate()
    quarters = [one for one in quarters_to_show(today, ()) if one.ends < today]
    form = NewPackForm(posted(request), quarters=[(one.slug, str(one)) for one in quarters])

    def act() -> str:
        quarter = quarter_named(form.cleaned_data["quarter"])
        row = packs.begin(opened.row, _meeting(form), quarter, by=opened.by)
        messages.success(request, _("The pack is begun, and its figures are drawn and locked."))
        return reverse("board_pack", args=[row.reference])

    if answered := carried_out(request, form, act):
        return answered
    return shown(request, "begin", {"form": form, "board": opened.row})


def _meeting(form: GdsForm) -> Meeting:
    return Meeting(form.cleaned_data["meets_on"], form.cleaned_data["place"])


@page(KEEPING)
def draw(request: Request, reference: str) -> HttpResponseBase:
    """Count both quarters anew; what is written stays."""
    opened = preparing_or_404(request, reference, "the figures")
    form = VersionForm(posted(request), initial={"version": opened.row.version})

    def act() -> str:
        packs.draw(opened.row.pk, by=opened.by, seen=seen_by(form))
        messages.success(request, _("The figures are drawn and locked."))
        return reverse("board_pack", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    why = reasons(opened, acts.DRAW, request)
    context = {
        "form": form,
        "row": opened.row,
        "quarter": quarter_of_pack(opened.row),
        "reasons": why,
    }
    return shown(request, "draw", context)


@page(KEEPING)
def move(request: Request, reference: str) -> HttpResponseBase:
    """The meeting is on another day, or elsewhere."""
    opened = preparing_or_404(request, reference, "the meeting")
    row = opened.row
    said = {"version": row.version, "meets_on": row.meets_on, "place": row.place}
    form = MeetingForm(posted(request), initial=said)

    def act() -> str:
        packs.move(row.pk, _meeting(form), by=opened.by, seen=seen_by(form))
        messages.success(request, _("The meeting is moved."))
        return reverse("board_pack", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    return shown(
        request,
        "meeting",
        {"form": form, "row": row, "reasons": reasons(opened, acts.MOVE, request)},
    )


@page(KEEPING)
def learning(request: Request, reference: str) -> HttpResponseBase:
    """What there is to learn, in words fit for the board."""
    opened = preparing_or_404(request, reference, "the learning")
    said = {"version": opened.row.version, "learning": opened.row.learning}
    form = LearningForm(posted(request), initial=said)

    def act() -> str:
        packs.learn(opened.row.pk, form.cleaned_data["learning"], by=opened.by, seen=seen_by(form))
        messages.success(request, _("What you wrote is kept."))
        return reverse("board_pack", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    context = {"form": form, "row": opened.row, "reasons": reasons(opened, acts.LEARN, request)}
    return shown(request, "learning", context)


@page(CIRCULATING)
def circulate(request: Request, reference: str) -> HttpResponseBase:
    """Read it whole, freeze it, and send it to everybody on the list."""
    opened = circulating_or_404(request, reference, "the pack before it is circulated")
    form = VersionForm(posted(request), initial={"version": opened.row.version})

    def act() -> str:
        packs.circulate(opened.row.pk, by=opened.by, seen=seen_by(form))
        messages.success(request, _("The pack is frozen, and everybody on the list reads it now."))
        return reverse("board_pack", args=[reference])

    if form.is_valid():
        need_proof(request)
    if answered := carried_out(request, form, act):
        return answered
    held = held_of(opened.row)
    context = {
        "form": form, "row": opened.row, "content": content_of(opened.row, held),
        "quarter": quarter_of_pack(opened.row),
        "reasons": reasons(opened, acts.CIRCULATE, request, held),
    }  # fmt: skip
    return shown(request, "circulate", context)


@page(KEEPING)
def correct(request: Request, reference: str) -> HttpResponseBase:
    """Another pack will take its place; this one stays readable and says so."""
    opened = preparing_or_404(request, reference, "the pack before it is corrected")
    if opened.draft or correction_of(opened.row) or being_corrected(opened.row):
        raise Http404
    form = CorrectionForm(posted(request))

    def act() -> str:
        row = packs.begin_correction(opened.row, form.cleaned_data["reason"], by=opened.by)
        messages.success(request, _("The correction is begun. Figures are drawn anew."))
        return reverse("board_pack", args=[row.reference])

    if answered := carried_out(request, form, act):
        return answered
    return shown(request, "correct", {"form": form, "row": opened.row})
