# SPDX-License-Identifier: MIT
"""A gift on one page, with the answer of the policy at once."""

from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.people.models import Person
from candour.registers.entries.gifts_and_hospitality import (
    DISPOSITIONS,
    KINDS,
    OUTCOMES,
    GiftOrHospitality,
)
from candour.registers.matters import MatterTold, matter_told
from candour.registers.queries.givers import (
    earlier,
    linked_with,
    linked_with_named,
    matching,
)
from candour.registers.rules.gift_policy import Answer, Outcome, is_late, taken
from candour.registers.services import gifts
from candour.registers.suppliers import supplier_told
from candour.registers.views.declaring import declares_for, matter_asked
from candour.registers.views.opening import Opened, find
from candour.ui.access import SIGNED_IN, page
from candour.ui.drafts import drop_draft, load_draft
from candour.ui.forms import (
    Checkboxes,
    DateInput,
    Expects,
    GdsForm,
    Hidden,
    Money,
    Radios,
    Select,
    Text,
    TextArea,
)
from candour.ui.marking import Marking
from candour.ui.once import carried_out
from candour.ui.pages import fragment, render
from candour.ui.request import Request, posted, who

DRAFT = "gift"
APPLIES = ("supplier", "refreshments", "given")


class Looked(Text):
    """A line that offers what is known while somebody types; without a script it is plain text."""

    def own_params(self, bound: forms.BoundField) -> dict[str, Any]:
        looked = {
            "list": "givers",
            "data-hx-post": reverse("gift_givers"),
            "data-hx-trigger": "input changed delay:200ms",
            "data-hx-target": "#givers",
        }
        return super().own_params(bound) | {"attributes": looked, "autocomplete": "off"}


class GiftForm(GdsForm):
    version = Hidden()
    description = Text(
        gettext_lazy("What was it?"),
        hint=gettext_lazy("For example, lunch for two, or a pen"),
        missing=gettext_lazy("Enter what it was"),
        max_length=300,
    )
    kind = Radios(
        gettext_lazy("What sort of thing?"), KINDS, small=True,
        missing=gettext_lazy("Select what sort of thing it was"),
    )  # fmt: skip
    giver_name = Looked(
        gettext_lazy("Who was it from?"),
        hint=gettext_lazy("The organisation, or the person if there is none"),
        missing=gettext_lazy("Enter who it was from"),
    )
    worth = Money(
        gettext_lazy("What is it worth?"),
        hint=gettext_lazy("Your best estimate. Leave it empty if nobody can say"),
        required=False,
        says_when=True,
    )
    offered_on = DateInput(
        gettext_lazy("When was it offered?"), expects=Expects.PAST,
        hint=gettext_lazy("For example, today, yesterday or 27 3 2026"),
        missing=gettext_lazy("Enter when it was offered"),
    )  # fmt: skip
    outcome = Radios(
        gettext_lazy("What did you do?"), OUTCOMES, small=True,
        missing=gettext_lazy("Select what you did"),
    )  # fmt: skip
    applies = Checkboxes(
        gettext_lazy("Does any of this apply?"),
        [
            ("supplier", gettext_lazy("They sell to us, or want to")),
            ("refreshments", gettext_lazy("It was light refreshments only")),
            ("given", gettext_lazy("I gave it, rather than got it")),
        ],
        required=False,
    )
    reason = TextArea(gettext_lazy("Anything else?"), rows=2, required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if self.is_bound and self._late():
            self.fields["why_late"] = TextArea(
                _("What delayed this?"),
                rows=2,
                hint=_("A late entry is better than none"),
                missing=_("Enter what delayed this"),
            )

    def _late(self) -> bool:
        try:
            offered = self.fields["offered_on"].clean(self.data.get("offered_on"))
        except forms.ValidationError:
            return False
        rules, _version = gifts.rules_of(self.person.body, timezone.localdate())
        return is_late(offered, timezone.localdate(), rules)

    def columns(self) -> dict[str, Any]:
        answers = dict(self.cleaned_data)
        applies = answers.pop("applies", [])
        wanted = ("description", "kind", "giver_name", "worth", "offered_on", "outcome", "reason")
        found = {name: answers.get(name) for name in wanted}
        found |= {
            "worth_basis": "unknown" if found["worth"] is None else "estimate",
            "happened_on": found["offered_on"],
        }
        return found | {name: name in applies for name in APPLIES}


def answers_of_gift(row: GiftOrHospitality) -> dict[str, Any]:
    names = ("description", "kind", "giver_name", "worth", "offered_on", "outcome", "reason")
    found = {name: getattr(row, name) for name in names}
    return found | {"applies": [name for name in APPLIES if getattr(row, name)]}


@page(SIGNED_IN, lowest="workforce")
def declare_gift(request: Request) -> HttpResponse:
    told = matter_asked(request)
    person, by = declares_for(request, GiftOrHospitality, told)
    form = GiftForm(
        posted(request),
        person=person,
        initial=_first_answers(request, told),
    )

    def send() -> str:
        row = gifts.declare_gift(
            form.columns(),
            person=person,
            by=by,
            why_late=form.cleaned_data.get("why_late", ""),
            gateway=told.reference if told and told.principal == str(person.pk) else "",
        )
        drop_draft(who(request), DRAFT)
        return reverse("entry_sent", args=[row.reference])

    if form.is_valid() and _is_stopped(form, person):
        return _stop(request)
    if answered := carried_out(request, form, send):
        return answered
    other = person if person != who(request) else None
    context = {"form": form, "person": other, "draft": "" if told else DRAFT, "matter": told}
    return render(request, "registers/gift.html", context, marking=Marking.OFFICIAL_SENSITIVE)


def _first_answers(request: Request, told: MatterTold | None) -> dict[str, Any]:
    """What the request says, or a copy, or the draft, or today."""
    like = request.GET.get("like", "")
    if told:
        day = told.event_on or timezone.localdate()
        return {
            "description": told.about,
            "giver_name": told.organiser,
            "kind": "hospitality",
            "offered_on": min(day, timezone.localdate()),
        }
    if like:
        row = find(request, like).row
        if isinstance(row, GiftOrHospitality):
            return answers_of_gift(row) | {"offered_on": _("today")}
    return {"offered_on": _("today"), **load_draft(who(request), DRAFT)}


def _is_stopped(form: GiftForm, person: Person) -> bool:
    return gifts.judge(form.columns(), person).answer is Answer.STOP


def _stop(request: Request) -> HttpResponse:
    """Cash is no mistake in a form: it gets a page that says what to do now."""
    return render(request, "registers/cash.html", {}, marking=Marking.OFFICIAL_SENSITIVE)


@page(SIGNED_IN, lowest="workforce", methods=("POST",))
def gift_givers(request: Request) -> HttpResponse:
    """Givers whose name fits what is typed, as options. By POST: a name stays out of addresses."""
    person, _by = declares_for(request, GiftOrHospitality)
    found = matching(person.body, request.POST.get("giver_name", "")[:200])
    return fragment(request, "registers/givers.html", {"givers": found})


@page(SIGNED_IN, lowest="workforce", methods=("POST",))
def gift_answer(request: Request) -> HttpResponse:
    """What the policy says so far; nothing until there is enough to judge."""
    person, _by = declares_for(request, GiftOrHospitality)
    answers = {name: _cleaned(name, request.POST) for name in GiftForm.base_fields}
    needed = ("kind", "giver_name", "offered_on", "outcome")
    supplier = supplier_told(answers.get("giver_name") or "")
    if not all(answers.get(name) for name in needed):
        return fragment(request, "registers/answer.html", {"judged": None, "supplier": supplier})
    applies = answers.get("applies") or []
    judged = gifts.judge({**answers, **{name: name in applies for name in APPLIES}}, person)
    givers = linked_with(judged.giver) if judged.giver else None
    before = earlier(person, givers, answers["offered_on"], judged.rules)
    context = {"judged": judged, "before": before, "supplier": supplier}
    return fragment(request, "registers/answer.html", context)


def _cleaned(name: str, sent: QueryDict) -> Any:
    field = GiftForm.base_fields[name]
    value = sent.getlist(name) if isinstance(field, Checkboxes) else sent.get(name)
    try:
        return field.clean(value)
    except forms.ValidationError:
        return None


class DisposeForm(GdsForm):
    version = Hidden()
    how = Select(
        gettext_lazy("What became of it?"), DISPOSITIONS, nothing=gettext_lazy("Choose one"),
        missing=gettext_lazy("Select what became of it"),
    )  # fmt: skip
    text = TextArea(gettext_lazy("Anything to add?"), rows=2, required=False)


def answer_words(opened: Opened) -> Any:
    """What the policy said of an entry, with what the giver has given since."""
    row = opened.row
    if not isinstance(row, GiftOrHospitality) or row.person is None:
        return None
    rules, _version = gifts.rules_of(row.body, row.declared_on)
    givers = linked_with_named(row.body, row.giver_name)
    before = earlier(row.person, givers, row.offered_on, rules, without=row.reference)
    told = matter_told(opened.person, row.gateway_reference) if row.gateway_reference else None
    said_no = told is not None and told.takes_part is False
    return {
        "answer": row.answer,
        "before": before,
        "rules": rules,
        "contradicts": said_no and taken(Outcome(row.outcome)),
    }
