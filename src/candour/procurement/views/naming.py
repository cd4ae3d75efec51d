# SPDX-License-Identifier: MIT
"""People and suppliers are named, people stand down, another officer answers for it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.kernel.procedure import Act
from candour.procurement.forms import AccountableForm, PersonForm, StandDownForm, SupplierForm
from candour.procurement.queries.people import can_answer_for_it, can_take_part
from candour.procurement.queries.shown import participant_of
from candour.procurement.rules import procedure as acts
from candour.procurement.rules.procurement import Hand, Named, StoodDown
from candour.procurement.rules.visibility import Sight
from candour.procurement.services import naming
from candour.procurement.views.opening import Opened, open_or_404, shown
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.once import carried_out
from candour.ui.request import Request, posted


def open_for(request: Request, reference: str, act: Act[Any, Any]) -> Opened:
    """For whoever may begin this act now; everybody else meets nothing."""
    opened = open_or_404(request, reference, Sight.PEOPLE, part="who takes part")
    if not opened.may(act):
        raise Http404
    return opened


@page(ANY_PARTICIPANT)
def people(request: Request, reference: str) -> HttpResponseBase:
    """Name who evaluates or influences it."""
    opened = open_for(request, reference, acts.NAME_PERSON)
    besides = {one.person for one in opened.facts.people} | {opened.facts.accountable}
    form = PersonForm(
        posted(request),
        people=can_take_part(opened.row.body, besides, timezone.localdate()),
        initial={"version": opened.row.version},
    )

    def name() -> str:
        asked = form.cleaned_data
        given = Named(
            by=str(opened.viewer.pk), who=asked["who"], hand=Hand(asked["hand"]), does=asked["does"]
        )
        naming.name_person(opened.row.pk, given, by=opened.by, seen=form.seen)
        messages.success(request, _("They are named and asked to declare."))
        return opened.home

    return carried_out(request, form, name) or shown(request, opened, "people", form=form)


@page(ANY_PARTICIPANT)
def stand_down(request: Request, reference: str, participant_id: UUID) -> HttpResponseBase:
    """Somebody takes no further part."""
    opened = open_for(request, reference, acts.STAND_DOWN)
    one = participant_of(opened.seen, participant_id)
    if one is None:
        raise Http404
    form = StandDownForm(posted(request), initial={"version": opened.row.version})

    def stand() -> str:
        given = StoodDown(
            by=str(opened.viewer.pk), who=str(one.person_id), reason=form.cleaned_data["reason"]
        )
        naming.stand_down(opened.row.pk, given, by=opened.by, seen=form.seen)
        messages.success(request, _("They take no further part."))
        return opened.home

    return carried_out(request, form, stand) or shown(
        request, opened, "stand_down", form=form, person=one.person
    )


@page(ANY_PARTICIPANT)
def accountable(request: Request, reference: str) -> HttpResponseBase:
    """Another officer answers for it."""
    opened = open_for(request, reference, acts.NAME_ACCOUNTABLE)
    besides = {one.person for one in opened.facts.people} | {opened.facts.accountable}
    form = AccountableForm(
        posted(request),
        officers=can_answer_for_it(opened.row.body, besides, timezone.localdate()),
        initial={"version": opened.row.version},
    )

    def name() -> str:
        given = Named(by=str(opened.viewer.pk), who=form.cleaned_data["who"])
        naming.name_accountable(opened.row.pk, given, by=opened.by, seen=form.seen)
        messages.success(request, _("They answer for it now."))
        return opened.home

    return carried_out(request, form, name) or shown(request, opened, "accountable", form=form)


@page(ANY_PARTICIPANT)
def suppliers(request: Request, reference: str) -> HttpResponseBase:
    """Name a supplier; everybody is asked about it."""
    opened = open_for(request, reference, acts.NAME_SUPPLIER)
    form = SupplierForm(posted(request), initial={"version": opened.row.version})

    def name() -> str:
        asked = form.cleaned_data
        naming.name_supplier(
            opened.row.pk, asked["supplier"], asked["company_number"], by=opened.by, seen=form.seen
        )
        messages.success(request, _("The supplier is named. Everybody is asked about it."))
        return opened.home

    return carried_out(request, form, name) or shown(request, opened, "suppliers", form=form)
