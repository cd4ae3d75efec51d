# SPDX-License-Identifier: MIT
"""A pack for an inspection, taken as far as a test needs it."""

from datetime import timedelta

from django.utils import timezone

from candour.inspection.models import PackOpening
from candour.inspection.services import packs
from candour.review.rules.traces import quarter_of

DRAFTER, CHECKER, CHIEF, INSPECTOR = "head.secretariat", "head.psd", "deputy.chief", "inspectorate"
OFFICES = {DRAFTER: "overseer", CHECKER: "reassessor", CHIEF: "sponsor"}


class Packed:
    """The last two quarters, drawn by one and checked by another."""

    def __init__(self, county):
        self.county, self.today = county, timezone.localdate()
        self.last = quarter_of(self.today).before
        body = county.people[DRAFTER].body
        self.row = packs.begin(body, self.last.before, self.last, by=self.by(DRAFTER))

    def by(self, name):
        return self.county.by(name, OFFICES[name])

    def said(self, about="levels", text="Shown on site."):
        self.row = packs.remark(
            self.row.pk, {about: text}, by=self.by(DRAFTER), seen=self.row.version
        )
        return self

    def frozen(self):
        self.row = packs.freeze(self.row.pk, by=self.by(CHECKER), seen=self.row.version)
        return self

    def opened(self, first=0, days=20, who=INSPECTOR):
        starts_on = self.today + timedelta(days=first)
        self.row = packs.open_to(
            self.row.pk, self.county.people[who].pk, starts_on, starts_on + timedelta(days=days),
            by=self.by(CHECKER), seen=self.row.version,
        )  # fmt: skip
        return self

    def closed(self):
        self.row = packs.close(self.row.pk, by=self.by(CHECKER), seen=self.row.version)
        return self

    @property
    def opening(self):
        return PackOpening.objects.get(pack=self.row, closed_at=None)
