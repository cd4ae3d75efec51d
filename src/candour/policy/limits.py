# SPDX-License-Identifier: MIT
"""The page on which the owner changes time limits and choices without opening the policy file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _

from candour.kernel.clocks import Unit
from candour.kernel.procedure import Refused
from candour.policy import services
from candour.policy.pages import OWNER, address_of, by_owner, draft_or_404
from candour.policy.procedure_words import ANSWERS, BASES, CHOICES
from candour.policy.rules.pack import AskWhy, Assignment, ClockRule, Pack
from candour.policy.rules.pack_editing import (
    Scalar,
    place_of_clock,
    place_of_setting,
    with_values,
)
from candour.policy.rules.toml_source import Place
from candour.policy.services import ChangedMeanwhile
from candour.policy.views import document_or_404
from candour.ui.access import page
from candour.ui.conflict import conflict
from candour.ui.fields import GdsField
from candour.ui.forms import GdsForm, Hidden, Radios, Whole, YesNo
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, posted

CLOCK = "clock_"
LONGEST = 1000


@page(OWNER)
def time_limits(request: Request, slug: str) -> HttpResponseBase:
    document = document_or_404(request, slug)
    draft = draft_or_404(request, document)
    pack = draft.pack
    if pack is None:
        raise Http404
    form_class = limits_form(pack)
    form = form_class(posted(request), initial=_answers(pack, draft.row.edition))
    back = address_of(document, draft.line.number)

    def save() -> str:
        changed = with_values(draft.row.pack_text, _changes(pack, form.cleaned_data))
        services.change_draft(
            draft.row.pk,
            replace(services.draft_of(draft.row), pack_text=changed),
            edition=int(form.cleaned_data["version"] or 0),
            by=by_owner(request),
            roles=request.roles,
        )
        messages.success(request, _("The time limits and choices are saved."))
        return back

    if form.is_valid():
        try:
            return once(request, save)
        except ChangedMeanwhile:
            theirs = _answers(pack, draft.row.edition)
            return conflict(request, form, theirs, version=theirs["version"], back=back)
        except Refused as refused:
            form.refuse(refused)
    context = {"document": document, "version": draft, "form": form}
    return render(request, "policy/limits.html", context)


def limits_form(pack: Pack) -> type[GdsForm]:
    """One question for each clock and each choice of this pack."""
    clocks = {f"{CLOCK}{clock.code}": _length(clock) for clock in pack.clocks}
    choices = {name: _choice(name) for name in CHOICES}
    questions = {"version": Hidden(), **clocks, **choices}
    return type("LimitsForm", (GdsForm,), questions)


def _length(clock: ClockRule) -> Whole:
    units = {
        Unit.WORKING_DAYS: _("Working days from %(start)s"),
        Unit.DAYS: _("Days from %(start)s"),
        Unit.MONTHS: _("Months from %(start)s"),
    }
    counted = units[clock.unit] % {"start": clock.starts}
    hint = f"{counted} ({BASES[clock.basis]})"
    return Whole(clock.text, least=1, most=LONGEST, hint=hint, missing=_("Enter a number"))


SEVERAL: Mapping[str, tuple[Assignment | AskWhy, ...]] = {
    "assign_assessor": tuple(Assignment),
    "ask_why_before_a_matter": tuple(AskWhy),
}
"""Choices with more answers than yes and no."""


def _choice(name: str) -> GdsField:
    asks = CHOICES[name]
    if name in SEVERAL:
        return Radios(asks, [(one.value, ANSWERS[one]) for one in SEVERAL[name]])
    if name == "dip_sample_per_cent":
        return Whole(asks, least=0, most=100, hint=_("In per cent"))
    return YesNo(asks)


def _answers(pack: Pack, edition: int) -> dict[str, Any]:
    clocks = {f"{CLOCK}{clock.code}": clock.length for clock in pack.clocks}
    settings = {name: getattr(pack.settings, name) for name in CHOICES}
    return {"version": str(edition), **clocks, **settings}


def _changes(pack: Pack, answers: Mapping[str, Any]) -> dict[Place, Scalar]:
    """Only what differs, so that the file stays as its owner wrote it."""
    was = _answers(pack, 0)
    changed = {
        name: answers[name] for name in was if name in answers and answers[name] != was[name]
    }
    changed.pop("version", None)
    return {_place(pack, name): value for name, value in changed.items()}


def _place(pack: Pack, name: str) -> Place:
    if name.startswith(CLOCK):
        return place_of_clock(pack, name.removeprefix(CLOCK))
    return place_of_setting(name)
