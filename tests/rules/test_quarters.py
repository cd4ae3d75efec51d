# SPDX-License-Identifier: MIT
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.review.rules.traces import Quarter, quarter_named, quarter_of

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


@given(DAYS)
def test_every_day_is_in_the_quarter_that_is_named_for_it(day):
    quarter = quarter_of(day)
    assert quarter.holds(day)
    assert not quarter.next.holds(day)
    assert not quarter.before.holds(day)


@given(DAYS)
def test_quarters_follow_one_another_without_a_gap(day):
    quarter = quarter_of(day)
    assert quarter.ends + timedelta(days=1) == quarter.next.starts
    assert quarter.next.before == quarter
    assert quarter_named(quarter.slug) == quarter


@pytest.mark.parametrize(
    ("quarter", "starts", "ends"),
    [
        (Quarter(2026, 1), date(2026, 4, 1), date(2026, 6, 30)),
        (Quarter(2026, 3), date(2026, 10, 1), date(2026, 12, 31)),
        (Quarter(2026, 4), date(2027, 1, 1), date(2027, 3, 31)),
    ],
)
def test_the_financial_year_begins_in_april(quarter, starts, ends):
    assert (quarter.starts, quarter.ends) == (starts, ends)


def test_a_quarter_is_said_with_its_financial_year():
    assert str(Quarter(2026, 4)) == "Quarter 4 of 2026/27"
    assert str(Quarter(2099, 1)) == "Quarter 1 of 2099/00"


@pytest.mark.parametrize("slug", ["", "2026", "2026-q5", "2026-q0", "26-q1", "2026-qx", "q1-2026"])
def test_what_names_no_quarter_is_refused(slug):
    with pytest.raises(ValueError, match="quarter"):
        quarter_named(slug)
