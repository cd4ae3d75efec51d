# SPDX-License-Identifier: MIT
"""Interests declared at meetings, by members and officers, for each item (CPA 20)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candour.kernel.roles import Role
from candour.registers.base import Register, RegisterEntry, Show
from candour.registers.rules.meetings import Effect, Kind

KINDS = [
    (Kind.NONE.value, _("None")),
    (Kind.PERSONAL.value, _("Personal")),
    (Kind.PREJUDICIAL.value, _("Prejudicial")),
    (Kind.PECUNIARY.value, _("Pecuniary")),
    (Kind.OTHER.value, _("Another")),
]
EFFECTS = [
    (Effect.STAY.value, _("Stay and take part")),
    (Effect.ABSTAIN.value, _("Stay and not vote")),
    (Effect.LEAVE.value, _("Leave the room")),
]


class MeetingDeclaration(RegisterEntry):
    register = Register(
        slug="meeting-declarations",
        prefix="MD",
        title=_("Interests at meetings"),
        one=_("declaration at a meeting"),
        says=_("An interest in an item of a meeting that you attend."),
        clauses=("CPA 20",),
        columns={
            "meeting": Show.PUBLIC,
            "held_on": Show.PUBLIC,
            "item_title": Show.PUBLIC,
            "kind": Show.PUBLIC,
            "effect": Show.PUBLIC,
            "interest": Show.PUBLIC,
            "dispensed": Show.PUBLIC,
            "item": Show.STAFF,
        },
        sees={
            Role.CLERK: Show.PSD,
            Role.MONITORING_OFFICER: Show.PSD,
            Role.SECRETARIAT: Show.STAFF,
            Role.AUDITOR: Show.STAFF,
        },
        keepers=frozenset({Role.CLERK, Role.MONITORING_OFFICER}),
        about="item_title",
        when="held_on",
        own_pages="meetings",
    )

    meeting = models.CharField(_("Which meeting?"), max_length=200)
    held_on = models.DateField(_("When is it held?"))
    item_title = models.CharField(_("Which item?"), max_length=300)
    kind = models.CharField(_("What sort of interest?"), max_length=12, choices=KINDS)
    effect = models.CharField(_("What will you do?"), max_length=8, choices=EFFECTS, blank=True)
    interest = models.TextField(_("What is the interest?"), blank=True)
    dispensed = models.BooleanField(_("Under a dispensation"), default=False, editable=False)
    item = models.ForeignKey(
        "registers.AgendaItem", models.PROTECT, null=True, related_name="+", editable=False
    )
