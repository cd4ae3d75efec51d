# SPDX-License-Identifier: MIT
"""What the pages of publication say."""

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.kernel.procedure import words
from candour.kernel.roles import Role
from candour.transparency.queries.compared import Gap
from candour.transparency.rules.outcomes import Found, Outcome, Proceedings
from candour.transparency.rules.publication import Stage
from candour.transparency.rules.scheme import Due
from candour.transparency.rules.spans import Frequency, Span
from candour.ui.tags import Status, Tag, tag

FREQUENCIES = {
    Frequency.MONTHLY: gettext_lazy("Every month"),
    Frequency.QUARTERLY: gettext_lazy("Every quarter"),
    Frequency.YEARLY: gettext_lazy("Every year"),
}
GAPS = {
    Gap.MISSING: gettext_lazy("Held and not published"),
    Gap.CHANGED: gettext_lazy("Published, and changed since"),
    Gap.NOT_HELD: gettext_lazy("Published, and no longer held"),
}
PROCEEDINGS = {
    Proceedings.MEETING: gettext_lazy("A misconduct meeting"),
    Proceedings.HEARING: gettext_lazy("A misconduct hearing"),
    Proceedings.ACCELERATED: gettext_lazy("An accelerated hearing"),
}
FOUND = {
    Found.GROSS_MISCONDUCT: gettext_lazy("Gross misconduct"),
    Found.MISCONDUCT: gettext_lazy("Misconduct"),
    Found.NOT_PROVED: gettext_lazy("Nothing was proved"),
}
OUTCOMES = {
    Outcome.DISMISSED: gettext_lazy("Dismissed without notice"),
    Outcome.WOULD_HAVE_BEEN_DISMISSED: gettext_lazy("Would have been dismissed, had they not left"),
    Outcome.REDUCTION_IN_RANK: gettext_lazy("Reduced in rank"),
    Outcome.FINAL_WRITTEN_WARNING: gettext_lazy("Final written warning"),
    Outcome.WRITTEN_WARNING: gettext_lazy("Written warning"),
    Outcome.REFLECTIVE_PRACTICE: gettext_lazy("Reflective practice"),
    Outcome.NO_ACTION: gettext_lazy("No further action"),
}
STAGES = {
    Stage.DRAFT: Status.DRAFT,
    Stage.PROPOSED: Status.DECISION_NEEDED,
}


def span_words(span: Span) -> str:
    """October to December 2026."""
    first, last = span.first, span.last
    if span.months == 1:
        return f"{MONTHS[first.month]} {first.year}"
    start = (
        f"{MONTHS[first.month]} {first.year}" if first.year != last.year else MONTHS[first.month]
    )
    return _("%(first)s to %(last)s") % {
        "first": start,
        "last": f"{MONTHS[last.month]} {last.year}",
    }


def state_tag(due: Due, *, ready: bool, in_hand: str = "") -> Tag:
    """Where the next period of a dataset stands; overdue is the only red."""
    if due.overdue:
        return tag(Status.OVERDUE)
    if in_hand:
        return tag(STAGES[Stage(in_hand)])
    return tag(Status.NOT_YET_STARTED if ready else Status.CANNOT_START_YET)


def owner_words(role: Role) -> str:
    return words(role).capitalize()
