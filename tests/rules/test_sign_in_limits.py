# SPDX-License-Identifier: MIT
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from candour.people.rules.sign_in_limits import DAY, TRIES, TRIES_IN_A_DAY, WITHIN, wait_until

NOW = datetime(2026, 3, 27, 9, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_name_without_failures_may_be_tried():
    assert wait_until([], NOW) is None


def test_the_fifth_failure_within_five_minutes_makes_the_name_wait():
    failures = [NOW - number * SECOND for number in range(TRIES)]
    assert wait_until(failures[1:], NOW) is None
    assert wait_until(failures, NOW) == NOW - (TRIES - 1) * SECOND + WITHIN


def test_slow_guessing_ends_for_the_day():
    failures = [NOW - number * timedelta(minutes=20) for number in range(TRIES_IN_A_DAY)]
    end = wait_until(failures, NOW)
    assert end is not None
    assert end > NOW


@given(st.lists(st.integers(0, 2 * 24 * 3600), max_size=120))
def test_whoever_waits_as_told_may_try_again(seconds):
    failures = [NOW - number * SECOND for number in seconds]
    until = wait_until(failures, NOW)
    if until is not None:
        assert NOW < until <= NOW + DAY
        assert wait_until(failures, until) is None or wait_until(failures, until) > until
