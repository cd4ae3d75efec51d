# SPDX-License-Identifier: MIT
"""Weights learned from answers: measured on what was held out, in order, and the same every time."""

import pytest

from candour.kernel.procedure import Refused
from candour.linkage.learning import Label, held_out, learn
from candour.linkage.models_on_file import PAIRS, model
from candour.linkage.rules.fitting import RISING, Measured, Pair, bits_of, measure

WORDS = (
    "Ribblesea", "Amberwick", "Kestrel", "Nettlebeck", "Yarrow", "Norwold", "Saffronbeck", "Gorsemere",
    "Teaselcroft", "Umberdale", "Heatherdale", "Lanternwick", "Marlock", "Dunlark", "Verrick", "Thornhythe",
    "Pellinore", "Borrowdene", "Quillon", "Swaleford", "Fellgate", "Wharfside", "Copperbeech", "Osprey",
)  # fmt: skip
TRADES = ("Systems", "Catering", "Vehicles", "Printing", "Guarding")


def answers(*, one_body_where_a_trade_is_added=True):
    """A brand beside itself, beside itself with its trade, and beside another brand's trade."""
    for at, word in enumerate(WORDS):
        trade, other = TRADES[at % 5], WORDS[(at + 7) % len(WORDS)]
        yield Label(
            f"a{at}", f"{word} {trade} Ltd", "", f"{word.upper()} {trade.upper()}", "", True
        )
        yield Label(
            f"b{at}", f"{word} Ltd", "", f"{word} {trade} Ltd", "", one_body_where_a_trade_is_added
        )
        yield Label(f"c{at}", f"{word} {trade} Ltd", "", f"{other} {trade} Ltd", "", False)


def test_the_same_answers_give_the_same_model_in_whatever_order_they_came():
    every = list(answers())
    assert learn(every) == learn(reversed(every))


def test_what_is_held_out_teaches_nothing():
    every = list(answers())
    kept = [one for one in every if held_out(one)]
    told = learn(every)
    assert told.after.pairs == len(kept) > 0
    assert told.taught == len(every) - len(kept)
    turned = [
        Label(one.key, one.name, one.number, one.other, one.other_number, not one.one_body)
        if held_out(one)
        else one
        for one in every
    ]
    assert learn(turned).written == told.written


def test_answers_that_contradict_the_weights_move_them_and_do_better_on_what_was_held_out():
    told = learn(answers(one_body_where_a_trade_is_added=False))
    agreed = learn(answers(one_body_where_a_trade_is_added=True))
    assert told.written["features"] != agreed.written["features"]
    assert told.after.surprise < told.before.surprise
    assert told.better


def test_no_weight_turns_against_its_direction():
    written = learn(answers(one_body_where_a_trade_is_added=False)).written
    for name, feature in written["features"].items():
        bits = feature["bits"] if name in RISING else feature["bits"][::-1]
        assert bits == sorted(bits), name


def test_a_learned_model_names_what_it_came_from_and_stands_beside_the_one_in_use():
    written = learn(answers()).written
    assert written["version"].startswith(f"{PAIRS}-learned-")
    assert written["learned from"]["version"] == PAIRS
    assert model(PAIRS).version == PAIRS
    assert set(written["features"]) == set(model(PAIRS).bits)


def test_too_few_answers_and_answers_that_are_all_alike_are_refused():
    every = list(answers())
    with pytest.raises(Refused, match="40 are needed"):
        learn(every[:20])
    with pytest.raises(Refused, match="all alike"):
        learn([one for one in every if one.one_body])


def test_a_masked_name_is_no_label():
    masked = [Label(f"m{at}", "REDACTED", "", "REDACTED", "", True) for at in range(50)]
    assert learn([*answers(), *masked]).taught == learn(answers()).taught


def test_mistakes_are_counted_by_kind():
    weights = {"word": [-4.0, 4.0]}
    pairs = [
        Pair((("word", 1),), 0.0, one_body=True),
        Pair((("word", 1),), 0.0, one_body=False),
        Pair((("word", 0),), 0.0, one_body=True),
        Pair((("word", 0),), 0.0, one_body=False),
    ]
    assert bits_of(pairs[0], 1.0, weights) == 5.0
    told = measure(pairs, 0.0, weights, 0.0)
    assert told[:4] == (4, 1, 1, 1)
    assert (told.precision, told.recall) == (0.5, 0.5)
    assert told.surprise == pytest.approx((2 * 0.0875 + 2 * 4.0875) / 4, abs=0.01)
    assert Measured(0, 0, 0, 0, 0.0).precision == 0.0
