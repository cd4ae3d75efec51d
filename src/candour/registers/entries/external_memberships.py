# SPDX-License-Identifier: MIT
"""Groups outside work, and work for others that comes with a portfolio (COG R/CO/2, CPA 7/5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candour.kernel.roles import Role
from candour.registers.base import Register, RegisterEntry, Show

KINDS = [
    ("portfolio", _("A national or regional portfolio")),
    ("board", _("A board or charity")),
    ("society", _("A club, society or lodge")),
    ("political", _("A political or campaigning group")),
    ("professional", _("A professional body")),
    ("other", _("Something else")),
]


class ExternalMembership(RegisterEntry):
    register = Register(
        slug="external-memberships",
        prefix="EM",
        title=_("Groups and portfolios outside work"),
        one=_("membership"),
        says=_("A group, board or portfolio that takes your time or could seem to influence you."),
        clauses=("COG 2/area9", "COG R/CO/2", "CPA 7/5"),
        columns={
            "organisation": Show.PUBLIC,
            "kind": Show.PUBLIC,
            "position": Show.PUBLIC,
            "joined_on": Show.PUBLIC,
            "left_on": Show.PUBLIC,
            "paid": Show.PUBLIC,
            "hours": Show.STAFF,
            "deals_with_us": Show.STAFF,
            "why": Show.STAFF,
        },
        sees={
            Role.SUPERVISOR: Show.STAFF,
            Role.SECRETARIAT: Show.STAFF,
            Role.REGISTRAR: Show.PSD,
            Role.REASSESSOR: Show.STAFF,
            Role.MONITORING_OFFICER: Show.PSD,
            Role.CORRUPTION_INVESTIGATOR: Show.STAFF,
            Role.CORRUPTION_SUPERVISOR: Show.STAFF,
            Role.AUDITOR: Show.STAFF,
        },
        keepers=frozenset({Role.REGISTRAR, Role.MONITORING_OFFICER}),
        lasting=True,
        about="organisation",
        when="joined_on",
    )

    organisation = models.CharField(_("Which group or organisation?"), max_length=200)
    kind = models.CharField(_("What is it?"), max_length=14, choices=KINDS)
    position = models.CharField(_("What are you there?"), max_length=200)
    joined_on = models.DateField(_("Since when?"))
    left_on = models.DateField(_("Until when?"), null=True)
    paid = models.BooleanField(_("Are you paid for it?"), default=False)
    hours = models.PositiveSmallIntegerField(_("How many hours a month does it take?"), null=True)
    deals_with_us = models.BooleanField(
        _("Does it deal with us, or want to?"),
        default=False,
        help_text=_("For example, it gets money from us or campaigns about us"),
    )
    why = models.TextField(_("Why are you part of it?"), blank=True)
