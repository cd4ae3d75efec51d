# SPDX-License-Identifier: MIT
"""The queue of a register: one entry after the other, look, choose, save and next."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from candour.registers.forms import ReasonForm
from candour.registers.queries.lists import CAP, queue
from candour.registers.queries.shown import history, lines_of
from candour.registers.queries.visible import sight_of
from candour.registers.services.acting import act_in_words
from candour.registers.views.entry import offered
from candour.registers.views.lists import MARKING, model_or_404
from candour.registers.views.opening import Opened, find, seen_version
from candour.registers.wording import ACTS
from candour.ui.access import SIGNED_IN, page
from candour.ui.forms import GdsForm, Hidden, Radios, TextArea
from candour.ui.once import carried_out, once
from candour.ui.pages import render
from candour.ui.request import Request, who

IN_QUEUE = (
    "note", "agree", "refuse", "give_peer_view", "give_supervisor_view", "advise", "ask",
)  # fmt: skip
"""Acts that the queue offers, in this order; others have a page of their own, to which it leads."""
MOST_SKIPPED = 50


@page(SIGNED_IN, lowest="workforce")
def register_queue(request: Request, slug: str) -> HttpResponse:
    """The entry that is due first, of those that wait for this person and were not skipped."""
    model = model_or_404(slug)
    if request.method == "POST":
        return _save_and_next(request, slug)
    skipped = _skipped(request)
    row = queue(model, who(request)).exclude(reference__in=skipped).first()
    if row is None:
        context = {"register": model.register, "sees": sight_of(model, who(request)).wide}
        return render(request, "registers/queue_done.html", context, marking=MARKING)
    opened = find(request, row.reference)
    return _shown(request, opened, _form(opened)(), skipped)


def _skipped(request: Request) -> list[str]:
    """What was put off in this round, so that skipping goes on and not back."""
    return [one for one in request.GET.get("after", "").split(",") if one][-MOST_SKIPPED:]


def _acts(opened: Opened) -> list[str]:
    return [name for name in IN_QUEUE if opened.may(name)]


def _form(opened: Opened) -> type[GdsForm]:
    choices = [(name, ACTS[name].button) for name in _acts(opened)]
    return type(
        "QueueForm",
        (ReasonForm,),
        {
            "reference": Hidden(initial=opened.reference),
            "version": Hidden(initial=str(opened.row.version)),
            "act": Radios(_("What do you want to do?"), choices, missing=_("Select what to do")),
            "text": TextArea(_("Your words"), rows=3, required=False),
        },
    )


def _shown(request: Request, opened: Opened, form: GdsForm, skipped: list[str]) -> HttpResponse:
    model, acts = type(opened.row), _acts(opened)
    here = {reverse("entry_act", args=[opened.reference, name]) for name in acts}
    context: dict[str, Any] = {
        "register": model.register,
        "opened": opened,
        "row": opened.row,
        "form": form if acts else None,
        "elsewhere": [(href, words) for href, words in offered(opened) if href not in here],
        "lines": lines_of(opened.row, opened.depth),
        "history": history(opened.row, own=False, depth=opened.depth),
        "left": queue(model, who(request)).order_by()[: CAP + 1].count(),
        "cap": CAP,
        "skip": ",".join([*skipped, opened.reference]),
    }
    return render(request, "registers/queue.html", context, marking=MARKING)


def _taken(request: Request, opened: Opened) -> str:
    told = _("Somebody else has dealt with %(ref)s meanwhile. Here is the next one.")
    messages.info(request, told % {"ref": opened.reference})
    return reverse("register_queue", args=[opened.register.slug])


def _save_and_next(request: Request, slug: str) -> HttpResponse:
    opened = find(request, request.POST.get("reference", ""))
    chosen = request.POST.get("act", "")
    if chosen in IN_QUEUE and not opened.may(chosen):
        return once(request, lambda: _taken(request, opened))
    form = _form(opened)(request.POST)

    def done() -> str:
        answers = form.cleaned_data
        seen = seen_version(answers)
        act_in_words(opened.row, answers["act"], answers["text"], by=opened.by, seen=seen)
        return reverse("register_queue", args=[slug])

    if answered := carried_out(request, form, done):
        return answered
    return _shown(request, opened, form, _skipped(request))
