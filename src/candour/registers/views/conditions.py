# SPDX-License-Identifier: MIT
"""The conditions of a decision, as rows of its form."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.kernel.procedure import Refused
from candour.people.offices import managers_of
from candour.registers.how_checked import Escalation, Frequency, Method, Sort
from candour.registers.rules.promises import Terms, it_can_be_checked
from candour.registers.services.promises import Promise
from candour.ui.forms import DateInput, Expects, GdsForm, Select, Text, Whole, YesNo

ME, SUPERVISOR = "me", "supervisor"


class ConditionRow(GdsForm):
    kind = Select(
        gettext_lazy("What sort?"),
        Sort.choices,
        nothing=gettext_lazy("Choose one"),
        missing=gettext_lazy("Select what sort of condition"),
    )
    text = Text(
        gettext_lazy("What has to be kept?"),
        max_length=500,
        missing=gettext_lazy("Enter what has to be kept"),
    )
    about = Text(
        gettext_lazy("Which supplier, matter or organisation, if it names one?"),
        hint=gettext_lazy("For a matter give its reference, such as GW-7KQ3-9FXD"),
        required=False,
    )
    limit = Whole(
        gettext_lazy("Hours a week, or months between reports"), required=False, most=1000
    )
    until = DateInput(
        gettext_lazy("Until when, if it ends"), expects=Expects.FUTURE, required=False
    )
    method = Select(
        gettext_lazy("How is it checked?"),
        Method.choices,
        nothing=gettext_lazy("Choose one"),
        missing=gettext_lazy("Select how it is checked"),
    )
    frequency = Select(
        gettext_lazy("How often?"),
        Frequency.choices,
        nothing=gettext_lazy("Choose one"),
        missing=gettext_lazy("Select how often"),
    )
    owner = Select(
        gettext_lazy("Who sees to it?"),
        [(ME, gettext_lazy("I do")), (SUPERVISOR, gettext_lazy("Their line supervisor"))],
        required=False,
        nothing=gettext_lazy("I do"),
    )
    escalates_to = Select(
        gettext_lazy("Who hears of it when nobody checks?"),
        Escalation.choices,
        required=False,
        nothing=Escalation.STANDARDS.label,
    )
    supervisor_applies = YesNo(gettext_lazy("Does the supervisor apply it?"), required=False)

    def clean(self) -> dict[str, Any]:
        """What its sort needs is asked for beside the field that lacks it."""
        given = super().clean() or {}
        if not self.errors:
            try:
                it_can_be_checked(_terms(given))
            except Refused as refused:
                self.add_error(refused.about or None, str(refused))
        return given


def _terms(given: Mapping[str, Any]) -> Terms:
    return Terms(
        sort=given["kind"],
        method=given["method"],
        frequency=given["frequency"],
        limit=given.get("limit"),
        until=given.get("until"),
        about=given.get("about") or "",
    )


def promise_from(given: Mapping[str, Any], *, by: UUID, keeper: UUID | None) -> Promise:
    return Promise(
        kind=given["kind"],
        text=given["text"],
        method=Method(given["method"]),
        frequency=Frequency(given["frequency"]),
        owner=_supervisor_of(keeper) if given.get("owner") == SUPERVISOR else by,
        limit=given.get("limit"),
        until=given.get("until"),
        about=given.get("about") or "",
        escalates_to=Escalation(given.get("escalates_to") or Escalation.STANDARDS),
        supervisor_applies=bool(given.get("supervisor_applies")),
    )


def _supervisor_of(keeper: UUID | None) -> UUID:
    above = managers_of(keeper, timezone.localdate()) if keeper else frozenset()
    if not above:
        raise Refused(_("Select “I do”: nobody is next in line above them."))
    return min(above)
