# SPDX-License-Identifier: MIT
"""The pages of Stage Three: decide, tell, keep the conditions, close."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from candour.gateway.forms.stage_one import ReasonsForm
from candour.gateway.forms.stage_three import DecisionForm, SettleForm
from candour.gateway.forms.stage_two import SendForm
from candour.gateway.models import Case
from candour.gateway.queries.people import names_of
from candour.gateway.queries.shown import CaseFile, ConditionShown, DecisionShown
from candour.gateway.rules.stage_three_recommendation import Decision
from candour.gateway.rules.visibility import Part
from candour.gateway.services import stage_three
from candour.gateway.services.evidence import keep_evidence
from candour.gateway.views.opening import (
    Asked,
    Opened,
    answer,
    need,
    not_open,
    open_case,
    seen_by,
    sent_again,
    show,
)
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.conflict import CONFLICT
from candour.ui.request import Request, posted
from candour.ui.words import long_date


@page(ANY_PARTICIPANT)
def case_decision(request: Request, reference: str) -> HttpResponse:
    """The decision on one page: the event, the advice, each condition, and the reasons."""
    opened = open_case(request, reference, page="decision")
    whole = partial(opened.file, Part.SUMMARY, Part.PEOPLE, Part.RECOMMENDATION, Part.WORKSHEET,
                    Part.DECISION, Part.MITIGATIONS, Part.OUTCOME)  # fmt: skip
    if not opened.may("decide", "decide_urgently"):
        file = whole()
        if file.decision is None:
            return not_open(opened, "decide") or show(opened, "gateway/not_open.html")
        if again := sent_again(request):
            return again
        return _decided(opened, file, file.decision)
    sent = request.method == "POST"  # then the rest of the file is read only for a form with errors
    file = opened.file(Part.RECOMMENDATION) if sent else whole()
    course = file.advice.course if file.advice else ""
    recommended = [one for one in file.conditions if one.source == "recommended"]
    form = DecisionForm(
        posted(request),
        course=course,
        conditions=recommended,
        facts=_facts_of(recommended),
        prompts=[
            *(one.text for one in opened.pack.decision_prompts),
            opened.pack.wording.texts["principles_question"],
        ],
        initial={"version": opened.case.version},
    )
    asked = Asked(
        form,
        "gateway/decision.html",
        then=lambda case: reverse("case_tell", args=[case.reference]),
        context={
            "file": SimpleLazyObject(whole) if sent else file,
            "urgent": not course,
            "draft_key": f"gateway-decision:{opened.case.reference}",
        },
        draft=f"gateway-decision:{opened.case.reference}",
        proof=True,
    )
    return answer(opened, asked, lambda: _decide(opened, form, urgent=not course))


def _decided(opened: Opened, file: CaseFile, made: DecisionShown) -> HttpResponse:
    """The decision, to read; whoever sent another one at the same time gets their words back."""
    unsent = opened.request.POST.get("reasons", "")
    names = names_of([made.made_by, *(one.owner for one in file.conditions)])
    context = {"file": file, "names": names, "unsent": unsent}
    late = opened.request.method == "POST"
    return show(opened, "gateway/decided.html", context, status=CONFLICT if late else 200)


def _facts_of(conditions: Sequence[ConditionShown]) -> dict[UUID, tuple[str, ...]]:
    """Who sees to each condition, by when, and what shows it: beside its three answers."""
    names = names_of(one.owner for one in conditions)
    return {
        one.id: (
            _("%(who)s sees to it by %(day)s")
            % {"who": names.get(one.owner, ""), "day": long_date(one.due_on)},
            _("Shown by: %(what)s") % {"what": one.evidence_needed},
        )
        for one in conditions
    }


def _decide(opened: Opened, form: DecisionForm, *, urgent: bool) -> Case:
    accepts, attends = form.answers()
    given = Decision(
        by=str(opened.person.pk),
        accepts=accepts,
        attends=attends,
        said=form.said(),
        reasons=form.cleaned_data["reasons"],
    )
    act = stage_three.decide_urgently if urgent else stage_three.decide
    return act(opened.case.pk, given, by=opened.by, seen=seen_by(form))


@page(ANY_PARTICIPANT)
def case_conditions(request: Request, reference: str) -> HttpResponse:
    """Every condition with its owner, date and evidence; starting them is an act."""
    opened = open_case(request, reference, page="conditions")
    need(opened, Part.MITIGATIONS)
    file = opened.file(Part.MITIGATIONS, Part.RECOMMENDATION)
    form = SendForm(posted(request), initial={"version": opened.case.version})
    context = {
        "conditions": [one for one in file.conditions if one.in_force],
        "names": names_of(one.owner for one in file.conditions),
        "may_start": opened.may("commission"),
        "may_settle": opened.may("show_kept"),
        "breach": opened.matter.times.event_passed
        and bool(opened.matter.mitigations - opened.matter.settled),
    }
    if request.method == "POST" and (closed := not_open(opened, "commission")):
        return closed
    asked = Asked(
        form,
        "gateway/conditions.html",
        then=lambda case: reverse("case_conditions", args=[case.reference]),
        context=context,
    )
    return answer(
        opened,
        asked,
        lambda: stage_three.commission(opened.case.pk, by=opened.by, seen=seen_by(form)),
    )


@page(ANY_PARTICIPANT)
def case_settle(request: Request, reference: str, condition: UUID) -> HttpResponse:
    """What shows that a condition was kept, or why it was not: a breach is recorded, not hidden."""
    opened = open_case(request, reference, page="condition")
    need(opened, Part.MITIGATIONS)
    if closed := not_open(opened, "show_kept"):
        return closed
    rows = opened.file(Part.MITIGATIONS).conditions
    row = next((one for one in rows if one.id == condition and one.in_force), None)
    if row is None:
        raise Http404
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SettleForm(*data, initial={"version": opened.case.version})
    asked = Asked(
        form,
        "gateway/settle.html",
        then=lambda case: reverse("case_conditions", args=[case.reference]),
        context={"condition": row, "names": names_of([row.owner])},
    )
    return answer(opened, asked, lambda: _settle(opened, form, condition))


def _settle(opened: Opened, form: SettleForm, condition: UUID) -> Case:
    return stage_three.settle(
        opened.case.pk,
        condition,
        kept=form.cleaned_data["kept"] == "yes",
        evidence=form.cleaned_data["evidence"],
        file=keep_evidence(form.cleaned_data["file"], case=opened.case, by=opened.by),
        by=opened.by,
        seen=seen_by(form),
    )


@page(ANY_PARTICIPANT)
def case_close(request: Request, reference: str) -> HttpResponse:
    """Close a matter when everything is settled, or after an overdue decision was escalated."""
    opened = open_case(request, reference, page="close")
    if opened.may("lapse"):
        return _lapse(opened)
    if closed := not_open(opened, "close"):
        return closed
    form = SendForm(posted(request), initial={"version": opened.case.version})
    context = {
        "title": _("Close the matter"),
        "intro": [_("Everyone is told, every condition is settled and the time to ask again is "
                    "over. Notes can still be added.")],
        "button": _("Close the matter"),
    }  # fmt: skip
    return answer(
        opened,
        Asked(form, "gateway/form.html", context=context),
        lambda: stage_three.close(opened.case.pk, by=opened.by, seen=seen_by(form)),
    )


def _lapse(opened: Opened) -> HttpResponse:
    form = ReasonsForm(
        posted(opened.request),
        label=_("Why does the matter end without a decision?"),
        initial={"version": opened.case.version},
    )
    context = {
        "title": _("Close without a decision"),
        "intro": [_("The decision is overdue and was escalated.")],
        "button": _("Close without a decision"),
    }
    return answer(
        opened,
        Asked(form, "gateway/form.html", context=context),
        lambda: stage_three.lapse(
            opened.case.pk, form.cleaned_data["reasons"], by=opened.by, seen=seen_by(form)
        ),
    )


@page(ANY_PARTICIPANT)
def case_escalate(request: Request, reference: str) -> HttpResponse:
    """An overdue decision is put before the sponsor; the matter stays where it is."""
    opened = open_case(request, reference, page="escalate")
    if closed := not_open(opened, "escalate"):
        return closed
    form = SendForm(posted(request), initial={"version": opened.case.version})
    sponsor = opened.pack.wording.role_names["sponsor"]
    context = {
        "title": _("Escalate the overdue decision"),
        "intro": [_("The %(who)s is told that the decision is overdue.") % {"who": sponsor}],
        "button": _("Escalate"),
    }
    return answer(
        opened,
        Asked(form, "gateway/form.html", context=context),
        lambda: stage_three.escalate(opened.case.pk, by=opened.by, seen=seen_by(form)),
    )
