# SPDX-License-Identifier: MIT
"""Working days in England and Wales, against the published lists."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.kernel.working_days import (
    ENGLAND_AND_WALES,
    Calendar,
    Sent,
    bank_holidays,
    easter_sunday,
)

# The published lists for England and Wales, day and month.
PUBLISHED = {
    2019: "1/1 19/4 22/4 6/5 27/5 26/8 25/12 26/12",
    2020: "1/1 10/4 13/4 8/5 25/5 31/8 25/12 28/12",
    2021: "1/1 2/4 5/4 3/5 31/5 30/8 27/12 28/12",
    2022: "3/1 15/4 18/4 2/5 2/6 3/6 29/8 19/9 26/12 27/12",
    2023: "2/1 7/4 10/4 1/5 8/5 29/5 28/8 25/12 26/12",
    2024: "1/1 29/3 1/4 6/5 27/5 26/8 25/12 26/12",
    2025: "1/1 18/4 21/4 5/5 26/5 25/8 25/12 26/12",
    2026: "1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12",
    2027: "1/1 26/3 29/3 3/5 31/5 30/8 27/12 28/12",
    2028: "3/1 14/4 17/4 1/5 29/5 28/8 25/12 26/12",
}
LONDON = ZoneInfo("Europe/London")
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


def published(year: int) -> frozenset[date]:
    pairs = (pair.split("/") for pair in PUBLISHED[year].split())
    return frozenset(date(year, int(month), int(day)) for day, month in pairs)


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_computed_bank_holidays_are_the_published_ones(year):
    assert bank_holidays(year) == published(year)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (1954, date(1954, 4, 18)),
        (1961, date(1961, 4, 2)),
        (2008, date(2008, 3, 23)),
        (2011, date(2011, 4, 24)),
        (2038, date(2038, 4, 25)),
        (2049, date(2049, 4, 18)),
        (2076, date(2076, 4, 19)),
    ],
)
def test_easter_falls_where_the_almanac_has_it(year, expected):
    assert easter_sunday(year) == expected


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
        (date(2026, 12, 26), False),
        (date(2026, 12, 28), False),
        (date(2026, 4, 3), False),
        (date(2022, 5, 30), True),
        (date(2020, 5, 4), True),
    ],
)
def test_which_days_are_worked(day, worked):
    assert ENGLAND_AND_WALES.is_working_day(day) is worked


def test_a_body_may_add_days_of_its_own():
    privilege_day = date(2026, 5, 26)
    calendar = Calendar(extra_days=frozenset({privilege_day}))
    assert ENGLAND_AND_WALES.is_working_day(privilege_day)
    assert not calendar.is_working_day(privilege_day)
    assert calendar.next_working_day(date(2026, 5, 22)) == date(2026, 5, 27)


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        (date(2026, 11, 16), 3, date(2026, 11, 19)),
        (date(2026, 11, 19), 3, date(2026, 11, 24)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 12, 23), 3, date(2026, 12, 30)),
        (date(2026, 11, 19), 0, date(2026, 11, 19)),
        (date(2026, 11, 24), -3, date(2026, 11, 19)),
    ],
)
def test_working_days_are_counted_after_the_start(start, number, expected):
    assert ENGLAND_AND_WALES.add_working_days(start, number) == expected


def test_a_period_that_begins_on_a_day_off_starts_on_the_next_working_day():
    saturday = date(2026, 11, 21)
    assert ENGLAND_AND_WALES.last_of(5, beginning_with=saturday) == date(2026, 11, 27)


def test_a_period_of_no_days_is_not_a_period():
    with pytest.raises(ValueError, match="at least one day"):
        ENGLAND_AND_WALES.last_of(0, beginning_with=date(2026, 11, 20))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 20), date(2026, 11, 23), 1),
        (date(2026, 11, 23), date(2026, 11, 20), -1),
        (date(2026, 11, 21), date(2026, 11, 23), 1),
        (date(2026, 12, 24), date(2026, 12, 29), 1),
    ],
)
def test_working_days_between_two_dates(start, end, expected):
    assert ENGLAND_AND_WALES.working_days_between(start, end) == expected


@given(start=DAYS, number=st.integers(min_value=1, max_value=60))
def test_adding_and_counting_agree(start, number):
    end = ENGLAND_AND_WALES.add_working_days(start, number)
    assert ENGLAND_AND_WALES.is_working_day(end)
    assert ENGLAND_AND_WALES.working_days_between(start, end) == number


@given(year=st.integers(min_value=1990, max_value=2090))
def test_every_year_loses_at_least_eight_weekdays(year):
    days = bank_holidays(year)
    assert len(days) >= 8
    assert all(day.weekday() < 5 and day.year == year for day in days)


def test_a_notice_mailed_late_on_the_friday_before_a_bank_holiday_counts_from_tuesday():
    """AC21."""
    sent_at = datetime(2026, 8, 28, 16, 31, tzinfo=LONDON)
    assert ENGLAND_AND_WALES.deemed_served(sent_at) == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("sent_at", "expected"),
    [
        (datetime(2026, 11, 20, 16, 29, 59, tzinfo=LONDON), date(2026, 11, 20)),
        (datetime(2026, 11, 20, 16, 30, tzinfo=LONDON), date(2026, 11, 23)),
        (datetime(2026, 11, 20, 0, 0, tzinfo=LONDON), date(2026, 11, 20)),
        (datetime(2026, 11, 21, 9, 0, tzinfo=LONDON), date(2026, 11, 23)),
        (datetime(2026, 7, 1, 15, 31, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 2)),
    ],
)
def test_an_e_mail_counts_on_its_day_until_half_past_four_by_local_time(sent_at, expected):
    assert ENGLAND_AND_WALES.deemed_served(sent_at) == expected


@pytest.mark.parametrize(
    ("posted", "expected"),
    [
        (date(2026, 11, 17), date(2026, 11, 19)),
        (date(2026, 11, 19), date(2026, 11, 23)),
        (date(2026, 12, 23), date(2026, 12, 29)),
    ],
)
def test_post_counts_on_the_second_day_if_that_is_worked(posted, expected):
    sent_at = datetime(posted.year, posted.month, posted.day, 17, 0, tzinfo=LONDON)
    assert ENGLAND_AND_WALES.deemed_served(sent_at, by=Sent.POST) == expected


def test_a_moment_without_a_time_zone_is_not_guessed_at():
    naive = datetime(2026, 11, 20, 9, 0, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        ENGLAND_AND_WALES.deemed_served(naive)


def test_a_year_of_working_days_is_counted_quickly_enough_for_a_list():
    start = date(2026, 1, 1)
    assert ENGLAND_AND_WALES.working_days_between(start, start + timedelta(days=364)) == 253
