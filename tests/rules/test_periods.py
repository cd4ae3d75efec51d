# SPDX-License-Identifier: MIT
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from candour.people.rules.periods import Period

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def test_the_first_day_counts():
    assert Period(MONDAY, MONDAY + DAY).covers(MONDAY)


def test_the_day_it_ends_no_longer_counts():
    assert not Period(MONDAY, MONDAY + DAY).covers(MONDAY + DAY)


def test_a_period_without_an_end_goes_on():
    assert Period(MONDAY).covers(date(2099, 1, 1))


def test_nothing_counts_before_it_starts():
    assert not Period(MONDAY).covers(MONDAY - DAY)


def test_a_period_that_ended_the_day_it_began_overlaps_nothing():
    assert not Period(MONDAY, MONDAY).overlaps(Period(MONDAY - DAY))
    assert not Period(MONDAY - DAY).overlaps(Period(MONDAY, MONDAY))


offsets = st.integers(0, 20)
periods = st.builds(
    lambda start, length: Period(
        MONDAY + start * DAY,
        None if length is None else MONDAY + (start + length) * DAY,
    ),
    offsets,
    st.none() | offsets,
)


@given(periods, periods)
def test_periods_overlap_exactly_when_they_share_a_day(one, other):
    days = [MONDAY + number * DAY for number in range(60)]
    shared = any(one.covers(day) and other.covers(day) for day in days)
    assert one.overlaps(other) == shared
