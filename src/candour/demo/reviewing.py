# SPDX-License-Identifier: MIT
"""Two invented reviewers judge a quarter, meet, and sign."""

from collections.abc import Mapping
from itertools import cycle

from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.review.models import QuarterlyReview
from candour.review.queries.facts import review_of
from candour.review.rules.quarterly import Judgement, Minutes, Verdict
from candour.review.services import reviewing

SEATS = (("head.secretariat", Role.OVERSEER), ("head.psd", Role.REASSESSOR))
JUDGED = (
    (Verdict.EXPLAINED, "It was a visit that every new chief officer makes."),
    (Verdict.EXPLAINED, "The council held it, and it touched no contract."),
    (Verdict.ENTRY_ASKED, "The entry was asked for and is there now."),
    (Verdict.LEARNING, "The office should have asked the Gateway before the day."),
)


def close(row: QuarterlyReview, people: Mapping[str, Person]) -> QuarterlyReview:
    """Every exception is judged by both, the meeting is minuted, both sign."""
    for name, role in SEATS:
        by = By(person=people[name].pk, role=role.value)
        for item, (verdict, reason) in zip(review_of(row).items, cycle(JUDGED), strict=False):
            given = Judgement(by=str(by.person), item=item.key, verdict=verdict, reason=reason)
            reviewing.judge(row.pk, given, by=by)
    row.refresh_from_db()
    by = By(person=people["head.secretariat"].pk, role=Role.OVERSEER.value)
    given_minutes = Minutes(
        by=str(by.person),
        present="; ".join(people[name].full_name for name, _role in SEATS),
        text="Every exception was looked at. Most were explained by routine visits.",
        learning="Invitations that come by telephone reach the Gateway late.",
        trainer="The secretariat, at the next meeting of staff officers",
    )
    row = reviewing.minute(row.pk, given_minutes, by=by, seen=row.version)
    for name, role in SEATS:
        by = By(person=people[name].pk, role=role.value)
        row = reviewing.sign(row.pk, by=by, seen=row.version)
    return row
