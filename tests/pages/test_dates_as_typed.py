# SPDX-License-Identifier: MIT
"""Dates and times as people write them; what could mean two things is refused with a sentence."""

from datetime import date, time

import pytest

from candour.ui.dates import Expects, UnclearDate, parse_date, parse_time

TODAY = date(2026, 3, 27)  # a Friday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("27 3 2026", date(2026, 3, 27)),
        ("27/3/26", date(2026, 3, 27)),
        ("27.03.2026", date(2026, 3, 27)),
        ("27-3-2026", date(2026, 3, 27)),
        ("2026-03-27", date(2026, 3, 27)),
        ("27 March 2026", date(2026, 3, 27)),
        ("27th of March 2026", date(2026, 3, 27)),
        ("Friday 27 March 2026", date(2026, 3, 27)),
        ("Fri, 27 Mar 2026", date(2026, 3, 27)),
        ("March 27 2026", date(2026, 3, 27)),
        ("27 Mawrth 2026", date(2026, 3, 27)),
        ("1 Sept 2026", date(2026, 9, 1)),
        ("27Mar2026", date(2026, 3, 27)),
        (" today ", TODAY),
        ("Yesterday", date(2026, 3, 26)),
        ("tomorrow", date(2026, 3, 28)),
        ("ddoe", date(2026, 3, 26)),
        ("29 2 2028", date(2028, 2, 29)),
        ("3/4/26", date(2026, 4, 3)),
    ],
)
def test_a_date_is_read_as_it_is_written(typed, meant):
    assert parse_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("expects", "meant"),
    [
        (Expects.PAST, date(2025, 11, 1)),
        (Expects.FUTURE, date(2026, 11, 1)),
        (Expects.ANY, date(2025, 11, 1)),
    ],
)
def test_a_date_without_a_year_is_on_the_side_that_the_question_asks_about(expects, meant):
    assert parse_date("1 Nov", TODAY, expects) == meant


def test_the_year_is_asked_for_where_two_years_are_about_as_near():
    with pytest.raises(UnclearDate, match="Enter the year as well"):
        parse_date("20 September", TODAY)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("3/27/2026", "Enter the day before the month"),
        ("31 4 2026", "Enter a real date"),
        ("29 2 2026", "Enter a real date"),
        ("1 1 75", "Enter the year with 4 digits"),
        ("1 1 026", "Enter the year with 4 digits"),
        ("March 2026", "Enter the day as well"),
        ("27 3", "Enter a date with a day, a month and a year"),
        ("Friday", "Enter a date with a day, a month and a year"),
        ("soon", "Enter a date with a day, a month and a year"),
        ("27 Foo 2026", "Enter the month as a number or a name"),
        ("27 ma 2026", "Enter the month as a number or a name"),
        ("٢٧ 3 2026", "Enter the month as a number or a name"),
        ("", "Enter a date with a day, a month and a year"),
        ("1 2 3 4", "Enter a date with a day, a month and a year"),
    ],
)
def test_what_could_mean_two_things_is_refused(typed, sentence):
    with pytest.raises(UnclearDate, match=f"^{sentence}"):
        parse_date(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:05am", time(9, 5)),
        ("9.05 am", time(9, 5)),
        ("2pm", time(14)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("14:30", time(14, 30)),
        ("1430", time(14, 30)),
        ("midday", time(12)),
        ("Midnight", time(0)),
    ],
)
def test_a_time_is_read_as_it_is_written(typed, meant):
    assert parse_time(typed) == meant


@pytest.mark.parametrize("typed", ["9", "25:00", "13pm", "0am", "late", "9:75", "9:5"])
def test_a_time_that_is_unclear_is_refused(typed):
    with pytest.raises(UnclearDate, match=r"^Enter "):
        parse_time(typed)
