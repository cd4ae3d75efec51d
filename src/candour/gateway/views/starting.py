# SPDX-License-Identifier: MIT
"""A request begins: an invitation is read, the form is filled from it, the matter is started."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.files import queries as files
from candour.files.services import check, keep_checked
from candour.gateway.forms.stage_one import InvitationForm, RequestForm
from candour.gateway.intake import read_invitation, read_pasted
from candour.gateway.intake_invitation import Invitation
from candour.gateway.models import Case
from candour.gateway.models.case import Kind
from candour.gateway.services import stage_one
from candour.gateway.views.opening import HANDLING, MARKING
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.people.queries import posts_of, principals_for, titles_on
from candour.policy.queries import in_force
from candour.ui.access import SIGNED_IN, page
from candour.ui.drafts import drop_draft, load_draft, save_draft
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, posted, who

DRAFT = "gateway-new"
CARRIED = ("principal", "stream", "file", "unread", "attendees")
"""What travels from the invitation to the form without being asked again."""


def people_to_file_for(request: Request) -> list[Person]:
    """Those for whom this person may start a request: themselves, and who lets them."""
    person, today = who(request), timezone.localdate()
    held = posts_of(person, today)
    mine = [person] if any(one.post.in_population for one in held) else []
    return mine + [one for one in principals_for(person, today) if one != person]


@page(SIGNED_IN, lowest="workforce")
def new_case(request: Request) -> HttpResponse:
    """Choose for whom, and drop or paste the invitation; what it says fills the next page."""
    people = people_to_file_for(request)
    titles = titles_on(people, timezone.localdate())
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    acting = request.acting_for
    initial = {"principal": str(acting.pk)} if acting else {}
    form = InvitationForm(*sent, people=[(p, titles[p.pk]) for p in people], initial=initial)
    if form.is_bound and form.is_valid():
        try:
            save_draft(who(request), DRAFT, _first_answers(request, form))
            return redirect("new_case_request")
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "people": people, "draft": load_draft(who(request), DRAFT)}
    return render(request, "gateway/new.html", context, marking=MARKING, handling=HANDLING)


def _first_answers(request: Request, form: InvitationForm) -> dict[str, object]:
    answers: dict[str, object] = {
        "principal": form.cleaned_data["principal"],
        "stream": str(uuid4()),
        "how_it_came": "invited",
    }
    uploads = form.cleaned_data["invitation"]
    if uploads:
        upload = uploads[0]
        checked = check(upload)
        answers |= _from(read_invitation(checked.name, checked.content))
        with transaction.atomic():
            stored = keep_checked(
                checked, stream=UUID(str(answers["stream"])), by=_by(request, answers)
            )
        answers["file"] = str(stored.pk)
    elif form.cleaned_data["pasted"].strip():
        answers |= _from(read_pasted(form.cleaned_data["pasted"]))
    return answers


def _from(found: Invitation) -> dict[str, object]:
    """An invitation as answers to the form; what is missing is left to be typed."""
    return {
        "activity": found.title[:200],
        "subject": "event",
        "event_on": _day(found),
        "starts": "" if found.all_day or not found.starts else f"{found.starts:%H:%M}",
        "ends": "" if found.all_day or not found.ends else f"{found.ends:%H:%M}",
        "place": found.place,
        "organiser": found.organiser_name,
        "contact": found.organiser_name,
        "contact_email": found.organiser_email,
        "text": found.text,
        "unread": list(found.unread),
        "attendees": [one.name or one.email for one in found.attendees],
    }


def _day(found: Invitation) -> str:
    return f"{found.starts.day} {found.starts:%B} {found.starts.year}" if found.starts else ""


def _by(request: Request, answers: Mapping[str, object]) -> By:
    person = who(request)
    principal = UUID(str(answers["principal"]))
    mine = principal == person.pk
    return By(
        person=person.pk,
        role=(Role.PRINCIPAL if mine else Role.SECRETARIAT).value,
        on_behalf_of=None if mine else principal,
    )


@page(SIGNED_IN, lowest="workforce")
def new_case_request(request: Request) -> HttpResponse:
    """What is asked, filled in from the invitation; sending it starts the matter."""
    draft: dict[str, Any] = dict(load_draft(who(request), DRAFT))
    principal = next(
        (one for one in people_to_file_for(request) if str(one.pk) == draft.get("principal")), None
    )
    if principal is None:
        return redirect("new_case")
    policy = in_force(principal.body, timezone.localdate())
    if policy is None:
        return render(request, "gateway/no_policy.html", marking=MARKING, status=200)
    form = RequestForm(posted(request), pack=policy.pack, initial=draft)
    if form.is_bound and form.is_valid():
        try:
            return once(request, lambda: _start(request, form, principal, draft))
        except Refused as refused:
            form.refuse(refused)
    context = {
        "form": form,
        "principal": principal,
        "unread": _several(draft.get("unread")),
        "attendees": _several(draft.get("attendees")),
        "draft_key": DRAFT,
        "file": draft.get("file", ""),
    }
    return render(request, "gateway/new_request.html", context, marking=MARKING, handling=HANDLING)


def _several(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return [str(value)] if value else []


def _start(request: Request, form: RequestForm, principal: Person, draft: Mapping[str, Any]) -> str:
    by = _by(request, draft)
    asked = stage_one.Request(
        subject=form.cleaned_data["subject"],
        activity=form.cleaned_data["activity"],
        event_on=form.cleaned_data["event_on"],
        why_late=form.cleaned_data.get("why_late", ""),
        details=form.details(),
    )
    stream = UUID(str(draft.get("stream") or uuid4()))
    case = stage_one.notify(asked, principal=principal, by=by, stream=stream)
    _add_organiser(case, form, by)
    _add_invitation(case, draft, by)
    drop_draft(who(request), DRAFT)
    return reverse("case_areas", args=[case.reference])


def _add_organiser(case: Case, form: RequestForm, by: By) -> None:
    answers = form.cleaned_data
    organiser = stage_one.Someone(
        kind=Kind.ORGANISER,
        name=answers["contact"] or answers["organiser"],
        organisation=answers["organiser"],
        email=answers["contact_email"],
        is_party=True,
    )
    stage_one.name_people(case.pk, [organiser], by=by)


def _add_invitation(case: Case, draft: Mapping[str, Any], by: By) -> None:
    stored = files.by_id(UUID(draft["file"]), stream=case.stream) if draft.get("file") else None
    if stored is None:
        return
    material = stage_one.Material(
        title=_("The invitation as it came"),
        supplied_by=_("The organiser"),
        text=str(draft.get("text", "")),
        file=stored,
    )
    stage_one.add_material(case.pk, material, by=by)
