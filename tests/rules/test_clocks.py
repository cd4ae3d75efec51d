# SPDX-License-Identifier: MIT
"""When a thing is due, and the words for it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.kernel.clocks import (
    Basis,
    Clock,
    Extension,
    Reading,
    State,
    Unit,
    add_months,
    quantity,
    until,
    whole_months,
)
from candour.kernel.working_days import Calendar

MONDAY = date(2026, 11, 16)
RECOMMENDATION = Clock("recommendation", MONDAY, 3, Unit.WORKING_DAYS, Basis.DESIGN)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


def test_a_barred_list_return_for_a_dismissal_on_monday_is_due_by_friday():
    """AC22: the day of dismissal counts as day one."""
    clock = Clock("barred list", MONDAY, 5, Unit.WORKING_DAYS, Basis.LAW, inclusive=True)
    assert clock.due_on() == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("unit", "length", "inclusive", "due"),
    [
        (Unit.WORKING_DAYS, 3, False, date(2026, 11, 19)),
        (Unit.WORKING_DAYS, 3, True, date(2026, 11, 18)),
        (Unit.DAYS, 28, False, date(2026, 12, 14)),
        (Unit.DAYS, 28, True, date(2026, 12, 13)),
        (Unit.MONTHS, 12, False, date(2027, 11, 16)),
        (Unit.MONTHS, 12, True, date(2027, 11, 15)),
    ],
)
def test_when_a_clock_runs_out(unit, length, inclusive, due):
    clock = Clock("any", MONDAY, length, unit, Basis.LAW, inclusive=inclusive)
    assert clock.due_on() == due


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 16), "3 working days left"),
        (date(2026, 11, 18), "1 working day left"),
        (date(2026, 11, 19), "due today"),
        (date(2026, 11, 20), "1 working day overdue"),
        (date(2026, 11, 21), "1 working day overdue"),
        (date(2026, 11, 23), "2 working days overdue"),
    ],
)
def test_the_words_for_a_clock_in_working_days(today, words):
    assert RECOMMENDATION.state(today) == words


def test_on_the_saturday_after_a_friday_no_working_day_has_passed_but_it_is_overdue():
    clock = replace(RECOMMENDATION, started_on=date(2026, 11, 17))
    saturday = date(2026, 11, 21)
    assert clock.due_on() == date(2026, 11, 20)
    assert clock.overdue(saturday)
    assert clock.state(saturday) == "overdue"


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2027, 8, 16), "3 months left"),
        (date(2027, 8, 17), "91 days left"),
        (date(2027, 11, 15), "1 day left"),
        (date(2027, 11, 17), "1 day overdue"),
        (date(2028, 2, 16), "3 months overdue"),
    ],
)
def test_a_clock_in_months_speaks_of_months_and_then_of_days(today, words):
    assert Clock("review", MONDAY, 12, Unit.MONTHS, Basis.SOURCE).state(today) == words


def test_a_clock_is_not_overdue_on_its_last_day():
    assert not RECOMMENDATION.overdue(date(2026, 11, 19))
    assert RECOMMENDATION.overdue(date(2026, 11, 20))


def test_an_extension_moves_the_date_and_keeps_its_reason():
    clock = RECOMMENDATION.extended(2, "The organiser answers on Friday")
    assert clock.due_on() == date(2026, 11, 23)
    assert clock.extensions[0].reason == "The organiser answers on Friday"
    assert RECOMMENDATION.due_on() == date(2026, 11, 19)


@pytest.mark.parametrize(("length", "reason"), [(0, "why"), (2, " ")])
def test_an_extension_without_length_or_reason_is_refused(length, reason):
    with pytest.raises(ValueError, match="length and a reason"):
        Extension(length, reason)


def test_a_clock_of_no_length_is_refused():
    with pytest.raises(ValueError, match="at least one day"):
        replace(RECOMMENDATION, length=0)


def test_a_body_s_own_days_off_move_the_date():
    closed = Calendar(extra_days=frozenset({date(2026, 11, 18)}))
    assert RECOMMENDATION.due_on(closed) == date(2026, 11, 20)
    assert RECOMMENDATION.state(date(2026, 11, 17), closed) == "2 working days left"


def test_a_screen_in_another_language_gets_the_parts():
    reading = RECOMMENDATION.reading(date(2026, 11, 17))
    assert reading == State(Reading.LEFT, 2, Unit.WORKING_DAYS)


@pytest.mark.parametrize(
    ("count", "unit", "words"),
    [
        (1, Unit.WORKING_DAYS, "1 working day"),
        (2, Unit.WORKING_DAYS, "2 working days"),
        (1, Unit.DAYS, "1 day"),
        (1, Unit.MONTHS, "1 month"),
        (12, Unit.MONTHS, "12 months"),
    ],
)
def test_one_day_is_never_one_days(count, unit, words):
    assert quantity(count, unit) == words


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), 12, date(2027, 3, 31)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_one(start, months, end):
    assert add_months(start, months) == end


@given(start=DAYS, months=st.integers(min_value=0, max_value=120))
def test_whole_months_undo_added_months(start, months):
    assert whole_months(start, add_months(start, months)) == months


@given(start=DAYS, length=st.integers(1, 60), unit=st.sampled_from(list(Unit)))
def test_a_clock_is_overdue_exactly_after_its_date(start, length, unit):
    clock = Clock("any", start, length, unit, Basis.DESIGN)
    due = clock.due_on()
    assert clock.state(due) == "due today"
    assert clock.state(due - timedelta(days=1)).endswith("left")
    assert "overdue" in clock.state(due + timedelta(days=1))


def test_a_date_that_somebody_set_speaks_the_same_words():
    due = date(2026, 11, 20)
    assert str(until(due, date(2026, 11, 18))) == "2 working days left"
    assert str(until(due, due)) == "due today"
    assert str(until(due, date(2026, 11, 23), unit=Unit.DAYS)) == "3 days overdue"
