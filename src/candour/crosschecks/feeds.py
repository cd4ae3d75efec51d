# SPDX-License-Identifier: MIT
"""What the cross-checks put on Today: how many pairs of high severity wait, and no name."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candour.crosschecks.queries.queue import Show, findings_shown
from candour.crosschecks.rules.compartments import UNIT
from candour.crosschecks.rules.detecting import Severity
from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import roles_of
from candour.ui.today import TodayItem

WORKS_ON_IT = UNIT | {Role.REGISTRAR}
"""Of those who read the queue, whose daily work it is."""


def needs_you(person: Person, today: date) -> list[TodayItem]:
    if not roles_of(person, today) & WORKS_ON_IT:
        return []
    high = findings_shown(person, Show.WAITING).filter(severity=Severity.HIGH)
    pairs = high.values("pair").distinct().count()
    if not pairs:
        return []
    words = ngettext(
        "%(num)s pair of names of high severity", "%(num)s pairs of names of high severity", pairs
    )
    return [TodayItem(_("Compare"), words % {"num": pairs}, reverse("checks_queue"))]
