# SPDX-License-Identifier: MIT
"""The second person publishes or sends back; whoever publishes withdraws."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from candour.audit.publication import publish_soon
from candour.transparency.forms import ReasonForm, SendBackForm, VersionForm
from candour.transparency.jobs import site_soon
from candour.transparency.rules import publication as acts
from candour.transparency.rules.publication import Stage
from candour.transparency.services import publishing
from candour.transparency.views.opening import PUBLISHING, Opened, open_or_404
from candour.transparency.views.preparing import shown, shown_of
from candour.ui.access import page
from candour.ui.forms import GdsForm
from candour.ui.once import carried_out
from candour.ui.request import Request, posted


@page(PUBLISHING)
def approve(request: Request, release_id: UUID) -> HttpResponseBase:
    """Exactly what the public would read; publish it, or say what has to change."""
    opened = open_or_404(request, release_id)
    if opened.row.stage != Stage.PROPOSED.value:
        return redirect("release", release_id)
    back = "send_back" in request.POST
    sent, seen = posted(request), {"version": opened.row.version}
    form = VersionForm(None if back else sent, initial=seen)
    why = SendBackForm(sent if back else None, initial=seen)
    chosen = why if back else form
    if answered := carried_out(request, chosen, lambda: _approved(request, opened, chosen)):
        return answered
    context = {
        **shown_of(opened), "form": chosen if back else form, "why": why, "publish": form,
        "reasons": opened.why_not(acts.PUBLISH), "may_send_back": not opened.why_not(acts.SEND_BACK),
    }  # fmt: skip
    return shown(request, "transparency/approve.html", context)


def _approved(request: Request, opened: Opened, form: GdsForm) -> str:
    key, by = opened.row.pk, opened.by
    if isinstance(form, SendBackForm):
        publishing.send_back(key, form.cleaned_data["reason"], by=by, seen=form.seen)
        messages.success(request, _("It went back to the preparer."))
        return reverse("publish")
    seen = form.seen if isinstance(form, VersionForm) else None
    publishing.publish(key, by=by, seen=seen)
    publish_soon()
    site_soon()
    messages.success(request, _("It is published. The public site shows it within a minute."))
    return reverse("release", args=[key])


@page(PUBLISHING)
def withdraw(request: Request, release_id: UUID) -> HttpResponseBase:
    """Take a release down at once."""
    opened = open_or_404(request, release_id)
    if opened.row.stage != Stage.PUBLISHED.value:
        return redirect("release", release_id)
    form = ReasonForm(posted(request), initial={"version": opened.row.version})

    def take_down() -> str:
        publishing.withdraw(
            opened.row.pk, form.cleaned_data["reason"], by=opened.by, seen=form.seen
        )
        site_soon()
        messages.success(request, _("It is withdrawn. The public site shows that it is gone."))
        return reverse("publish")

    if answered := carried_out(request, form, take_down):
        return answered
    context = {**shown_of(opened), "form": form, "reasons": opened.why_not(acts.WITHDRAW)}
    return shown(request, "transparency/withdraw.html", context)
