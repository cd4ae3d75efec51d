# SPDX-License-Identifier: MIT
"""What a procurement puts on Today: who has to declare, assess, prepare, confirm, or do a task."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import roles_of
from candour.procurement.queries.turns import Turn, turns_of
from candour.ui.today import TodayItem


def procurements_for(person: Person, today: date) -> list[TodayItem]:
    """One question; whoever looks after the accounts takes part in none."""
    if Role.ADMINISTRATOR in roles_of(person, today):
        return []
    return [item for turn in turns_of(person, today) for item in _items(turn)]


def _items(turn: Turn) -> list[TodayItem]:
    home = reverse("procurement", args=[turn.reference])
    found = []
    if turn.declare:
        mine = reverse("procurement_declare", args=[turn.reference])
        found.append(TodayItem(_("Declare for"), turn.reference, mine, since=turn.since))
    for applies, verb in (
        (turn.confirm, _("Confirm the conflicts assessment of")),
        (turn.assess, _("Assess declarations of")),
        (turn.prepare, _("Prepare the conflicts assessment of")),
        (turn.task, _("Do a task of")),
        (turn.step, _("Check a step of")),
    ):
        if applies:
            found.append(TodayItem(verb, turn.reference, home, since=turn.since))
    return found
