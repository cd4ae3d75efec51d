# SPDX-License-Identifier: MIT
"""One fact shown and proved to people outside, while the others stay withheld."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from candour.audit.models import Release
from candour.audit.queries import release_of
from candour.audit.services import NewRelease, code_of, release
from candour.gateway.forms.disclosing import DiscloseForm
from candour.gateway.services.disclosing import taken_by_browser
from candour.gateway.views.known_then import discloses, then_or_404
from candour.gateway.views.opening import Opened, find, open_case, show
from candour.ledger.proofs import NoProof
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.fresh_proof import need_proof
from candour.ui.once import once
from candour.ui.request import Request, posted
from candour.ui.saved_files import file_to_save


@page(ANY_PARTICIPANT)
def case_disclose(request: Request, reference: str, event_id: UUID) -> HttpResponse:
    """Choose facts of one act, and say to whom and what for."""
    opened = open_case(request, reference, page="disclose")
    known = then_or_404(opened, event_id)
    if not discloses(opened):
        raise Http404
    form = DiscloseForm(posted(request), facts=known.whole)
    if form.is_valid():
        need_proof(request)
        return once(request, lambda: _release(opened, event_id, form))
    return show(opened, "gateway/disclose.html", {"known": known, "form": form})


def _release(opened: Opened, event_id: UUID, form: DiscloseForm) -> str:
    answers = form.cleaned_data
    new = NewRelease(
        stream=opened.case.stream,
        event=event_id,
        names=answers["facts"],
        recipient=answers["recipient"],
        purpose=answers["purpose"],
    )
    made = release(new, by=opened.by, now=timezone.now())
    return reverse("case_disclosed", args=[opened.case.reference, made.pk])


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def case_disclosed(request: Request, reference: str, release_id: UUID) -> HttpResponse:
    opened = open_case(request, reference, page="disclosed")
    released = _mine(opened, release_id)
    context = {"released": released, "code": code_of(released.pk)}
    return show(opened, "gateway/disclosed.html", context)


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def case_disclosed_file(request: Request, reference: str, release_id: UUID) -> HttpResponse:
    opened = find(request, reference)
    released = _mine(opened, release_id)
    need_proof(request, back=reverse("case_disclosed", args=[opened.case.reference, release_id]))
    try:
        made = taken_by_browser(released, by=opened.by)
    except NoProof:
        return show(open_case(request, reference, page="disclosed"), "gateway/not_signed.html")
    return file_to_save(made, "application/json", f"{opened.case.reference}.json")


def _mine(opened: Opened, release_id: UUID) -> Release:
    """A release is for whoever made it, while they may still disclose."""
    released = release_of(opened.person.pk, release_id, now=timezone.now())
    if released is None or released.stream != opened.case.stream or not discloses(opened):
        raise Http404
    return released
