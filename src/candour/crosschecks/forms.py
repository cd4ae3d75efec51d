# SPDX-License-Identifier: MIT
"""The questions of the cross-checks."""

from django.utils.translation import gettext_lazy as _

from candour.crosschecks.catalogue import DETECTORS
from candour.crosschecks.queries.queue import Show
from candour.crosschecks.rules.sides import Answer
from candour.ui.forms import GdsForm, Option, Radios, Select, TextArea

ANSWERS = (
    Option(Answer.SAME.value, _("They are the same"), _("One body, under one name or another")),
    Option(
        Answer.CONNECTED.value,
        _("They are connected"),
        _("Two bodies that have to do with each other, such as a company and its parent"),
    ),
    Option(Answer.DIFFERENT.value, _("They are different"), _("They only look alike")),
    Option(Answer.NOT_SURE.value, _("I am not sure"), _("It stays in the list for somebody else")),
)
SHOWN = [
    (Show.NEW.value, _("New since yesterday")),
    (Show.ANSWERED.value, _("Those that were answered")),
    (Show.GONE.value, _("Those that are gone")),
]
CHECKS = [(one.slug, _(one.title)) for one in DETECTORS]


class AnswerForm(GdsForm):
    answer = Radios(
        _("Are these two the same?"), ANSWERS, missing=_("Select whether they are the same")
    )
    reason = TextArea(_("Your reason"), rows=3, missing=_("Enter your reason"))


class QueueForm(GdsForm):
    """What the queue shows; the address is the filter."""

    check = Select(_("Check"), CHECKS, nothing=_("All checks"), required=False, says_when=True)
    show = Select(_("Show"), SHOWN, nothing=_("Those that wait"), required=False, says_when=True)
