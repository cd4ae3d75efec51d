# SPDX-License-Identifier: MIT
"""What happened on social media, on duty or off, that others could question (HMIC12 1/5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candour.kernel.roles import Role
from candour.registers.base import Register, RegisterEntry, Show

ACCOUNTS = [
    ("work", _("An account of ours")),
    ("own", _("My own account")),
    ("other", _("Somebody else's account")),
]
DUTY = [("on", _("On duty")), ("off", _("Off duty"))]


class SocialMediaIncident(RegisterEntry):
    register = Register(
        slug="social-media",
        prefix="SM",
        title=_("Social media incidents"),
        one=_("incident"),
        says=_("Something posted, shared or received that could be misread or misused."),
        clauses=("HMIC12 1/5",),
        columns={
            "happened_on": Show.STAFF,
            "platform": Show.STAFF,
            "account": Show.STAFF,
            "duty": Show.STAFF,
            "what": Show.PSD,
            "done": Show.PSD,
        },
        sees={
            Role.SUPERVISOR: Show.STAFF,
            Role.REASSESSOR: Show.PSD,
            Role.DEPUTY_REASSESSOR: Show.PSD,
            Role.COMMUNICATIONS: Show.STAFF,
            Role.CORRUPTION_INVESTIGATOR: Show.PSD,
            Role.CORRUPTION_SUPERVISOR: Show.PSD,
        },
        keepers=frozenset({Role.REASSESSOR, Role.DEPUTY_REASSESSOR}),
        about="platform",
        when="happened_on",
    )

    happened_on = models.DateField(_("When was it?"))
    platform = models.CharField(_("On which platform?"), max_length=100)
    account = models.CharField(_("On whose account?"), max_length=6, choices=ACCOUNTS)
    duty = models.CharField(_("Were you on duty?"), max_length=4, choices=DUTY)
    what = models.TextField(_("What happened?"), help_text=_("Do not copy what must not spread"))
    done = models.TextField(_("What have you done about it?"), blank=True)
