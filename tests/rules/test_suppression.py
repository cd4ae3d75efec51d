# SPDX-License-Identifier: MIT
"""No small number is shown, and no two answers give one away."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candour.transparency.rules.suppression import SMALLEST, Answer, answer, banded, every_cell

KINDS, OUTCOMES = ("cash", "gift", "hospitality"), ("accepted", "declined")
KEYS = list(product(KINDS, OUTCOMES))
TABLES = st.lists(st.one_of(st.integers(0, 9), st.integers(0, 600)), min_size=6, max_size=6).map(
    lambda counts: dict(zip(KEYS, counts, strict=True))
)
FILTERS = st.tuples(st.sets(st.sampled_from(KINDS)), st.sets(st.sampled_from(OUTCOMES)))


def chosen(filter_):
    kinds, outcomes = filter_
    return {(kind, outcome) for kind, outcome in KEYS if kind in kinds and outcome in outcomes}


@given(TABLES, FILTERS)
def test_an_answer_holds_the_truth(cells, filter_):
    wanted = chosen(filter_)
    found = answer(banded(cells), wanted)
    assert found.least <= sum(cells[key] for key in wanted) <= found.most


@settings(max_examples=300)
@given(TABLES, FILTERS, FILTERS)
def test_the_difference_of_any_two_filters_counts_nobody_or_enough(cells, one, other):
    bands = banded(cells)
    difference = answer(bands, chosen(one)).least - answer(bands, chosen(other)).least
    assert difference % SMALLEST == 0


@given(TABLES, st.sampled_from(KEYS), st.integers(0, 4), FILTERS)
def test_one_person_more_or_less_in_a_band_changes_no_answer(cells, key, other, filter_):
    """So no set of answers, however many are taken, says how many within its band a cell holds."""
    moved = cells | {key: cells[key] - cells[key] % SMALLEST + other}
    wanted = chosen(filter_)
    assert answer(banded(moved), wanted) == answer(banded(cells), wanted)


@pytest.mark.parametrize("keys", [(("a", "x"), ("a", "y"), ("b", "x")), (("a",), ("b",))])
def test_even_somebody_who_knows_the_rule_cannot_tell_a_cell(keys):
    """Every table that is shown the same way, at a width at which all of them can be tried."""
    tables = defaultdict(list)
    for counts in product(range(9), repeat=len(keys)):
        cells = dict(zip(keys, counts, strict=True))
        tables[tuple(banded(cells, width=3).values())].append(cells)
    for alike in tables.values():
        assert all(len({cells[key] for cells in alike}) == 3 for key in keys)


def test_a_table_has_no_gaps():
    cells = every_cell({("gift", "accepted"): 7}, [KINDS, OUTCOMES])
    assert sorted(cells) == KEYS
    assert sum(cells.values()) == 7


def test_fewer_than_five_is_all_that_is_said():
    bands = banded({("gift", "accepted"): 4, ("gift", "declined"): 11})
    assert answer(bands, [("gift", "accepted")]) == Answer(0, 4)
    assert answer(bands, [("gift", "accepted")]).few
    assert answer(bands, bands) == Answer(10, 18)
