# SPDX-License-Identifier: MIT
"""What publication puts on the Today page: what is due, and what waits for a second person."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import roles_of
from candour.transparency.queries.plan import Planned, plan_of
from candour.transparency.queries.releases import published_by
from candour.transparency.rules.outcomes import RECORDERS
from candour.transparency.rules.publication import APPROVERS, PUBLISHERS, Stage
from candour.ui.panels import Viewer
from candour.ui.today import TodayItem


def to_publish(person: Person, today: date) -> list[TodayItem]:
    """One line for each dataset that is due from this person's office, and for each to approve."""
    if not roles_of(person, today) & PUBLISHERS:
        return []
    found: list[TodayItem] = []
    for body, roles in published_by(person, today):
        for line in plan_of(body, today):
            found += _due(line, roles)
            if roles & APPROVERS:
                found += _to_approve(line, person)
    return found


def _due(line: Planned, roles: frozenset[Role]) -> Iterator[TodayItem]:
    if line.dataset.owner in roles and line.ready and not line.in_hand:
        yield TodayItem(_("Publish"), line.dataset.title.en, reverse("publish"), due=line.due.by)


def publishes(viewer: Viewer, _reference: str) -> bool | None:
    """A way to the plan for those in whose menu there is no room for it."""
    return True if viewer.roles & PUBLISHERS else None


def records_outcomes(viewer: Viewer, _reference: str) -> bool | None:
    return True if viewer.roles & RECORDERS else None


def _to_approve(line: Planned, person: Person) -> Iterator[TodayItem]:
    for row in line.in_hand:
        if row.stage == Stage.PROPOSED.value and str(person.pk) not in row.preparers:
            href = reverse("release_approve", args=[row.pk])
            yield TodayItem(_("Approve for the public"), line.dataset.title.en, href)
