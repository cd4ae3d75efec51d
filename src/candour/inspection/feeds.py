# SPDX-License-Identifier: MIT
"""What packs for inspections put on the Today page, and the way to them."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from candour.inspection.queries.packs import open_to
from candour.inspection.rules.pack import READERS
from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import offices_in
from candour.ui.panels import Viewer
from candour.ui.today import TodayItem


def packs_to_inspect(person: Person, today: date) -> list[TodayItem]:
    """For an inspector, what is open to them; what a body has to do is asked with its boards."""
    offices = offices_in(person, today)
    inspects = [body for body, roles in offices.items() if Role.INSPECTOR in roles]
    return [
        TodayItem(_("Read"), reference, reverse("pack", args=[reference]), since=since, due=until)
        for reference, since, until in (open_to(person, inspects, today) if inspects else ())
    ]


def packs_for_me(viewer: Viewer, _reference: str) -> bool | None:
    """A way to the packs for those in whose menu there is no room for it."""
    return True if viewer.roles & READERS else None
