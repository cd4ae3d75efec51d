# SPDX-License-Identifier: MIT
"""The question before something confidential opens."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from candour.audit.forms import ReasonForm
from candour.audit.reasons import keep, wanted_for
from candour.audit.services import record_reason
from candour.ledger.services import By
from candour.ui.access import SIGNED_IN, page
from candour.ui.marking import Marking
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, posted, who


@page(SIGNED_IN, lowest="workforce")
def reason(request: Request) -> HttpResponse:
    """Only whoever was on the way to a page is asked; everybody else has nothing to say here."""
    going = request.GET.get("next", "")
    waiting = wanted_for(request, going)
    if waiting is None:
        return redirect("today")
    key, role = waiting
    form = ReasonForm(posted(request))
    if form.is_valid():
        return once(request, lambda: _give(request, key, role, form, going))
    context = {"form": form, "title": _("Why do you need to see this?")}
    return render(request, "audit/reason.html", context, marking=Marking.OFFICIAL_SENSITIVE)


def _give(request: Request, key: str, role: str, form: ReasonForm, going: str) -> str:
    answers = form.cleaned_data
    by = By(person=who(request).pk, role=role)
    stream = UUID(hex=key.partition("/")[0])
    event = record_reason(stream, answers["reason"], answers["words"], by=by)
    keep(request, key, event)
    return going
