# SPDX-License-Identifier: MIT
"""Whoever takes part declares; procurement does its tasks; whoever sees to a step checks it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from candour.ledger.services import record_reading
from candour.procurement.forms import NOTHING, DeclareForm, StepCheckForm, TaskForm
from candour.procurement.queries.shown import hits_for, own_part, said_by, step_of, task_for
from candour.procurement.rules import procedure as acts
from candour.procurement.rules.procurement import Declared, Nature, TaskAnswered
from candour.procurement.rules.visibility import Sight
from candour.procurement.services import declaring
from candour.procurement.services.assessing import check_step
from candour.procurement.services.declaring import Entry
from candour.procurement.views.opening import (
    HANDLING,
    MARKING,
    READING,
    acting,
    open_or_404,
    shown,
)
from candour.ui.access import ANY_PARTICIPANT, SIGNED_IN, page
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, posted, who


@page(ANY_PARTICIPANT)
def declare(request: Request, reference: str) -> HttpResponseBase:
    """What the registers hold of the person is laid before them; they confirm it and add to it."""
    opened = open_or_404(request, reference, Sight.OWN, part="their own declaration")
    mine = own_part(opened.seen, opened.viewer)
    if mine is None or not opened.may(acts.DECLARE):
        raise Http404
    hits = hits_for(opened.seen, mine)
    form = DeclareForm(posted(request), hits=hits)

    def confirm() -> str:
        given, entries = _given(form, str(opened.viewer.pk))
        perceived = form.cleaned_data["perceived"]
        declaring.declare(opened.row.pk, given, entries, by=opened.by, perceived=perceived)
        messages.success(request, _("Your declaration is made. Declare again whenever it changes."))
        return opened.home

    return carried_out(request, form, confirm) or shown(
        request, opened, "declare", form=form, hits=hits, mine=mine, last=said_by(mine)
    )


def _given(form: DeclareForm, by: str) -> tuple[Declared, list[Entry]]:
    asked = form.cleaned_data
    entries = [
        Entry(hit, asked[f"entry-{number}"] == "right", asked[f"note-{number}"])
        for number, hit in enumerate(form.hits)
    ]
    found = frozenset(hit.key for hit in form.hits)
    natures = set(asked["natures"])
    given = Declared(
        by=by, found=found, answered=frozenset(entry.hit.key for entry in entries),
        natures=frozenset(Nature(one) for one in natures - {NOTHING}), nothing=NOTHING in natures,
        details=asked["details"],
    )  # fmt: skip
    return given, entries


@page(ANY_PARTICIPANT)
def task(request: Request, reference: str, task_id: UUID) -> HttpResponseBase:
    """A task from the registers that concerns nobody who is named: say what was done."""
    opened = open_or_404(request, reference, Sight.TASKS, part="a task")
    found = task_for(opened.seen, task_id, opened.viewer)
    if found is None or not opened.may(acts.ANSWER_TASK):
        raise Http404
    form = TaskForm(posted(request))

    def done() -> str:
        given = TaskAnswered(
            by=str(opened.viewer.pk), task=str(task_id), text=form.cleaned_data["text"]
        )
        declaring.answer_task(opened.row.pk, given, by=opened.by)
        messages.success(request, _("The task is done."))
        return opened.home

    return carried_out(request, form, done) or shown(
        request, opened, "task", form=form, task=found[1]
    )


@page(SIGNED_IN, lowest="workforce")
def step(request: Request, step_id: UUID) -> HttpResponseBase:
    """Whoever sees to a step says whether it was kept."""
    found = step_of(who(request), step_id)
    if found is None:
        raise Http404
    by = acting(request, request.roles)
    if request.method in READING:
        record_reading(found.procurement.stream, by=by, part="a step")
    form = StepCheckForm(posted(request))

    def checked() -> str:
        check_step(step_id, form.cleaned_data["found"], form.cleaned_data["text"], by=by)
        messages.success(request, _("What you saw is recorded."))
        return reverse("today")

    answer = carried_out(request, form, checked)
    context = {"form": form, "step": found}
    return answer or render(
        request, "procurement/step.html", context, marking=MARKING, handling=HANDLING
    )
