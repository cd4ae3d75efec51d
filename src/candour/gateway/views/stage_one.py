# SPDX-License-Identifier: MIT
"""The pages of Stage One: request, areas, people, known issues and withdrawal."""

from collections.abc import Mapping
from datetime import time
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.gateway.forms.stage_one import (
    CAPACITIES,
    HOW_IT_CAME,
    AreaQuestionsForm,
    AreasForm,
    KnownIssuesForm,
    PersonForm,
    ReasonsForm,
    RequestForm,
    who_is,
)
from candour.gateway.queries.people import office_holders
from candour.gateway.queries.shown import CaseFile
from candour.gateway.rules.area_proposals import Facts, propose
from candour.gateway.rules.visibility import Part
from candour.gateway.services import stage_one
from candour.gateway.services.stage_one import Someone
from candour.gateway.views.opening import (
    Asked,
    Opened,
    answer,
    need,
    not_open,
    open_case,
    seen_by,
    show,
)
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.choices import Option
from candour.ui.once import once
from candour.ui.request import Request, posted
from candour.ui.words import clock_time_of


def begin(request: Request, reference: str, page_name: str, *parts: Part) -> Opened:
    """Open a matter for a page that shows or changes these parts."""
    opened = open_case(request, reference, page=page_name)
    need(opened, *parts)
    return opened


@page(ANY_PARTICIPANT)
def case_request(request: Request, reference: str) -> HttpResponse:
    """What is asked: to read, and to change while it is gathered."""
    opened = begin(request, reference, "request", Part.REQUEST)
    file = opened.file(Part.REQUEST, Part.SUMMARY)
    if opened.why_not("describe") or file.request is None:
        return show(opened, "gateway/request.html", _to_read(opened, file))
    initial = {
        **file.request.details,
        "activity": file.request.activity,
        "subject": file.request.subject,
        "event_on": file.request.event_on,
        "version": opened.case.version,
    }
    form = RequestForm(posted(request), pack=opened.pack, initial=initial)
    asked = Asked(
        form,
        "gateway/describe.html",
        context={"draft_key": f"gateway-request:{opened.case.reference}"},
        draft=f"gateway-request:{opened.case.reference}",
    )
    return answer(opened, asked, lambda: _describe(opened, form))


def _to_read(opened: Opened, file: CaseFile) -> dict[str, Any]:
    """The request with the words of what was chosen instead of their codes."""
    details: Mapping[str, Any] = file.request.details if file.request else {}
    subjects = {one.code: one.text for one in opened.pack.subjects}
    times = [
        clock_time_of(time.fromisoformat(details[name]))
        for name in ("starts", "ends")
        if details.get(name)
    ]
    return {
        "file": file,
        "chosen": {
            "subject": subjects.get(file.request.subject, "") if file.request else "",
            "how_it_came": dict(HOW_IT_CAME).get(details.get("how_it_came", ""), ""),
            "capacity": dict(CAPACITIES).get(details.get("capacity", ""), ""),
            "times": _(" to ").join(times),
        },
    }


def _describe(opened: Opened, form: RequestForm) -> Any:
    kept = opened.file(Part.REQUEST).request
    before: Mapping[str, Any] = kept.details if kept else {}
    request = stage_one.Request(
        subject=form.cleaned_data["subject"],
        activity=form.cleaned_data["activity"],
        event_on=form.cleaned_data["event_on"],
        why_late=form.cleaned_data.get("why_late", "") or str(before.get("why_late", "")),
        details={**before, **form.details()},
    )
    return stage_one.describe(opened.case.pk, request, by=opened.by, seen=seen_by(form))


@page(ANY_PARTICIPANT)
def case_areas(request: Request, reference: str) -> HttpResponse:
    """The nine areas: proposed with reasons, confirmed or changed by whoever files."""
    opened = begin(request, reference, "areas", Part.REQUEST)
    proposals = {one.code: one.reason for one in propose(_facts(opened))}
    choices = _area_choices(opened, proposals)
    if opened.why_not("confirm_areas"):
        file = opened.file(Part.REQUEST)
        return show(opened, "gateway/areas.html", {"file": file, "choices": choices})
    form = _areas_form(opened, choices, proposals)
    asked = Asked(
        form,
        "gateway/form.html",
        then=lambda case: reverse("case_areas_questions", args=[case.reference]),
        context={
            "title": _("Confirm the areas of vulnerability"),
            "intro": [
                _("We propose areas from what the request says, with the reason. Change them "
                  "where you know better.")
            ],
            "button": _("Confirm these areas"),
        },
    )  # fmt: skip
    return answer(
        opened,
        asked,
        lambda: stage_one.confirm_areas(
            opened.case.pk,
            frozenset(form.cleaned_data["areas"]),
            by=opened.by,
            principles={"words": form.cleaned_data["principles"]},
            proposed=proposals,
            seen=seen_by(form),
        ),
    )


def _area_choices(opened: Opened, proposals: Mapping[str, str]) -> list[Option]:
    choices = [
        Option(one.code, one.text, _hint(one.hint, proposals.get(one.code)))
        for one in opened.pack.areas
    ]
    other = Option("other", _("Something else"), _("Each matter is judged on its merits"))
    return [*choices, other]


def _areas_form(opened: Opened, choices: list[Option], proposals: Mapping[str, str]) -> AreasForm:
    principles = ", ".join(one.text.lower() for one in opened.pack.principles)
    chosen = opened.matter.areas or frozenset(proposals)
    return AreasForm(
        posted(opened.request),
        choices=choices,
        hint=_("Consider %(principles)s") % {"principles": principles},
        initial={"areas": sorted(chosen), "version": opened.case.version},
    )


def _hint(hint: str, reason: str | None) -> tuple[str, ...]:
    proposed = _("Proposed. %(reason)s") % {"reason": reason} if reason else ""
    return tuple(one for one in (hint, proposed) if one)


def _facts(opened: Opened) -> Facts:
    """What the request says, as the proposals read it."""
    file = opened.file(Part.REQUEST, Part.PEOPLE)
    if file.request is None:
        return Facts()
    details = file.request.details
    return Facts(
        title=file.request.activity,
        text=" ".join(str(details.get(key, "") or "") for key in ("text", "benefit")),
        organiser=str(details.get("organiser", "") or ""),
        attendees=tuple(one.name for one in file.people),
        place=str(details.get("place", "") or ""),
        unsolicited=details.get("how_it_came") == "unsolicited",
    )


@page(ANY_PARTICIPANT)
def case_people(request: Request, reference: str) -> HttpResponse:
    """Who takes part or is concerned; add another, or take one away."""
    opened = begin(request, reference, "people", Part.PEOPLE)
    file = opened.file(Part.PEOPLE)
    colleagues = _colleagues(opened)
    form = PersonForm(
        posted(request),
        colleagues=colleagues,
        named={who_is(str(one.person or ""), one.name, one.organisation) for one in file.people},
        initial={"version": opened.case.version},
    )
    context = {"people": file.people, "may_change": opened.may("name_people"), "form": form}
    if opened.why_not("name_people"):
        return show(opened, "gateway/people.html", context)
    if "remove" in request.POST:
        kept = [_again(one) for one in file.people if str(one.id) != request.POST["remove"]]
        return _remove(opened, kept)
    asked = Asked(form, "gateway/people.html", then=_people_page, context=context)
    return answer(
        opened,
        asked,
        lambda: stage_one.name_people(
            opened.case.pk,
            [*(_again(one) for one in file.people), _someone(form)],
            by=opened.by,
            seen=seen_by(form),
        ),
    )


def _people_page(case: Any) -> str:
    return reverse("case_people", args=[case.reference])


def _remove(opened: Opened, kept: list[Someone]) -> HttpResponse:
    return once(
        opened.request,
        lambda: _people_page(stage_one.name_people(opened.case.pk, kept, by=opened.by)),
    )


def _again(one: Any) -> Someone:
    inside = one.person is not None
    return Someone(
        kind=one.kind,
        person=one.person,
        name="" if inside else one.name,
        organisation=one.organisation,
        email="" if inside else one.email,
        is_party=one.is_party,
    )


def _someone(form: PersonForm) -> Someone:
    answers = form.cleaned_data
    colleague = answers["colleague"]
    return Someone(
        kind=answers["kind"],
        person=UUID(colleague) if colleague else None,
        name="" if colleague else answers["name"] or answers["organisation"],
        organisation=answers["organisation"],
        email="" if colleague else answers["email"],
        is_party=bool(answers["is_party"]),
    )


def _colleagues(opened: Opened) -> list[tuple[str, str]]:
    without = [opened.case.principal_id]
    return office_holders(opened.case.body_id, timezone.localdate(), without=without)


@page(ANY_PARTICIPANT)
def case_known(request: Request, reference: str) -> HttpResponse:
    """What the chief officer already knows, declared in person."""
    opened = begin(request, reference, "known issues", Part.KNOWN_ISSUES)
    form = KnownIssuesForm(
        posted(request), pack=opened.pack, initial={"version": opened.case.version}
    )
    if opened.why_not("declare_issues"):
        headings = {one.code: one.text for one in opened.pack.known_issues}
        file = opened.file(Part.KNOWN_ISSUES)
        return show(opened, "gateway/known.html", {"file": file, "headings": headings})
    asked = Asked(
        form,
        "gateway/form.html",
        context={
            "title": _("Declare anything already known"),
            "intro": [_("Your declaration goes to whoever assesses. Leave a box empty where "
                        "there is nothing.")],
            "button": _("I confirm this is complete – send my declaration"),
        },
        draft=f"gateway-known:{opened.case.reference}",
    )  # fmt: skip
    return answer(
        opened,
        asked,
        lambda: stage_one.declare_issues(
            opened.case.pk, form.issues(), by=opened.by, seen=seen_by(form)
        ),
    )


@page(ANY_PARTICIPANT)
def case_withdraw(request: Request, reference: str) -> HttpResponse:
    """A page of its own: withdrawing cannot be undone, and is never a delete."""
    opened = open_case(request, reference, page="withdraw")
    if closed := not_open(opened, "withdraw"):
        return closed
    form = ReasonsForm(
        posted(request),
        label=_("Why is the request withdrawn?"),
        initial={"version": opened.case.version},
    )
    context = {
        "title": _("Withdraw the request"),
        "intro": [_("The matter stays on record with your reason.")],
        "button": _("Withdraw the request"),
    }
    return answer(
        opened,
        Asked(form, "gateway/form.html", context=context),
        lambda: stage_one.withdraw(
            opened.case.pk, form.cleaned_data["reasons"], by=opened.by, seen=seen_by(form)
        ),
    )


@page(ANY_PARTICIPANT)
def case_areas_questions(request: Request, reference: str) -> HttpResponse:
    """Each confirmed area asks its own questions; answers may be left open."""
    opened = open_case(request, reference, page="area questions")
    if closed := not_open(opened, "confirm_areas"):
        return closed
    file = opened.file(Part.REQUEST)
    kept = file.request.details.get("area_answers", {}) if file.request else {}
    areas = [one for one in opened.pack.areas if one.code in opened.matter.areas]
    form = AreaQuestionsForm(
        posted(request), areas=areas, initial={**kept, "version": opened.case.version}
    )
    asked = Asked(
        form,
        "gateway/form.html",
        context={
            "title": _("Questions about these areas"),
            "intro": [_("One line each is enough. Leave open what you do not know yet.")],
            "button": _("Save and continue"),
        },
        draft=f"gateway-areas:{opened.case.reference}",
    )
    return answer(
        opened,
        asked,
        lambda: stage_one.confirm_areas(
            opened.case.pk,
            opened.matter.areas,
            by=opened.by,
            answers=form.answers(),
            principles=file.request.details.get("principles", {}) if file.request else {},
            seen=seen_by(form),
        ),
    )
