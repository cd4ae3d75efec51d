# SPDX-License-Identifier: MIT
"""Where a claim and its request cannot both be right, and that a cost is told once (COG 2/area3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from candour.kernel.procedure import Refused
from candour.registers.rules.expenses import (
    EXPENSES,
    Contradiction,
    Cost,
    Says,
    Spent,
    Went,
    contradictions,
    it_is_declared_once,
    known_beforehand,
    the_request_is_theirs,
)

DAY = date(2026, 3, 27)
SPENT = Spent(DAY, Cost.TRAVEL, Went.YES)
SAYS = Says(day=DAY, takes_part=True, pence=5000)


def test_a_claim_that_fits_its_request_contradicts_nothing():
    assert contradictions(SPENT, SAYS, 5000) == ()
    assert known_beforehand(SAYS) == ()


@pytest.mark.parametrize(
    ("spent", "says", "claimed", "found"),
    [
        ({}, {"takes_part": False}, 1, Contradiction.DECLINED),
        ({}, {"withdrawn": True}, 1, Contradiction.GIVEN_UP),
        ({"went": Went.NO}, {}, 1, Contradiction.NOT_THERE),
        ({"day": DAY + timedelta(days=1)}, {}, 1, Contradiction.OTHER_DAY),
        ({}, {"host_offers": True}, 1, Contradiction.HOST_PAYS),
        ({"cost": Cost.STAY}, {"host_offers": True}, 1, Contradiction.HOST_PAYS),
        ({"cost": Cost.MEALS}, {"host_offers": True}, 1, Contradiction.HOST_PAYS),
        ({}, {}, 5001, Contradiction.DEARER),
        ({}, {"pence": 0}, 1, Contradiction.DEARER),
    ],
)
def test_each_contradiction_is_found_alone(spent, says, claimed, found):
    assert contradictions(replace(SPENT, **spent), replace(SAYS, **says), claimed) == (found,)


@pytest.mark.parametrize(
    ("spent", "says"),
    [
        ({"went": Went.NOT_YET}, {}),
        ({"cost": Cost.ENTRY}, {"host_offers": True}),
        ({"cost": Cost.OTHER}, {"host_offers": True}),
        ({}, {"takes_part": None}),
        ({}, {"day": None}),
        ({}, {"pence": None}),
    ],
)
def test_what_nobody_said_contradicts_nothing(spent, says):
    assert contradictions(replace(SPENT, **spent), replace(SAYS, **says), 5000) == ()


def test_all_that_is_wrong_is_told_together():
    spent = Spent(DAY + timedelta(days=9), Cost.MEALS, Went.NO)
    says = Says(day=DAY, takes_part=False, host_offers=True, pence=10)
    assert set(contradictions(spent, says, 11)) == set(Contradiction) - {Contradiction.GIVEN_UP}


def test_a_request_that_was_given_up_is_not_called_declined():
    assert known_beforehand(Says(takes_part=False, withdrawn=True)) == (Contradiction.GIVEN_UP,)
    assert known_beforehand(Says(takes_part=False)) == (Contradiction.DECLINED,)


def test_the_same_cost_of_the_same_request_is_declared_once():
    it_is_declared_once("")
    with pytest.raises(Refused, match="EX-7KQ3-9FXD") as refused:
        it_is_declared_once("EX-7KQ3-9FXD")
    assert (refused.value.clause, refused.value.about) == ("COG 2/area3", "cost")


def test_a_request_about_somebody_else_is_not_named():
    the_request_is_theirs(is_theirs=True)
    with pytest.raises(Refused) as refused:
        the_request_is_theirs(is_theirs=False)
    assert refused.value.about == "gateway_reference"


def test_whoever_keeps_the_register_notes_and_asks_and_corrects_nothing():
    by = {act.name: {str(role) for role in act.by} for act in EXPENSES.acts}
    assert by["note"] == by["ask"] == {"registrar"}
    assert by["correct"] == by["withdraw"] == by["answer"] == {"declarant"}
