# SPDX-License-Identifier: MIT
"""How the installation is: for administrators, who see no matter and no letter."""

from datetime import date

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import roles_of
from candour.ui.access import holds, page
from candour.ui.pages import render
from candour.ui.request import Request
from candour.ui.signs import look_at_all
from candour.ui.tags import Status, tag
from candour.ui.today import TodayItem


@page(holds(Role.ADMINISTRATOR), methods=("GET", "HEAD"))
def installation(request: Request) -> HttpResponseBase:
    now = timezone.now()
    rows = [(shown, tag(shown.reading.status)) for shown in look_at_all(now)]
    return render(request, "ui/health.html", {"rows": rows, "now": timezone.localtime(now)})


def unwell(person: Person, today: date) -> list[TodayItem]:
    """On Today of an administrator, while there is a problem."""
    if Role.ADMINISTRATOR not in roles_of(person, today):
        return []
    return [
        TodayItem(verb=_("Look at"), reference=shown.title, url=reverse("admin_health"))
        for shown in look_at_all(timezone.now())
        if shown.reading.status is Status.PROBLEM
    ]
