# SPDX-License-Identifier: MIT
"""The Gateway as a whole: every state of every world in which its posts can be held."""

from concurrent.futures import ProcessPoolExecutor

import pytest

from candour.gateway.rules.invariants import INVARIANTS
from candour.gateway.rules.matter import Stage
from candour.gateway.rules.procedure import GATEWAY
from candour.gateway.rules.world import (
    OUTSIDE_REASSESSORS,
    POSTS,
    THE_KNOWN_HOLE,
    Circumstance,
    combinations,
    sharing,
    world,
    worlds,
    worlds_that_matter_most,
)
from candour.kernel.exploration import Findings, Walk, explore
from tracked import TOP


@pytest.mark.walk
def test_the_worlds_that_matter_most_are_sound_and_every_act_is_done_in_them():
    found = Findings()
    for one in worlds_that_matter_most():
        found.add(explore(one))
    assert found.sound, (found.broken, found.dead_ends)
    assert found.fired == {act.name for act in GATEWAY.acts}
    assert found.stages == set(Stage)


def test_where_the_head_of_standards_is_the_subject_and_the_deputy_assessed_it_another_force_decides():
    walk = Walk(world(sharing(*THE_KNOWN_HOLE)))
    assert walk.through(stop_at_once=False).sound
    deputy = THE_KNOWN_HOLE[1][0]
    reassessed = {
        matter.reassessor
        for stage, matter in walk.states
        if stage is Stage.REASSESSING and matter.assessor == deputy
    }
    assert reassessed
    assert reassessed <= set(OUTSIDE_REASSESSORS)
    ended = [m for stage, m in walk.states if stage is Stage.CLOSED and m.assessor == deputy]
    assert any(matter.final for matter in ended)


def test_an_overseer_who_is_the_only_staff_officer_looks_outside_for_an_assessor():
    walk = Walk(world(sharing(("head of secretariat", "staff officer"))))
    assert walk.through(stop_at_once=False).sound
    assert "head of secretariat" not in {matter.assessor for _, matter in walk.states}


@pytest.mark.parametrize(("posts", "ways"), [(1, 1), (2, 2), (3, 5), (4, 15), (5, 52), (6, 203)])
def test_every_way_of_sharing_the_posts_is_tried_once(posts, ways):
    held = [tuple(one.values()) for one in combinations(POSTS[:posts])]
    assert len(set(held)) == len(held) == ways


def test_no_two_worlds_are_the_same():
    names = [one.name for one in worlds()]
    assert len(set(names)) == len(names)
    assert {one.name for one in worlds_that_matter_most()} <= {*names} | {
        world(sharing(POSTS)).name
    }


def test_the_readme_shows_the_walk_as_it_is_now():
    """The states are counted by the whole walk; worlds, acts and invariants can be counted here."""
    told = (TOP / "README.md").read_text(encoding="utf-8")
    walked = {
        "worlds (who holds which post, and what is special)": len(list(worlds())),
        "acts done in some world": f"{len(GATEWAY.acts)} of {len(GATEWAY.acts)}",
        "invariants checked at every act": len(INVARIANTS),
    }
    for name, value in walked.items():
        assert f"  {name:50}  {value}\n" in told
    assert f"hardest {IN_WORDS[len(list(worlds_that_matter_most()))]} worlds" in told


IN_WORDS = {10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen"}


def test_every_invariant_has_its_own_name_and_speaks_of_acts_that_exist():
    rules = [one.rule for one in INVARIANTS]
    assert len(set(rules)) == len(rules)
    assert {act for one in INVARIANTS for act in one.acts} <= {act.name for act in GATEWAY.acts}


@pytest.mark.deep
def test_every_world_is_sound():
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(sound, range(len(list(worlds()))), chunksize=4))
    assert all(found)


def sound(number):
    return explore(list(worlds())[number]).sound


@pytest.mark.parametrize("circumstance", list(Circumstance))
def test_every_circumstance_is_walked_with_every_combination_of_its_posts(circumstance):
    here = [one for one in worlds() if one.name.endswith(circumstance)]
    assert len(here) in {52, 203}
