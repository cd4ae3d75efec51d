# SPDX-License-Identifier: MIT
"""Sponsorship, money and property that were lent or given for a purpose (CPA 5/3, 7/8, 7/9, 11)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candour.kernel.roles import Role
from candour.registers.base import Pence, Register, RegisterEntry, Show

KINDS = [
    ("sponsorship", _("Sponsorship")),
    ("facility", _("Use of a room, vehicle or equipment")),
    ("money", _("Use of money")),
    ("staff_time", _("Use of staff time")),
]


class Sponsorship(RegisterEntry):
    register = Register(
        slug="sponsorship-and-facilities",
        prefix="SF",
        title=_("Sponsorship and facilities"),
        one=_("sponsorship or facility"),
        says=_("Sponsorship of our work, or our property used for something else."),
        clauses=("CPA 5/3", "CPA 7/8", "CPA 7/9", "CPA 11"),
        columns={
            "kind": Show.PUBLIC,
            "item": Show.PUBLIC,
            "party": Show.PUBLIC,
            "purpose": Show.PUBLIC,
            "worth": Show.PUBLIC,
            "begins_on": Show.PUBLIC,
            "ends_on": Show.PUBLIC,
            "approved_by": Show.STAFF,
            "beyond_purpose": Show.STAFF,
        },
        sees={
            Role.SUPERVISOR: Show.STAFF,
            Role.SECRETARIAT: Show.STAFF,
            Role.REGISTRAR: Show.PSD,
            Role.CLERK: Show.PSD,
            Role.MONITORING_OFFICER: Show.PSD,
            Role.REASSESSOR: Show.STAFF,
            Role.PROCUREMENT: Show.STAFF,
            Role.AUDITOR: Show.STAFF,
        },
        keepers=frozenset({Role.REGISTRAR, Role.CLERK, Role.MONITORING_OFFICER}),
        about="item",
        when="begins_on",
    )

    kind = models.CharField(_("What is it?"), max_length=12, choices=KINDS)
    item = models.CharField(_("What exactly?"), max_length=300)
    party = models.CharField(_("Who sponsors it, or who uses it?"), max_length=200)
    purpose = models.TextField(_("What is it for?"))
    worth = Pence(_("What is it worth?"), null=True)
    begins_on = models.DateField(_("From when?"))
    ends_on = models.DateField(_("Until when?"), null=True)
    approved_by = models.CharField(_("Who agreed to it?"), max_length=200, blank=True)
    beyond_purpose = models.TextField(
        _("Was it used for anything else?"), blank=True, help_text=_("Leave it empty if not")
    )
