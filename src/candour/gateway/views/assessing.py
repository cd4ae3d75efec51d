# SPDX-License-Identifier: MIT
"""The Gateway Test in two pages, and the recommendation: course, conditions, check, send."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.gateway.forms.stage_two import (
    OWN,
    THRESHOLDS,
    ConditionsForm,
    CourseForm,
    QuestionsForm,
    QuickTestsForm,
    SendForm,
)
from candour.gateway.models import Case
from candour.gateway.queries.people import names_of, office_holders
from candour.gateway.queries.shown import WorksheetShown
from candour.gateway.rules.matter import Course
from candour.gateway.rules.mitigations import Step
from candour.gateway.rules.visibility import Part
from candour.gateway.services import stage_two
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
from candour.ui.drafts import drop_draft, load_draft, save_draft
from candour.ui.request import Request, posted

Draft = Mapping[str, Any]


def worksheet_key(opened: Opened) -> str:
    return f"gateway-test:{opened.case.reference}"


def advice_key(opened: Opened) -> str:
    return f"gateway-recommend:{opened.case.reference}"


@page(ANY_PARTICIPANT)
def case_test(request: Request, reference: str) -> HttpResponse:
    """The four questions; what is typed is kept as a draft until the test is completed."""
    opened = open_case(request, reference, page="Gateway Test")
    need(opened, Part.WORKSHEET)
    if not opened.may("assess"):
        file = opened.file(Part.WORKSHEET)
        return show(opened, "gateway/worksheet.html", {"file": file, "thresholds": THRESHOLDS})
    kept = {**_worksheet_answers(opened), **load_draft(opened.person, worksheet_key(opened))}
    form = QuestionsForm(posted(request), pack=opened.pack, initial=kept)
    if form.is_bound and form.is_valid():
        save_draft(opened.person, worksheet_key(opened), {**kept, **form.cleaned_data})
        return redirect("case_quick_tests", opened.case.reference)
    return show(opened, "gateway/test.html", _beside(opened, form))


def _beside(opened: Opened, form: object) -> dict[str, Any]:
    """The facts that stand beside the question, so that nobody needs two windows."""
    file = opened.file(Part.REQUEST, Part.SUMMARY, Part.PEOPLE, Part.KNOWN_ISSUES, Part.VIEW,
                       Part.SHARED_MATERIAL, Part.ASSESSOR_MATERIAL)  # fmt: skip
    return {
        "form": form,
        "file": file,
        "headings": {one.code: one.text for one in opened.pack.known_issues},
        "draft_key": worksheet_key(opened),
    }


def _worksheet_answers(opened: Opened) -> dict[str, Any]:
    """The answers of a completed test as the forms' initial values."""
    done: WorksheetShown | None = opened.file(Part.WORKSHEET).worksheet
    if done is None:
        return {}
    return {
        **{f"question_{code}": text for code, text in done.questions.items()},
        **{f"principle_{code}": text for code, text in done.principles.items()},
        **{f"quick_{code}": said for code, said in done.quick_tests.items()},
        **{name: getattr(done, name) for name in THRESHOLDS},
        "harms": done.harms,
        "reasons": done.reasons,
    }


@page(ANY_PARTICIPANT)
def case_quick_tests(request: Request, reference: str) -> HttpResponse:
    """The quick tests, the three thresholds and the reasons; completing them records the test."""
    opened = open_case(request, reference, page="Gateway Test")
    if closed := not_open(opened, "assess"):
        return closed
    kept = {**_worksheet_answers(opened), **load_draft(opened.person, worksheet_key(opened))}
    if not any(key.startswith("question_") for key in kept):
        return redirect("case_test", opened.case.reference)
    initial = {**kept, "version": opened.case.version}
    form = QuickTestsForm(posted(request), pack=opened.pack, initial=initial)
    asked = Asked(
        form,
        "gateway/quick_tests.html",
        context=_beside(opened, form),
        draft=worksheet_key(opened),
    )
    return answer(opened, asked, lambda: _assess(opened, form, kept))


def _assess(opened: Opened, form: QuickTestsForm, kept: Draft) -> Case:
    answers = form.cleaned_data
    given = stage_two.TestAnswers(
        questions=_starting(kept, "question_"),
        principles=_starting(kept, "principle_"),
        quick_tests=_starting(answers, "quick_"),
        quick_reasons={},
        harms=answers["harms"],
        affects_confidence=answers["affects_confidence"],
        creates_risk=answers["creates_risk"],
        integrity_in_question=answers["integrity_in_question"],
        reasons=answers["reasons"],
    )
    return stage_two.assess(opened.case.pk, given, by=opened.by, seen=seen_by(form))


def _starting(answers: Draft, prefix: str) -> dict[str, str]:
    return {
        key.removeprefix(prefix): str(value or "")
        for key, value in answers.items()
        if key.startswith(prefix)
    }


@page(ANY_PARTICIPANT)
def case_recommend(request: Request, reference: str) -> HttpResponse:
    """What is recommended and why; conditions are made precise on the next page."""
    opened = open_case(request, reference, page="recommendation")
    if not opened.may("recommend"):
        need(opened, Part.RECOMMENDATION)
        return _sent(opened)
    kept = load_draft(opened.person, advice_key(opened))
    form = CourseForm(posted(request), pack=opened.pack, initial=kept)
    if form.is_bound and form.is_valid():
        steps = form.cleaned_data["steps"]
        course = form.cleaned_data["course"]
        if course == Course.WITH_MITIGATION.value and not steps:
            form.add_error("steps", str(_("Select at least one condition")))
        elif course != Course.WITH_MITIGATION.value and steps:
            form.add_error(
                "course", str(_("Select “with conditions”, or take the conditions away"))
            )
        else:
            save_draft(opened.person, advice_key(opened), {**kept, **form.cleaned_data})
            conditions = course == Course.WITH_MITIGATION.value
            then = "case_recommend_conditions" if conditions else "case_recommend_check"
            return redirect(then, opened.case.reference)
    context = {"form": form, "worksheet": opened.file(Part.WORKSHEET).worksheet}
    return show(opened, "gateway/recommend.html", {**context, "draft_key": advice_key(opened)})


def _sent(opened: Opened) -> HttpResponse:
    file = opened.file(Part.RECOMMENDATION, Part.MITIGATIONS)
    if file.advice is None and (closed := not_open(opened, "recommend")):
        return closed
    names = names_of(one.owner for one in file.conditions)
    return show(opened, "gateway/recommendation.html", {"file": file, "names": names})


@page(ANY_PARTICIPANT)
def case_recommend_conditions(request: Request, reference: str) -> HttpResponse:
    """Each condition as a promise that somebody can check."""
    opened = open_case(request, reference, page="recommendation")
    if closed := not_open(opened, "recommend"):
        return closed
    kept = load_draft(opened.person, advice_key(opened))
    form = ConditionsForm(
        posted(request),
        steps=_chosen(opened, kept),
        owners=_owners(opened),
        initial=kept,
    )
    if form.is_bound and form.is_valid():
        answers = {name: _text(value) for name, value in form.cleaned_data.items()}
        save_draft(opened.person, advice_key(opened), {**kept, **answers})
        return redirect("case_recommend_check", opened.case.reference)
    context = {"form": form, "draft_key": advice_key(opened)}
    return show(opened, "gateway/make_checkable.html", context)


def _text(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "")


def _chosen(opened: Opened, kept: Draft) -> dict[str, str]:
    """The conditions that were selected, code to the words of the menu."""
    steps = kept.get("steps", [])
    codes = steps if isinstance(steps, list) else [steps]
    menu = {one.code: one.text for one in opened.pack.mitigations}
    return {str(code): menu.get(str(code), "") for code in codes if code in menu or code == OWN}


def _owners(opened: Opened) -> list[tuple[str, str]]:
    return office_holders(opened.case.body_id, timezone.localdate())


@page(ANY_PARTICIPANT)
def case_recommend_check(request: Request, reference: str) -> HttpResponse:
    """Read it once more; sending freezes it with everything that was known."""
    opened = open_case(request, reference, page="recommendation")
    if closed := not_open(opened, "recommend"):
        return closed
    kept = load_draft(opened.person, advice_key(opened))
    if not kept.get("course"):
        return redirect("case_recommend", opened.case.reference)
    steps = _steps(opened, kept)
    form = SendForm(posted(request), initial={"version": opened.case.version})
    owners = dict(_owners(opened))
    context = {
        "course": kept["course"],
        "reasons": kept.get("reasons", ""),
        "steps": steps,
        "owners": owners,
        "conditions_url": reverse("case_recommend_conditions", args=[opened.case.reference]),
        "course_url": reverse("case_recommend", args=[opened.case.reference]),
    }
    asked = Asked(form, "gateway/recommend_check.html", context=context)
    return answer(opened, asked, lambda: _recommend(opened, form, kept, steps))


def _steps(opened: Opened, kept: Draft) -> list[Step]:
    if kept.get("course") != Course.WITH_MITIGATION.value:
        return []
    return [
        Step(
            code=code,
            text=str(kept.get(f"{code}-text", "") or text),
            owner=str(kept.get(f"{code}-owner", "")),
            evidence=str(kept.get(f"{code}-evidence", "")),
            due_on=_day(kept.get(f"{code}-due")),
        )
        for code, text in _chosen(opened, kept).items()
    ]


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _recommend(opened: Opened, form: SendForm, kept: Draft, steps: list[Step]) -> Case:
    case = stage_two.recommend(
        opened.case.pk,
        Course(str(kept["course"])),
        steps,
        str(kept.get("reasons", "")),
        by=opened.by,
        seen=seen_by(form),
    )
    drop_draft(opened.person, advice_key(opened))
    return case
