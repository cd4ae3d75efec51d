# SPDX-License-Identifier: MIT
"""Drafts the minutes from what was judged, so that the reviewers correct rather than type."""

from collections import Counter

from django.utils.translation import gettext as _

from candour.people.models import Person
from candour.people.queries import title_on
from candour.review.models import Judged, QuarterlyReview
from candour.review.queries.shown import counts_by_class
from candour.review.rules.quarterly import VERDICT_WORDS, Review, Verdict
from candour.review.rules.traces import Quarter


def drafted(row: QuarterlyReview, review: Review, quarter: Quarter) -> dict[str, str]:
    """Who sits, what was looked at, and how it was judged; counts and no names of officers."""
    today = quarter.ends
    people = Person.objects.filter(pk__in=[who for _seat, who in review.seats])
    present = "; ".join(
        f"{one.full_name}, {title_on(one, today)}" for one in people.order_by("full_name")
    )
    raised = [f"- {words}: {n}" for words, n in counts_by_class(row).items() if n]
    judged = Counter(
        Judged.objects.filter(review=row, superseded_at=None).values_list("verdict", flat=True)
    )
    verdicts = [f"- {VERDICT_WORDS[v]}: {judged[v.value]}" for v in Verdict if judged[v.value]]
    parts = [
        _("The meeting looked at the commitments, claims and entries of %(quarter)s.")
        % {"quarter": quarter},
        _("Exceptions:"),
        *(raised or [_("None.")]),
        _("Judgements of the two reviewers:"),
        *(verdicts or [_("None yet.")]),
    ]
    return {"present": present, "text": "\n".join(parts), "learning": "", "trainer": ""}
