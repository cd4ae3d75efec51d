# SPDX-License-Identifier: MIT
"""What moves a procurement on: everybody asked anew, notices, its end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _

from candour.ledger.services import By
from candour.procurement.forms import AwardForm, EndForm, VersionForm
from candour.procurement.rules.procurement import AwardedTo, Reason
from candour.procurement.rules.visibility import Sight
from candour.procurement.services import moving
from candour.procurement.views.home import NEXT
from candour.procurement.views.opening import Opened, open_or_404, shown
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.once import carried_out
from candour.ui.request import Request, posted

PLAIN: dict[str, Callable[..., Any]] = {
    "ask-anew": moving.ask_anew,
    "tender": moving.publish_tender,
    "change": moving.change,
}
ENDS: dict[str, Callable[..., Any]] = {"close": moving.close, "abandon": moving.abandon}


@page(ANY_PARTICIPANT)
def move(request: Request, reference: str, act: str) -> HttpResponseBase:
    """One act, with the question that it needs."""
    opened = open_or_404(request, reference, Sight.PEOPLE, part="what comes next")
    if act not in NEXT or not opened.may(NEXT[act][0]):
        raise Http404
    form = _form(request, opened, act)

    def done() -> str:
        _carry_out(opened, act, form, by=opened.by)
        messages.success(request, _("It is noted."))
        return opened.home

    return carried_out(request, form, done) or shown(
        request, opened, "move", form=form, act=act, words=NEXT[act][1]
    )


def _form(request: Request, opened: Opened, act: str) -> VersionForm:
    given: dict[str, Any] = {"initial": {"version": opened.row.version}}
    if act == "award":
        out = opened.facts.excluded
        open_to = [one for one in opened.seen.rows.suppliers if str(one.pk) not in out]
        given["suppliers"] = [(str(one.pk), one.name) for one in open_to]
        return AwardForm(posted(request), **given)
    return (EndForm if act in ENDS else VersionForm)(posted(request), **given)


def _carry_out(opened: Opened, act: str, form: VersionForm, *, by: By) -> None:
    key, me = opened.row.pk, str(opened.viewer.pk)
    if act in PLAIN:
        PLAIN[act](key, by=by, seen=form.seen)
    elif act == "award":
        given = AwardedTo(by=me, supplier=form.cleaned_data["supplier"])
        moving.award(key, given, by=by, seen=form.seen)
    else:
        ENDS[act](key, Reason(by=me, reason=form.cleaned_data["reason"]), by=by, seen=form.seen)
