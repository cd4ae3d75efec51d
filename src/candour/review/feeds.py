# SPDX-License-Identifier: MIT
"""What the quarterly review puts on the Today page."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from candour.people.models import Person
from candour.people.queries import roles_by_body, roles_of
from candour.review.queries.people import MAY_STAND_IN
from candour.review.queries.shown import Owed, stage_and_actions, to_judge_for_another
from candour.review.rules.quarterly import SEAT_OF, Stage
from candour.review.rules.traces import quarter_named, quarter_of
from candour.ui.today import TodayItem


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
