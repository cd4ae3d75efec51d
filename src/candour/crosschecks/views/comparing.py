# SPDX-License-Identifier: MIT
"""Two names side by side, and somebody's answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from candour.crosschecks.forms import ANSWERS, AnswerForm
from candour.crosschecks.queries.queue import next_waiting
from candour.crosschecks.queries.shown import answers_on, shown
from candour.crosschecks.queries.visible import Opened
from candour.crosschecks.rules.sides import Answer, Compartment
from candour.crosschecks.services.answering import answer
from candour.crosschecks.views.opening import HANDLING, MARKING, checker, open_finding
from candour.kernel.procedure import Refused
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, posted, who

WORDS = {one.value: one.text for one in ANSWERS}


@page(ANY_PARTICIPANT)
def compare(request: Request, finding_id: UUID) -> HttpResponseBase:
    """Why these two may be one, where they differ, and what to say to it."""
    opened = open_finding(request, finding_id, "a comparison of names")
    form = AnswerForm(posted(request))
    if form.is_valid():
        try:
            return once(request, lambda: _answered(request, opened, form))
        except Refused as refused:
            form.refuse(refused)
    place = Compartment(opened.row.compartment)
    context = {
        "form": form,
        "finding": shown(opened.row),
        "pair": opened.row.pair,
        "answers": answers_on(opened.row.pair_id),
        "words": WORDS,
        "may_answer": opened.answers,
        "back_to": _back(opened),
    }
    return render(
        request, "crosschecks/compare.html", context, marking=MARKING, handling=HANDLING[place]
    )


def _answered(request: Request, opened: Opened, form: AnswerForm) -> str:
    said = Answer(form.cleaned_data["answer"])
    answer(opened.row, said, form.cleaned_data["reason"], person=who(request), by=checker(request))
    messages.success(request, _("Your answer is recorded. Later runs hold to it."))
    if opened.row.compartment == Compartment.MATTERS.value:
        return _back(opened)
    following = next_waiting(who(request), opened.row.pair_id)
    return reverse("checks_match", args=[following]) if following else reverse("checks_queue")


def _back(opened: Opened) -> str:
    if opened.row.compartment == Compartment.MATTERS.value:
        return reverse("case", args=[opened.row.reference])
    return reverse("checks_queue")
