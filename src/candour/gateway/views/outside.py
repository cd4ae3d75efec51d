# SPDX-License-Identifier: MIT
"""The page for somebody outside who came by their one-time link: no account, nothing of the case.

A link that never existed, ran out, was used or belongs elsewhere gets one and the same page.
"""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from candour.gateway.forms.outside import OutsideForm
from candour.gateway.models import Case
from candour.gateway.services import asking_from_outside, links
from candour.gateway.services.evidence import keep_evidence
from candour.gateway.services.links import WayIn
from candour.gateway.services.stage_four import Words, is_late
from candour.kernel.procedure import Refused
from candour.policy.queries import pack_of
from candour.ui.access import PUBLIC, TOKEN, page
from candour.ui.contacts import contact_at, contacts
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, posted
from candour.ui.resume import words_sent

NOT_FOUND = 404


@page(TOKEN)
def external_link(request: Request, token: str) -> HttpResponse:
    """Ask for the reassessment in one's own words, once."""
    way = links.find(token, now=timezone.now())
    response = _closed(request) if way is None else _open(request, way)
    response["Cache-Control"] = "no-store"
    return response


def _open(request: Request, way: WayIn) -> HttpResponse:
    if not asking_from_outside.may_ask(way):
        return render(request, "gateway/outside_over.html", _context(way), marking=None)
    late = is_late(way.case, party=True)
    data = (posted(request), request.FILES) if request.method == "POST" else ()
    form = OutsideForm(*data, late=late)
    if form.is_bound and form.is_valid():
        try:
            return once(request, lambda: _sent(way, form))
        except Refused as refused:
            form.refuse(refused)
    context = {**_context(way), "form": form, "late": late}
    return render(request, "gateway/outside.html", context, marking=None)


def _sent(way: WayIn, form: OutsideForm) -> str:
    links.use(way, lambda: _ask(way, form), now=timezone.now())
    return reverse("external_sent")


def _ask(way: WayIn, form: OutsideForm) -> Case:
    by = asking_from_outside.by_party(way)
    words = Words(
        text=form.cleaned_data["representation"],
        why_late=form.cleaned_data.get("why_late", ""),
        file=keep_evidence(form.cleaned_data["file"], case=way.case, by=by),
    )
    return asking_from_outside.ask(way, words)


def _context(way: WayIn) -> dict[str, object]:
    return {
        "reference": way.case.reference,
        "organisation": way.case.body.name,
        "contact": contact_at(way.case.body_id),
        "reassessor": pack_of(way.case.policy_id).wording.role_names["reassessor"],
    }


def _closed(request: Request) -> HttpResponse:
    """Somebody who sent the same form twice is told that it arrived; everybody else, whom to ask."""
    if request.method == "POST":
        try:
            return once(request, _refuse)
        except Refused:
            pass
    context = {"contacts": contacts(), "unsent": words_sent(request)}
    return render(request, "gateway/outside_closed.html", context, marking=None, status=NOT_FOUND)


def _refuse() -> str:
    raise Refused("This link does not work.")


@page(PUBLIC, methods=("GET", "HEAD"))
def external_sent(request: Request) -> HttpResponse:
    """What happens next; nothing that tells one matter from another."""
    return render(request, "gateway/outside_sent.html", {}, marking=None)
