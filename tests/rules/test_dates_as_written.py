# SPDX-License-Identifier: MIT
"""A date is read with its basis, and one that can be two days is neither until something says so."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.registers.rules.dates_as_written import How, Order, heading_says, order_of, when

FOURTH_OF_MARCH = date(2026, 3, 4)
READ = {
    "2026-03-04": How.ISO,
    "2026-03-04T10:00:00Z": How.ISO,
    "20260304": How.ISO,
    "4 March 2026": How.MONTH_NAMED,
    "Wed 4th Mar 26": How.MONTH_NAMED,
    "4-Mar-26": How.MONTH_NAMED,
    "March 4, 2026": How.MONTH_NAMED,
    "2026-Mar-04": How.MONTH_NAMED,
    "4.3.26": How.DAY_FIRST,
    "46085": How.SERIAL,
}
NOT_READ = {
    "": How.BLANK,
    "04/03/2026": How.AMBIGUOUS,
    "March 2026": How.MONTH_ONLY,
    "03/2026": How.MONTH_ONLY,
    "2026": How.YEAR_ONLY,
    "2025/26": How.YEAR_ONLY,
    "00:00:00": How.TIME_ONLY,
    "31/02/2026": How.IMPOSSIBLE,
    "3/3/26 - 5/3/26": How.SEVERAL,
    "soon": How.UNCLEAR,
    "99999": How.UNCLEAR,
    "13/2026": How.UNCLEAR,
}


@pytest.mark.parametrize("written", READ)
def test_a_date_is_read_as_it_is_meant(written):
    assert (when(written).on, when(written).how) == (FOURTH_OF_MARCH, READ[written])


@pytest.mark.parametrize("written", NOT_READ)
def test_what_is_no_day_is_none_and_says_why(written):
    assert (when(written).on, when(written).how) == (None, NOT_READ[written])


def test_a_month_keeps_its_first_day_for_whoever_decides_to_use_it():
    assert when("March 2026").first == date(2026, 3, 1)


def test_the_file_itself_says_which_comes_first():
    assert order_of(["04/03/2026", "25/03/2026"]) is Order.DAY_FIRST
    assert order_of(["04/03/2026", "03/25/2026"]) is Order.MONTH_FIRST
    assert order_of(["25/03/2026", "03/25/2026"]) is Order.BOTH
    assert order_of(["04/03/2026", "March 2026"]) is Order.NOT_SAID
    assert when("04/03/2026", Order.DAY_FIRST).on == FOURTH_OF_MARCH
    assert when("03/04/2026", Order.MONTH_FIRST).on == FOURTH_OF_MARCH
    assert when("04/03/2026", Order.BOTH).how is How.AMBIGUOUS


def test_figures_that_can_be_one_day_only_need_no_help():
    assert when("25/03/2026").on == when("03/25/2026").on == date(2026, 3, 25)
    assert when("04/04/2026").on == date(2026, 4, 4)


def test_a_heading_may_say_it():
    assert heading_says("Date (dd/mm/yyyy)") is Order.DAY_FIRST
    assert heading_says("Date MM/DD/YY") is Order.MONTH_FIRST
    assert heading_says("Date") is Order.NOT_SAID


def test_cells_that_are_dates_already():
    assert when(datetime(2026, 3, 4, 10, 0)).how is How.TYPED
    assert when(FOURTH_OF_MARCH).on == FOURTH_OF_MARCH
    assert when(46085.5).on == FOURTH_OF_MARCH
    assert when(12.0).how is How.UNCLEAR
    assert when(None).how is How.BLANK
    assert when(True).how is How.UNCLEAR


def test_two_figures_are_this_century_up_to_sixty_nine():
    assert when("25.12.69").on == date(2069, 12, 25)
    assert when("25.12.70").on == date(1970, 12, 25)


@given(st.dates(date(1971, 1, 1), date(2069, 12, 31)))
def test_every_day_is_read_back_however_it_is_written(day):
    for shape in ("%Y-%m-%d", "%d %B %Y", "%d-%b-%y", "%B %d, %Y", "%d.%m.%Y"):
        assert when(day.strftime(shape)).on == day
    assert when(day.strftime("%d/%m/%Y"), Order.DAY_FIRST).on in {
        day,
        when(day.strftime("%d/%m/%Y")).on,
    }


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(written):
    when(written)
