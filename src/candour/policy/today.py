# SPDX-License-Identifier: MIT
"""What the owner of a policy finds on Today: reviews that fall due, and drafts that can go on."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from candour.kernel.clocks import Unit, until
from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import roles_of
from candour.policy.queries import reviews_until
from candour.ui.today import TodayItem

AHEAD = timedelta(days=60)
"""How long before its day a review is shown."""


def policies_of(person: Person, today: date) -> list[TodayItem]:
    """Reviews due soon or overdue, for those who own policies."""
    if Role.OVERSEER not in roles_of(person, today):
        return []
    return [
        TodayItem(
            verb=_("Review the policy"),
            reference=title,
            url=reverse("policy_review", args=[slug]),
            due=due,
            due_words=str(until(due, today, unit=Unit.MONTHS)),
        )
        for slug, title, due in reviews_until(today + AHEAD, person, today)
    ]
