# SPDX-License-Identifier: MIT
"""How dates, times, money and clocks are written."""

from datetime import UTC, date, datetime

import pytest

from candour.ui import words
from candour.ui.tags import Status, tag

MARCH = date(2026, 3, 7)


def at(hour, minute=0):
    return datetime(2026, 1, 9, hour, minute, 5, 123456, tzinfo=UTC)


def test_dates_have_no_leading_zero_and_a_whole_year():
    assert words.long_date(MARCH) == "7 March 2026"
    assert words.short_date(MARCH) == "7 Mar 2026"
    assert words.deadline(MARCH) == "Saturday 7 March 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "written"),
    [
        (9, 5, "9:05am"),
        (0, 30, "12:30am"),
        (12, 0, "midday"),
        (0, 0, "midnight"),
        (16, 52, "4:52pm"),
    ],
)
def test_times_are_written_with_am_and_pm(hour, minute, written):
    assert words.clock_time(at(hour, minute)) == written


def test_a_time_in_summer_is_local():
    assert words.clock_time(datetime(2026, 7, 1, 8, 5, tzinfo=UTC)) == "9:05am"
    assert words.long_date(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026"


def test_a_moment_has_its_date_and_its_time():
    assert words.date_time(at(9, 5)) == "9 January 2026 at 9:05am"


def test_machines_get_no_microseconds():
    assert words.iso(at(9, 5)) == "2026-01-09T09:05:05+00:00"
    assert words.iso(MARCH) == "2026-03-07"


@pytest.mark.parametrize(
    ("pence", "written"),
    [
        (7500, "£75"),
        (7550, "£75.50"),
        (18_400_000, "£184,000"),
        (5, "£0.05"),
        (0, "£0"),
        (-250, "−£2.50"),
    ],
)
def test_money_shows_pence_only_where_there_are_some(pence, written):
    assert words.money(pence) == written


@pytest.mark.parametrize(
    ("days", "working", "written"),
    [
        (3, True, "3 working days left"),
        (1, True, "1 working day left"),
        (1, False, "1 day left"),
        (0, True, "Due today"),
        (-1, True, "1 working day overdue"),
        (-2, False, "2 days overdue"),
    ],
)
def test_clocks_carry_their_units(days, working, written):
    assert words.time_left(days, working=working) == written


def test_one_day_is_not_1_days():
    assert words.plural(1, "day", "days") == "1 day"
    assert words.plural(2000, "day", "days") == "2,000 days"


@pytest.mark.parametrize(
    "write", [words.long_date, words.short_date, words.clock_time, words.date_time, words.deadline,
              words.iso, words.money],
)  # fmt: skip
def test_nothing_is_written_as_nothing(write):
    assert write(None) == ""


def test_every_status_has_one_tag():
    assert len({tag(status).text for status in Status}) == len(Status)


def test_red_is_for_problems_only():
    assert {s for s in Status if tag(s).colour == "red"} == {Status.PROBLEM, Status.OVERDUE}


def test_a_waiting_tag_says_for_whom():
    assert tag("waiting", "the chief officer").text == "Waiting for the chief officer"


def test_an_end_is_plain_text():
    assert not any(
        tag(s).colour for s in (Status.CLOSED, Status.COMPLETED, Status.CANNOT_START_YET)
    )
