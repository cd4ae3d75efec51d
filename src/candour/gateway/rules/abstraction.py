# SPDX-License-Identifier: MIT
"""What a walk through the states may forget: facts that no later act reads.

Two states that differ only in such facts are one, which makes the walk much shorter. A test walks
small worlds with and without forgetting: the same acts are done, with the same verdict.
"""

from dataclasses import replace
from enum import StrEnum
from typing import Any

from candour.gateway.rules.matter import (
    OVERSEERS,
    REASSESSORS,
    Course,
    Matter,
    Outcome,
    Stage,
    Times,
    View,
)
from candour.kernel.roles import Role

LATER = Times(
    event_passed=True,
    advice_overdue=True,
    view_overdue=True,
    decision_overdue=True,
    response_overdue=True,
    windows_over=True,
)
"""Everything that can be overdue is."""

GATHERED = frozenset({Stage.MATERIAL_COMPLETE, Stage.ASSESSING})
ADVISED = frozenset(Stage) - GATHERED - {Stage.UNNOTIFIED, Stage.NOTIFIED, Stage.GATHERING}

UP_TO_THE_ADVICE: dict[str, Any] = {
    "areas": frozenset(),
    "issues_declared": False,
    "tested": False,
    "integrity_in_question": False,
    "gist": View.NOT_NEEDED,
}


def forget(stage: StrEnum, matter: Matter, *, keeps_time: bool = False) -> Matter:
    """Drop what is read no more. `keeps_time` where the posts change hands as time passes."""
    gone = _parts_of_people(stage, matter)
    if stage in ADVISED:
        gone |= UP_TO_THE_ADVICE
    if matter.decided:
        gone |= {"escalated": False, "advised": frozenset()}
        gone["course"] = None if matter.course is None else Course.PROCEED
    if matter.asked_again:
        gone["told"] = frozenset()
    if matter.final:
        gone |= _over(matter)
    if not keeps_time:
        gone["times"] = _time_that_counts(stage, matter)
    changed = {name: value for name, value in gone.items() if getattr(matter, name) != value}
    return replace(matter, **changed) if changed else matter


def _parts_of_people(stage: StrEnum, matter: Matter) -> dict[str, Any]:
    """Earlier parts count only for whoever may still assess, run, or look again."""
    posts = matter.posts
    again = posts.of(*REASSESSORS)
    judges = again | (posts.of(Role.ASSESSOR) if stage not in ADVISED else frozenset())
    gone: dict[str, Any] = {
        "refused": False,  # read only for the sight of the sponsor, who has no act
        "former": matter.former & again,
        "line_waived": matter.line_waived & frozenset(posts.managers),
    }
    if matter.notifier and matter.notifier not in judges:
        gone["notifier"] = "someone else"
    if stage in ADVISED:
        gone["conflicted"] = matter.conflicted & posts.of(Role.SECRETARIAT, *OVERSEERS)
        if matter.assessor in posts.of(Role.EXTERNAL_ASSESSOR):
            gone["assessor"] = min(posts.of(Role.EXTERNAL_ASSESSOR))
    if matter.outcome is not None and matter.reassessor in posts.of(Role.EXTERNAL_REASSESSOR):
        gone["reassessor"] = min(posts.of(Role.EXTERNAL_REASSESSOR))
    return gone


def clock_of(matter: Matter) -> Times:
    """A request starts the calendar anew: the one clock left starts when a reassessment is final.

    This is no forgetting: the time to answer another course is never over before it began.
    """
    return Times() if matter.asked_again and not matter.final else matter.times


def _time_that_counts(stage: StrEnum, matter: Matter) -> Times:
    if stage is Stage.WITHDRAWN or (matter.final and not _waits(matter)):
        return LATER
    if matter.asked_again:
        return clock_of(matter)
    if matter.decided and matter.times.event_before_advice_due:
        return replace(matter.times, event_before_advice_due=False)
    return matter.times


def _over(matter: Matter) -> dict[str, Any]:
    """After a reassessment: the telling is done, and conditions that were replaced are past."""
    gone: dict[str, Any] = {
        "outcome_told": frozenset(),
        "line_waived": frozenset(),
        "settled": matter.settled & matter.mitigations,
    }
    if not _waits(matter):
        gone["pending"] = frozenset()
    return gone


def _waits(matter: Matter) -> bool:
    """Another course waits for the chief officer's answer."""
    return matter.outcome is Outcome.REPLACED and not matter.answered
