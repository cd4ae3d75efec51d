# SPDX-License-Identifier: MIT
"""What becomes true of a procurement with each act; whatever is new takes the confirmation away."""

from __future__ import annotations

from dataclasses import replace

from candour.kernel.procedure import Given
from candour.procurement.rules.procurement import (
    Assessed,
    Declared,
    Named,
    NamedSupplier,
    Part,
    Prepared,
    Procurement,
    StoodDown,
    Task,
    TaskAnswered,
    Verdict,
)


def outdated(matter: Procurement) -> Procurement:
    """What was prepared no longer says how things are: it has to be revised."""
    return replace(matter, prepared_by="", confirmed=False)


def asked_again(matter: Procurement) -> Procurement:
    people = frozenset(Part(one.person) for one in matter.people)
    return outdated(replace(matter, people=people))


def _with(matter: Procurement, part: Part) -> Procurement:
    others = frozenset(one for one in matter.people if one.person != part.person)
    return outdated(replace(matter, people=others | {part}))


def with_task(matter: Procurement, task: Task) -> Procurement:
    """The registers hold something new: whom it concerns is asked again."""
    found = outdated(replace(matter, tasks=matter.tasks | {task}))
    return _with(found, Part(task.about)) if matter.part_of(task.about) else found


def they_take_part(matter: Procurement, given: Named) -> Procurement:
    return _with(matter, Part(given.who))


def they_take_no_further_part(matter: Procurement, given: StoodDown) -> Procurement:
    left = frozenset(one for one in matter.people if one.person != given.who)
    return outdated(_without_tasks(replace(matter, people=left), given.who))


def they_answer_for_it_now(matter: Procurement, given: Named) -> Procurement:
    return replace(matter, accountable=given.who, confirmed=False)


def the_supplier_is_known(matter: Procurement, given: NamedSupplier) -> Procurement:
    """Nobody has declared about this one: all are asked again."""
    return asked_again(replace(matter, suppliers=matter.suppliers | {given.supplier}))


def it_is_declared(matter: Procurement, given: Declared) -> Procurement:
    return _with(_without_tasks(matter, given.by), Part(given.by, declared=True))


def _without_tasks(matter: Procurement, person: str) -> Procurement:
    left = frozenset(one for one in matter.tasks if one.about != person)
    return replace(matter, tasks=left)


def the_task_is_done(matter: Procurement, given: TaskAnswered) -> Procurement:
    left = frozenset(one for one in matter.tasks if one.key != given.task)
    return replace(matter, tasks=left)


def it_is_assessed(matter: Procurement, given: Assessed) -> Procurement:
    out = given.supplier if given.verdict is Verdict.EXCLUDED else ""
    return _with(matter, Part(given.who, declared=True, assessed=True, excludes=out))


def it_says_how_things_are(matter: Procurement, given: Prepared) -> Procurement:
    return replace(matter, prepared_by=given.by, confirmed=False)


def it_is_confirmed(matter: Procurement, given: Given) -> Procurement:
    return replace(matter, confirmed=True)


def all_are_asked(matter: Procurement, given: Given) -> Procurement:
    return asked_again(replace(matter, asked=True))


def the_notice_is_out(matter: Procurement, given: Given) -> Procurement:
    return outdated(replace(matter, asked=False))


def nothing_more(matter: Procurement, given: Given) -> Procurement:
    return matter
