# SPDX-License-Identifier: MIT
"""Releases for tests: one being prepared, one that waits for a second person, one that is public."""

from django.utils import timezone

from candour.registers.services.gifts import declare_gift
from candour.transparency.rules.outcomes import Decided, Found, Outcome, Proceedings
from candour.transparency.rules.scheme import last_finished
from candour.transparency.scheme import dataset_of
from candour.transparency.services import preparing, publishing
from candour.transparency.services.outcomes import record_outcome

GIFTS = "gifts-and-hospitality"


class Publications:
    """Three quarters of gifts, each a step further than the one after."""

    def __init__(self, county):
        self.county, self.body = county, county.people["registrar"].body
        self.keeper = county.by("registrar", "registrar")
        self.gifts = dataset_of(self.body, GIFTS)
        self.span = last_finished(self.gifts, timezone.localdate())
        self.references = {}
        self.public = self._release(self.span.before.before, proposed=True)
        publishing.publish(self.public.pk, by=county.by("head.psd", "reassessor"))
        self.proposed = self._release(self.span.before, proposed=True)
        self.draft = self._release(self.span, proposed=False)
        self.outcome = record_outcome(
            self.body,
            Decided(
                timezone.localdate(), Proceedings.MEETING, Found.MISCONDUCT,
                Outcome.WRITTEN_WARNING, "Sergeant", "Late declarations.",
            ),
            by=county.by("deputy.psd", "deputy_reassessor"),
        )  # fmt: skip

    def _release(self, span, *, proposed):
        who = self.county.people["constable"]
        columns = {
            "description": "A pen", "kind": "gift", "giver_name": "Yarrow Hall Hotel", "worth": 900,
            "worth_basis": "estimate", "offered_on": span.first, "outcome": "declined",
            "supplier": False, "refreshments": False, "given": False, "reason": "",
        }  # fmt: skip
        row = declare_gift(columns, person=who, by=self.county.by("constable", "declarant"))
        release = preparing.prepare(self.body, self.gifts, span, by=self.keeper)
        self.references[release.pk] = row.reference
        if proposed:
            preparing.accept_proposals(release.pk, only_clean=False, by=self.keeper)
            preparing.propose(release.pk, "", by=self.keeper)
        return release

    def arguments(self, name):
        """What stands in the address of this name."""
        release = {"release_approve": self.proposed, "release_withdraw": self.public}.get(
            name, self.draft
        )
        return {
            "release_id": str(release.pk),
            "outcome_id": str(self.outcome.pk),
            "reference": self.references[release.pk],
            "code": GIFTS,
            "span": self.public.span,
        }
