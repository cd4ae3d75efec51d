# SPDX-License-Identifier: MIT
"""When a matter is over: notes beside it, and word of the courts, nothing else."""

import pytest
from matters import (
    CHIEF,
    DEPUTY,
    EVERYONE,
    HEAD,
    OVERSEER,
    SECRETARY,
    STAFF,
    at,
    outcome,
    refusals,
)

from candour.gateway.rules.matter import Stage, roles_in
from candour.gateway.rules.procedure import GATEWAY


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.UNNOTIFIED])
def test_a_note_changes_nothing_at_any_stage(stage):
    then, matter = outcome("add_note", {"stage": stage}, by=CHIEF)
    assert (then, matter) == (stage, at(stage))


def test_a_note_comes_from_whoever_has_a_part():
    may = {one for one in EVERYONE if isinstance(outcome("add_note", by=one)[0], Stage)}
    assert may == {CHIEF, SECRETARY, STAFF, OVERSEER}


def test_whoever_reassessed_may_add_a_note():
    final = {"stage": Stage.FINAL, "reassessor": HEAD}
    assert outcome("add_note", final, by=HEAD)[0] is Stage.FINAL
    assert refusals("add_note", final, by=DEPUTY) == [("COG R/HS/1", "")]


@pytest.mark.parametrize(
    ("act", "changes", "answers", "reason"),
    [
        ("add_note", {}, {"reasons": " "}, ("COG 3.4/8", "reasons")),
        ("mark_judicial", {}, {"reasons": ""}, ("COG 3.4/8", "reasons")),
        ("mark_judicial", {"final": False}, {}, ("COG 3.4/8", "")),
        ("mark_judicial", {"judicial": True}, {}, ("COG 3.4/8", "")),
        ("mark_judicial", {"assessor": OVERSEER}, {}, ("COG R/HS/1", "")),
    ],
)
def test_what_is_refused_and_by_which_clause(act, changes, answers, reason):
    assert refusals(act, changes, **answers) == [reason]


def test_court_proceedings_are_noted():
    assert outcome("mark_judicial")[1].judicial


def test_after_a_final_reassessment_nobody_changes_what_was_decided():
    final = at(Stage.CLOSED, reassessor=HEAD, final=True, asked_again=True)
    open_to = {
        act.name
        for person in EVERYONE
        for act in GATEWAY.open_to(Stage.CLOSED, final, person, roles_in(final, person))
    }
    assert open_to == {"add_note", "mark_judicial"}
