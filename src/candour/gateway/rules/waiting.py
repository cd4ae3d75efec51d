# SPDX-License-Identifier: MIT
"""Whom a matter waits for once a deadline has passed, and when a person steps in instead.

At most one reminder in three days; after two, the next in line hears of it, not a third reminder.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from candour.gateway.rules.independence import overseers, reassessors
from candour.gateway.rules.matter import Matter, Stage
from candour.gateway.rules.who_hears import next_above
from candour.kernel.clause import clause

MOST_REMINDERS = 2
AT_MOST_EVERY = timedelta(days=3)


@dataclass(frozen=True)
class Duty:
    """Something that is overdue: whose it is, since when, and the page to do it on."""

    task: str
    page: str
    people: frozenset[str]
    due: date
    key: str


@dataclass(frozen=True)
class Dates:
    """The deadlines of a matter; none where nothing runs."""

    advice: date
    decision: date | None = None
    view: date | None = None
    reassessment: date | None = None
    condition: date | None = None
    """Of the conditions that are open, the first to become a breach."""


def duties(matter: Matter, stage: Stage, dates: Dates, today: date) -> list[Duty]:
    """What is overdue today and whose it is. Nobody with a conflict is asked."""
    found = [
        *_before_advice(matter, stage, dates),
        *_of(stage is Stage.RECOMMENDED, "Decide", "case_decision", {matter.principal},
             dates.decision),
        *_of(stage in {Stage.REASSESSMENT_REQUESTED, Stage.REASSESSING}, "Reassess", "case_review",
             {matter.reassessor} if matter.reassessor else reassessors(matter),
             dates.reassessment),
        *_of(stage is Stage.MITIGATING, "Show that the conditions were kept", "case_conditions",
             {matter.assessor or matter.principal}, dates.condition),
    ]  # fmt: skip
    return [one for one in found if one.due < today and one.people - matter.conflicted]


def _before_advice(matter: Matter, stage: Stage, dates: Dates) -> list[Duty]:
    if stage is Stage.MATERIAL_COMPLETE and not matter.assessor:
        people = overseers(matter)
        return _of(True, "Allocate an assessor", "case_allocate", people, dates.advice)
    if stage not in {Stage.MATERIAL_COMPLETE, Stage.ASSESSING}:
        return []
    return [
        *_of(True, "Send your recommendation", "case", {matter.assessor}, dates.advice),
        *_of(dates.view is not None, "Give your view", "case_views", matter.representatives,
             dates.view),
    ]  # fmt: skip


def _of(
    holds: bool, task: str, page: str, people: frozenset[str] | set[str], due: date | None
) -> list[Duty]:
    if not holds or due is None:
        return []
    return [Duty(task, page, frozenset(people), due, f"{page}/{due:%y%m%d}")]


def is_time_to_remind(rounds: int, last: datetime | None, now: datetime) -> bool:
    """Whether a reminder, or in its place the escalation, goes out now."""
    if rounds > MOST_REMINDERS:
        return False
    return last is None or now - last >= AT_MOST_EVERY


@clause("COG R/HS/1")
def steps_in(matter: Matter, duty: Duty) -> frozenset[str]:
    """Who hears when reminders were of no use: who runs the matter, or whoever stands above."""
    found = overseers(matter) - duty.people - matter.conflicted
    return found or next_above(matter) - duty.people - matter.conflicted
