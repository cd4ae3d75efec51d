# SPDX-License-Identifier: MIT
"""What the directory shows on pages of others: on people's own page, and on Today."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.directory import queries
from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import principals_for, roles_of
from candour.ui.panels import Viewer
from candour.ui.signs import Reading
from candour.ui.tags import Status
from candour.ui.today import TodayItem

MANY_IN_AN_HOUR = 100


def attempts(now: datetime) -> Reading:
    """Whether somebody guesses at many names: a limit for each of them does not show that."""
    failed = queries.failures_since(now - timedelta(hours=1))
    if failed < MANY_IN_AN_HOUR:
        said = _("%(count)s attempts failed in the last hour.") % {"count": failed}
        return Reading(Status.IN_ORDER, said)
    return Reading(
        Status.PROBLEM,
        _("%(count)s attempts failed in the last hour.") % {"count": failed},
        _("Look in the log of the proxy where they come from, and block it there."),
    )


@dataclass(frozen=True)
class Filing:
    delegates: tuple[str, ...]
    principals: tuple[str, ...]


def filing(viewer: Viewer, _reference: str) -> Filing:
    """Who files for whom today."""
    today = timezone.localdate()
    mine = queries.grants_by(viewer.person, today)
    return Filing(
        delegates=tuple(row.delegate for row in mine if not row.ended and row.starts_on <= today),
        principals=tuple(person.full_name for person in principals_for(viewer.person, today)),
    )


def access_requests(person: Person, today: date) -> list[TodayItem]:
    """Newcomers whom an administrator has to give a post."""
    if Role.ADMINISTRATOR not in roles_of(person, today):
        return []
    return [
        TodayItem(
            verb=_("Give access"),
            reference=asked.account.username,
            url=reverse("admin_people"),
            for_whom=asked.account.person.full_name if asked.account.person else "",
            since=timezone.localdate(asked.asked_at),
        )
        for asked in queries.open_requests()
    ]
