# SPDX-License-Identifier: MIT
"""Notifiable associations: the most private register. Words are sealed; few may read them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candour.kernel.roles import Role
from candour.ledger.sealing import SealedTextField
from candour.registers.base import Register, RegisterEntry, Show
from candour.registers.rules.associations import ASSOCIATIONS, Association

TIES = [
    ("family", _("Family or partner")),
    ("friend", _("A friend")),
    ("neighbour", _("A neighbour or acquaintance")),
    ("business", _("Business or money")),
    ("online", _("Somebody I know online")),
    ("other", _("Something else")),
]


class NotifiableAssociation(RegisterEntry):
    register = Register(
        slug="notifiable-associations",
        prefix="NA",
        title=_("Notifiable associations"),
        one=_("association"),
        says=_("Somebody you know who is, or may be, involved in crime or a risk to your work."),
        clauses=("PEEL18 2.2/5", "COG 2/area3"),
        columns={
            "tie": Show.PSD,
            "associate": Show.SECRET,
            "how_known": Show.SECRET,
            "why": Show.SECRET,
            "contact": Show.SECRET,
            "knows_of_work": Show.SECRET,
            "since": Show.PSD,
        },
        sees={
            Role.CORRUPTION_INVESTIGATOR: Show.SECRET,
            Role.CORRUPTION_SUPERVISOR: Show.SECRET,
            Role.REASSESSOR: Show.SECRET,
        },
        keepers=frozenset({Role.CORRUPTION_INVESTIGATOR, Role.CORRUPTION_SUPERVISOR}),
        about="tie",
        when="declared_on",
        procedure=ASSOCIATIONS,
        facts=Association,
        own_pages="declare_association",
    )

    tie = models.CharField(_("How do you know them?"), max_length=10, choices=TIES)
    associate = SealedTextField(
        _("Who is it?"), help_text=_("What you already know: name, rough age, where they live")
    )
    how_known = SealedTextField(_("How did you come to know them?"))
    why = SealedTextField(_("Why do you think that we should know?"))
    contact = SealedTextField(_("How often are you in contact, and how?"))
    knows_of_work = SealedTextField(
        _("Do they know what your work is, or have they asked about it?"), default="", blank=True
    )
    since = models.CharField(_("Since about when?"), max_length=60, blank=True)
