# SPDX-License-Identifier: MIT
"""An expense that was declared and finance's claim of it are one sum of money (COG R/HS/2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.review.rules.claims_once import told_once
from candour.review.rules.exceptions import ExceptionClass, reconcile
from candour.review.rules.pairing import pair
from candour.review.rules.spending import spending_of
from candour.review.rules.traces import (
    ClaimTrace,
    Commitment,
    MatterTrace,
    Quarter,
    Traces,
)

DAY = date(2026, 11, 12)
DECLARED = ClaimTrace(
    "EX-1", "deputy", DAY, "declared: Travel", 48_20, "Harvest supper", "Guildhall, Marlock",
    host="Halewick Telecom", matter="GW-1",
)  # fmt: skip
PAID = ClaimTrace("claim 1", "deputy", DAY + timedelta(days=1), "mileage", 48_20, "Expenses")
SUPPER = Commitment(
    "supper", "deputy", DAY, DAY, "Halewick Telecom harvest supper", "Guildhall, Marlock",
    "Halewick Telecom",
)  # fmt: skip
MATTER = MatterTrace(
    "GW-1", "deputy", DAY, DAY - timedelta(days=20), "Harvest supper", "Halewick Telecom"
)


def test_the_claim_of_a_declared_expense_counts_once_and_learns_what_it_was_for():
    (one,) = told_once([PAID], [DECLARED])
    assert (one.key, one.kind, one.pence) == (PAID.key, PAID.kind, PAID.pence)
    assert (one.day, one.matter, one.host) == (DAY, "GW-1", "Halewick Telecom")
    assert one.text == "Harvest supper, Expenses"


def test_what_finance_has_not_told_counts_as_it_was_declared():
    assert told_once([], [DECLARED]) == (DECLARED,)


@pytest.mark.parametrize(
    "other",
    [
        replace(PAID, pence=48_21),
        replace(PAID, person="chief"),
        replace(PAID, day=DAY + timedelta(days=11), text="Harvest supper"),
        replace(PAID, day=DAY + timedelta(days=2)),
    ],
    ids=["another sum", "another officer", "too late", "days apart and nothing in common"],
)
def test_what_is_not_the_same_money_counts_besides(other):
    assert {one.key for one in told_once([other], [DECLARED])} == {"claim 1", "EX-1"}


def test_days_apart_they_are_one_if_both_speak_of_one_thing():
    late = replace(PAID, day=DAY + timedelta(days=10), text="Train to Marlock")
    assert [one.key for one in told_once([late], [DECLARED])] == ["claim 1"]


def test_two_of_one_sum_are_two_and_the_nearest_belong_together():
    again = replace(DECLARED, key="EX-2", day=DAY + timedelta(days=1), matter="GW-2")
    (one, other) = told_once([PAID], [DECLARED, again])
    assert (one.key, one.matter, other.key) == ("claim 1", "GW-2", "EX-1")
    both = told_once([PAID, replace(PAID, key="claim 2")], [DECLARED, again])
    assert sorted(one.matter for one in both) == ["GW-1", "GW-2"]


SUMS = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 12), st.integers(1, 3)), max_size=8
)


def traces(rows, prefix):
    return [
        ClaimTrace(f"{prefix}{n}", who, DAY + timedelta(days=day), "k", pence, "Taxi")
        for n, (who, day, pence) in enumerate(rows)
    ]


@given(SUMS, SUMS)
def test_every_claim_stays_and_no_money_is_lost_or_doubled(claims, expenses):
    told, declared = traces(claims, "c"), traces(expenses, "e")
    found = told_once(told, declared)
    keys = [one.key for one in found]
    assert keys[: len(told)] == [one.key for one in told]
    assert len(keys) == len(set(keys))
    left = sum(one.pence for one in found) - sum(one.pence for one in told)
    twice = [one for one in declared if one.key not in keys]
    assert left == sum(one.pence for one in declared) - sum(one.pence for one in twice)
    assert len(twice) <= len(told)


# ---------------------------------------------------------------- beside diary and requests


def test_a_claim_that_names_its_request_goes_with_it_and_with_its_commitment():
    vague = replace(DECLARED, text="", place="", host="")
    paired = pair(Traces((SUPPER,), (MATTER,), (vague,)))
    assert paired.matter_claims["EX-1"].right == "GW-1"
    assert paired.claims["EX-1"].right == "supper"
    assert paired.claims["EX-1"].reasons == ("it names the request",)
    alone = pair(Traces((), (MATTER,), (vague,)))
    assert "EX-1" not in alone.claims
    assert reconcile(Traces((), (MATTER,), (vague,))).findings == ()


def test_a_request_that_is_named_outweighs_what_words_say():
    other = replace(SUPPER, key="other", title="Harvest supper", organiser="", place="")
    known = replace(MATTER, title="Board dinner", organiser="Fenway Uniforms", day=DAY)
    dinner = replace(
        SUPPER, key="dinner", title="Fenway Uniforms board dinner", organiser="Fenway Uniforms"
    )
    paired = pair(Traces((other, dinner), (known,), (replace(DECLARED, host=""),)))
    assert paired.claims["EX-1"].right == "dinner"


@pytest.mark.parametrize("matter", [replace(MATTER, key="GW-2"), replace(MATTER, person="chief")])
def test_a_request_of_somebody_else_or_that_is_not_there_says_nothing(matter):
    paired = pair(Traces((), (matter,), (replace(DECLARED, text="", place="", host=""),)))
    assert paired.matter_claims == {}


def test_a_declared_expense_that_belongs_to_nothing_is_asked_about():
    found = reconcile(Traces((), (), (replace(DECLARED, matter=""),))).findings
    assert [(one.klass, one.about) for one in found] == [
        (ExceptionClass.CLAIM_WITHOUT_COMMITMENT, "EX-1")
    ]


def test_another_host_that_day_is_not_taken_for_this_one():
    leave = replace(SUPPER, key="leave", title="Annual leave", organiser="", place="HQ")
    dinner = replace(DECLARED, text="Annual dinner", matter="")
    assert pair(Traces((leave,), (), (dinner,))).claims == {}
    assert pair(Traces((SUPPER,), (), (dinner,))).claims["EX-1"].right == "supper"
    unknown = replace(dinner, host="")
    assert pair(Traces((leave,), (), (unknown,))).claims["EX-1"].right == "leave"


def test_the_view_of_costs_counts_it_once_with_its_activity():
    claims = told_once([PAID], [DECLARED])
    held = Traces((SUPPER,), (MATTER,), claims)
    (spending,) = spending_of(held, pair(held), Quarter(2026, 3))
    assert spending.claimed == 48_20
    assert [one.what for one in spending.with_money] == ["Halewick Telecom harvest supper"]
