# SPDX-License-Identifier: MIT
"""Closeness between colleagues, or between members and officers, that others could question (CPA 13)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candour.kernel.roles import Role
from candour.registers.base import Register, RegisterEntry, Show

TIES = [
    ("family", _("Family")),
    ("partner", _("Partner, or were once")),
    ("friend", _("Close friends")),
    ("business", _("Business or money")),
    ("other", _("Something else")),
]


class Familiarity(RegisterEntry):
    register = Register(
        slug="familiarity",
        prefix="CF",
        title=_("Close ties at work"),
        one=_("close tie"),
        says=_("A close tie to a colleague, member or contractor that could look like favour."),
        clauses=("CPA 13", "CPA 7/4"),
        columns={
            "who": Show.PSD,
            "what_they_are": Show.STAFF,
            "tie": Show.PSD,
            "since": Show.STAFF,
            "could_matter": Show.PSD,
            "mitigation": Show.STAFF,
        },
        sees={
            Role.SUPERVISOR: Show.PSD,
            Role.REGISTRAR: Show.PSD,
            Role.REASSESSOR: Show.PSD,
            Role.MONITORING_OFFICER: Show.PSD,
            Role.CORRUPTION_INVESTIGATOR: Show.PSD,
            Role.CORRUPTION_SUPERVISOR: Show.PSD,
        },
        keepers=frozenset({Role.REGISTRAR, Role.MONITORING_OFFICER}),
        lasting=True,
        about="what_they_are",
        when="since",
    )

    who = models.CharField(_("Who is it?"), max_length=200)
    what_they_are = models.CharField(
        _("What do they do?"), max_length=200, help_text=_("For example, member of the committee")
    )
    tie = models.CharField(_("How are you close?"), max_length=10, choices=TIES)
    since = models.DateField(_("Since when?"))
    could_matter = models.TextField(_("Where could this matter at work?"))
    mitigation = models.TextField(
        _("What do you do about it?"),
        blank=True,
        help_text=_("For example, I take no part in decisions about them"),
    )
