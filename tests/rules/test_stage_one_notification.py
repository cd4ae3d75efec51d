# SPDX-License-Identifier: MIT
"""Stage One: who may start a request, what it needs, and who is given the assessment."""

import pytest
from matters import (
    CHIEF,
    DEPUTY,
    EVERYONE,
    GOOD,
    HEAD,
    ORGANISER,
    OUTSIDE_ASSESSOR,
    OVERSEER,
    REP,
    SECRETARY,
    STAFF,
    after,
    at,
    outcome,
    refusals,
)

from candour.gateway.rules import stage_one_notification
from candour.gateway.rules.matter import Stage, View
from candour.gateway.rules.stage_one_notification import ACTS


@pytest.mark.parametrize("act", [act.name for act in ACTS])
def test_each_act_goes_through_with_good_answers(act):
    row = next(one for one in ACTS if one.name == act)
    stage, _ = outcome(act)
    assert stage == (row.target or GOOD[act][0])


@pytest.mark.parametrize(
    ("act", "who"),
    [
        ("notify", {CHIEF, SECRETARY}),
        ("confirm_areas", {CHIEF, SECRETARY}),
        ("describe", {CHIEF, SECRETARY}),
        ("declare_issues", {CHIEF}),
        ("add_material", {CHIEF, SECRETARY, STAFF}),
        ("complete_material", {CHIEF, SECRETARY}),
        ("allocate", {OVERSEER}),
        ("reallocate", {OVERSEER}),
        ("withdraw", {CHIEF, SECRETARY}),
    ],
)
def test_who_may_do_it(act, who):
    assert {person for person in EVERYONE if isinstance(outcome(act, by=person)[0], Stage)} == who


@pytest.mark.parametrize(
    ("act", "changes", "answers", "reason"),
    [
        ("notify", {}, {"activity": " "}, ("COG 3.1/1", "activity")),
        ("notify", {}, {"may_file": False}, ("COG 3.1/1", "principal")),
        ("notify", {}, {"in_population": False}, ("COG 1/2", "principal")),
        ("notify", {}, {"retrospective": True}, ("COG 2/1", "why_late")),
        ("confirm_areas", {}, {"areas": frozenset()}, ("COG 2/3", "areas")),
        ("name_people", {}, {"representatives": frozenset({CHIEF})}, ("COG 3.2/9", "people")),
        ("complete_material", {"areas": frozenset()}, {}, ("COG 2/3", "")),
        ("complete_material", {"issues_declared": False}, {}, ("COG R/CO/2", "issues")),
        ("allocate", {}, {"assessor": OVERSEER}, ("COG 3.2/1", "assessor")),
        ("allocate", {}, {"assessor": CHIEF}, ("COG 3.2/1", "assessor")),
        ("allocate", {}, {"assessor": "nobody"}, ("COG 3.2/1", "assessor")),
        ("allocate", {"assessor": OUTSIDE_ASSESSOR}, {}, ("COG R/SO/1", "")),
        ("reallocate", {"late": ()}, {}, ("COG R/SO/1", "")),
        ("withdraw", {}, {"reasons": ""}, ("COG 3.1/1", "reasons")),
    ],
)
def test_what_is_refused_and_by_which_clause(act, changes, answers, reason):
    assert refusals(act, changes, **answers) == [reason]


def test_every_reason_is_given_at_once():
    missing = {"areas": frozenset(), "issues_declared": False}
    assert {clause for clause, _ in refusals("complete_material", missing)} == {
        "COG 2/3",
        "COG R/CO/2",
    }


def test_a_late_request_goes_through_when_it_says_what_delayed_it():
    assert after("notify", retrospective=True, why_late="I was away.").notifier == CHIEF


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.CLOSED, Stage.WITHDRAWN])
def test_after_the_decision_nothing_is_withdrawn(stage):
    assert refusals("withdraw", {"stage": stage}) == [("COG 3.1/1", "")]


def test_whoever_files_on_behalf_is_remembered():
    assert after("notify", by=SECRETARY).notifier == SECRETARY


def test_declaring_and_naming_areas_is_remembered():
    assert after("declare_issues", {"issues_declared": False}).issues_declared
    assert after("confirm_areas").areas == {"other"}


# ------------------------------------------------------------------ who is involved


@pytest.mark.parametrize(
    ("view", "before", "named", "then"),
    [
        (View.NOT_NEEDED, set(), {REP}, View.NOT_ASKED),
        (View.GIVEN, {REP}, {REP}, View.GIVEN),
        (View.GIVEN, {REP}, {DEPUTY}, View.NOT_ASKED),
        (View.ASKED, {REP}, set(), View.NOT_NEEDED),
        (View.NOT_NEEDED, set(), set(), View.NOT_NEEDED),
    ],
)
def test_a_representative_who_attends_has_a_view_to_give(view, before, named, then):
    changes = {"view": view, "representatives": frozenset(before)}
    assert after("name_people", changes, representatives=frozenset(named)).view is then


def test_a_new_naming_takes_the_place_of_the_old():
    matter = after("name_people", {"involved": frozenset({HEAD})}, parties=frozenset({ORGANISER}))
    assert (matter.involved, matter.parties) == (frozenset(), {ORGANISER})


# ------------------------------------------------------------------ the assessor


@pytest.mark.parametrize(
    "part",
    [
        {"notifier": STAFF},
        {"conflicted": frozenset({STAFF})},
        {"involved": frozenset({STAFF})},
        {"representatives": frozenset({STAFF})},
    ],
    ids=lambda part: next(iter(part)),
)
def test_where_the_staff_officer_has_a_part_somebody_outside_assesses(part):
    assert refusals("allocate", part) == [("COG 3.2/1", "assessor")]
    assert after("allocate", part, assessor=OUTSIDE_ASSESSOR).assessor == OUTSIDE_ASSESSOR


def test_nobody_outside_assesses_while_a_staff_officer_is_free():
    assert refusals("allocate", assessor=OUTSIDE_ASSESSOR) == [("COG 3.2/1", "assessor")]


def test_a_new_assessor_declares_and_tests_anew_and_the_old_one_is_remembered():
    before = {"tested": True, "bias_cleared": True}
    matter = after("reallocate", before)
    assert (matter.assessor, matter.bias_cleared, matter.tested) == (STAFF, False, False)
    assert matter.former == {OUTSIDE_ASSESSOR}


def test_the_same_assessor_chosen_again_is_no_former_one():
    again = {"assessor": STAFF, "late": ("advice_overdue",)}
    assert after("allocate", again).former == frozenset()


def test_an_assessor_who_has_left_their_post_is_replaced_before_any_date_is_missed():
    gone = {"assessor": "somebody who left"}
    assert after("allocate", gone).former == {"somebody who left"}


def test_every_act_of_the_stage_is_listed_in_the_order_of_the_document():
    assert ACTS[0] is stage_one_notification.NOTIFY
    assert len({act.name for act in ACTS}) == len(ACTS)
    assert at(Stage.NOTIFIED).principal == CHIEF
