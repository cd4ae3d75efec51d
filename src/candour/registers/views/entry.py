# SPDX-License-Identifier: MIT
"""One entry: its status like a parcel, and each act on it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.kernel.procedure import Refused
from candour.registers.entries.business_interests import BusinessInterest
from candour.registers.entries.event_expenses import EventExpense
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.entries.notifiable_associations import NotifiableAssociation
from candour.registers.forms import ReasonForm, WordsForm, answers_of, columns_from, form_of
from candour.registers.queries.of_matter import beside_its_matter
from candour.registers.queries.shown import (
    conditions_of,
    history,
    lines_of,
    open_question,
)
from candour.registers.rules.interest_facts import Finding
from candour.registers.services import associations, expenses, gifts, interests
from candour.registers.services.acting import act_in_words, correct
from candour.registers.services.carrying_out import ChangedMeanwhile
from candour.registers.views.gifts import DisposeForm, GiftForm, answer_words, answers_of_gift
from candour.registers.views.opening import Opened, find, open_entry, seen_version, show
from candour.registers.wording import ACTS, state_tag
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.conflict import conflict
from candour.ui.forms import GdsForm, TextArea
from candour.ui.fresh_proof import need_proof
from candour.ui.marking import Marking
from candour.ui.once import once
from candour.ui.request import Request, posted

OWN_PAGES = {
    "correct": "entry_correct",
    "dispose": "entry_dispose",
    "grade": "association_grade",
    "decide": "association_decide",
}
WORDS_OF = {
    "correct": gettext_lazy("Correct it"),
    "dispose": gettext_lazy("Say what became of it"),
    "grade": gettext_lazy("Grade the risk"),
    "decide": gettext_lazy("Decide"),
}
"""Acts with a page of their own."""
DECIDED_TOGETHER = ("find_compatible", "send_preliminary_view", "lift")
"""Acts that one page offers together."""


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def entry(request: Request, reference: str) -> HttpResponse:
    opened = open_entry(request, reference, page="entry")
    row = opened.row
    context = {
        "lines": lines_of(row, opened.depth),
        "tag": state_tag(
            row.state,
            asked=bool(row.facts.get("asked")) and opened.own,
            conditional=row.facts.get("finding") == Finding.CONDITIONAL,
        ),
        "history": history(row, own=opened.own, depth=opened.depth),
        "question": open_question(row) if opened.own else "",
        "acts": offered(opened),
        "editions": row.edition,
        "conditions": conditions_of(row),
        "policy": answer_words(opened),
        "beside": beside_its_matter(opened.person, row),
    }
    return show(opened, "registers/entry.html", context)


def offered(opened: Opened) -> list[tuple[str, str]]:
    """Where each open act is done, and the words of its button."""
    found = []
    if any(opened.may(name) for name in DECIDED_TOGETHER):
        found.append((reverse("interest_decide", args=[opened.reference]), _("Decide")))
    for act in opened.open_acts():
        if act.name in OWN_PAGES:
            href = reverse(OWN_PAGES[act.name], args=[opened.reference])
            found.append((href, str(WORDS_OF[act.name])))
        elif act.name in ACTS:
            href = reverse("entry_act", args=[opened.reference, act.name])
            found.append((href, str(ACTS[act.name].button)))
    return found


@page(ANY_PARTICIPANT)
def entry_act(request: Request, reference: str, act: str) -> HttpResponse:
    """One act that is done in words."""
    opened = find(request, reference)
    named = {one.name for one in opened.register.procedure.acts}
    if act not in named or act not in ACTS:
        raise Http404
    if request.method in {"GET", "HEAD"} and not opened.may(act):
        return show(opened, "registers/not_open.html", {"reasons": opened.why_not(act)})
    told = ACTS[act]
    base = WordsForm if told.needed else ReasonForm
    text = TextArea(told.asks, hint=told.hint, required=told.needed, missing=_("Enter your words"))
    form_class = type("ActForm", (base,), {"text": text})
    form = form_class(posted(request), initial={"version": opened.version})

    def done() -> str:
        answers = form.cleaned_data
        seen = seen_version(answers)
        act_in_words(opened.row, act, answers.get("text", ""), by=opened.by, seen=seen)
        return opened.home

    context = {
        "title": str(told.button), "button": str(told.button), "question": open_question(opened.row),
        "lines": lines_of(opened.row, opened.depth),
    }  # fmt: skip
    return answer(opened, form, done, "registers/act.html", context)


def answer(
    opened: Opened,
    form: GdsForm,
    done: Any,
    template: str,
    context: dict[str, Any],
    *,
    proof: bool = False,
) -> HttpResponse:
    """Show the form, or carry out its act once; a refusal is shown with its clause.

    A decision asks for a fresh `proof` of who decides.
    """
    request = opened.request
    if request.method == "POST" and form.is_valid():
        if proof:
            need_proof(request)
        try:
            return once(request, done)
        except ChangedMeanwhile:
            now = find(request, opened.reference)
            theirs = {name: form.initial.get(name, "") for name in form.fields}
            return conflict(
                request, form, theirs, version=now.row.version, back=opened.home,
                marking=Marking.OFFICIAL_SENSITIVE,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused)
    return show(opened, template, {**context, "form": form})


@page(ANY_PARTICIPANT)
def entry_correct(request: Request, reference: str) -> HttpResponse:
    """A new edition; what stood there before is kept and shown."""
    opened = find(request, reference)
    row = opened.row
    if request.method in {"GET", "HEAD"} and not opened.may("correct"):
        return show(opened, "registers/not_open.html", {"reasons": opened.why_not("correct")})
    form = _correction(opened)

    def done() -> str:
        seen = seen_version(form.cleaned_data)
        why = form.cleaned_data["why"]
        if isinstance(form, GiftForm) and isinstance(row, GiftOrHospitality):
            gifts.correct_gift(row, form.columns(), why, by=opened.by, seen=seen)
        elif isinstance(row, EventExpense):
            columns = columns_from(type(row), form.cleaned_data)
            expenses.correct_expense(row, columns, why, by=opened.by, seen=seen)
        elif isinstance(row, NotifiableAssociation):
            columns = columns_from(type(row), form.cleaned_data)
            associations.tell_of_change(row, columns, why, by=opened.by)
        elif isinstance(row, BusinessInterest):
            columns = columns_from(type(row), form.cleaned_data)
            interests.change_particulars(row, columns, why, by=opened.by, seen=seen)
        else:
            columns = columns_from(type(row), form.cleaned_data)
            correct(row, columns, why, by=opened.by, seen=seen)
        return opened.home

    context = {"title": _("Correct this entry"), "button": _("Send correction")}
    return answer(opened, form, done, "registers/act.html", context)


def _correction(opened: Opened) -> GdsForm:
    row, sent = opened.row, posted(opened.request)
    form: GdsForm
    if isinstance(row, GiftOrHospitality):
        initial = answers_of_gift(row) | {"version": row.version}
        form = GiftForm(sent, person=row.person or opened.person, initial=initial)
        form.fields.pop("why_late", None)
    else:
        form = form_of(type(row))(sent, initial=answers_of(row) | {"version": opened.version})
    missing = _("Enter what was wrong")
    form.fields["why"] = TextArea(_("What was wrong?"), rows=2, missing=missing)
    return form


@page(ANY_PARTICIPANT)
def entry_dispose(request: Request, reference: str) -> HttpResponse:
    opened = find(request, reference)
    row = opened.row
    if not isinstance(row, GiftOrHospitality):
        raise Http404
    if request.method in {"GET", "HEAD"} and not opened.may("dispose"):
        return show(opened, "registers/not_open.html", {"reasons": opened.why_not("dispose")})
    form = DisposeForm(posted(request), initial={"version": row.version})

    def done() -> str:
        answers = form.cleaned_data
        gifts.dispose(
            row, answers["how"], answers["text"], by=opened.by, seen=seen_version(answers)
        )
        return opened.home

    context = {"title": _("What became of it"), "button": _("Save")}
    return answer(opened, form, done, "registers/act.html", context)
