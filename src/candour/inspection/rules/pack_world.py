# SPDX-License-Identifier: MIT
"""Everything that people might try with one inspection pack, and what must hold throughout."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from candour.inspection.rules.pack import (
    FRESH_DAYS,
    INSPECTION,
    LONGEST,
    Ended,
    Extended,
    Invited,
    Pack,
    Remarks,
    Stage,
)
from candour.kernel.exploration import Invariant, Step, World
from candour.kernel.procedure import Act, Given, Procedure
from candour.kernel.roles import Role

SECRETARIAT, STANDARDS, CHIEF = "secretariat", "standards", "chief"
INSPECTOR, SECOND, ANYONE = "inspector", "second inspector", "anyone"
ROLES = {
    SECRETARIAT: frozenset({Role.OVERSEER, Role.WORKFORCE}),
    STANDARDS: frozenset({Role.REASSESSOR, Role.WORKFORCE}),
    CHIEF: frozenset({Role.SPONSOR, Role.WORKFORCE}),
    INSPECTOR: frozenset({Role.INSPECTOR, Role.WORKFORCE}),
    SECOND: frozenset({Role.INSPECTOR, Role.WORKFORCE}),
    ANYONE: frozenset({Role.WORKFORCE}),
}
FIRST = date(2026, 11, 2)
LATER = FIRST + timedelta(days=30)
TEN, FORTY, LONG = (timedelta(days=n) for n in (10, 40, LONGEST.days + 1))
START = Pack(today=FIRST, inspectors=frozenset({INSPECTOR, SECOND}), gaps=frozenset({"levels"}))


def worlds(procedure: Procedure[Pack] = INSPECTION) -> tuple[World[Pack], ...]:
    return (
        World(
            name="two who draw, their chief, two inspectors, and somebody else",
            procedure=procedure,
            starts=((procedure.start, START), (procedure.start, replace(START, begun=False))),
            people=tuple(ROLES),
            roles=lambda _pack, person: ROLES[person],
            tries=_tries,
            time_passes=_a_month_goes_by,
            forget=_forget,
            invariants=INVARIANTS,
        ),
    )


def _a_month_goes_by(pack: Pack) -> Pack | None:
    return None if pack.today == LATER else replace(pack, today=LATER, begun=True)


def _forget(stage: Any, pack: Pack) -> Pack:
    """Once it is frozen, nothing asks who drew it."""
    return pack if stage is Stage.DRAFT else replace(pack, authors=frozenset(), drawn_on=None)


def _tries(act: Act[Pack, Any], pack: Pack, person: str) -> Iterator[Given]:
    match act.name:
        case "remark_on_gaps":
            for about in ((), ("levels",), ("gateway",)):
                yield Remarks(by=person, about=frozenset(about))
        case "open_pack":
            yield from _invitations(pack, person)
        case "extend_opening":
            for one in (*pack.openings, None):
                yield from _extensions(pack, person, one.key if one else "nobody")
        case "end_opening":
            for key in (INSPECTOR, "nobody"):
                yield Ended(by=person, key=key)
        case _:
            yield Given(by=person)


def _invitations(pack: Pack, person: str) -> Iterator[Given]:
    today = pack.today
    spans = (
        (today, today + TEN),
        (today - TEN, today),
        (today, today + LONG),
        (today, today - TEN),
    )
    for who in (INSPECTOR, SECOND, ANYONE):
        for starts_on, until in spans:
            yield Invited(by=person, key=who, who=who, starts_on=starts_on, until=until)


def _extensions(pack: Pack, person: str, key: str) -> Iterator[Given]:
    for until in (pack.today - TEN, pack.today + FORTY, pack.today + LONG):
        for reason in ("", "They are ill."):
            yield Extended(by=person, key=key, until=until, reason=reason)


def _two_people(step: Step[Pack]) -> bool:
    return step.given.by not in step.matter.authors


def _fresh(step: Step[Pack]) -> bool:
    drawn = step.matter.drawn_on
    return drawn is not None and (step.matter.today - drawn).days <= FRESH_DAYS


def _not_before_its_time(step: Step[Pack]) -> bool:
    return step.matter.begun


def _only_inspectors(step: Step[Pack]) -> bool:
    return {one.person for one in step.matter_after.openings} <= step.matter.inspectors


def _for_few_days(step: Step[Pack]) -> bool:
    most = step.matter.today + LONGEST
    changed = step.matter_after.openings - step.matter.openings
    return all(one.until <= max(most, one.starts_on + LONGEST) for one in changed)


def _with_a_reason(step: Step[Pack]) -> bool:
    return bool(getattr(step.given, "reason", ""))


def _a_frozen_pack_stays(step: Step[Pack]) -> bool:
    return step.stage is Stage.DRAFT


def _never_open_unfrozen(step: Step[Pack]) -> bool:
    return step.stage_after is Stage.OPENED or not step.matter_after.openings


def _once_for_each(step: Step[Pack]) -> bool:
    people = [one.person for one in step.matter_after.openings]
    return len(people) == len(set(people))


def _author(step: Step[Pack]) -> bool:
    return step.given.by in step.matter_after.authors


CHANGING = frozenset({"draw_pack", "remark_on_gaps"})
INVARIANTS: tuple[Invariant[Pack], ...] = (
    Invariant("I1", "whoever freezes neither drew nor wrote", _two_people,
              frozenset({"freeze_pack"})),
    Invariant("I2", "old figures are not frozen", _fresh, frozenset({"freeze_pack"})),
    Invariant("I3", "no figure is drawn or frozen before the quarters begin", _not_before_its_time,
              frozenset({"draw_pack", "freeze_pack"})),
    Invariant("I4", "it opens to inspectors of this body alone", _only_inspectors,
              frozenset({"open_pack"})),
    Invariant("I5", "and for so many days and no more", _for_few_days),
    Invariant("I6", "longer only with a reason", _with_a_reason, frozenset({"extend_opening"})),
    Invariant("I7", "a frozen pack stays as it is", _a_frozen_pack_stays, CHANGING),
    Invariant("I8", "nothing is open unless it was frozen, or after it was closed",
              _never_open_unfrozen),
    Invariant("I9", "it is open to nobody twice", _once_for_each),
    Invariant("I10", "whoever draws or writes is an author", _author, CHANGING),
)  # fmt: skip
