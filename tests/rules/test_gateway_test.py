# SPDX-License-Identifier: MIT
"""The Gateway Test: every question, every quick test, three thresholds in their order."""

from itertools import product

import pytest
from matters import after, refusals

from candour.gateway.rules.gateway_test import Answer


@pytest.mark.parametrize("code", ["duties", "community"])
@pytest.mark.parametrize("answer", [None, "", "  "])
def test_each_question_wants_words(code, answer):
    questions = {"duties": "none", "community": "some", code: answer}
    if answer is None:
        del questions[code]
    assert refusals("assess", questions=questions) == [("COG A1/1", code)]


@pytest.mark.parametrize("answer", [None, "", "maybe"])
def test_each_quick_test_wants_one_of_its_answers(answer):
    quick = {"visibility": Answer.YES} | ({} if answer is None else {"legacy": answer})
    assert refusals("assess", quick_tests=quick) == [("COG A1/Q1", "legacy")]


@pytest.mark.parametrize("answer", list(Answer))
def test_not_being_sure_is_an_answer(answer):
    quick = {"visibility": answer, "legacy": answer}
    assert after("assess", quick_tests=quick).tested


@pytest.mark.parametrize("name", ["affects_confidence", "creates_risk", "integrity_in_question"])
def test_each_threshold_is_answered_on_its_own(name):
    assert refusals("assess", **{name: None})[0] == ("COG 3.2/4", name)


@pytest.mark.parametrize(
    ("confidence", "risk", "integrity"), list(product([True, False], repeat=3))
)
def test_integrity_is_in_question_only_where_there_is_a_risk(confidence, risk, integrity):
    found = refusals(
        "assess",
        affects_confidence=confidence,
        creates_risk=risk,
        integrity_in_question=integrity,
    )
    assert (found == [("COG 2/2", "creates_risk")]) is (integrity and not risk)


def test_the_worksheet_gives_its_reasons():
    assert refusals("assess", reasons="") == [("COG R/SO/2", "reasons")]


def test_the_questions_are_those_of_the_policy_not_of_the_code():
    own = frozenset({"local"})
    assert refusals("assess", asked_questions=own) == [("COG A1/1", "local")]
    assert refusals("assess", asked_quick_tests=own) == [("COG A1/Q1", "local")]
