# SPDX-License-Identifier: MIT
"""A second job: do I need to, the tasks of an application, and the decision on one page."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.kernel.procedure import Refused
from candour.people.models import Person
from candour.registers.entries.business_interests import PARTS, BusinessInterest
from candour.registers.forms import answers_of, columns_from, question
from candour.registers.queries.interests import (
    beside,
    colleagues_by_address,
    precedents,
    views_on,
)
from candour.registers.queries.shown import lines_of
from candour.registers.rules.interest_facts import Finding
from candour.registers.rules.working_time import (
    Need,
    Week,
    What,
    hours_over,
    need_to_apply,
    rest_is_short,
)
from candour.registers.services import interests
from candour.registers.views.conditions import ConditionRow, promise_from
from candour.registers.views.declaring import declares_for
from candour.registers.views.entry import answer
from candour.registers.views.opening import Opened, find, seen_version, show
from candour.ui.access import ANY_PARTICIPANT, SIGNED_IN, page
from candour.ui.drafts import drop_draft, load_draft, save_draft
from candour.ui.forms import (
    Confirm,
    GdsForm,
    Hidden,
    Radios,
    TextArea,
    YesNo,
)
from candour.ui.marking import Marking
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, posted, who
from candour.ui.several import Several
from candour.ui.tags import Status, tag

DRAFT = "interest"
MARKING = Marking.OFFICIAL_SENSITIVE
TITLES = {
    "work": gettext_lazy("What the work is"),
    "hours": gettext_lazy("Hours and rest"),
    "conflicts": gettext_lazy("What could clash"),
    "household": gettext_lazy("Your household and family"),
}
DONE = "done"
"""The answer that says which tasks were saved."""


class NeedForm(GdsForm):
    what = Radios(
        gettext_lazy("What do you want to do?"),
        [
            (What.JOB.value, gettext_lazy("Work for somebody else")),
            (What.BUSINESS.value, gettext_lazy("Run a business, or work on my own account")),
            (What.LICENCE.value, gettext_lazy("Hold a licence, for example to sell alcohol")),
            (What.RELATIVES_LICENCE.value, gettext_lazy("A relative holds such a licence here")),
            (What.PROPERTY.value, gettext_lazy("Let property")),
            (What.VOLUNTARY.value, gettext_lazy("Voluntary work")),
            (What.HOBBY.value, gettext_lazy("A hobby or club")),
        ],
        missing=gettext_lazy("Select what you want to do"),
    )
    paid = YesNo(
        gettext_lazy("Is there any money in it for you?"),
        hint=gettext_lazy("Expenses alone do not count"),
    )
    could_clash = YesNo(
        gettext_lazy("Could it clash with your work, or look as if it did?"),
        hint=gettext_lazy("For example, clients whom you also deal with on duty"),
    )


@page(SIGNED_IN, lowest="workforce")
def declare_interest(request: Request) -> HttpResponse:
    """Do I need to? An answer before anybody fills in a long form."""
    person, _by = declares_for(request, BusinessInterest)
    like = request.GET.get("like", "")
    if like:
        save_draft(who(request), DRAFT, _typed(answers_of(find(request, like).row)))
        return redirect("interest_tasks")
    form = NeedForm(posted(request))
    if form.is_valid():
        rules = interests.rules_of(person.body, timezone.localdate())
        answers = form.cleaned_data
        need = need_to_apply(
            What(answers["what"]), rules, paid=answers["paid"], could_clash=answers["could_clash"]
        )
        if need is Need.APPLY:
            return redirect("interest_tasks")
        context = {"need": need.value, "rules": rules}
        return render(request, "registers/interest_not_needed.html", context, marking=MARKING)
    context = {"form": form, "draft": load_draft(who(request), DRAFT)}
    return render(request, "registers/interest_need.html", context, marking=MARKING)


def _typed(answers: dict[str, Any]) -> dict[str, object]:
    """Answers as somebody would type them, to be kept as a draft."""
    found: dict[str, object] = {}
    for name, value in answers.items():
        field = question(BusinessInterest._meta.get_field(name))
        found[name] = field.prepare_value(value) if value is not None else ""
    return found | {DONE: list(PARTS)}


def part_form(part: str) -> type[GdsForm]:
    fields = {name: question(BusinessInterest._meta.get_field(name)) for name in PARTS[part]}
    if part == "household":
        fields["relatives"] = TextArea(
            _("Do any of them work here? Enter their e-mail addresses, one a line"),
            rows=3,
            required=False,
        )
    return type(f"{part.title()}Form", (GdsForm,), fields)


@page(SIGNED_IN, lowest="workforce")
def interest_tasks(request: Request) -> HttpResponse:
    """The tasks of an application; the last one sends it."""
    person, by = declares_for(request, BusinessInterest)
    draft = load_draft(who(request), DRAFT)
    done = _done(draft)
    form = SendForm(posted(request))
    missing = [part for part in PARTS if part not in done]

    def send() -> str:
        if missing:
            raise Refused(_("Enter the answers of every task before you send it."))
        row = interests.apply(
            columns_from(BusinessInterest, _answers(draft)), person=person, by=by,
            relatives=_relatives(draft, person),
        )  # fmt: skip
        drop_draft(who(request), DRAFT)
        return reverse("entry_sent", args=[row.reference])

    if answered := carried_out(request, form, send):
        return answered
    context = {
        "form": form,
        "tasks": [_task(part, part in done) for part in PARTS],
        "week": _week(draft, person),
        "ready": not missing,
    }
    return render(request, "registers/interest_tasks.html", context, marking=MARKING)


def _done(draft: Mapping[str, Any]) -> list[str]:
    done = draft.get(DONE, [])
    return [done] if isinstance(done, str) else list(done)


class SendForm(GdsForm):
    sure = Confirm(
        gettext_lazy("Declaration"),
        gettext_lazy("This is true and complete, and I will say so if anything changes"),
        missing=gettext_lazy("Select the box to confirm"),
    )


def _task(part: str, done: bool) -> dict[str, Any]:
    status = tag(Status.COMPLETED if done else Status.NOT_YET_STARTED)
    return {"title": TITLES[part], "href": reverse("interest_part", args=[part]), "status": status}


def _answers(draft: dict[str, Any]) -> dict[str, Any]:
    """The draft, read by the questions that it answers."""
    found: dict[str, Any] = {}
    for part in PARTS:
        form = part_form(part)(draft)
        if not form.is_valid():
            raise Refused(_("Check the task “%(task)s”.") % {"task": TITLES[part]})
        found |= form.cleaned_data
    return found


def _relatives(draft: dict[str, Any], person: Person) -> list[str]:
    text = str(draft.get("relatives", ""))
    found, unknown = colleagues_by_address(person.body, text.split())
    if unknown:
        raise Refused(_("Check these addresses: %(list)s.") % {"list": ", ".join(unknown)})
    return found


def _week(draft: dict[str, Any], person: Person) -> dict[str, Any] | None:
    """How the hours add up, as far as they are known."""
    form = part_form("hours")(draft)
    if not form.is_valid():
        return None
    rules = interests.rules_of(person.body, timezone.localdate())
    answers = form.cleaned_data
    week = Week(answers["duty_hours"], answers["hours"], beside(person))
    return {
        "week": week,
        "over": hours_over(week, rules),
        "limit": rules.weekly_limit_hours,
        "short": rest_is_short(answers.get("hours_between"), rules),
        "rest": rules.daily_rest_hours,
    }


@page(SIGNED_IN, lowest="workforce")
def interest_part(request: Request, part: str) -> HttpResponse:
    """One task; it is kept as a draft until everything is sent."""
    if part not in PARTS:
        raise Http404
    draft = load_draft(who(request), DRAFT)
    form = part_form(part)(posted(request), initial=dict(draft))
    if form.is_valid():
        typed = {name: value or "" for name, value in form.typed().items()}
        kept = {**draft, **typed, DONE: sorted({*_done(draft), part})}
        save_draft(who(request), DRAFT, kept)
        return redirect("interest_tasks")
    context = {"form": form, "title": TITLES[part]}
    return render(request, "registers/interest_part.html", context, marking=MARKING)


# ------------------------------------------------------------------ deciding

DECISIONS = {
    "find_compatible": gettext_lazy("Compatible"),
    "send_preliminary_view": gettext_lazy("Send a preliminary view first"),
    "find_conditional": gettext_lazy("Compatible with conditions"),
    "find_incompatible": gettext_lazy("Incompatible"),
    "uphold_refusal": gettext_lazy("The refusal stands"),
    "uphold_conditions": gettext_lazy("The conditions stand"),
    "lift": gettext_lazy("Compatible"),
    "set_conditions": gettext_lazy("Compatible with conditions"),
    "remit": gettext_lazy("Send it back to be decided again"),
}


class DecideForm(GdsForm):
    version = Hidden()

    def __init__(self, *args: Any, acts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, DECISIONS[name]) for name in acts]
        self.fields["act"] = Radios(
            _("What do you decide?"), choices, missing=_("Select what you decide")
        )
        if "send_preliminary_view" in acts:
            leans = [
                (Finding.CONDITIONAL.value, _("Compatible with conditions")),
                (Finding.INCOMPATIBLE.value, _("Incompatible")),
            ]
            self.fields["intends"] = Radios(
                _("If you send a preliminary view: what do you lean to?"), leans, required=False
            )
        self.fields["text"] = TextArea(
            _("Why?"), required=False, hint=_("The applicant reads your reasons")
        )


@page(ANY_PARTICIPANT)
def interest_decide(request: Request, reference: str) -> HttpResponse:
    """The facts, the views and the advice beside the decision; the same page for an appeal."""
    opened = find(request, reference)
    row = opened.row
    acts = [name for name in DECISIONS if opened.may(name)]
    if not isinstance(row, BusinessInterest):
        raise Http404
    if not acts:
        reasons = opened.why_not("lift" if row.state == "appealed" else "find_compatible")
        return show(opened, "registers/not_open.html", {"reasons": reasons})
    sent = posted(request)
    form = DecideForm(sent, acts=acts, initial={"version": row.version})
    rows = Several(ConditionRow, "condition", request.POST if sent else None)
    wanted = sent is not None and sent.get("act") in {"find_conditional", "set_conditions"}
    if wanted:
        form.attach(rows)

    def done() -> str:
        _decide(opened, row, form.cleaned_data, rows if wanted else None)
        return opened.home

    if rows.wants_more:
        form = DecideForm(acts=acts, initial=form.typed())
        request.method = "GET"
    beside = _beside(opened, rows)
    return answer(opened, form, done, "registers/interest_decide.html", beside, proof=True)


def _decide(
    opened: Opened,
    row: BusinessInterest,
    answers: dict[str, Any],
    rows: Several[ConditionRow] | None,
) -> None:
    act, text, seen = answers["act"], answers.get("text", ""), seen_version(answers)
    if act == "send_preliminary_view":
        leans = answers.get("intends", "")
        interests.send_preliminary_view(row, leans, text, by=opened.by, seen=seen)
        return
    promises = (
        [
            promise_from(each.cleaned_data, by=opened.person.pk, keeper=row.person_id)
            for each in rows.counted()
        ]
        if rows
        else []
    )
    interests.determine(row, act, text, promises, by=opened.by, seen=seen)


def _beside(opened: Opened, rows: Several[ConditionRow]) -> dict[str, Any]:
    row = opened.row
    assert isinstance(row, BusinessInterest)  # noqa: S101 - the page has made sure
    return {
        "lines": lines_of(row, opened.depth),
        "views": views_on(row),
        "precedents": precedents(row),
        "conditions": rows,
        "facts": row.facts,
        "appeal": row.state == "appealed",
    }
