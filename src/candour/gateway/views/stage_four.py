# SPDX-License-Identifier: MIT
"""The pages of Stage Four: ask again, take up, conclude, make final, answer; and notes."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from candour.gateway.forms.stage_one import ReasonsForm
from candour.gateway.forms.stage_three import (
    RepresentationForm,
    RespondForm,
    ReviewForm,
    WaiveLineForm,
)
from candour.gateway.forms.stage_two import BiasForm, SendForm
from candour.gateway.models import Case
from candour.gateway.queries.people import names_of, people_among
from candour.gateway.rules.matter import Outcome
from candour.gateway.rules.visibility import Part
from candour.gateway.services import stage_four
from candour.gateway.services.evidence import keep_evidence
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
from candour.kernel.roles import Role
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.request import Request, posted


@page(ANY_PARTICIPANT)
def case_reassess(request: Request, reference: str) -> HttpResponse:
    """Ask for the one reassessment in writing, or add a representation to it."""
    opened = open_case(request, reference, page="ask for reassessment")
    if not opened.may("request_reassessment", "add_representation"):
        if opened.sees(Part.REPRESENTATIONS):
            return _representations(opened)
        return not_open(opened, "request_reassessment") or show(opened, "gateway/not_open.html")
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RepresentationForm(*data, initial={"version": opened.case.version})
    late = stage_four.is_late(opened.case, party=False)
    context = {
        "title": _("Ask for a reassessment"),
        "intro": [
            _("There is one reassessment and no other. It tests the assessment on the file as it "
              "stood; after it there are only the courts."),
            *([_("The time to ask is over: say what delayed you.")] if late else []),
        ],
        "button": _("Ask for the reassessment"),
        "files": True,
        "draft": f"gateway-reassess:{opened.case.reference}",
    }  # fmt: skip
    asked = Asked(
        form, "gateway/form.html", context=context,
        draft=f"gateway-reassess:{opened.case.reference}",
    )  # fmt: skip
    return answer(opened, asked, lambda: _ask(opened, form))


def _ask(opened: Opened, form: RepresentationForm) -> Case:
    words = stage_four.Words(
        text=form.cleaned_data["representation"],
        why_late=form.cleaned_data["why_late"],
        file=keep_evidence(form.cleaned_data["file"], case=opened.case, by=opened.by),
    )
    return stage_four.ask_again(opened.case.pk, words, by=opened.by, seen=seen_by(form))


def _representations(opened: Opened) -> HttpResponse:
    file = opened.file(Part.REPRESENTATIONS, Part.PEOPLE)
    names = names_of(one.person for one in file.representations)
    return show(opened, "gateway/representations.html", {"file": file, "names": names})


@page(ANY_PARTICIPANT)
def case_review(request: Request, reference: str) -> HttpResponse:
    """The reassessor's page: declare, then five tests on the frozen file, then make it final."""
    opened = open_case(request, reference, page="reassessment")
    late_conflict = "conflict" in request.GET and opened.may("stand_aside")
    if opened.may("take_up") or late_conflict:
        return _take_up(opened)
    if opened.may("conclude"):
        return _conclude(opened)
    if opened.may("make_final"):
        return _make_final(opened)
    if opened.may("tell_outcome"):
        return show(opened, "gateway/concluded.html", _concluded(opened))
    if opened.sees(Part.REASSESSMENT) and opened.matter.outcome is not None:
        return show(opened, "gateway/reassessment.html", _concluded(opened))
    return not_open(opened, "take_up") or show(opened, "gateway/not_open.html")


def _take_up(opened: Opened) -> HttpResponse:
    form = BiasForm(posted(opened.request), initial={"version": opened.case.version})
    asked = Asked(
        form,
        "gateway/bias.html",
        then=lambda case: reverse("today") if form.cleaned_data["conflict"] == "yes"
        else reverse("case_review", args=[case.reference]),
        context={"file": opened.file(Part.SUMMARY, Part.PEOPLE)},
    )  # fmt: skip
    return answer(opened, asked, lambda: _declare(opened, form))


def _declare(opened: Opened, form: BiasForm) -> Case:
    reasons, seen = form.cleaned_data["reasons"], seen_by(form)
    if form.cleaned_data["conflict"] == "yes":
        return stage_four.stand_aside(opened.case.pk, reasons, by=opened.by, seen=seen)
    return stage_four.take_up(opened.case.pk, by=opened.by, statement=reasons, seen=seen)


def _conclude(opened: Opened) -> HttpResponse:
    form = ReviewForm(
        posted(opened.request), pack=opened.pack, initial={"version": opened.case.version}
    )
    file = opened.file()
    asked = Asked(
        form,
        "gateway/review.html",
        then=lambda case: reverse("case_review", args=[case.reference]),
        context={
            "file": file,
            "names": _names(opened),
            "draft_key": f"gateway-review:{opened.case.reference}",
        },
        draft=f"gateway-review:{opened.case.reference}",
        proof=True,
    )
    return answer(opened, asked, lambda: _concluded_with(opened, form))


def _concluded_with(opened: Opened, form: ReviewForm) -> Case:
    conclusion = stage_four.Conclusion(
        outcome=Outcome(form.cleaned_data["outcome"]),
        tests=form.tests(),
        other_course=form.cleaned_data["other_course"],
        reasons=form.cleaned_data["reasons"],
    )
    return stage_four.conclude(opened.case.pk, conclusion, by=opened.by, seen=seen_by(form))


def _names(opened: Opened) -> dict[UUID, str]:
    file = opened.file()
    people = [one.owner for one in file.conditions]
    people += [one.added_by for one in file.material]
    people += [one.person for one in file.representations if one.person]
    people += [one.representative for one in file.views]
    return names_of(people)


def _concluded(opened: Opened) -> dict[str, object]:
    file = opened.file(Part.REASSESSMENT, Part.PEOPLE, Part.DECISION)
    told = {str(one.party) for one in file.tellings if one.about == "outcome"}
    return {
        "file": file,
        "untold": [one for one in file.people if one.is_party and str(one.id) not in told],
        "may_tell": opened.may("tell_outcome"),
        "tests": {one.code: one.text for one in opened.pack.reassessment_tests},
    }


def _make_final(opened: Opened) -> HttpResponse:
    form = SendForm(posted(opened.request), initial={"version": opened.case.version})
    context = {
        "title": _("Make the reassessment final"),
        "intro": [_("Everyone concerned has been told.")],
        "warning": _("After this nobody can reassess the matter again or change what is recorded."),
        "button": _("Make it final"),
    }
    return answer(
        opened,
        Asked(form, "gateway/form.html", context=context, proof=True),
        lambda: stage_four.make_final(opened.case.pk, by=opened.by, seen=seen_by(form)),
    )


@page(ANY_PARTICIPANT)
def case_respond(request: Request, reference: str) -> HttpResponse:
    """The chief officer answers the course that the reassessment recommends instead."""
    opened = open_case(request, reference, page="answer to reassessment")
    need(opened, Part.REASSESSMENT)
    if closed := not_open(opened, "respond"):
        concluded = opened.matter.outcome is not None
        return (
            show(opened, "gateway/reassessment.html", _concluded(opened)) if concluded else closed
        )
    form = RespondForm(posted(request), initial={"version": opened.case.version})
    return answer(
        opened,
        Asked(form, "gateway/respond.html", context=_concluded(opened)),
        lambda: stage_four.respond(
            opened.case.pk,
            form.cleaned_data["reasons"],
            accepts=form.cleaned_data["accepts"],
            by=opened.by,
            seen=seen_by(form),
        ),
    )


@page(ANY_PARTICIPANT)
def case_waive_line(request: Request, reference: str) -> HttpResponse:
    """A second role lets somebody reassess who reports to the chief officer, and says why."""
    opened = open_case(request, reference, page="line waiver")
    if closed := not_open(opened, "waive_line"):
        return closed
    offices = opened.matter.posts.of(Role.REASSESSOR, Role.DEPUTY_REASSESSOR)
    people = people_among(offices - {str(opened.person.pk)})
    form = WaiveLineForm(
        posted(request),
        people=[(str(one.pk), one.full_name) for one in people],
        initial={"version": opened.case.version},
    )
    context = {
        "title": _("Let someone reassess who reports to the chief officer"),
        "intro": [_("Without this, someone from another force reassesses. Your reason is shown in "
                    "the quarterly review.")],
        "button": _("Record the waiver"),
    }  # fmt: skip
    return answer(
        opened,
        Asked(form, "gateway/form.html", context=context),
        lambda: stage_four.waive_line(
            opened.case.pk,
            UUID(form.cleaned_data["reassessor"]),
            form.cleaned_data["reasons"],
            by=opened.by,
            seen=seen_by(form),
        ),
    )


@page(ANY_PARTICIPANT)
def case_note(request: Request, reference: str) -> HttpResponse:
    """A note stands beside what was written before and changes nothing."""
    return _note(request, reference, "add_note")


@page(ANY_PARTICIPANT)
def case_judicial(request: Request, reference: str) -> HttpResponse:
    """Word of the courts: the only thing that comes after a reassessment."""
    return _note(request, reference, "mark_judicial")


def _note(request: Request, reference: str, act: str) -> HttpResponse:
    opened = open_case(request, reference, page="note")
    if closed := not_open(opened, act):
        return closed
    courts = act == "mark_judicial"
    form = ReasonsForm(
        posted(request),
        label=_("What happened at court?") if courts else _("Your note"),
        initial={"version": opened.case.version},
    )
    title = _("Note court proceedings") if courts else _("Add a note")
    context = {
        "title": title,
        "intro": [_("A note changes nothing that was written before.")],
        "button": title,
    }
    do = stage_four.mark_judicial if courts else stage_four.add_note
    return answer(
        opened,
        Asked(form, "gateway/form.html", context=context),
        lambda: do(opened.case.pk, form.cleaned_data["reasons"], by=opened.by, seen=seen_by(form)),
    )
