# SPDX-License-Identifier: MIT
"""What pages say of states and acts. One word for a state, wherever it stands."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candour.registers.rules.expenses import Contradiction
from candour.registers.rules.promises import Standing
from candour.ui.said import said
from candour.ui.tags import Status, Tag, tag

STATES: dict[str, tuple[Promise, Status]] = {
    "draft": (_("Draft"), Status.DRAFT),
    "offered": (_("Draft"), Status.DRAFT),
    "declared": (_("Sent"), Status.IN_PROGRESS),
    "noted": (_("Noted"), Status.COMPLETED),
    "ended": (_("Ended"), Status.CLOSED),
    "withdrawn": (_("Withdrawn"), Status.CLOSED),
    "with_peer": (_("With another chief officer"), Status.WAITING),
    "to_agree": (_("Waiting for agreement"), Status.DECISION_NEEDED),
    "recorded": (_("Recorded"), Status.COMPLETED),
    "agreed": (_("Agreed"), Status.AGREED),
    "refused": (_("Not agreed"), Status.NOT_AGREED),
    "disposed": (_("Dealt with"), Status.COMPLETED),
    "submitted": (_("With the supervisor"), Status.WAITING),
    "panel": (_("With the panel"), Status.WAITING),
    "to_decide": (_("Waiting for a decision"), Status.DECISION_NEEDED),
    "minded_to": (_("Waiting for the applicant"), Status.WAITING),
    "incompatible": (_("Not agreed"), Status.NOT_AGREED),
    "live": (_("Agreed"), Status.AGREED),
    "appealed": (_("Appealed"), Status.DECISION_NEEDED),
    "breached": (_("A condition was not kept"), Status.PROBLEM),
    "lapsed": (_("Lapsed"), Status.CLOSED),
    "ceased": (_("Ceased"), Status.CLOSED),
    # Whoever declared an association reads one word until there is an answer (AC10).
    "received": (_("Received"), Status.IN_PROGRESS),
    "graded": (_("Received"), Status.IN_PROGRESS),
    "answered": (_("Answered"), Status.COMPLETED),
}


def state_words(state: str) -> str:
    return str(STATES[state][0])


def state_tag(state: str, *, asked: bool = False, conditional: bool = False) -> Tag:
    """The tag of a state, in the colour that its kind has everywhere."""
    if conditional and state == "live":
        return tag(Status.AGREED_WITH_CONDITIONS)
    if asked:
        return Tag(said("Question to answer"), tag(Status.DECISION_NEEDED).colour)
    words, status = STATES[state]
    return Tag(str(words), tag(status).colour)


@dataclass(frozen=True)
class ActPage:
    """How an act is offered: its button, the question it asks, and what to know before."""

    button: Promise
    asks: Promise
    hint: Promise | str = ""
    needed: bool = True
    """Whether words are needed at all."""


ACTS: dict[str, ActPage] = {
    "note": ActPage(_("Note it"), _("Anything to add?"), needed=False),
    "ask": ActPage(
        _("Ask a question"), _("What do you want to know?"), _("They see your question at once")
    ),
    "answer": ActPage(_("Send my answer"), _("What is your answer?")),
    "end": ActPage(
        _("Say that it has ended"), _("When and how did it end?"), needed=False
    ),
    "withdraw": ActPage(
        _("Withdraw it"), _("Why do you withdraw it?"),
        _("Within 10 minutes of sending you need not say"), needed=False,
    ),
    "agree": ActPage(_("Agree"), _("Why may it be kept?")),
    "refuse": ActPage(_("Do not agree"), _("Why not, and what has to happen to it?")),
    "give_peer_view": ActPage(
        _("Give my view"), _("How would this look, inside and outside?"),
        _("Say whether you would keep it"),
    ),
    "check_relationship": ActPage(
        _("Record the check"), _("What did you look at, and what did you find?"),
        _("For example, contracts, other recipients, open cases"),
    ),
}  # fmt: skip

ACTS |= {
    "link": ActPage(
        _("Name its Gateway request"), _("What is the reference of the request?"),
        _("For example, GW-7KQ3-9FXD"),
    ),
    "give_supervisor_view": ActPage(
        _("Give my view"), _("Would this work beside the job?"),
        _("Think of hours, rest, and anything that could clash"),
    ),
    "go_on_without_view": ActPage(_("Go on without the view"), _("Why can it not be had?")),
    "advise": ActPage(
        _("Send advice"), _("What does the panel advise, and why?"),
        _("Name the risks, and any condition that would answer them"),
    ),
    "make_representations": ActPage(
        _("Answer the preliminary view"), _("What do you say to it?"),
        _("You may also ask for a meeting; say so here"),
    ),
    "go_on_without_answer": ActPage(_("Go on without an answer"), _("When did the time end?")),
    "appeal": ActPage(_("Appeal"), _("Why should it be decided differently?")),
    "allow_late_appeal": ActPage(_("Allow a late appeal"), _("Why may it come late?")),
    "confirm": ActPage(
        _("Confirm that nothing has changed"), _("Anything to add?"), needed=False
    ),
    "record_breach": ActPage(
        _("Record that a condition was not kept"), _("What happened?"),
        _("This is referred as a lawful-order matter; the decision stays as it is"),
    ),
    "go_on": ActPage(_("Let it go on"), _("Why may it go on?")),
    "lapse": ActPage(_("Let it lapse"), _("Why does it lapse?")),
    "end_after_breach": ActPage(_("Withdraw the agreement"), _("Why?")),
    "cease": ActPage(_("Say that it has ended"), _("When did it end?"), needed=False),
}  # fmt: skip

PAST: dict[str, Promise] = {"enter": _("Written")}


def past(act: str, told: str) -> str:
    """What the timeline says."""
    return str(PAST.get(act, told))


STANDINGS: dict[Standing, tuple[Promise, Status]] = {
    Standing.BROKEN: (_("Not kept"), Status.PROBLEM),
    Standing.OVERDUE: (_("Check overdue"), Status.OVERDUE),
    Standing.TO_CHECK: (_("To check"), Status.DECISION_NEEDED),
    Standing.ASKED: (_("Waiting for evidence"), Status.WAITING),
    Standing.IN_ORDER: (_("In order"), Status.IN_ORDER),
    Standing.ENDED: (_("Ended"), Status.CLOSED),
}


def standing_tag(stands: Standing) -> Tag:
    words, status = STANDINGS[stands]
    return Tag(str(words), tag(status).colour)


TAKEN_ALL_THE_SAME = _("The decision was not to take part.")
CONTRADICTIONS: dict[Contradiction, Promise] = {
    Contradiction.DECLINED: _("The decision was not to take part, and there is a claim."),
    Contradiction.GIVEN_UP: _("The request was withdrawn, and there is a claim."),
    Contradiction.NOT_THERE: _("Somebody claims for an event that they did not go to."),
    Contradiction.OTHER_DAY: _("The request gives another day."),
    Contradiction.HOST_PAYS: _(
        "The request says that the host offers a meal, a gift, travel or a stay."
    ),
    Contradiction.DEARER: _("More is claimed than the request says that it costs."),
}
"""What a claim and its request cannot both be right about."""
