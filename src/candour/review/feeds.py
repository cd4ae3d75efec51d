# SPDX-License-Identifier: MIT
"""What the quarterly review puts on the Today page."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import roles_by_body, roles_of
from candour.review.queries.people import MAY_STAND_IN
from candour.review.queries.reports import frozen_since
from candour.review.queries.shown import Owed, stage_and_actions, to_judge_for_another
from candour.review.rules.quarterly import SEAT_OF, Stage
from candour.review.rules.reporting import READERS
from candour.review.rules.traces import quarter_named, quarter_of
from candour.ui.panels import Viewer
from candour.ui.today import TodayItem

A_MONTH = timedelta(days=31)


def reviews_for(person: Person, today: date) -> list[TodayItem]:
    """The last quarter while its review is open, exceptions to judge for others, and actions."""
    seated = [body for body, roles in roles_by_body(person, today) if roles & SEAT_OF.keys()]
    last = quarter_of(today).before
    stage, owed = stage_and_actions(min(seated, default=None), last, person)
    found = [*_stand_ins(person, today), *(_action(one) for one in owed)]
    if seated and stage != Stage.CLOSED.value:
        url = reverse("quarter", args=[last.slug]) if stage else reverse("quarters")
        found.append(TodayItem(_("Review"), str(last), url, since=last.next.starts))
    return found


def reports_to_read(person: Person, today: date) -> list[TodayItem]:
    """For whoever holds us to account: a report that was frozen a short time ago."""
    held = roles_by_body(person, today)
    bodies = [body for body, roles in held if Role.OVERSIGHT in roles]
    return [
        TodayItem(
            _("Read the report of"),
            str(quarter_named(slug)),
            reverse("report", args=[slug]),
            since=frozen_on,
        )
        for slug, frozen_on in (frozen_since(bodies, today - A_MONTH) if bodies else ())
    ]


def reports_for_me(viewer: Viewer, _reference: str) -> bool | None:
    """A way to the reports for those in whose menu there is no room for it."""
    return True if viewer.roles & READERS else None


def _stand_ins(person: Person, today: date) -> list[TodayItem]:
    if not roles_of(person, today) & set(MAY_STAND_IN):
        return []
    return [
        TodayItem(
            _("Judge an exception of"),
            str(quarter_named(item.review.quarter)),
            reverse("quarter_exception", args=[item.review.quarter, item.pk]),
        )
        for item in to_judge_for_another(person)
    ]


def _action(owed: Owed) -> TodayItem:
    return TodayItem(
        _("Do what was agreed in"),
        str(quarter_named(owed.quarter)),
        reverse("quarter_action", args=[owed.id]),
        due=owed.due_on,
    )
