# SPDX-License-Identifier: MIT
"""What the walk forgets makes no difference: whoever could do a thing still can, to the same end.

Random histories are played with nothing forgotten. At each state everything that anybody might try
is compared with the state as the walk would remember it.
"""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candour.gateway.rules.abstraction import clock_of
from candour.gateway.rules.world import (
    POSTS,
    SETTINGS,
    Circumstance,
    combinations,
    sharing,
    world,
)
from candour.kernel.exploration import explore
from candour.kernel.procedure import answers_hold, may_begin

WAYS_OF_HOLDING = tuple(combinations(POSTS))
LENGTH = 40


def ways_on(world, stage, matter, called=lambda person: person):
    """Everything that can be done here: by whom, with which answers, and what comes of it.

    `called` renames people, where the walk takes one outsider for another.
    """
    found = {}
    later = world.time_passes(matter)
    if later is not None:
        found["time passes", "", 0] = (stage, later)
    for person in world.people:
        me = called(person)
        roles = world.roles(matter, me)
        for act in world.procedure.acts:
            if may_begin(act, stage, matter, me, roles):
                for number, answers in enumerate(world.tries(act, matter, me)):
                    if answers_hold(act, matter, answers):
                        target = stage if act.target is None else act.target
                        found[act.name, person, number] = (target, act.effect(matter, answers))
    return {key: (target, on_time(world, after)) for key, (target, after) in found.items()}


def on_time(world, matter):
    succession = world.name.endswith(Circumstance.SUCCESSION)
    return matter if succession else replace(matter, times=clock_of(matter))


def swapped(before, after):
    """The renaming that takes each outsider of one state for the one of the other."""
    names = {}
    for part in ("assessor", "reassessor"):
        one, other = getattr(before, part), getattr(after, part)
        if one != other:
            names |= {one: other, other: one}
    return lambda person: names.get(person, person)


def compare(world, stage, matter):
    remembered = world.forget(stage, matter)
    here = ways_on(world, stage, matter)
    there = ways_on(world, stage, remembered, swapped(matter, remembered))
    time = ("time passes", "", 0)
    assert here.keys() - {time} == there.keys() - {time}
    for key in here.keys() | there.keys():
        one = world.forget(*here.get(key, (stage, matter)))
        other = world.forget(*there.get(key, (stage, remembered)))
        if key == time and stage in world.procedure.ends:
            continue
        assert one == other, key
    return here


def is_progress(before, key, after):
    return after != before and key[0] not in {"withdraw", "lapse"}


@pytest.mark.walk
@pytest.mark.parametrize("circumstance", list(Circumstance), ids=lambda one: one.name.lower())
@settings(max_examples=25)
@given(held=st.sampled_from(WAYS_OF_HOLDING), seed=st.integers(0, 2**32))
def test_what_is_forgotten_makes_no_difference(circumstance, held, seed):
    here = world(held, circumstance)
    chance = Random(seed)
    stage, matter = here.starts[0]
    for _ in range(LENGTH):
        found = compare(here, stage, matter)
        steps = [key for key in found if is_progress((stage, matter), key, found[key])]
        if not steps:
            break
        stage, matter = found[chance.choice(sorted(steps))]


@pytest.mark.deep
def test_a_whole_world_is_the_same_with_nothing_forgotten():
    here = world(sharing(POSTS))
    short = explore(here)
    everything = replace(here, forget=lambda stage, matter: on_time(here, matter))
    long = explore(everything)
    assert (long.sound, long.fired, long.stages) == (short.sound, short.fired, short.stages)
    assert long.states > 20 * short.states


TO_THE_ADVICE = (
    "notify",
    "confirm_areas",
    "declare_issues",
    "complete_material",
    "allocate",
    "declare_no_conflict",
    "assess",
)


def test_the_comparison_notices_a_fact_that_is_still_read():
    here = world(WAYS_OF_HOLDING[-1])
    careless = replace(here, forget=lambda stage, matter: replace(matter, tested=False))
    stage, matter = here.starts[0]
    for act in TO_THE_ADVICE:
        found = compare(careless, stage, matter)
        stage, matter = found[min(key for key in found if key[0] == act)]
    with pytest.raises(AssertionError):
        compare(careless, stage, matter)


def test_every_circumstance_has_its_setting():
    assert set(SETTINGS) == set(Circumstance)
