# SPDX-License-Identifier: MIT
"""The rules with what each has found, and the queue of what waits for an answer."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from candour.correspondence.schedule import bring_forward
from candour.crosschecks.forms import QueueForm
from candour.crosschecks.nightly import CROSSCHECKS
from candour.crosschecks.queries.measured import measured, sums_of
from candour.crosschecks.queries.queue import Show, queue
from candour.crosschecks.queries.runs import newest_run
from candour.crosschecks.rules.compartments import UNIT
from candour.crosschecks.rules.sides import Compartment
from candour.crosschecks.views.opening import CHECKERS, HANDLING, MARKING, open_list
from candour.ui.access import page
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.panels import panels_for, viewer_of
from candour.ui.request import Request, who

LONGEST = 6
"""Digits of a page number."""


def handling(request: Request) -> str:
    """A list that holds findings of the unit is for the unit alone."""
    return HANDLING[Compartment.CORRUPTION if UNIT & request.roles else Compartment.REGISTERS]


@page(CHECKERS, methods=("GET", "HEAD"))
def checks(request: Request) -> HttpResponseBase:
    """Every rule: what it looks for, how much it found, how often it was right."""
    person = who(request)
    run = newest_run()
    context = {
        "run": run,
        "rules": measured(person, run),
        "sums": sums_of(person, run) if run else None,
        "panels": panels_for("checks", viewer_of(request), ""),
    }
    return render(
        request, "crosschecks/rules.html", context, marking=MARKING, handling=handling(request)
    )


@page(CHECKERS, methods=("POST",))
def run_now(request: Request) -> HttpResponseBase:
    """Has the worker run the checks in its next round."""

    def forward() -> str:
        bring_forward(CROSSCHECKS)
        messages.success(request, _("The checks run within a minute. Open this page again then."))
        return reverse("checks")

    return once(request, forward)


@page(CHECKERS, methods=("GET", "HEAD"))
def waiting(request: Request) -> HttpResponseBase:
    """Pairs of names, those that are most needed first."""
    open_list(request, "the queue of cross-checks")
    form = QueueForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    show = Show(asked.get("show") or Show.WAITING)
    number = _number(request.GET.get("page", ""))
    found = queue(who(request), show, detector=asked.get("check") or "", page=number)
    context = {
        "form": form,
        "queue": found,
        "show": show,
        "pages": _pages(request, found.more, number),
    }
    return render(
        request, "crosschecks/queue.html", context, marking=MARKING, handling=handling(request)
    )


def _number(said: str) -> int:
    return max(int(said), 1) if said.isdecimal() and len(said) <= LONGEST else 1


def _pages(request: Request, more: bool, number: int) -> dict[str, str]:
    def at(page_number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(page_number)
        return f"{reverse('checks_queue')}?{query.urlencode()}"

    return {
        "previous": at(number - 1) if number > 1 else "",
        "next": at(number + 1) if more else "",
    }
