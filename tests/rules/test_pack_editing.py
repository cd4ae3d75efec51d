# SPDX-License-Identifier: MIT
"""A value changes in a pack file and nothing else does."""

import difflib

import pytest

from candour.policy.packs_on_file import shipped_pack
from candour.policy.rules.pack import parse_pack
from candour.policy.rules.pack_editing import (
    NotAPack,
    place_of_clock,
    place_of_setting,
    with_values,
)

FORCE = shipped_pack("police_force")
PACK = parse_pack(FORCE, source="pack.toml")


def changed_lines(before, after):
    told = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in told if line[:2] in {"- ", "+ "}]


def test_one_clock_changes_one_line():
    after = with_values(FORCE, {place_of_clock(PACK, "decision"): 7})
    assert changed_lines(FORCE, after) == ["- length = 3", "+ length = 7"]
    assert parse_pack(after, source="pack.toml").clock("decision").length == 7


def test_choices_change_too():
    changes = {
        place_of_setting("reassessment_suspends_decision"): False,
        place_of_setting("assign_assessor"): "pool",
        place_of_setting("dip_sample_per_cent"): 25,
    }
    settings = parse_pack(with_values(FORCE, changes), source="pack.toml").settings
    assert settings.reassessment_suspends_decision is False
    assert settings.assign_assessor == "pool"
    assert settings.dip_sample_per_cent == 25


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_comments_and_line_ends_stay(ending):
    text = FORCE.replace("length = 3\n", "length = 3  # see minute 4\n", 1).replace("\n", ending)
    after = with_values(text, {place_of_clock(PACK, "recommendation"): 4})
    assert f"length = 4  # see minute 4{ending}" in after
    assert after.count(ending) == text.count(ending)


def test_no_change_changes_nothing():
    assert with_values(FORCE, {}) == FORCE


def test_true_again_is_written_as_it_was():
    assert with_values(FORCE, {place_of_setting("retrospective_notification"): True}) == FORCE


def test_what_does_not_stand_on_its_own_line_is_refused():
    with pytest.raises(NotAPack, match="holds more than one plain value"):
        with_values(FORCE, {("settings",): 3})


def test_a_file_that_is_no_pack_is_refused():
    with pytest.raises(NotAPack, match="not TOML"):
        with_values("x = ", {})
