# SPDX-License-Identifier: MIT
"""What each sort of condition needs, what data says of it, and where it stands (R07, X04)."""

from datetime import date, timedelta

import pytest

from candour.kernel.procedure import Refused
from candour.registers.rules.promises import (
    Evidence,
    Found,
    Standing,
    Terms,
    Watched,
    first_check,
    it_can_be_checked,
    judged,
    next_check,
    standing,
    the_checker_does_not_keep_it,
    what_was_seen_is_said,
)

TODAY = date(2026, 11, 28)
YESTERDAY = TODAY - timedelta(days=1)
SOUND = {
    "hours": {"limit": 8},
    "not_supplier": {"about": "Nettlebeck Catering"},
    "recuse": {"about": "GW-7KQ3-9FXD"},
    "until": {"until": YESTERDAY},
    "report": {"limit": 3},
}
BROKEN = {
    "hours": {"hours": 9},
    "not_supplier": {"dealings": ("Payment of £1 on Monday",)},
    "recuse": {"parts": ("Took part in GW-7KQ3-9FXD",)},
    "until": {"still": ("BI-7KQ3-9FXD goes on.",)},
    "report": {"due": True},
}


def terms(sort, method="data", frequency="quarterly", **more):
    return Terms(sort, method, frequency, **{**SOUND.get(sort, {}), **more})


@pytest.mark.parametrize(
    ("sort", "lacks", "asked"),
    [
        ("hours", {"limit": None}, "Enter how many hours a week"),
        ("report", {"limit": None}, "Enter how many months"),
        ("not_supplier", {"about": " "}, "Enter which supplier"),
        ("recuse", {"about": ""}, "Enter which matter"),
        ("until", {"until": None}, "Enter the day"),
        ("no_use", {}, "Select another check"),
        ("own_words", {}, "Select another check"),
    ],
)
def test_a_condition_that_nobody_could_check_is_refused(sort, lacks, asked):
    with pytest.raises(Refused, match=asked):
        it_can_be_checked(terms(sort, **lacks))


@pytest.mark.parametrize("sort", SOUND)
def test_data_answers_five_sorts_kept_and_broken(sort):
    it_can_be_checked(terms(sort))
    assert judged(terms(sort), Evidence(TODAY)).found is Found.KEPT
    broken = judged(terms(sort), Evidence(TODAY, **BROKEN[sort]))
    assert broken.found is Found.BROKEN
    assert broken.why


@pytest.mark.parametrize("sort", ["no_use", "own_words"])
def test_two_sorts_are_for_people_to_judge(sort):
    it_can_be_checked(terms(sort, method="evidence"))
    assert judged(terms(sort, method="evidence"), Evidence(TODAY)).found is Found.UNCLEAR


def test_what_the_data_does_not_know_is_for_people_too():
    assert judged(terms("recuse"), Evidence(TODAY, known=False)).found is Found.UNCLEAR


def test_hours_that_were_told_count_as_those_in_the_register():
    assert judged(terms("hours"), Evidence(TODAY, hours=8, hours_told=9)).found is Found.BROKEN
    assert judged(terms("hours"), Evidence(TODAY, hours=8, hours_told=8)).found is Found.KEPT


def test_nothing_is_over_before_its_day():
    later = terms("until", until=TODAY)
    assert judged(later, Evidence(TODAY, still=("It goes on.",))).found is Found.KEPT


def test_a_report_in_time_is_one():
    assert judged(terms("report"), Evidence(TODAY, due=True, reported=True)).found is Found.KEPT


def test_when_a_condition_is_checked():
    assert first_check(terms("hours"), TODAY) == date(2027, 2, 28)
    assert first_check(terms("report", frequency="yearly"), TODAY) == date(2027, 2, 28)
    assert first_check(terms("until", frequency="once"), TODAY) == TODAY
    assert first_check(terms("own_words", frequency="once"), TODAY) == date(2026, 12, 28)
    assert next_check(terms("hours", frequency="once"), TODAY) is None
    assert next_check(terms("hours", frequency="monthly"), TODAY) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("stands", "is_"),
    [
        ({"ended": True, "found": "broken"}, Standing.ENDED),
        ({"found": "broken", "answer_by": YESTERDAY}, Standing.BROKEN),
        ({"asked": True, "answer_by": YESTERDAY}, Standing.OVERDUE),
        ({"given": True, "answer_by": YESTERDAY}, Standing.OVERDUE),
        ({"given": True, "asked": True, "answer_by": TODAY}, Standing.TO_CHECK),
        ({"asked": True, "answer_by": TODAY}, Standing.ASKED),
        ({"next_check": TODAY}, Standing.TO_CHECK),
        ({"next_check": TODAY + timedelta(days=1)}, Standing.IN_ORDER),
        ({}, Standing.IN_ORDER),
    ],
)
def test_where_a_condition_stands(stands, is_):
    assert standing(Watched(**{"next_check": None, **stands}), TODAY) is is_


def test_the_checker_is_somebody_else_and_says_what_they_saw():
    the_checker_does_not_keep_it("a", "b")
    with pytest.raises(Refused, match="you have to keep"):
        the_checker_does_not_keep_it("a", "a")
    with pytest.raises(Refused, match="Enter what you saw"):
        what_was_seen_is_said("kept", " ")
    with pytest.raises(Refused, match="Select whether"):
        what_was_seen_is_said("", "I was there.")
