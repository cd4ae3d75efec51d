# SPDX-License-Identifier: MIT
"""Everything that people might try with one board pack, and what must hold throughout."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from candour.boards.rules.pack import (
    BOARD_PACK,
    Learning,
    LeftOut,
    Moved,
    Pack,
    Stage,
    Written,
)
from candour.kernel.exploration import Invariant, Step, World
from candour.kernel.procedure import Act, Given, Procedure
from candour.kernel.roles import Role

SECRETARIAT, CLERK, CHIEF, MEMBER, ANYONE = "secretariat", "clerk", "chief", "member", "anyone"
ROLES = {
    SECRETARIAT: frozenset({Role.OVERSEER, Role.WORKFORCE}),
    CLERK: frozenset({Role.CLERK, Role.WORKFORCE}),
    CHIEF: frozenset({Role.SPONSOR, Role.WORKFORCE}),
    MEMBER: frozenset({Role.MEMBER, Role.WORKFORCE}),
    ANYONE: frozenset({Role.WORKFORCE}),
}
TODAY = date(2026, 11, 2)
LATER, EARLIER = TODAY + timedelta(days=10), TODAY - timedelta(days=1)
START = Pack(today=TODAY, meets_on=LATER)
STARTS = (START, replace(START, over=False), replace(START, listed=False))
LATE = replace(START, meets_on=EARLIER)
ITEMS = ("first", "second")


def worlds(procedure: Procedure[Pack] = BOARD_PACK) -> tuple[World[Pack], ...]:
    return (
        World(
            name="two who prepare, their chief, a member, and somebody else",
            procedure=procedure,
            starts=tuple((procedure.start, start) for start in STARTS),
            people=tuple(ROLES),
            roles=lambda _pack, person: ROLES[person],
            tries=_tries,
            time_passes=_the_quarter_ends_and_somebody_is_listed,
            forget=lambda _stage, pack: pack,
            invariants=INVARIANTS,
        ),
        World(
            name="a pack that is late for its meeting, and a correction after it",
            procedure=procedure,
            starts=((procedure.start, LATE), (procedure.start, replace(LATE, corrects=True))),
            people=tuple(ROLES),
            roles=lambda _pack, person: ROLES[person],
            tries=_tries,
            time_passes=lambda _pack: None,
            forget=lambda _stage, pack: pack,
            invariants=INVARIANTS,
        ),
    )


def _the_quarter_ends_and_somebody_is_listed(pack: Pack) -> Pack | None:
    return None if pack.over and pack.listed else replace(pack, over=True, listed=True)


def _tries(act: Act[Pack, Any], pack: Pack, person: str) -> Iterator[Given]:
    match act.name:
        case "write_board_item":
            yield from _items(person)
        case "move_board_meeting":
            for day in (EARLIER, LATER):
                yield Moved(by=person, day=day)
        case "leave_out_board_item":
            for key in (*ITEMS, "nothing"):
                yield LeftOut(by=person, key=key)
        case "write_board_learning":
            for text in ("", "Ask earlier."):
                yield Learning(by=person, text=text)
        case _:
            yield Given(by=person)


def _items(person: str) -> Iterator[Given]:
    gifts = frozenset({"gifts"})
    for key in ITEMS:
        yield Written(by=person, key=key, title="Gifts", figures=gifts, new=True)
        yield Written(by=person, key=key, title="Gifts", figures=gifts, words="Fewer.")
    yield Written(by=person, key="first", title="Gifts", new=True)
    yield Written(by=person, key="first", words="Fewer.", new=True)
    yield Written(
        by=person, key="first", title="Gifts", figures=frozenset({"never"}), words="-", new=True
    )


def _two_people(step: Step[Pack]) -> bool:
    return step.given.by not in step.matter.authors


def _whole(step: Step[Pack]) -> bool:
    pack = step.matter
    said = all(one.written or not one.figures for one in pack.papers)
    return pack.drawn and pack.learned and bool(pack.papers) and said


def _somebody_gets_it_in_time(step: Step[Pack]) -> bool:
    pack = step.matter
    return pack.listed and (pack.corrects or pack.meets_on >= pack.today)


def _not_before_its_time(step: Step[Pack]) -> bool:
    return step.matter.over


def _author(step: Step[Pack]) -> bool:
    return step.given.by in step.matter_after.authors


def _words_follow_figures(step: Step[Pack]) -> bool:
    return step.matter.drawn


def _no_item_is_empty(step: Step[Pack]) -> bool:
    return all(one.figures or one.written for one in step.matter_after.papers)


def _a_circulated_pack_stays(step: Step[Pack]) -> bool:
    return step.stage is not Stage.CIRCULATED


CIRCULATING = frozenset({"circulate_board_pack"})
WRITING = frozenset({"write_board_item", "write_board_learning"})
CHANGING = WRITING | {"draw_board_figures", "leave_out_board_item", "move_board_meeting"}
INVARIANTS: tuple[Invariant[Pack], ...] = (
    Invariant("B1", "whoever circulates neither drew nor wrote", _two_people, CIRCULATING),
    Invariant("B2", "it is circulated whole", _whole, CIRCULATING),
    Invariant("B3", "to somebody, and in time", _somebody_gets_it_in_time, CIRCULATING),
    Invariant("B4", "no figure is drawn before the quarter ends", _not_before_its_time,
              CIRCULATING | {"draw_board_figures"}),
    Invariant("B5", "whoever draws or writes is an author", _author, CHANGING),
    Invariant("B6", "words follow the figures", _words_follow_figures, WRITING),
    Invariant("B7", "no item is empty", _no_item_is_empty),
    Invariant("B8", "a circulated pack stays as it is", _a_circulated_pack_stays),
)  # fmt: skip
