# SPDX-License-Identifier: MIT
"""The procedures of the registers, walked whole, and the guards that keep them sound."""

from dataclasses import replace

import pytest

from candour.kernel.exploration import Findings, explore
from candour.registers.rules.interest_world import interest_worlds
from candour.registers.rules.worlds import (
    association_worlds,
    entry_worlds,
    expense_worlds,
    gift_worlds,
)

EVERY = {"entry": entry_worlds, "gift": gift_worlds, "interest": interest_worlds,
         "association": association_worlds, "expense": expense_worlds}  # fmt: skip


def walked(worlds):
    found = Findings()
    for world in worlds:
        found.add(explore(world, stop_at_once=True))
    return found


@pytest.mark.parametrize("name", EVERY)
def test_no_step_breaks_a_sentence_and_no_entry_is_stuck(name):
    worlds = EVERY[name]()
    found = Findings()
    for world in worlds:
        found.add(explore(world))
    procedure = worlds[0].procedure
    assert found.sound, (found.broken, found.dead_ends)
    assert {act.name for act in procedure.acts} == found.fired
    assert {str(state) for state in type(procedure.start)} == found.stages


def without(world, guard):
    """The same world with one guard taken away everywhere."""
    acts = tuple(
        replace(
            act,
            when=tuple(one for one in act.when if one.__name__ != guard),
            requires=tuple(one for one in act.requires if one.__name__ != guard),
        )
        for act in world.procedure.acts
    )
    return replace(world, procedure=replace(world.procedure, acts=acts))


@pytest.mark.walk
@pytest.mark.parametrize(
    ("name", "guard", "rule"),
    [
        ("entry", "it_is_not_ones_own", "OWN"),
        ("entry", "nothing_is_asked", "ASKED"),
        ("expense", "it_is_not_ones_own", "OWN"),
        ("expense", "nothing_is_asked", "ASKED"),
        ("gift", "the_peer_did_not_share_in_it", "SOD9"),
        ("gift", "the_approver_is_not_the_recipient", "SOD9"),
        ("gift", "the_approver_is_not_below_the_recipient", "SOD9/standards"),
        ("gift", "it_is_no_chief_officers", "R04"),
        ("association", "it_is_not_ones_own", "OWN"),
        ("association", "the_decider_did_not_grade", "D.2"),
        ("association", "conditions_are_named", "CONDITIONS"),
        ("interest", "it_is_no_relatives", "SOD10"),
        ("interest", "the_chief_hears_it_in_person", "SOD10/appeal"),
        ("interest", "the_appeal_is_heard_by_another", "SOD10/another"),
        ("interest", "the_applicant_was_heard", "AC19"),
        ("interest", "it_goes_no_further_than_the_preliminary_view", "r.8"),
        ("interest", "there_is_one_appeal_in_time", "r.9"),
        ("interest", "the_decider_is_the_right_one", "DECIDER"),
        ("interest", "the_review_is_overdue", "R06"),
    ],
)
def test_without_its_guard_a_sentence_is_broken(name, guard, rule):
    worlds = [without(world, guard) for world in EVERY[name]()]
    assert rule in walked(worlds).broken
