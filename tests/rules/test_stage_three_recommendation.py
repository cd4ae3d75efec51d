# SPDX-License-Identifier: MIT
"""Stage Three: the chief officer decides with reasons, people are told, conditions are kept."""

from dataclasses import replace

import pytest
from matters import (
    CHIEF,
    DECISION,
    EVERYONE,
    GOOD,
    ORGANISER,
    OVERSEER,
    SECRETARY,
    STAFF,
    after,
    at,
    outcome,
    refusals,
)

from candour.gateway.rules.matter import BEFORE_THE_DECISION, Course, Outcome, Posts, Stage
from candour.gateway.rules.mitigations import Choice, Said
from candour.gateway.rules.stage_three_recommendation import ACTS, departs_from_the_advice
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role

ARRANGE = {CHIEF, SECRETARY, STAFF, OVERSEER}


@pytest.mark.parametrize("act", [act.name for act in ACTS])
def test_each_act_goes_through_with_good_answers(act):
    row = next(one for one in ACTS if one.name == act)
    stage, _ = outcome(act)
    assert stage == (row.target or GOOD[act][0])


@pytest.mark.parametrize(
    ("act", "who"),
    [
        ("decide", {CHIEF}),
        ("decide_urgently", {CHIEF}),
        ("escalate", {OVERSEER}),
        ("lapse", {OVERSEER}),
        ("tell", ARRANGE),
        ("commission", ARRANGE),
        ("show_kept", ARRANGE),
        ("show_not_kept", ARRANGE),
        ("close", ARRANGE),
    ],
)
def test_who_may_do_it(act, who):
    assert {person for person in EVERYONE if isinstance(outcome(act, by=person)[0], Stage)} == who


ACCEPTED, REFUSED = Said("minutes", Choice.ACCEPTED), Said("minutes", Choice.REJECTED, "Too much.")
ADVISES = {"advised": frozenset()}


@pytest.mark.parametrize(
    ("act", "changes", "answers", "reason"),
    [
        ("decide", {}, {"accepts": None}, ("COG 3.3/2", "accepts")),
        ("decide", {}, {"reasons": " "}, ("COG R/CO/1", "reasons")),
        ("decide", {}, {"attends": False}, ("COG 3.3/2", "accepts")),
        ("decide", {}, {"accepts": False}, ("COG 3.3/2", "attends")),
        ("decide", {}, {"said": ()}, ("COG 3.3/2", "said")),
        ("decide", {}, {"said": (), "accepts": False, "attends": True}, ("COG 3.3/2", "said")),
        ("decide", {}, {"said": (ACCEPTED, replace(ACCEPTED, step="mine"))}, ("COG 3.3/2", "")),
        ("decide", {"advised": frozenset({"minutes", "two"})}, {}, ("COG 3.3/2", "said")),
        ("decide", {}, {"said": (Said("minutes", None),)}, ("COG 3.3/2", "choice-minutes")),
        ("decide_urgently", {}, {"reasons": ""}, ("COG R/CO/1", "reasons")),
        ("decide_urgently", {}, {"said": (ACCEPTED,)}, ("COG 3.3/2", "")),
        ("decide_urgently", {"late": ()}, {}, ("COG 3.3/1", "")),
        ("escalate", {"late": ()}, {}, ("COG R/HS/1", "")),
        ("escalate", {"escalated": True}, {}, ("COG R/HS/1", "")),
        ("lapse", {"escalated": False}, {}, ("COG R/HS/1", "")),
        ("lapse", {"late": ()}, {}, ("COG R/HS/1", "")),
        ("lapse", {}, {"reasons": ""}, ("COG R/HS/1", "reasons")),
        ("tell", {}, {"party": "nobody"}, ("COG 3.3/2", "party")),
        ("tell", {}, {"method": ""}, ("COG 3.4/7", "method")),
        ("commission", {"mitigations": frozenset()}, {}, ("COG 3.3/2", "")),
        ("commission", {"outcome": Outcome.REPLACED}, {}, ("COG 3.4/6", "")),
        ("show_kept", {}, {"step": "another"}, ("COG R/SO/2", "step")),
        ("show_kept", {"settled": frozenset({"minutes"})}, {}, ("COG R/SO/2", "step")),
        ("show_not_kept", {}, {"evidence": ""}, ("COG R/SO/2", "evidence")),
        ("close", {"settled": frozenset()}, {}, ("COG R/SO/2", "")),
        ("close", {"told": frozenset()}, {}, ("COG 3.3/2", "")),
        ("close", {"late": ()}, {}, ("COG 3.4/4", "")),
        ("close", {"outcome": Outcome.REPLACED}, {}, ("COG 3.4/6", "")),
    ],
)
def test_what_is_refused_and_by_which_clause(act, changes, answers, reason):
    assert refusals(act, changes, **answers) == [reason]


# ------------------------------------------------------------------ the decision


@pytest.mark.parametrize(
    ("choice", "words", "kept"),
    [
        (Choice.ACCEPTED, "", True),
        (Choice.VARIED, "Shorter minutes.", True),
        (Choice.REJECTED, "They add nothing.", False),
    ],
)
def test_conditions_that_are_accepted_or_changed_come_into_force(choice, words, kept):
    matter = after("decide", said=(Said("minutes", choice, words),))
    assert matter.mitigations == (frozenset({"minutes"}) if kept else frozenset())
    assert matter.decided


@pytest.mark.parametrize("choice", [Choice.VARIED, Choice.REJECTED])
def test_changing_or_refusing_a_condition_takes_words(choice):
    found = refusals("decide", said=(Said("minutes", choice, " "),))
    assert found == [("COG R/CO/1", "words-minutes")]


@pytest.mark.parametrize(
    ("course", "accepts", "attends", "goes"),
    [
        (Course.PROCEED, True, None, True),
        (Course.PROCEED, True, True, True),
        (Course.PROCEED, True, False, False),
        (Course.PROCEED, False, False, True),
        (Course.DECLINE, True, False, True),
        (Course.DECLINE, True, True, False),
        (Course.DECLINE, False, True, True),
    ],
)
def test_what_the_chief_officer_does_follows_from_the_answer(course, accepts, attends, goes):
    changes = {"course": course, **ADVISES}
    found = refusals("decide", changes, accepts=accepts, attends=attends, said=())
    assert (("COG 3.3/2", "accepts") not in found) is goes


def test_who_stays_away_need_not_answer_the_conditions():
    assert after("decide", accepts=False, attends=False, said=()).mitigations == frozenset()


def test_who_answers_one_condition_answers_all():
    two = {"advised": frozenset({"minutes", "two"})}
    found = refusals("decide", two, accepts=False, attends=False)
    assert found == [("COG 3.3/2", "said")]


@pytest.mark.parametrize(
    ("accepts", "said", "departs"),
    [
        (True, (ACCEPTED,), False),
        (True, (REFUSED,), True),
        (True, (Said("minutes", Choice.VARIED, "Less."),), True),
        (False, (), True),
    ],
)
def test_a_departure_from_the_advice_is_seen(accepts, said, departs):
    given = replace(DECISION, accepts=accepts, said=said)
    assert departs_from_the_advice(at(Stage.RECOMMENDED), given) is departs


def test_an_urgent_decision_is_marked_and_takes_no_conditions():
    matter = after("decide_urgently")
    assert (matter.urgent, matter.decided, matter.mitigations) == (True, True, frozenset())


# ------------------------------------------------------------------ nobody answers


def test_an_escalation_is_remembered():
    assert after("escalate").escalated


NOBODY = Posts({})
IN_TIME = {"late": (), "escalated": False}


@pytest.mark.parametrize("stage", sorted(BEFORE_THE_DECISION))
def test_nobody_will_decide_where_the_chief_officer_has_left(stage):
    changes = {**IN_TIME, "stage": stage, "late": ("principal_left",)}
    assert outcome("lapse", changes)[0] is Stage.CLOSED


@pytest.mark.parametrize("stage", sorted(BEFORE_THE_DECISION))
def test_somebody_will_decide_where_its_subject_holds_another_post_than_a_chief_officers(stage):
    others = at(stage).posts.holders | {Role.PRINCIPAL: frozenset({"another chief officer"})}
    for holders in (others, others | {Role.PRINCIPAL: frozenset()}):
        changes = {**IN_TIME, "stage": stage, "posts": Posts(holders)}
        assert refusals("lapse", changes) == [("COG R/HS/1", "")]


@pytest.mark.parametrize("act", ["decide", "decide_urgently", "withdraw", "respond"])
def test_a_chief_officer_who_has_left_decides_nothing_more(act):
    late = ("principal_left", *GOOD[act][2].get("late", ()))
    assert outcome(act) != (reasons := outcome(act, {"late": late}))
    assert all(isinstance(reason, Refused) for reason in reasons)


@pytest.mark.parametrize("stage", sorted(BEFORE_THE_DECISION - {Stage.RECOMMENDED}))
def test_a_matter_whose_chief_officer_is_in_office_is_not_closed_over_their_head(stage):
    changes = {"stage": stage, "late": (), "escalated": False}
    assert refusals("lapse", changes) == [("COG R/HS/1", "")]


# ------------------------------------------------------------------ afterwards


def test_a_party_is_told_once_however_often():
    assert after("tell", {"told": frozenset({ORGANISER})}).told == {ORGANISER}


@pytest.mark.parametrize("act", ["show_kept", "show_not_kept"])
def test_a_condition_kept_or_not_is_settled(act):
    assert after(act).settled == {"minutes"}


@pytest.mark.parametrize("act", ["close", "commission"])
@pytest.mark.parametrize(
    "open_again", [{"answered": True}, {"late": ("response_overdue", "windows_over")}]
)
def test_another_course_that_is_answered_or_overdue_holds_nothing_up(act, open_again):
    changes = {"outcome": Outcome.REPLACED, "final": True, **open_again}
    assert isinstance(outcome(act, changes)[0], Stage)


def test_after_a_reassessment_a_matter_closes_without_waiting_for_the_window():
    assert outcome("close", {"final": True, "late": (), "told": frozenset()})[0] is Stage.CLOSED
