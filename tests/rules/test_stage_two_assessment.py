# SPDX-License-Identifier: MIT
"""Stage Two: the declaration comes first, then views and tests, then the recommendation."""

from dataclasses import replace

import pytest
from matters import (
    CHIEF,
    EVERYONE,
    GOOD,
    OVERSEER,
    REP,
    STAFF,
    STEP,
    UNIT,
    after,
    outcome,
    refusals,
)

from candour.gateway.rules.matter import Course, Stage, View
from candour.gateway.rules.stage_two_assessment import ACTS

ATTENDS = {"representatives": frozenset({REP})}


@pytest.mark.parametrize("act", [act.name for act in ACTS])
def test_each_act_goes_through_with_good_answers(act):
    row = next(one for one in ACTS if one.name == act)
    stage, _ = outcome(act)
    assert stage == (row.target or GOOD[act][0])


@pytest.mark.parametrize(
    ("act", "who"),
    [
        ("declare_no_conflict", {STAFF}),
        ("declare_conflict", {STAFF}),
        ("ask_for_more", {STAFF}),
        ("ask_for_view", {STAFF}),
        ("give_view", {REP}),
        ("waive_view", {OVERSEER}),
        ("ask_for_gist", {STAFF}),
        ("give_gist", {UNIT}),
        ("assess", {STAFF}),
        ("recommend", {STAFF}),
    ],
)
def test_who_may_do_it(act, who):
    assert {person for person in EVERYONE if isinstance(outcome(act, by=person)[0], Stage)} == who


@pytest.mark.parametrize(
    ("act", "changes", "answers", "reason"),
    [
        ("declare_no_conflict", {"notifier": STAFF}, {}, ("COG 3.2/1", "")),
        ("declare_conflict", {}, {"reasons": ""}, ("COG R/SO/2", "reasons")),
        ("declare_conflict_early", {}, {"reasons": ""}, ("COG R/SO/2", "reasons")),
        ("ask_for_more", {}, {"reasons": ""}, ("COG 3.1/2", "reasons")),
        ("ask_for_view", {"bias_cleared": False}, {}, ("COG R/SO/2", "")),
        ("ask_for_view", {"view": View.GIVEN}, {}, ("COG 3.2/9", "")),
        ("give_view", {}, {"reasons": ""}, ("COG 3.2/9", "reasons")),
        ("give_view", {"view": View.NOT_ASKED}, {}, ("COG 3.2/10", "")),
        ("give_view", {"view": View.GIVEN}, {}, ("COG 3.2/10", "")),
        ("waive_view", {"late": ()}, {}, ("COG 3.2/9", "")),
        ("waive_view", {"view": View.NOT_ASKED}, {}, ("COG 3.2/9", "")),
        ("waive_view", {}, {"reasons": ""}, ("COG 3.2/9", "reasons")),
        ("ask_for_gist", {"gist": View.ASKED}, {}, ("COG 2/2", "")),
        ("ask_for_gist", {"bias_cleared": False}, {}, ("COG R/SO/2", "")),
        ("give_gist", {"gist": View.GIVEN}, {}, ("COG 2/2", "")),
        ("give_gist", {}, {"reasons": " "}, ("COG 2/2", "reasons")),
        ("assess", {"bias_cleared": False}, {}, ("COG R/SO/2", "")),
        ("assess", {"involved": frozenset({STAFF})}, {}, ("COG 3.2/1", "")),
        ("recommend", {"bias_cleared": False}, {}, ("COG R/SO/2", "")),
        ("recommend", {"notifier": STAFF}, {}, ("COG 3.2/1", "")),
        ("recommend", {"tested": False}, {}, ("COG 3.2/3", "")),
        ("recommend", {"view": View.NOT_ASKED, **ATTENDS}, {}, ("COG 3.2/9", "")),
        ("recommend", {"view": View.ASKED, **ATTENDS}, {}, ("COG 3.2/9", "")),
        ("recommend", {}, {"course": None, "steps": ()}, ("COG 3.2/5", "course")),
        ("recommend", {}, {"steps": ()}, ("COG 3.2/7", "steps")),
        ("recommend", {}, {"course": Course.DECLINE}, ("COG 3.2/7", "course")),
        ("recommend", {}, {"reasons": ""}, ("COG R/SO/2", "reasons")),
    ],
)
def test_what_is_refused_and_by_which_clause(act, changes, answers, reason):
    assert refusals(act, changes, **answers) == [reason]


def test_no_view_is_asked_for_where_nobody_attends():
    assert ("COG 3.2/9", "") in refusals("ask_for_view", {"view": View.NOT_NEEDED})


def test_somebody_who_does_not_attend_gives_no_view():
    assert refusals("give_view", {"representatives": frozenset()}) == [("COG 3.2/9", "")]


@pytest.mark.parametrize(
    ("field", "value", "about"),
    [("owner", "", "minutes-owner"), ("evidence", " ", "minutes-evidence"), ("text", "", "minutes-text"), ("due_on", None, "minutes-due")],
)  # fmt: skip
def test_a_condition_can_be_checked(field, value, about):
    step = replace(STEP, **{field: value})
    assert refusals("recommend", steps=(step,)) == [("COG 3.2/8", about)]


@pytest.mark.parametrize("course", [Course.PROCEED, Course.DECLINE])
@pytest.mark.parametrize("doubted", [True, False])
def test_who_finds_integrity_in_question_does_not_say_go_on(course, doubted):
    found = refusals("recommend", {"integrity_in_question": doubted}, course=course, steps=())
    refused = doubted and course is Course.PROCEED
    assert (found == [("COG 2/2", "course")]) is refused


@pytest.mark.parametrize("view", [View.GIVEN, View.WAIVED])
def test_once_the_view_is_in_or_overdue_and_waived_the_advice_goes(view):
    assert after("recommend", {"view": view, **ATTENDS}).course is Course.WITH_MITIGATION


# ------------------------------------------------------------------ what becomes true


def test_a_clear_declaration_opens_the_assessment():
    stage, matter = outcome("declare_no_conflict", {"bias_cleared": False})
    assert (stage, matter.bias_cleared) == (Stage.ASSESSING, True)


@pytest.mark.parametrize("act", ["declare_conflict", "declare_conflict_early"])
def test_a_conflict_ends_the_part_of_whoever_declares_it(act):
    matter = after(act, {"tested": True})
    assert (matter.assessor, matter.bias_cleared, matter.tested) == ("", False, False)
    assert matter.conflicted == {STAFF}


def test_more_material_means_a_new_declaration_and_a_new_test():
    stage, matter = outcome("ask_for_more")
    assert (stage, matter.bias_cleared, matter.tested) == (Stage.GATHERING, False, False)


@pytest.mark.parametrize(
    ("act", "view"),
    [("ask_for_view", View.ASKED), ("give_view", View.GIVEN), ("waive_view", View.WAIVED)],
)
def test_where_the_view_stands(act, view):
    assert after(act).view is view


@pytest.mark.parametrize(("act", "gist"), [("ask_for_gist", View.ASKED), ("give_gist", View.GIVEN)])
def test_where_the_gist_stands(act, gist):
    assert after(act).gist is gist


@pytest.mark.parametrize("answer", [True, False])
def test_the_test_keeps_the_last_threshold(answer):
    matter = after("assess", integrity_in_question=answer)
    assert (matter.tested, matter.integrity_in_question) == (True, answer)


def test_the_advice_keeps_its_course_and_what_it_asks_for():
    matter = after("recommend", {"course": None, "advised": frozenset()})
    assert (matter.course, matter.advised) == (Course.WITH_MITIGATION, {"minutes"})


def test_the_chief_officer_sees_to_no_part_of_the_assessment():
    mine = {act.name for act in ACTS if GOOD[act.name][1].by == CHIEF}
    assert mine == set()
