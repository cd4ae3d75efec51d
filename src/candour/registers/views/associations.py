# SPDX-License-Identifier: MIT
"""An association: a calm page first, the questions, then the unit's grade and its answer."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.registers.entries.notifiable_associations import NotifiableAssociation
from candour.registers.forms import columns_from, form_of
from candour.registers.matters import matter_told
from candour.registers.queries.shown import lines_of
from candour.registers.rules.associations import Deciding, Decision, Grade
from candour.registers.services import associations
from candour.registers.services.promises import Promise
from candour.registers.views.conditions import ConditionRow, promise_from
from candour.registers.views.entry import answer
from candour.registers.views.opening import Opened, find, seen_version, show
from candour.ui.access import ANY_PARTICIPANT, SIGNED_IN, page
from candour.ui.forms import GdsForm, Hidden, Radios, TextArea, YesNo
from candour.ui.marking import Marking
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, posted, who
from candour.ui.several import Several

MARKING = Marking.OFFICIAL_SENSITIVE


@page(SIGNED_IN, lowest="workforce", methods=("GET", "HEAD"))
def declare_association(request: Request) -> HttpResponse:
    """Why, who reads it, what happens, and what not to do."""
    context = {"matter": request.GET.get("matter", "")[:20]}
    return render(request, "registers/association_intro.html", context, marking=MARKING)


@page(SIGNED_IN, lowest="workforce")
def association_tell(request: Request) -> HttpResponse:
    """Nothing is kept while somebody writes, and nobody files it for somebody else."""
    person = who(request)
    by = By(person=person.pk, role=Role.DECLARANT.value)
    sent = posted(request)
    form = form_of(NotifiableAssociation)(sent, initial=_from_a_matter(request))

    def send() -> str:
        columns = columns_from(NotifiableAssociation, form.cleaned_data)
        row = associations.tell(columns, person=person, by=by)
        return reverse("entry_sent", args=[row.reference])

    if answered := carried_out(request, form, send):
        return answered
    return render(request, "registers/association_tell.html", {"form": form}, marking=MARKING)


def _from_a_matter(request: Request) -> dict[str, str]:
    """What a request in the Gateway says already; it is asked only once."""
    told = matter_told(who(request), request.GET.get("matter", "")[:20])
    if told is None:
        return {}
    through = _("Through request %(ref)s: %(about)s")
    return {"how_known": through % {"ref": told.reference, "about": told.about}}


class GradeForm(GdsForm):
    version = Hidden()
    grade = Radios(
        gettext_lazy("How grave is the risk?"),
        [
            (Grade.LOW.value, gettext_lazy("Low")),
            (Grade.MEDIUM.value, gettext_lazy("Medium")),
            (Grade.HIGH.value, gettext_lazy("High")),
        ],
        missing=gettext_lazy("Select how grave the risk is"),
    )
    covert = YesNo(
        gettext_lazy("Does it touch anything live?"),
        hint=gettext_lazy("Whoever declared it reads the same either way"),
    )
    text = TextArea(gettext_lazy("Why?"), hint=gettext_lazy("This stays within the unit"))


@page(ANY_PARTICIPANT)
def association_grade(request: Request, reference: str) -> HttpResponse:
    opened, row = _association(request, reference)
    if not opened.may("grade"):
        return show(opened, "registers/not_open.html", {"reasons": opened.why_not("grade")})
    form = GradeForm(posted(request), initial={"version": row.version})

    def done() -> str:
        given = form.cleaned_data
        associations.grade(
            row, given["grade"], given["text"], covert=given["covert"], by=opened.by,
            seen=seen_version(given),
        )  # fmt: skip
        return opened.home

    context = {
        "title": _("Grade the risk"), "button": _("Save the grade"),
        "lines": lines_of(row, opened.depth),
    }  # fmt: skip
    return answer(opened, form, done, "registers/association_decide.html", context)


class DecisionForm(GdsForm):
    version = Hidden()
    decision = Radios(
        gettext_lazy("What do you decide?"),
        [
            (Decision.NO_ACTION.value, gettext_lazy("Nothing needs to be done")),
            (Decision.CONDITIONS.value, gettext_lazy("It may go on, with conditions")),
            (Decision.CEASE.value, gettext_lazy("Contact has to end")),
        ],
        missing=gettext_lazy("Select what you decide"),
    )
    text = TextArea(
        gettext_lazy("What does whoever declared it read?"),
        hint=gettext_lazy("Say what to do. Give nothing away that they did not tell us"),
        missing=gettext_lazy("Enter what they read"),
    )
    reasons = TextArea(
        gettext_lazy("Why?"), hint=gettext_lazy("This stays within the unit"),
        missing=gettext_lazy("Enter why"),
    )  # fmt: skip


@page(ANY_PARTICIPANT)
def association_decide(request: Request, reference: str) -> HttpResponse:
    opened, row = _association(request, reference)
    if not opened.may("decide"):
        return show(opened, "registers/not_open.html", {"reasons": opened.why_not("decide")})
    sent = posted(request)
    form = DecisionForm(sent, initial={"version": row.version})
    rows = Several(ConditionRow, "condition", sent)
    wanted = sent is not None and sent.get("decision") == Decision.CONDITIONS.value
    if wanted:
        form.attach(rows)

    def done() -> str:
        promises = [
            promise_from(each.cleaned_data, by=opened.person.pk, keeper=row.person_id)
            for each in rows.counted()
        ]
        _decide(opened, row, form.cleaned_data, promises if wanted else [])
        return opened.home

    if rows.wants_more:
        form = form.as_typed()
        request.method = "GET"
    context = {
        "title": _("Decide"), "button": _("Send the outcome"), "conditions": rows,
        "lines": lines_of(row, opened.depth),
    }  # fmt: skip
    return answer(opened, form, done, "registers/association_decide.html", context, proof=True)


def _decide(
    opened: Opened, row: NotifiableAssociation, answers: dict[str, Any], promises: list[Promise]
) -> None:
    given = Deciding(
        by=str(opened.person.pk),
        text=answers["text"],
        decision=answers["decision"],
        reasons=answers["reasons"],
        conditions=len(promises),
    )
    associations.decide(row, given, promises, by=opened.by, seen=seen_version(answers))


def _association(request: Request, reference: str) -> tuple[Opened, NotifiableAssociation]:
    opened = find(request, reference)
    if not isinstance(opened.row, NotifiableAssociation) or opened.own:
        raise Http404
    return opened, opened.row
