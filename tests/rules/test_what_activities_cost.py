# SPDX-License-Identifier: MIT
"""What the activities of a quarter cost (COG 2/area8), and how a figure went over the quarters."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.review.rules.pairing import pair
from candour.review.rules.spending import spending_of, total
from candour.review.rules.traces import (
    ClaimTrace,
    Commitment,
    EntryTrace,
    MatterTrace,
    Quarter,
    Standing,
    Traces,
)
from candour.review.rules.trend import WIDTH, Course, bars, trend_of

QUARTER = Quarter(2026, 3)
DAY = date(2026, 11, 12)
DINNER = Commitment(
    "dinner", "deputy", DAY, DAY, "Halewick Telecom annual dinner", "Guildhall, Marlock",
    "Halewick Telecom", hospitality=True,
)  # fmt: skip
MATTER = MatterTrace(
    "GW-1", "deputy", DAY, DAY - timedelta(days=20), "Annual dinner hosted by Halewick Telecom",
    "Halewick Telecom", attends=True, hospitality=True,
)  # fmt: skip
MILEAGE = ClaimTrace("mileage", "deputy", DAY, "mileage", 24_80, "Mileage HQ to Marlock", "Marlock")
OVERTIME = ClaimTrace(
    "overtime", "deputy", DAY, "overtime", 61_00, "Driver, Halewick Telecom dinner"
)
ENTRY = EntryTrace("GH-1", "deputy", DAY, "Halewick Telecom", "dinner and wine", 60_00)
WHOLE = Traces((DINNER,), (MATTER,), (MILEAGE, OVERTIME), (ENTRY,))


def of(traces, quarter=QUARTER):
    return spending_of(traces, pair(traces), quarter)


def test_a_commitment_carries_its_claims_its_request_and_what_was_received_there():
    [deputy] = of(WHOLE)
    [evening] = deputy.with_money
    assert (evening.what, evening.matter) == (DINNER.title, "GW-1")
    assert {one.key for one in evening.claimed} == {"mileage", "overtime"}
    assert [one.key for one in evening.received] == ["GH-1"]
    assert (deputy.claimed, deputy.received, deputy.outside) == (85_80, 60_00, 1)
    assert deputy.kinds == {"overtime": 61_00, "mileage": 24_80}


def test_a_claim_for_nothing_that_is_held_stands_alone():
    lonely = ClaimTrace("lonely", "deputy", DAY + timedelta(days=30), "card", 99_00, "Hotel")
    [deputy] = of(replace(WHOLE, claims=(lonely,)))
    assert [one.key for one in deputy.alone] == ["lonely"]
    assert deputy.alone_cost == deputy.claimed == 99_00


def test_a_claim_for_a_request_that_the_diary_does_not_hold_stands_under_its_reference():
    [deputy] = of(replace(WHOLE, commitments=(), entries=()))
    assert [one.what for one in deputy.with_money] == ["GW-1"]
    assert "Annual dinner" not in str(deputy)


def test_what_was_declined_was_not_received_and_a_private_date_is_not_outside():
    private = replace(DINNER, standing=Standing.PRIVATE)
    declined = replace(ENTRY, accepted=False)
    [deputy] = of(replace(WHOLE, commitments=(private,), entries=(declined,)))
    assert (deputy.received, deputy.outside) == (0, 0)


def test_money_of_another_quarter_is_not_counted():
    assert of(WHOLE, QUARTER.next) == ()


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 120), st.integers(1, 9_999))),
    st.booleans(),
)
def test_the_parts_add_up_to_what_was_claimed_to_the_penny(drawn, with_dinner):
    claims = tuple(
        ClaimTrace(f"c{n}", who, QUARTER.starts + timedelta(days=days), "mileage", pence, "Marlock")
        for n, (who, days, pence) in enumerate(drawn)
    )
    commitments = (replace(DINNER, person="a"),) if with_dinner else ()
    found = of(Traces(commitments, (), claims, ()))
    wanted = [claim for claim in claims if QUARTER.holds(claim.day)]
    assert sum(one.claimed for one in found) == sum(claim.pence for claim in wanted)
    keys = [sum_.key for one in found for sum_ in one.claims]
    assert sorted(keys) == sorted(claim.key for claim in wanted)
    assert all(one.claimed == total(one.claims) == sum(one.kinds.values()) for one in found)


@pytest.mark.parametrize(
    ("figures", "course", "by"),
    [([4], Course.FIRST, 0), ([4, 7], Course.UP, 3), ([9, 7, 2], Course.DOWN, 5), ([3, 3], Course.SAME, 0)],
)  # fmt: skip
def test_the_newest_figure_beside_the_one_before(figures, course, by):
    trend = trend_of(figures)
    assert (trend.course, trend.by) == (course, by)
    assert (trend.lowest, trend.highest) == (min(figures), max(figures))


def test_there_is_no_trend_of_nothing():
    with pytest.raises(ValueError, match="at least one"):
        trend_of([])
    assert bars([]) == []


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8))
def test_bars_stay_in_the_drawing_and_are_as_long_as_their_figures(figures):
    drawn = bars([(str(n), figure) for n, figure in enumerate(figures)])
    assert [bar.figure for bar in drawn] == figures
    assert max(bar.width for bar in drawn) == (WIDTH if any(figures) else 0)
    ordered = sorted(drawn, key=lambda bar: bar.figure)
    assert [bar.width for bar in ordered] == sorted(bar.width for bar in drawn)
