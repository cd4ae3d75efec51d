# SPDX-License-Identifier: MIT
"""A quarterly review for tests: a diary with a dinner that no request, claim or entry knows of."""

from datetime import timedelta

from django.utils import timezone

from candour.kernel.roles import Role
from candour.review.diaries.calendar_file import read_calendar_file
from candour.review.models import DiarySource, ReviewAction, ReviewItem
from candour.review.rules.exceptions import ExceptionClass
from candour.review.rules.traces import quarter_of
from candour.review.services import reviewing
from candour.review.services.diaries import keep_diary


class ReviewedQuarter:
    """The last quarter, with one exception to judge and one action to do."""

    def __init__(self, county):
        by = county.by("head.secretariat", "overseer")
        self.quarter = quarter_of(timezone.localdate()).before
        officer = county.people["deputy.chief"]
        dinner = self.quarter.starts + timedelta(days=40)
        text = (
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Invented Racing Club dinner\r\n"
            f"DTSTART;VALUE=DATE:{dinner:%Y%m%d}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
        period = (self.quarter.starts, self.quarter.ends)
        keep_diary(
            officer, read_calendar_file(text.encode(), *period), period,
            source=DiarySource.FILE, by=by, roles=frozenset({Role.OVERSEER}),
        )  # fmt: skip
        self.row = reviewing.open_review(officer.body, self.quarter, by=by)
        self.row = reviewing.read_sources(self.row.pk, by=by, seen=self.row.version)
        klass = ExceptionClass.COMMITMENT_WITHOUT_MATTER
        self.item = ReviewItem.objects.get(review=self.row, klass=klass, day=dinner)
        self.action = reviewing.add_action(
            self.row, "Ask for the request.", county.people["secretariat"],
            timezone.localdate() + timedelta(days=20), by=by,
        )  # fmt: skip
        assert ReviewAction.objects.filter(pk=self.action.pk).exists()

    def arguments(self, officer):
        """What stands in the addresses of the review."""
        return {
            "slug": self.quarter.slug,
            "person_id": str(officer.pk),
            "item_id": str(self.item.pk),
            "action_id": str(self.action.pk),
        }
