# SPDX-License-Identifier: MIT
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.review.rules.sampling import draw, share_of

KEYS = st.lists(st.text(max_size=8), unique=True, max_size=40)


@given(KEYS, st.text(max_size=12), st.integers(0, 50), st.randoms())
def test_a_draw_is_the_same_in_whatever_order_the_keys_come(keys, sampling_seed, size, chance):
    again = list(keys)
    chance.shuffle(again)
    drawn = draw(keys, sampling_seed=sampling_seed, size=size)
    assert drawn == draw(again, sampling_seed=sampling_seed, size=size)
    assert len(drawn) == min(size, len(keys)) == len(set(drawn))
    assert set(drawn) <= set(keys)


@given(KEYS, st.integers(0, 40))
def test_a_larger_draw_holds_the_smaller_one(keys, size):
    assert (
        draw(keys, sampling_seed="s", size=size)
        == draw(keys, sampling_seed="s", size=size + 5)[:size]
    )


def test_this_draw_will_be_the_same_in_ten_years():
    keys = [f"GW-{number:04}" for number in range(100)]
    assert draw(keys, sampling_seed="2026-q3", size=3) == ["GW-0096", "GW-0034", "GW-0053"]


def test_another_start_value_gives_another_draw():
    keys = [str(number) for number in range(200)]
    assert draw(keys, sampling_seed="a", size=10) != draw(keys, sampling_seed="b", size=10)


def test_each_key_is_as_likely_as_the_next():
    keys = [str(number) for number in range(20)]
    counts = dict.fromkeys(keys, 0)
    for number in range(2000):
        (one,) = draw(keys, sampling_seed=str(number), size=1)
        counts[one] += 1
    assert 60 < min(counts.values()) <= max(counts.values()) < 145


@pytest.mark.parametrize(
    ("number", "percent", "size"),
    [(0, 10, 0), (3, 10, 1), (100, 10, 10), (101, 10, 11), (2, 100, 2)],
)
def test_a_share_is_at_least_one_of_anything(number, percent, size):
    assert share_of(number, percent) == size


def test_a_sample_has_no_negative_size():
    with pytest.raises(ValueError, match="negative"):
        draw([], sampling_seed="s", size=-1)
