# SPDX-License-Identifier: MIT
"""Contacts with journalists, and on what terms (HMIC12 1/1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candour.kernel.roles import Role
from candour.registers.base import Register, RegisterEntry, Show

MEDIUMS = [
    ("meeting", _("A meeting")),
    ("call", _("A call")),
    ("message", _("E-mail or message")),
    ("social", _("A social event")),
    ("other", _("Something else")),
]
TERMS = [
    ("on_record", _("On the record")),
    ("unattributed", _("Not to be attributed")),
    ("non_reportable", _("Not to be reported")),
    ("embargoed", _("Under embargo")),
]


class MediaContact(RegisterEntry):
    register = Register(
        slug="media-contacts",
        prefix="MC",
        title=_("Contacts with journalists"),
        one=_("contact with a journalist"),
        says=_("Any contact with a journalist about work, planned or by chance."),
        clauses=("HMIC12 1/1",),
        columns={
            "met_on": Show.PUBLIC,
            "outlet": Show.PUBLIC,
            "journalist": Show.STAFF,
            "medium": Show.PUBLIC,
            "subject": Show.PUBLIC,
            "terms": Show.PUBLIC,
            "covered": Show.PUBLIC,
            "notes": Show.STAFF,
        },
        sees={
            Role.SUPERVISOR: Show.STAFF,
            Role.SECRETARIAT: Show.STAFF,
            Role.COMMUNICATIONS: Show.PSD,
            Role.OVERSEER: Show.STAFF,
            Role.REASSESSOR: Show.STAFF,
            Role.CORRUPTION_INVESTIGATOR: Show.STAFF,
            Role.CORRUPTION_SUPERVISOR: Show.STAFF,
            Role.MONITORING_OFFICER: Show.STAFF,
            Role.AUDITOR: Show.STAFF,
        },
        keepers=frozenset({Role.COMMUNICATIONS}),
        about="subject",
        when="met_on",
    )

    met_on = models.DateField(_("When was it?"))
    outlet = models.CharField(_("Which newspaper, programme or site?"), max_length=200)
    journalist = models.CharField(_("Who was the journalist?"), max_length=200, blank=True)
    medium = models.CharField(_("How were you in contact?"), max_length=10, choices=MEDIUMS)
    subject = models.CharField(
        _("What was it about?"), max_length=300, help_text=_("One line is enough")
    )
    terms = models.CharField(_("On what terms?"), max_length=16, choices=TERMS)
    covered = models.BooleanField(_("Has anything been published yet?"), default=False)
    notes = models.TextField(_("Anything else?"), blank=True)
