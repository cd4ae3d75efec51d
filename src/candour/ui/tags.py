# SPDX-License-Identifier: MIT
"""The one vocabulary of status tags: the same word on screen, in e-mail and in exports."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import gettext_noop as N_  # noqa: N812 - gettext's own name for it

from candour.ui.said import language
from candour.ui.said import said as _


class Status(StrEnum):
    DRAFT = "draft"
    NOT_YET_STARTED = "not_yet_started"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    DECISION_NEEDED = "decision_needed"
    PROBLEM = "problem"
    OVERDUE = "overdue"
    AGREED = "agreed"
    AGREED_WITH_CONDITIONS = "agreed_with_conditions"
    NOT_AGREED = "not_agreed"
    CLOSED = "closed"
    COMPLETED = "completed"
    CANNOT_START_YET = "cannot_start_yet"
    IN_ORDER = "in_order"


@dataclass(frozen=True)
class Tag:
    """A word and a colour; without a colour it is plain text."""

    text: str
    colour: str = ""


_TABLE = {
    Status.DRAFT: (N_("Draft"), "grey"),
    Status.NOT_YET_STARTED: (N_("Not yet started"), "blue"),
    Status.IN_PROGRESS: (N_("In progress"), "yellow"),
    Status.WAITING: (N_("Waiting for someone else"), "purple"),
    Status.DECISION_NEEDED: (N_("Decision needed"), "orange"),
    Status.PROBLEM: (N_("There is a problem"), "red"),
    Status.OVERDUE: (N_("Overdue"), "red"),
    Status.AGREED: (N_("Agreed"), "green"),
    Status.AGREED_WITH_CONDITIONS: (N_("Agreed with conditions"), "teal"),
    Status.NOT_AGREED: (N_("Not agreed"), "magenta"),
    Status.CLOSED: (N_("Closed"), ""),
    Status.COMPLETED: (N_("Completed"), ""),
    Status.CANNOT_START_YET: (N_("Cannot start yet"), ""),
    Status.IN_ORDER: (N_("In order"), "green"),
}


def tag(status: Status | str, who: str = "") -> Tag:
    """The tag of a status. `who` completes "Waiting for …"."""
    return _tag_in(language(), Status(status), who)


@lru_cache(maxsize=1024)
def _tag_in(spoken: str | None, status: Status, who: str) -> Tag:  # noqa: ARG001 - the words are in it
    text, colour = _TABLE[status]
    if status == Status.WAITING and who:
        return Tag(_("Waiting for %(who)s") % {"who": who}, colour)
    return Tag(_(text), colour)
