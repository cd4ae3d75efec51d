# SPDX-License-Identifier: MIT
"""Columns are given to fields one to one, with the largest sum that there is."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from candour.registers.rules.assignment import best_pairs


def test_two_columns_that_look_alike_do_not_both_become_one_field():
    assert best_pairs([[100, 100, 0], [100, 60, 0]], 50) == {0: 1, 1: 0}


def test_nothing_is_paired_below_what_is_asked():
    assert best_pairs([[40, 10]], 50) == {}
    assert best_pairs([], 50) == {}


def test_there_may_be_more_columns_than_fields_and_more_fields_than_columns():
    assert best_pairs([[9], [10]], 1) == {1: 0}
    assert best_pairs([[9, 10]], 1) == {0: 1}


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(0, 9), min_size=n, max_size=n), min_size=n, max_size=n
        )
    )
)
def test_no_other_way_to_pair_is_worth_more(scores):
    size = len(scores)
    best = max(
        sum(scores[row][each[row]] for row in range(size)) for each in permutations(range(size))
    )
    pairs = best_pairs(scores, 0)
    assert len(set(pairs.values())) == len(pairs)
    assert sum(scores[row][column] for row, column in pairs.items()) == best
