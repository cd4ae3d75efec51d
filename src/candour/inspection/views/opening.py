# SPDX-License-Identifier: MIT
"""A frozen pack is opened to a named inspector for some days, for longer, or closed again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.inspection.forms import ExtendingForm, OpeningForm, VersionForm
from candour.inspection.models import PackOpening
from candour.inspection.queries.packs import inspectors_of, openings_of
from candour.inspection.rules import pack as acts
from candour.inspection.services import packs
from candour.inspection.views.seeing import (
    KEEPING,
    Opened,
    kept_or_404,
    reasons,
    seen_by,
    shown,
)
from candour.ui.access import page
from candour.ui.fresh_proof import need_proof
from candour.ui.once import carried_out
from candour.ui.request import Request, posted


@page(KEEPING)
def open_to(request: Request, reference: str) -> HttpResponseBase:
    """Say who reads it, from which day, until which day."""
    opened = kept_or_404(request, reference, "who reads the pack")
    people = inspectors_of(opened.row.body, timezone.localdate())
    form = OpeningForm(
        posted(request),
        initial={"version": opened.row.version},
        people=[(str(one.pk), one.full_name) for one in people],
    )

    def act() -> str:
        told = form.cleaned_data
        packs.open_to(
            opened.row.pk, UUID(told["who"]), told["starts_on"], told["until"], by=opened.by,
            seen=seen_by(form),
        )  # fmt: skip
        messages.success(request, _("It opens to them from that day, and closes by itself."))
        return reverse("pack", args=[reference])

    if form.is_valid():
        need_proof(request)
    if answered := carried_out(request, form, act):
        return answered
    context = {
        "form": form, "row": opened.row, "people": people, "most": acts.LONGEST.days,
        "reasons": reasons(opened, acts.OPEN, request),
    }  # fmt: skip
    return shown(request, "inspection/open.html", context)


@page(KEEPING)
def extend(request: Request, reference: str, opening_id: UUID) -> HttpResponseBase:
    """Leave it open to them for longer; the record says why."""
    opened = kept_or_404(request, reference, "who reads the pack")
    opening = _opening_or_404(opened, opening_id)
    form = ExtendingForm(posted(request), initial={"version": opened.row.version})

    def act() -> str:
        told = form.cleaned_data
        packs.extend(
            opened.row.pk, opening_id, told["until"], told["reason"], by=opened.by,
            seen=seen_by(form),
        )  # fmt: skip
        messages.success(request, _("It stays open to them until that day."))
        return reverse("pack", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    context = {"form": form, "row": opened.row, "opening": opening}
    return shown(request, "inspection/extend.html", context)


@page(KEEPING)
def end(request: Request, reference: str, opening_id: UUID) -> HttpResponseBase:
    """Close it to one inspector before its time."""
    opened = kept_or_404(request, reference, "who reads the pack")
    opening = _opening_or_404(opened, opening_id)
    form = VersionForm(posted(request), initial={"version": opened.row.version})

    def act() -> str:
        packs.end(opened.row.pk, opening_id, by=opened.by, seen=seen_by(form))
        messages.success(request, _("It is closed to them."))
        return reverse("pack", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    context = {"form": form, "row": opened.row, "opening": opening}
    return shown(request, "inspection/end.html", context)


@page(KEEPING)
def close(request: Request, reference: str) -> HttpResponseBase:
    """Close it to everybody outside for good."""
    opened = kept_or_404(request, reference, "who reads the pack")
    form = VersionForm(posted(request), initial={"version": opened.row.version})

    def act() -> str:
        packs.close(opened.row.pk, by=opened.by, seen=seen_by(form))
        messages.success(request, _("The pack is closed for good."))
        return reverse("pack", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    context = {"form": form, "row": opened.row, "reasons": reasons(opened, acts.CLOSE, request)}
    return shown(request, "inspection/close.html", context)


def _opening_or_404(opened: Opened, key: UUID) -> PackOpening:
    found = (one for one in openings_of(opened.row) if one.pk == key and one.closed_at is None)
    opening = next(found, None)
    if opening is None:
        raise Http404
    return opening
