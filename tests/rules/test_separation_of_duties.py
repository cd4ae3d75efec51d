# SPDX-License-Identifier: MIT
"""Separation of duties in the Gateway, rule by rule, as its table gives them (SOD1-7, 19, 22)."""

from dataclasses import fields

import pytest
from matters import (
    ADVISED,
    CHIEF,
    CONCLUDED,
    DECIDED,
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

from candour.gateway.rules.independence import assessors, overseers, reassessors
from candour.gateway.rules.matter import Course, Matter, Outcome, Posts, Stage, View, roles_in
from candour.gateway.rules.procedure import GATEWAY
from candour.gateway.rules.visibility import Part, knows_of_it, visible_parts
from candour.gateway.rules.world import THE_KNOWN_HOLE, Setting, posts_held, sharing
from candour.kernel.procedure import may_begin
from candour.kernel.roles import Role


def goes(act, changes=None, **answers):
    return isinstance(outcome(act, changes, **answers)[0], Stage)


def held(*groups):
    return {"posts": posts_held(sharing(*groups), Setting())}


# ------------------------------------------------------------------ SOD1


def test_sod1_a_chief_officer_who_is_also_staff_officer_does_not_assess_their_own_matter():
    both = held((CHIEF, STAFF))
    assert CHIEF not in assessors(at(Stage.GATHERING, **both))
    assert refusals("allocate", both, assessor=CHIEF) == [("COG 3.2/1", "assessor")]
    assert goes("allocate", both, assessor=OUTSIDE_ASSESSOR)


def test_sod1_whoever_sent_the_request_for_the_chief_officer_does_not_assess_it():
    both = {**held((SECRETARY, STAFF)), "notifier": SECRETARY}
    assert refusals("allocate", both, assessor=SECRETARY) == [("COG 3.2/1", "assessor")]


def test_sod1_the_chief_officer_decides_and_the_assessor_does_not():
    assert goes("decide")
    assert not goes("decide", by=STAFF)
    assert not goes("decide_urgently", by=STAFF)


def test_sod1_the_assessor_at_work_is_not_swapped_for_a_friendlier_one():
    at_work = {"assessor": OUTSIDE_ASSESSOR, "late": ()}
    assert refusals("reallocate", at_work) == [("COG R/SO/1", "")]


# ------------------------------------------------------------------ SOD2


@pytest.mark.parametrize("act", ["assess", "recommend", "ask_for_gist", "ask_for_view"])
def test_sod2_no_assessing_before_the_declaration_is_clear(act):
    assert ("COG R/SO/2", "") in refusals(act, {"bias_cleared": False})


def test_sod2_a_declared_conflict_sends_the_matter_to_another():
    stage, matter = outcome("declare_conflict")
    assert (stage, matter.assessor) == (Stage.MATERIAL_COMPLETE, "")
    assert STAFF not in assessors(matter)
    assert roles_in(matter, STAFF) == frozenset()


def test_sod2_a_declaration_counts_for_the_person_who_made_it():
    matter = after("reallocate")
    assert (matter.assessor, matter.bias_cleared) == (STAFF, False)


# ------------------------------------------------------------------ SOD3


@pytest.mark.parametrize(
    ("facts", "barred"),
    [
        (held((CHIEF, HEAD)), CHIEF),
        ({"assessor": HEAD}, HEAD),
        ({"former": frozenset({HEAD})}, HEAD),
        ({"notifier": HEAD}, HEAD),
        ({"involved": frozenset({HEAD})}, HEAD),
        ({"conflicted": frozenset({HEAD})}, HEAD),
        ({"representatives": frozenset({HEAD})}, HEAD),
        ({"line": True}, HEAD),
    ],
)
def test_sod3_who_had_a_part_before_does_not_reassess(facts, barred):
    assert barred not in reassessors(at(Stage.REASSESSMENT_REQUESTED, **facts))
    assert not goes("take_up", facts, by=barred)


def test_sod3_where_nobody_inside_may_reassess_another_force_does():
    chief, deputy = THE_KNOWN_HOLE[0][0], THE_KNOWN_HOLE[1][0]
    facts = {**held(*THE_KNOWN_HOLE), "assessor": deputy}
    matter = at(Stage.REASSESSMENT_REQUESTED, **facts)
    turn = reassessors(matter)
    assert turn == matter.posts.of(Role.EXTERNAL_REASSESSOR)
    assert not turn & {chief, deputy}
    assert all(goes("take_up", facts, by=person) for person in turn)


def test_sod3_the_line_is_waived_by_a_second_person_with_a_reason():
    assert after("waive_line").line_waived == {HEAD}
    assert not goes("waive_line", reasons="")
    assert not goes("waive_line", {"assessor": OVERSEER}, by=HEAD)


# ------------------------------------------------------------------ SOD4


@pytest.mark.parametrize("stage", list(Stage))
def test_sod4_a_representative_sees_no_material_no_assessment_and_no_draft(stage):
    matter = at(stage, representatives=frozenset({REP}), view=View.GIVEN)
    assert visible_parts(matter, stage, REP) <= {Part.SUMMARY, Part.VIEW, Part.OUTCOME}


@pytest.mark.parametrize("stage", list(Stage))
def test_sod4_a_representative_does_nothing_but_give_a_view(stage):
    matter = at(stage, representatives=frozenset({SECRETARY}), view=View.ASKED)
    roles = roles_in(matter, SECRETARY)
    may = {act.name for act in GATEWAY.acts if may_begin(act, stage, matter, SECRETARY, roles)}
    assert may <= {"give_view"}


@pytest.mark.parametrize("stage", [one for one in Stage if one is not Stage.UNNOTIFIED])
@pytest.mark.parametrize("person", EVERYONE)
def test_sod4_nobody_acts_on_a_matter_that_is_hidden_from_them(person, stage):
    matter = at(stage)
    roles = roles_in(matter, person)
    may = [act.name for act in GATEWAY.acts if may_begin(act, stage, matter, person, roles)]
    assert person == ORGANISER or not may or knows_of_it(matter, stage, person)


# ------------------------------------------------------------------ SOD5


@pytest.mark.parametrize("view", list(View))
def test_sod5_the_association_is_heard_before_any_recommendation(view):
    attends = {"representatives": frozenset({REP}), "view": view}
    assert goes("recommend", attends) is (view not in {View.NOT_ASKED, View.ASKED})


def test_sod5_the_view_is_passed_over_only_when_overdue_by_a_second_role_with_a_reason():
    assert after("waive_view").view is View.WAIVED
    assert not goes("waive_view", {"late": ()})
    assert not goes("waive_view", reasons="")
    assert not goes("waive_view", by=STAFF)


# ------------------------------------------------------------------ SOD6


@pytest.mark.parametrize("stage", [one for one in Stage if one is not Stage.RECOMMENDED])
def test_sod6_no_decision_comes_before_the_recommendation_or_twice(stage):
    assert not goes("decide", {"stage": stage, **ADVISED})


@pytest.mark.parametrize(
    "answers",
    [{"accepts": True}, {"accepts": False, "attends": False, "said": ()}],
    ids=["accept", "reject"],
)
def test_sod6_a_decision_has_its_reasons_either_way(answers):
    assert goes("decide", **answers)
    assert refusals("decide", **answers, reasons=" ") == [("COG R/CO/1", "reasons")]


def test_sod6_an_urgent_decision_comes_first_only_where_the_event_does_and_is_marked():
    assert after("decide_urgently").urgent
    assert refusals("decide_urgently", {"late": ()}) == [("COG 3.3/1", "")]
    assert refusals("decide_urgently", reasons="") == [("COG R/CO/1", "reasons")]


# ------------------------------------------------------------------ SOD7

ADDENDA = {"add_note", "mark_judicial"}
STILL_TO_DO = {"commission", "show_kept", "show_not_kept", "tell", "close", "respond"}
FINAL = {**CONCLUDED, "final": True}


@pytest.mark.parametrize("stage", [Stage.FINAL, Stage.MITIGATING, Stage.CLOSED])
def test_sod7_after_final_only_addenda_and_what_was_decided_is_carried_out(stage):
    matter = at(stage, **FINAL)
    open_to = {
        act.name
        for person in EVERYONE
        for act in GATEWAY.open_to(stage, matter, person, roles_in(matter, person))
    }
    assert open_to <= ADDENDA | STILL_TO_DO
    assert stage is not Stage.CLOSED or open_to == ADDENDA


@pytest.mark.parametrize("act", sorted(ADDENDA | STILL_TO_DO - {"respond"}))
def test_sod7_no_act_after_final_changes_what_was_advised_decided_or_concluded(act):
    stage, given, _ = GOOD[act]
    before = at(stage, **FINAL)
    then = GATEWAY.act(act).effect(before, given)
    frozen = {"course", "decided", "urgent", "mitigations", "outcome", "reassessor", "assessor"}
    same = {
        one.name for one in fields(Matter) if getattr(before, one.name) == getattr(then, one.name)
    }
    assert frozen | {"final", "former", "conflicted"} <= same


def test_sod7_an_answer_to_another_course_changes_conditions_and_nothing_else():
    before, then = at(Stage.FINAL), after("respond")
    changed = {o.name for o in fields(Matter) if getattr(before, o.name) != getattr(then, o.name)}
    assert changed == {"answered", "mitigations"}


# ------------------------------------------------------------------ SOD19


@pytest.mark.parametrize("stage", list(Stage))
def test_sod19_an_administrator_sees_nothing_and_does_nothing(stage):
    matter = at(stage)
    matter.posts.holders[Role.ADMINISTRATOR] = frozenset({"admin"})
    roles = roles_in(matter, "admin")
    assert roles == {Role.ADMINISTRATOR}
    assert not knows_of_it(matter, stage, "admin")
    assert not any(may_begin(act, stage, matter, "admin", roles) for act in GATEWAY.acts)


# ------------------------------------------------------------------ SOD22


@pytest.mark.parametrize(
    ("shared", "turn"),
    [((OVERSEER,), HEAD), ((OVERSEER, HEAD), DEPUTY)],
)
def test_sod22_who_runs_a_matter_is_never_its_subject(shared, turn):
    matter = at(Stage.GATHERING, **held((CHIEF, *shared)))
    assert overseers(matter) == {turn}
    assert not goes("allocate", held((CHIEF, *shared)), by=CHIEF)
    assert goes("allocate", held((CHIEF, *shared)), by=turn)


def test_sod22_with_every_office_in_the_subjects_hands_another_force_runs_it():
    matter = at(Stage.GATHERING, **held((CHIEF, OVERSEER, HEAD, DEPUTY)))
    assert overseers(matter) == matter.posts.of(Role.EXTERNAL_REASSESSOR)


def test_sod22_nobody_runs_a_matter_that_they_assess():
    assert OVERSEER not in overseers(at(Stage.ASSESSING, assessor=OVERSEER))


# ------------------------------------------------------------------ nobody is above them


def test_no_role_opens_every_act():
    for role in Role:
        may = {act.name for act in GATEWAY.acts if role in act.by}
        assert len(may) < len(GATEWAY.acts) / 2, role


@pytest.mark.parametrize("stage", list(Stage))
def test_no_person_may_begin_every_act_that_a_stage_has(stage):
    matter = at(stage)
    acts = [act for act in GATEWAY.acts if stage in act.source]
    for person in EVERYONE:
        roles = roles_in(matter, person)
        may = [act for act in acts if may_begin(act, stage, matter, person, roles)]
        assert len(may) < len(acts) or len(acts) <= 1, person


def test_the_facts_that_rules_compare_are_persons_not_accounts():
    matter = at(Stage.RECOMMENDED, **DECIDED, outcome=Outcome.UPHELD)
    assert {type(matter.principal), type(matter.assessor), type(matter.notifier)} == {str}
    assert Matter(principal=CHIEF, posts=Posts({})).course is not Course.PROCEED
