# SPDX-License-Identifier: MIT
"""A pack while it is a draft: begun, drawn anew, its gaps spoken to, frozen by somebody else."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.inspection.forms import QuartersForm, RemarksForm, VersionForm
from candour.inspection.queries.packs import body_kept_by, content_in, remarks_in
from candour.inspection.rules import pack as acts
from candour.inspection.services import packs
from candour.inspection.views.seeing import (
    DRAFTING,
    KEEPING,
    kept_or_404,
    reasons,
    seen_by,
    shown,
)
from candour.review.rules.traces import quarter_named, quarter_of
from candour.ui.access import page
from candour.ui.fresh_proof import need_proof
from candour.ui.once import carried_out
from candour.ui.request import Request, acting_as, posted, who

QUARTERS_OFFERED = 12


@page(DRAFTING)
def begin(request: Request) -> HttpResponseBase:
    """Choose the quarters; the figures are drawn at once."""
    body = body_kept_by(who(request), timezone.localdate())
    if body is None:
        raise Http404
    form = QuartersForm(posted(request), quarters=_quarters())

    def act() -> str:
        first, last = (quarter_named(form.cleaned_data[name]) for name in ("first", "last"))
        row = packs.begin(body, first, last, by=acting_as(request, acts.DRAFTERS & request.roles))
        messages.success(request, _("The figures are drawn."))
        return reverse("pack", args=[row.reference])

    return carried_out(request, form, act) or shown(
        request, "inspection/begin.html", {"form": form}
    )


def _quarters() -> list[tuple[str, str]]:
    """The present one and those before it."""
    found = [quarter_of(timezone.localdate())]
    while len(found) < QUARTERS_OFFERED:
        found.append(found[-1].before)
    return [(one.slug, str(one)) for one in found]


@page(DRAFTING)
def draw(request: Request, reference: str) -> HttpResponseBase:
    """Count anew, and hear which figures came out otherwise."""
    opened = kept_or_404(request, reference, "the pack before drawing", drafting=True)
    form = VersionForm(posted(request), initial={"version": opened.row.version})

    def act() -> str:
        _row, changed = packs.draw(opened.row.pk, by=opened.by, seen=seen_by(form))
        titles = ", ".join(changed) or _("none")
        messages.success(
            request,
            _("The figures are drawn. Otherwise than before: %(titles)s.") % {"titles": titles},
        )
        return reverse("pack", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    context = {"form": form, "row": opened.row, "reasons": reasons(opened, acts.DRAW, request)}
    return shown(request, "inspection/draw.html", context)


@page(DRAFTING)
def remark(request: Request, reference: str) -> HttpResponseBase:
    """Say what is done about each gap; the gaps themselves are worked out."""
    opened = kept_or_404(request, reference, "the gaps", drafting=True)
    content = content_in(opened.row)
    answers = content.answers if content else ()
    gaps = [part for answer in answers for part in answer.parts if part.gap]
    said = {**remarks_in(opened.row), "version": opened.row.version}
    form = RemarksForm(posted(request), initial=said, gaps=gaps)

    def act() -> str:
        told = {part.code: form.cleaned_data[part.code] for part in gaps}
        packs.remark(opened.row.pk, told, by=opened.by, seen=seen_by(form))
        messages.success(request, _("What you wrote is kept."))
        return reverse("pack", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    context = {"form": form, "row": opened.row, "reasons": reasons(opened, acts.REMARK, request)}
    return shown(request, "inspection/remark.html", context)


@page(KEEPING)
def freeze(request: Request, reference: str) -> HttpResponseBase:
    """Read it whole, and freeze it; nothing changes afterwards."""
    opened = kept_or_404(request, reference, "the pack before freezing")
    form = VersionForm(posted(request), initial={"version": opened.row.version})

    def act() -> str:
        packs.freeze(opened.row.pk, by=opened.by, seen=seen_by(form))
        messages.success(request, _("The pack is frozen. Now it can be opened to an inspector."))
        return reverse("pack", args=[reference])

    if form.is_valid():
        need_proof(request)
    if answered := carried_out(request, form, act):
        return answered
    context = {
        "form": form, "row": opened.row, "content": content_in(opened.row),
        "reasons": reasons(opened, acts.FREEZE, request),
    }  # fmt: skip
    return shown(request, "inspection/freeze.html", context)
