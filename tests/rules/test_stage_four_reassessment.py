# SPDX-License-Identifier: MIT
"""Stage Four: one reassessment, by somebody with no earlier part; everyone told; then final."""

from dataclasses import replace

import pytest
from matters import (
    ASKED,
    CHIEF,
    DEPUTY,
    EVERYONE,
    FRESH,
    GOOD,
    HEAD,
    ORGANISER,
    OUTSIDE_REASSESSOR,
    OVERSEER,
    STEP,
    after,
    outcome,
    refusals,
)

from candour.gateway.rules.matter import Outcome, Stage
from candour.gateway.rules.stage_four_reassessment import ACTS
from candour.gateway.rules.world import OUTSIDE_REASSESSORS


@pytest.mark.parametrize("act", [act.name for act in ACTS])
def test_each_act_goes_through_with_good_answers(act):
    row = next(one for one in ACTS if one.name == act)
    stage, _ = outcome(act)
    assert stage == (row.target or GOOD[act][0])


@pytest.mark.parametrize(
    ("act", "who"),
    [
        ("request_reassessment", {CHIEF, ORGANISER}),
        ("add_representation", {CHIEF, ORGANISER}),
        ("waive_line", {OVERSEER}),
        ("take_up", {HEAD}),
        ("stand_aside", {HEAD}),
        ("conclude", {HEAD}),
        ("tell_outcome", {HEAD}),
        ("make_final", {HEAD}),
        ("respond", {CHIEF}),
    ],
)
def test_who_may_do_it(act, who):
    assert {person for person in EVERYONE if isinstance(outcome(act, by=person)[0], Stage)} == who


REPLACED = {"outcome": Outcome.REPLACED, "other_course": "Decline"}
CONDITIONS = {"steps": (STEP,), "keys": frozenset({"minutes again"})}


@pytest.mark.parametrize(
    ("act", "changes", "answers", "reason"),
    [
        ("request_reassessment", {}, {"representation": " "}, ("COG 3.4/4", "representation")),
        ("request_reassessment", {}, {"late": True}, ("COG 3.4/4", "why_late")),
        ("request_reassessment", {"asked_again": True}, {}, ("COG 3.4/8", "")),
        ("request_reassessment", {"decided": False}, {}, ("COG 3.4/4", "")),
        ("add_representation", {}, {"representation": ""}, ("COG 3.4/4", "representation")),
        ("add_representation", {"outcome": Outcome.UPHELD}, {}, ("COG 3.4/8", "")),
        ("waive_line", {}, {"reassessor": "nobody"}, ("COG 3.4/2", "reassessor")),
        ("waive_line", {}, {"reasons": ""}, ("COG 3.4/2", "reasons")),
        ("take_up", {"reassessor": HEAD}, {}, ("COG 3.4/2", "")),
        ("take_up", {"involved": frozenset({HEAD})}, {}, ("COG 3.4/2", "")),
        ("stand_aside", {}, {"reasons": ""}, ("COG 3.4/2", "reasons")),
        ("stand_aside", {"outcome": Outcome.UPHELD}, {}, ("COG 3.4/8", "")),
        ("conclude", {"reassessor": DEPUTY}, {}, ("COG 3.4/2", "")),
        ("conclude", {"outcome": Outcome.UPHELD}, {}, ("COG 3.4/8", "")),
        ("conclude", {}, {"outcome": None}, ("COG 3.4/6", "outcome")),
        ("conclude", {}, {"reasons": ""}, ("COG 3.4/3", "reasons")),
        ("conclude", {}, {"outcome": Outcome.REPLACED}, ("COG 3.4/6", "other_course")),
        ("conclude", {}, CONDITIONS, ("COG 3.4/6", "outcome")),
        ("conclude", {}, {"keys": CONDITIONS["keys"]}, ("COG 3.4/6", "outcome")),
        (
            "conclude",
            {},
            {**REPLACED, "steps": (replace(STEP, owner=""),)},
            ("COG 3.2/8", "minutes-owner"),
        ),
        ("tell_outcome", FRESH, {}, ("COG 3.4/7", "")),
        ("tell_outcome", {"reassessor": DEPUTY}, {}, ("COG 3.4/2", "")),
        ("tell_outcome", {}, {"party": "nobody"}, ("COG 3.3/2", "party")),
        ("tell_outcome", {}, {"method": ""}, ("COG 3.4/7", "method")),
        ("make_final", {"outcome_told": frozenset()}, {}, ("COG 3.4/7", "")),
        ("make_final", {"outcome": None}, {}, ("COG 3.4/7", "")),
        ("make_final", {"reassessor": DEPUTY}, {}, ("COG 3.4/2", "")),
        ("respond", {"outcome": Outcome.UPHELD}, {}, ("COG 3.4/6", "")),
        ("respond", {"answered": True}, {}, ("COG 3.4/8", "")),
        ("respond", {}, {"accepts": None}, ("COG R/CO/1", "accepts")),
        ("respond", {}, {"reasons": ""}, ("COG R/CO/1", "reasons")),
    ],
)
def test_what_is_refused_and_by_which_clause(act, changes, answers, reason):
    assert refusals(act, changes, **answers) == [reason]


# ------------------------------------------------------------------ asking


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.MITIGATING, Stage.CLOSED])
def test_a_reassessment_is_asked_for_once_there_is_a_decision(stage):
    matter = after("request_reassessment", {"stage": stage})
    assert matter.asked_again


def test_a_late_request_goes_through_when_it_says_what_delayed_it():
    assert after("request_reassessment", late=True, why_late="I was ill.").asked_again


def test_there_is_no_second_reassessment():
    for stage in (Stage.DECIDED, Stage.MITIGATING, Stage.CLOSED):
        ended = {**ASKED, "stage": stage, "final": True, "outcome": Outcome.UPHELD}
        assert refusals("request_reassessment", ended) == [("COG 3.4/8", "")]


# ------------------------------------------------------------------ who reassesses


@pytest.mark.parametrize(
    ("out", "turn"),
    [
        ((), {HEAD}),
        ((HEAD,), {DEPUTY}),
        ((DEPUTY,), {HEAD}),
        ((HEAD, DEPUTY), set(OUTSIDE_REASSESSORS)),
        ((HEAD, DEPUTY, OUTSIDE_REASSESSOR), {OUTSIDE_REASSESSORS[1]}),
    ],
)
@pytest.mark.parametrize("part", ["conflicted", "involved", "representatives", "former"])
def test_the_office_its_deputy_and_then_another_force(part, out, turn):
    changes = {part: frozenset(out)}
    people = {*EVERYONE, *OUTSIDE_REASSESSORS}
    may = {one for one in people if isinstance(outcome("take_up", changes, by=one)[0], Stage)}
    assert may == turn


@pytest.mark.parametrize("stage", [Stage.REASSESSMENT_REQUESTED, Stage.REASSESSING])
def test_whoever_stands_aside_takes_no_part_again(stage):
    taken = {**FRESH, "stage": stage, "reassessor": HEAD if stage is Stage.REASSESSING else ""}
    then, matter = outcome("stand_aside", taken)
    assert (then, matter.reassessor) == (Stage.REASSESSMENT_REQUESTED, "")
    assert matter.conflicted == {HEAD}


def test_nobody_else_puts_a_reassessment_that_is_under_way_back():
    under_way = {**FRESH, "stage": Stage.REASSESSING, "conflicted": frozenset({HEAD})}
    assert refusals("stand_aside", under_way, by=DEPUTY) == [("COG 3.4/2", "")]


def test_a_reassessment_whose_holder_has_left_is_taken_up_by_the_next():
    left = {**FRESH, "stage": Stage.REASSESSING, "reassessor": "somebody who left"}
    assert after("take_up", left).reassessor == HEAD
    assert refusals("take_up", {**left, "reassessor": DEPUTY}) == [("COG 3.4/2", "")]


def test_who_reports_to_the_chief_officer_reassesses_only_after_a_waiver():
    assert refusals("take_up", {"line": True}) == [("COG 3.4/2", "")]
    waived = after("waive_line").line_waived
    assert waived == {HEAD}
    assert after("take_up", {"line": True, "line_waived": waived}).reassessor == HEAD


def test_nobody_waives_the_line_for_themselves():
    turn = {"assessor": OVERSEER, "line": True}
    assert refusals("waive_line", turn, by=HEAD) == [("COG 3.4/2", "reassessor")]


# ------------------------------------------------------------------ the outcome


@pytest.mark.parametrize("passed", [None, False])
def test_what_fails_a_test_is_not_upheld(passed):
    found = refusals("conclude", tests={"necessary": passed, "proportionate": True})
    assert found[0] == (("COG 3.4/3", "necessary") if passed is None else ("COG 3.4/3", "outcome"))


def test_another_course_may_follow_from_a_failed_test():
    failed = {"necessary": False, "proportionate": True}
    matter = after("conclude", tests=failed, **REPLACED, **CONDITIONS)
    assert (matter.outcome, matter.pending) == (Outcome.REPLACED, {"minutes again"})
    assert matter.mitigations == {"minutes"}


@pytest.mark.parametrize(("accepts", "then"), [(True, "minutes again"), (False, "minutes")])
def test_an_accepted_course_brings_its_own_conditions(accepts, then):
    matter = after("respond", accepts=accepts)
    assert (matter.answered, matter.mitigations) == (True, {then})


def test_a_party_hears_the_outcome_and_then_it_is_final():
    assert after("tell_outcome").outcome_told == {ORGANISER}
    stage, matter = outcome("make_final")
    assert (stage, matter.final) == (Stage.FINAL, True)
