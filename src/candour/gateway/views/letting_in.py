# SPDX-License-Identifier: MIT
"""Who was let in to a matter by name: asked for, seconded and ended."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from candour.audit.queries import admission, admissions_to, to_be_seconded_by
from candour.gateway.forms.letting_in import AskForm, SecondForm
from candour.gateway.queries.facts import stream_called
from candour.gateway.queries.people import people_among
from candour.gateway.rules.letting_in import LONGEST, SECONDERS, may_ask, seconders
from candour.gateway.services import letting_in
from candour.gateway.views.opening import MARKING, Opened, open_case, show
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.queries import titles_on
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.forms import GdsForm
from candour.ui.fresh_proof import need_proof
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, posted, who


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def case_access(request: Request, reference: str) -> HttpResponse:
    """Everyone who was let in, with reason and time."""
    opened = _managed(request, reference, "who was let in")
    context = {"admissions": admissions_to(opened.case.stream), "today": timezone.localdate()}
    return show(opened, "gateway/access.html", context)


@page(ANY_PARTICIPANT)
def case_ask_access(request: Request, reference: str) -> HttpResponse:
    opened = _managed(request, reference, "let somebody in")
    form = AskForm(
        posted(request),
        seconders=_offered(opened),
        initial={"until": timezone.localdate() + LONGEST},
    )
    if form.is_valid():
        try:
            return once(request, lambda: _ask(opened, form))
        except Refused as refused:
            form.refuse(refused)
    return show(opened, "gateway/ask_access.html", {"form": form})


def _ask(opened: Opened, form: AskForm) -> str:
    answers = form.cleaned_data
    new = letting_in.NewAdmission(
        person=answers["person"].pk,
        seconder=UUID(answers["seconder"]),
        reason=answers["reason"],
        until=answers["until"],
    )
    letting_in.ask(opened.case.pk, new, by=opened.by)
    return reverse("case_access", args=[opened.case.reference])


def _offered(opened: Opened) -> list[tuple[str, str]]:
    people = people_among(seconders(opened.matter, str(opened.person.pk)))
    titles = titles_on(people, timezone.localdate())
    return [(str(one.pk), f"{one.full_name}, {titles[one.pk]}") for one in people]


@page(ANY_PARTICIPANT)
def case_end_access(request: Request, reference: str, admission_id: UUID) -> HttpResponse:
    opened = _managed(request, reference, "end access")
    found = admission(admission_id, stream=opened.case.stream)
    if found is None:
        raise Http404
    form = GdsForm(posted(request))
    if form.is_valid():

        def act() -> str:
            letting_in.end(found.pk, by=opened.by)
            return reverse("case_access", args=[opened.case.reference])

        try:
            return once(request, act)
        except Refused as refused:
            form.refuse(refused)
    return show(opened, "gateway/end_access.html", {"form": form, "admission": found})


@page(ANY_PARTICIPANT)
def case_second_access(request: Request, reference: str) -> HttpResponse:
    """For whoever was asked to agree, who need not see the matter: nothing of it stands here."""
    person, stream = who(request), stream_called(reference.upper())
    found = to_be_seconded_by(person).filter(stream=stream).first() if stream else None
    if found is None:
        raise Http404
    form = SecondForm(posted(request))
    if form.is_valid():
        need_proof(request)

        def act() -> str:
            by = By(person=person.pk, role=_office(request))
            letting_in.second(found.pk, agrees=form.cleaned_data["answer"] == "yes", by=by)
            return reverse("today")

        try:
            return once(request, act)
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "admission": found, "reference": reference.upper()}
    return render(request, "gateway/second_access.html", context, marking=MARKING)


def _office(request: Request) -> str:
    held = [role for role in SECONDERS if role in request.roles]
    return (held[0] if held else Role.WORKFORCE).value


def _managed(request: Request, reference: str, name: str) -> Opened:
    opened = open_case(request, reference, page=name)
    if not may_ask(opened.matter, opened.stage, str(opened.person.pk)):
        raise Http404
    return opened
