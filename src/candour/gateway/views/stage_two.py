# SPDX-License-Identifier: MIT
"""The pages of Stage Two up to the recommendation: allocation, declaration, views, questions."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.gateway.forms.stage_one import AllocateForm, ReasonsForm
from candour.gateway.forms.stage_two import BiasForm, QuestionForm, SendForm
from candour.gateway.models import Case
from candour.gateway.queries.people import names_of, people_among
from candour.gateway.rules.independence import BARS_TO_ASSESSING, assessors, bar_to
from candour.gateway.rules.visibility import Part
from candour.gateway.services import stage_one, stage_two
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
from candour.people.models import Person
from candour.people.queries import staff_officers_of, titles_on
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.choices import Option
from candour.ui.request import Request, posted


@page(ANY_PARTICIPANT)
def case_allocate(request: Request, reference: str) -> HttpResponse:
    """Choose the assessor: those in conflict are left out, and the page says why."""
    opened = open_case(request, reference, page="allocate")
    if closed := not_open(opened, "allocate", "reallocate"):
        return closed
    free, left_out = _candidates(opened)
    form = AllocateForm(posted(request), free=free, initial={"version": opened.case.version})
    context = {"left_out": left_out, "anyone": bool(free)}
    return answer(
        opened,
        Asked(form, "gateway/allocate.html", context=context),
        lambda: stage_one.allocate(
            opened.case.pk,
            UUID(form.cleaned_data["assessor"]),
            by=opened.by,
            left_out={str(key): why for key, _name, why in left_out},
            seen=seen_by(form),
        ),
    )


def _candidates(opened: Opened) -> tuple[list[Option], list[tuple[UUID, str, str]]]:
    """Who may be chosen, the officer's own first or last as the policy says; and who may not."""
    today = timezone.localdate()
    free = assessors(opened.matter) - {str(opened.person.pk)}
    everyone = opened.matter.posts.of(Role.ASSESSOR) | free
    people = people_among(everyone)
    titles = titles_on(people, today)
    own = {one.pk for one in staff_officers_of(opened.case.principal, today)}
    offered = [one for one in people if str(one.pk) in free]
    own_first = opened.pack.settings.assign_assessor == "own"
    offered.sort(key=lambda one: (one.pk not in own) is own_first)
    options = [
        Option(
            str(one.pk),
            f"{one.full_name}, {titles[one.pk]}",
            _("Works for this chief officer") if one.pk in own else "",
        )
        for one in offered
    ]
    return options, _left_out(opened, people)


def _left_out(opened: Opened, people: list[Person]) -> list[tuple[UUID, str, str]]:
    found = []
    for one in people:
        bar = bar_to(BARS_TO_ASSESSING, opened.matter, str(one.pk))
        if bar is not None:
            found.append((one.pk, one.full_name, bar.of_them))
    return found


@page(ANY_PARTICIPANT)
def case_bias(request: Request, reference: str) -> HttpResponse:
    """The declaration before anything else opens; a conflict ends access at once."""
    opened = open_case(request, reference, page="bias declaration")
    acts = ("declare_no_conflict", "declare_conflict", "declare_conflict_early")
    if not opened.may(*acts):
        need(opened, Part.BIAS)
        file = opened.file(Part.BIAS)
        names = names_of(one.person for one in file.declarations)
        return show(opened, "gateway/declarations.html", {"file": file, "names": names})
    form = BiasForm(posted(request), initial={"version": opened.case.version})
    asked = Asked(
        form,
        "gateway/bias.html",
        then=lambda case: reverse("today") if form.cleaned_data["conflict"] == "yes"
        else reverse("case", args=[case.reference]),
        context={"file": opened.file(Part.SUMMARY, Part.PEOPLE)},
    )  # fmt: skip
    return answer(opened, asked, lambda: _declare(opened, form))


def _declare(opened: Opened, form: BiasForm) -> Case:
    reasons, seen = form.cleaned_data["reasons"], seen_by(form)
    if form.cleaned_data["conflict"] == "yes":
        return stage_two.declare_conflict(opened.case.pk, reasons, by=opened.by, seen=seen)
    return stage_two.declare_no_conflict(opened.case.pk, by=opened.by, statement=reasons, seen=seen)


@page(ANY_PARTICIPANT)
def case_views(request: Request, reference: str) -> HttpResponse:
    """The staff association's view: asked for, given on a page of its own, or gone on without."""
    opened = open_case(request, reference, page="association view")
    need(opened, Part.VIEW)
    if opened.may("give_view"):
        return _give_view(opened)
    if opened.may("waive_view"):
        return _waive_view(opened)
    file = opened.file(Part.VIEW)
    names = names_of(one.representative for one in file.views)
    context = {"file": file, "names": names, "may_ask": opened.may("ask_for_view")}
    form = SendForm(posted(request), initial={"version": opened.case.version})
    return answer(
        opened,
        Asked(form, "gateway/views.html", then=_views, context=context),
        lambda: stage_two.ask_for_view(opened.case.pk, by=opened.by, seen=seen_by(form)),
    )


def _views(case: Case) -> str:
    return reverse("case_views", args=[case.reference])


def _give_view(opened: Opened) -> HttpResponse:
    form = ReasonsForm(
        posted(opened.request),
        label=_("What is the view of your association?"),
        hint=_("You take no part in the assessment and see no material"),
    )
    context = {"file": opened.file(Part.SUMMARY), "due": opened.file(Part.VIEW).views}
    return answer(
        opened,
        Asked(form, "gateway/give_view.html", context=context),
        lambda: stage_two.give_view(opened.case.pk, form.cleaned_data["reasons"], by=opened.by),
    )


def _waive_view(opened: Opened) -> HttpResponse:
    form = ReasonsForm(
        posted(opened.request),
        label=_("Why does the assessment go on without the view?"),
        initial={"version": opened.case.version},
    )
    context = {
        "title": _("Go on without the staff association's view"),
        "intro": [_("The view is overdue. Your reason is shown in the quarterly review.")],
        "button": _("Go on without the view"),
    }
    return answer(
        opened,
        Asked(form, "gateway/form.html", context=context),
        lambda: stage_two.waive_view(
            opened.case.pk, form.cleaned_data["reasons"], by=opened.by, seen=seen_by(form)
        ),
    )


@page(ANY_PARTICIPANT)
def case_gist(request: Request, reference: str) -> HttpResponse:
    """Ask the counter-corruption unit; its answer shows from a set day on, whatever it is."""
    opened = open_case(request, reference, page="gist", source=True)
    need(opened, Part.GIST)
    if opened.may("give_gist"):
        return _give_gist(opened)
    if opened.may("ask_for_gist"):
        return _ask_for_gist(opened)
    file = opened.file(Part.GIST)
    return show(opened, "gateway/gist.html", {"file": file, "today": timezone.localdate()})


def _ask_for_gist(opened: Opened) -> HttpResponse:
    unit = opened.pack.wording.role_names["source_unit"]
    form = QuestionForm(posted(opened.request), initial={"version": opened.case.version})
    context = {
        "title": _("Ask the %(unit)s") % {"unit": unit},
        "intro": [
            _("You get the same acknowledgement, and an answer no earlier than the next working "
              "day, whether or not anything is held.")
        ],
        "button": _("Ask"),
    }  # fmt: skip
    return answer(
        opened,
        Asked(form, "gateway/form.html", context=context),
        lambda: stage_two.ask_for_gist(
            opened.case.pk, form.cleaned_data["question"], by=opened.by, seen=seen_by(form)
        ),
    )


def _give_gist(opened: Opened) -> HttpResponse:
    form = ReasonsForm(
        posted(opened.request),
        label=_("What may the assessor know?"),
        hint=_("A gist, or that there is nothing to add; never what names a source"),
    )
    context = {"file": opened.file(Part.GIST, Part.SUMMARY, Part.PEOPLE)}
    return answer(
        opened,
        Asked(form, "gateway/give_gist.html", context=context),
        lambda: stage_two.give_gist(opened.case.pk, form.cleaned_data["reasons"], by=opened.by),
    )


@page(ANY_PARTICIPANT)
def case_ask_for_more(request: Request, reference: str) -> HttpResponse:
    """Send the matter back for material that is missing."""
    opened = open_case(request, reference, page="ask for more")
    if closed := not_open(opened, "ask_for_more"):
        return closed
    form = ReasonsForm(
        posted(request), label=_("What is missing?"), initial={"version": opened.case.version}
    )
    context = {
        "title": _("Ask for more material"),
        "intro": [_("The request goes back. You declare again on what is added.")],
        "button": _("Ask for more material"),
    }
    return answer(
        opened,
        Asked(form, "gateway/form.html", context=context),
        lambda: stage_two.ask_for_more(
            opened.case.pk, form.cleaned_data["reasons"], by=opened.by, seen=seen_by(form)
        ),
    )
