# SPDX-License-Identifier: MIT
"""The walk itself, on a procedure small enough to see through: a request for leave."""

from dataclasses import dataclass, replace
from enum import StrEnum

import pytest

from candour.kernel.exploration import Findings, Invariant, World, explore
from candour.kernel.procedure import Act, Given, Procedure, Refused


class Leave(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    OVER = "over"
    DROPPED = "dropped"


class Part(StrEnum):
    STAFF = "staff"
    BOSS = "boss"


@dataclass(frozen=True)
class Request:
    days: int = 3
    late: bool = False


def is_the_boss_on_time(request, by):
    if request.late:
        raise Refused("It is too late.")


def an_act(name, part, source, target, **more):
    given = {"label": name, "past": name, "effect": lambda request, given: request, **more}
    return Act(name, by=frozenset({part}), source=frozenset({source}), target=target, **given)


GRANT = an_act("grant", Part.BOSS, Leave.ASKED, Leave.GRANTED, when=(is_the_boss_on_time,))
END = an_act("end", Part.STAFF, Leave.GRANTED, Leave.OVER)
DROP = an_act("drop", Part.STAFF, Leave.ASKED, Leave.DROPPED)
LOOK = an_act("look", Part.STAFF, Leave.ASKED, None)


def leave(*acts, invariants=(), forget=lambda stage, request: request, passes=False):
    procedure = Procedure(
        "Leave",
        Leave.ASKED,
        acts,
        ends=frozenset({Leave.OVER, Leave.DROPPED}),
        given_up=frozenset({Leave.DROPPED}),
    )
    parts = {"Ann": Part.STAFF, "Bob": Part.BOSS}
    return World(
        name="Ann asks Bob",
        procedure=procedure,
        starts=((Leave.ASKED, Request()),),
        people=tuple(parts),
        roles=lambda request, person: frozenset({parts[person]}),
        tries=lambda act, request, person: (Given(by=person),),
        time_passes=lambda request: (
            replace(request, late=True) if passes and not request.late else None
        ),
        forget=forget,
        invariants=invariants,
    )


def test_a_sound_procedure_is_walked_to_its_ends():
    found = explore(leave(GRANT, END, DROP, LOOK))
    assert found.sound
    assert (found.states, found.transitions) == (4, 4)
    assert found.fired == {"grant", "end", "drop", "look"}
    assert found.stages == set(Leave)


def test_a_matter_that_can_only_be_given_up_is_at_a_dead_end():
    (stuck,) = explore(leave(GRANT, DROP)).dead_ends
    assert "2 in 'Ann asks Bob'" in stuck


def test_time_may_close_the_only_way_out():
    (stuck,) = explore(leave(GRANT, END, passes=True)).dead_ends
    assert "late=True" in stuck


def test_no_time_passes_after_the_end():
    found = explore(leave(END, GRANT, passes=True))
    assert not any(stage is Leave.OVER and late for stage, late in reached(found))


def reached(found):
    return [(stage, False) for stage in found.stages]


NEVER = Invariant("N1", "nobody grants anything", lambda step: False, frozenset({"grant"}))
SHORT = Invariant("N2", "leave stays as long as it was", lambda step: step.matter_after.days == 3)
LONGER = replace(GRANT, effect=lambda request, given: replace(request, days=9))


@pytest.mark.parametrize(("act", "broken"), [(GRANT, {"N1"}), (LONGER, {"N1", "N2"})])
def test_a_broken_sentence_is_named_with_the_act_that_broke_it(act, broken):
    found = explore(leave(act, END, invariants=(NEVER, SHORT)))
    assert set(found.broken) == broken
    assert "broken by 'grant' from asked (Ann asks Bob)" in found.broken["N1"]


def test_a_sentence_about_some_acts_is_not_asked_of_others():
    assert explore(leave(DROP, END, invariants=(NEVER,))).broken == {}


def test_a_walk_that_stops_at_once_goes_no_further_than_the_fault():
    found = explore(leave(GRANT, END, invariants=(NEVER,)), stop_at_once=True)
    assert (set(found.broken), found.states, found.dead_ends) == ({"N1"}, 2, [])
    assert not found.sound


def test_states_that_differ_only_in_what_is_forgotten_are_one():
    world = leave(LONGER, replace(LONGER, name="grant all"), END)
    careless = replace(world, forget=lambda stage, request: replace(request, days=0))
    assert explore(careless).states < explore(leave(GRANT, LONGER, END)).states


def test_findings_add_up_and_keep_the_first_word_on_each_rule():
    total = Findings()
    total.add(Findings(1, 2, 3, {"N1": "here"}, [], {"grant"}, {"asked"}))
    total.add(Findings(1, 5, 7, {"N1": "there", "N2": "there"}, ["stuck"], {"end"}, {"over"}))
    assert (total.worlds, total.states, total.transitions) == (2, 7, 10)
    assert total.broken == {"N1": "here", "N2": "there"}
    assert (total.dead_ends, total.fired) == (["stuck"], {"grant", "end"})
    assert total.stages == {"asked", "over"}
