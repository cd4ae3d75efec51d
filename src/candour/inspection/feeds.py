# SPDX-License-Identifier: MIT
"""What packs for inspections put on the Today page, and the way to them."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.inspection.queries.packs import in_hand, open_to
from candour.inspection.rules.pack import DRAFTERS, KEEPERS, READERS, Stage
from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import offices_in
from candour.ui.panels import Viewer
from candour.ui.today import TodayItem


def packs_waiting(person: Person, today: date) -> list[TodayItem]:
    """For an inspector, what is open to them; for a body, what to freeze and what to open."""
    offices = offices_in(person, today)
    inspects = [body for body, roles in offices.items() if Role.INSPECTOR in roles]
    keeps = [body for body, roles in offices.items() if roles & KEEPERS]
    found = [
        TodayItem(_("Read"), reference, reverse("pack", args=[reference]), since=since, due=until)
        for reference, since, until in (open_to(person, inspects, today) if inspects else ())
    ]
    drafts = any(roles & DRAFTERS for roles in offices.values())
    return [*found, *(_to_keep(person, keeps, drafts=drafts) if keeps else ())]


def _to_keep(person: Person, bodies: list[UUID], *, drafts: bool) -> Iterator[TodayItem]:
    for row in in_hand(bodies):
        address = reverse("pack", args=[row.reference])
        if row.stage == Stage.FROZEN.value and drafts and row.frozen_at:
            since = timezone.localdate(row.frozen_at)
            yield TodayItem(_("Open to an inspector"), row.reference, address, since=since)
        elif row.stage == Stage.DRAFT.value and row.drawn_at and str(person.pk) not in row.authors:
            since = timezone.localdate(row.drawn_at)
            yield TodayItem(_("Check and freeze"), row.reference, address, since=since)


def packs_for_me(viewer: Viewer, _reference: str) -> bool | None:
    """A way to the packs for those in whose menu there is no room for it."""
    return True if viewer.roles & READERS else None
