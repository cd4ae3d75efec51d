# SPDX-License-Identifier: MIT
"""What sorts of condition there are, how and how often each is checked, and who hears of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candour.kernel.roles import Role


class Sort(models.TextChoices):
    HOURS = "hours", _("A limit of hours")
    NOT_SUPPLIER = "not_supplier", _("Not this supplier or client")
    RECUSE = "recuse", _("No part in this matter")
    UNTIL = "until", _("End by a date")
    REPORT = "report", _("Report every so often")
    NO_USE = "no_use", _("No use of uniform, information or equipment")
    OWN_WORDS = "own_words", _("In our own words")


class Frequency(models.TextChoices):
    ONCE = "once", _("Once")
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every three months")
    HALF_YEARLY = "half_yearly", _("Every six months")
    YEARLY = "yearly", _("Every year")


class Method(models.TextChoices):
    DATA = "data", _("Checked against data that the body holds")
    EVIDENCE = "evidence", _("Evidence from whoever has to keep it")
    OBSERVATION = "observation", _("Seen by the supervisor")
    STATEMENT = "statement", _("Confirmed in writing")


class Escalation(models.TextChoices):
    """Who hears of a check that nobody does."""

    STANDARDS = Role.REASSESSOR.value, _("The head of professional standards")
    OFFICER = Role.APPROPRIATE_OFFICER.value, _("Whoever decides on second jobs")
    PANEL = Role.INTERESTS_PANEL.value, _("The risk panel")


class What(models.TextChoices):
    """What a line in the history of a condition is."""

    ASKED = "asked", _("Evidence was asked for")
    GIVEN = "given", _("Evidence was given")
    KEPT = "kept", _("Checked: kept")
    BROKEN = "broken", _("Checked: not kept")
    UNCLEAR = "unclear", _("Checked: cannot tell")
    LATE = "late", _("Not answered in time: passed on")
    ENDED = "ended", _("Its time is over")
