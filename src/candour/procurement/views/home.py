# SPDX-License-Identifier: MIT
"""Every procurement that somebody may see, a new one, and the home of one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from candour.kernel.procedure import Act
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.procurement.forms import OpeningForm
from candour.procurement.queries.people import buys_for, can_answer_for_it
from candour.procurement.queries.shown import (
    is_live,
    list_for,
    own_part,
    people_of,
    revisions_of,
    said_by,
    steps_for,
    tasks_for,
)
from candour.procurement.rules import procedure as acts
from candour.procurement.rules.visibility import Sight
from candour.procurement.services.naming import Opening, open_procurement
from candour.procurement.views.opening import (
    HANDLING,
    MARKING,
    Opened,
    open_any_or_404,
    shown,
)
from candour.ui.access import ANY_PARTICIPANT, SIGNED_IN, holds, page
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, posted, who

NEXT: dict[str, tuple[Act[Any, Any], Any]] = {
    "ask-anew": (acts.ASK_ANEW, lazy("Ask everybody what is new")),
    "tender": (acts.PUBLISH_TENDER, lazy("Note that the tender notice is out")),
    "award": (acts.AWARD, lazy("Note the award")),
    "change": (acts.CHANGE, lazy("Note a change of the contract")),
    "close": (acts.CLOSE, lazy("Note that the contract is over")),
    "abandon": (acts.ABANDON, lazy("Give the procurement up")),
}
"""What moves a procurement on, by its address."""


@page(SIGNED_IN, lowest="workforce", methods=("GET", "HEAD"))
def procurements(request: Request) -> HttpResponseBase:
    """Those that this person buys, assesses, answers for or takes part in."""
    context = {
        "lines": list_for(who(request), timezone.localdate()),
        "may_open": Role.PROCUREMENT in request.roles,
    }
    return render(request, "procurement/list.html", context, marking=MARKING, handling=HANDLING)


@page(holds(Role.PROCUREMENT))
def new_procurement(request: Request) -> HttpResponseBase:
    """Begin one: what is bought, for how much, and who answers for it."""
    lead, today = who(request), timezone.localdate()
    body = buys_for(lead, today)
    if body is None:
        raise Http404
    form = OpeningForm(
        posted(request),
        officers=can_answer_for_it(body, [], today),
    )

    def begin() -> str:
        by = By(person=lead.pk, role=Role.PROCUREMENT.value)
        row = open_procurement(body, Opening(**form.cleaned_data), by=by, lead=lead)
        messages.success(request, _("The procurement is open. Name who has a part in it."))
        return reverse("procurement", args=[row.reference])

    answer = carried_out(request, form, begin)
    return answer or render(
        request, "procurement/new.html", {"form": form}, marking=MARKING, handling=HANDLING
    )


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def procurement(request: Request, reference: str) -> HttpResponseBase:
    """The home of one: where it stands, who takes part, tasks, steps, documents, what comes next."""
    opened = open_any_or_404(request, reference)
    sights, row = opened.seen.sights, opened.row
    mine = own_part(opened.seen, opened.viewer)
    people = Sight.PEOPLE in sights
    return shown(
        request,
        opened,
        "home",
        mine=mine,
        my_declaration=said_by(mine) if mine and mine.declared else None,
        people=people_of(opened.seen) if people else [],
        tasks=tasks_for(opened.seen, opened.viewer) if Sight.TASKS in sights else [],
        steps=steps_for(row, opened.viewer, timezone.localdate()) if people else [],
        revisions=revisions_of(row) if Sight.DOCUMENT in sights else [],
        may=may_of(opened),
        moves=moves_of(opened),
        why_not=reasons_of(opened),
        live=is_live(row),
    )


def may_of(opened: Opened) -> set[str]:
    """Names of the acts that this person may begin now."""
    return {act.name for act in acts.PROCUREMENT.acts if opened.may(act)}


def moves_of(opened: Opened) -> list[tuple[str, str]]:
    """What this person may do next with it: address and words."""
    return [
        (reverse("procurement_next", args=[opened.row.reference, slug]), str(words))
        for slug, (act, words) in NEXT.items()
        if opened.may(act)
    ]


def reasons_of(opened: Opened) -> list[str]:
    """Why the document cannot be prepared or the notice not go out yet, for those who would do it."""
    if not is_live(opened.row):
        return []
    found: list[str] = []
    for act in (acts.PREPARE, *_notices(opened)):
        if opened.seen.roles & act.by and not opened.facts.confirmed:
            found += [str(reason) for reason in opened.why_not(act)]
    return list(dict.fromkeys(found))


def _notices(opened: Opened) -> list[Act[Any, Any]]:
    here = opened.row.stage
    notices = (acts.PUBLISH_TENDER, acts.AWARD, acts.CHANGE)
    return [act for act in notices if here in act.source]
