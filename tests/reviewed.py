# SPDX-License-Identifier: MIT
"""A quarter led to its second signature, with a claim, a gift and an exception in it."""

from candour.review.models import QuarterlyReview
from candour.review.queries.facts import review_of
from candour.review.rules.quarterly import Judgement, Minutes, Verdict
from candour.review.services import reviewing

REVIEWERS = (("head.secretariat", "overseer"), ("head.psd", "reassessor"))


def close(county, row, *, learning="", trainer=""):
    """Both judge everything, the meeting is minuted, both sign."""
    for name, role in REVIEWERS:
        for item in review_of(row).items:
            given = Judgement(
                by=str(county.people[name].pk), item=item.key, verdict=Verdict.EXPLAINED,
                reason=f"Looked at by {role}.",
            )  # fmt: skip
            reviewing.judge(row.pk, given, by=county.by(name, role))
    row = QuarterlyReview.objects.get(pk=row.pk)
    given = Minutes(
        by=str(county.people["head.secretariat"].pk), present="Both.", text="All looked at.",
        learning=learning, trainer=trainer,
    )  # fmt: skip
    row = reviewing.minute(row.pk, given, by=county.by(*REVIEWERS[0]), seen=row.version)
    for name, role in REVIEWERS:
        row = reviewing.sign(row.pk, by=county.by(name, role), seen=row.version)
    return row
