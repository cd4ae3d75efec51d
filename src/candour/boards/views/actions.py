# SPDX-License-Identifier: MIT
"""What a board agreed: added by those who keep it, done by its owner, told in the next pack."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.boards.forms import ActionForm, DoneForm
from candour.boards.queries.seen import action_of, may_own, meetings_held, names_of, person_of
from candour.boards.rules.board import called_on
from candour.boards.services import boards as services
from candour.boards.views.seeing import KEEPING, board_or_404, shown
from candour.ui.access import SIGNED_IN, page
from candour.ui.once import carried_out
from candour.ui.request import Request, acting_as, posted, who
from candour.ui.words import long_date


@page(KEEPING)
def add(request: Request, reference: str) -> HttpResponseBase:
    """What a meeting agreed, who does it and until when."""
    opened = board_or_404(request, reference, keeping=True)
    held = {one.reference: one for one in meetings_held(opened.row)}
    meetings = [(key, f"{long_date(one.meets_on)}, {key}") for key, one in held.items()]
    people = may_own(opened.row, timezone.localdate())
    form = ActionForm(posted(request), meetings=meetings, people=people)

    def act() -> str:
        told = form.cleaned_data
        owner, meeting = person_of(told["owner"]), held[told["meeting"]]
        services.add_action(meeting, told["what"], owner, told["due_on"], by=opened.by)
        messages.success(request, _("The action is added. Its owner finds it on their first page."))
        return reverse("board", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    return shown(request, "action_add", {"form": form, "board": opened.row, "meetings": meetings})


@page(SIGNED_IN, lowest="workforce")
def action(request: Request, action_id: UUID) -> HttpResponseBase:
    """The owner says what was done."""
    owed = action_of(who(request), action_id)
    if owed is None:
        raise Http404
    form = DoneForm(posted(request))

    def act() -> str:
        services.complete_action(
            owed.pk, form.cleaned_data["done"], by=acting_as(request, frozenset())
        )
        messages.success(request, _("It is noted that this is done. The next pack says so."))
        return reverse("today")

    if answered := carried_out(request, form, act):
        return answered
    called = called_on(names_of(owed.board), owed.of_pack.meets_on)
    return shown(request, "action", {"form": form, "action": owed, "called": called})
