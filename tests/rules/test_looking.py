# SPDX-License-Identifier: MIT
"""Which readings give a reason to ask, and which do not."""

from datetime import datetime

import pytest

from candour.audit.rules.looking import OFTEN, Mark, Reading, out_of_hours, standing_out


def marks(reading, *, acted=frozenset(), concerned=(), late=0):
    key = (reading.stream, reading.person)
    found = standing_out(
        [reading],
        acted={key} if acted else set(),
        concerned={reading.stream: frozenset(concerned)},
        late={key: late},
    )
    return found[0].marks if found else frozenset()


def test_whoever_reads_and_never_acts_stands_out():
    assert marks(Reading("m", "ann", "overseer", 1)) == {Mark.NO_PART}
    assert marks(Reading("m", "ann", "overseer", 1), acted=True) == set()


@pytest.mark.parametrize("role", ["principal", "representative", "party"])
def test_whoever_a_matter_is_about_reads_it_rightly(role):
    assert marks(Reading("m", "ann", role, 1), concerned=["ann"]) == set()


def test_whoever_reads_by_office_what_names_them_stands_out():
    reading = Reading("m", "ann", "source_unit", 1)
    assert marks(reading, acted=True, concerned=["ann"]) == {Mark.NAMED}


def test_very_often_stands_out_whoever_it_is():
    assert marks(Reading("m", "ann", "assessor", OFTEN), acted=True) == {Mark.OFTEN}
    assert marks(Reading("m", "ann", "assessor", OFTEN - 1), acted=True) == set()


def test_odd_hours_stand_out_and_are_counted():
    (found,) = standing_out(
        [Reading("m", "ann", "assessor", 3)],
        acted={("m", "ann")},
        concerned={},
        late={("m", "ann"): 2},
    )
    assert (found.marks, found.out_of_hours) == ({Mark.OUT_OF_HOURS}, 2)


def test_those_with_most_marks_come_first():
    one = Reading("m", "ann", "assessor", OFTEN + 5)
    two = Reading("n", "ben", "overseer", OFTEN)
    found = standing_out([one, two], acted={("m", "ann")}, concerned={}, late={("n", "ben"): 1})
    assert [each.reading for each in found] == [two, one]


@pytest.mark.parametrize(
    ("at", "odd"),
    [
        (datetime(2026, 6, 10, 6, 59), True),
        (datetime(2026, 6, 10, 7, 0), False),
        (datetime(2026, 6, 10, 19, 59), False),
        (datetime(2026, 6, 10, 20, 0), True),
        (datetime(2026, 6, 13, 11, 0), True),
        (datetime(2026, 6, 14, 11, 0), True),
    ],
)
def test_working_hours_are_from_seven_to_eight_on_weekdays(at, odd):
    assert out_of_hours(at) is odd
