# SPDX-License-Identifier: MIT
"""The facts of a matter survive being kept as plain values."""

import json
from dataclasses import fields, replace

import pytest
from matters import AT, CHIEF, at

from candour.gateway.rules.facts import NOT_KEPT, facts_of, matter_from
from candour.gateway.rules.matter import Matter, Posts, Stage, Times


@pytest.mark.parametrize("stage", sorted(AT))
def test_what_is_kept_comes_back_the_same(stage):
    matter = at(stage)
    kept = json.loads(json.dumps(facts_of(matter)))
    assert matter_from(kept, posts=matter.posts, times=matter.times) == matter


def test_every_fact_is_kept_but_the_posts_and_the_calendar():
    kept = set(facts_of(at(Stage.FINAL)))
    assert kept == {one.name for one in fields(Matter)} - NOT_KEPT


def test_posts_and_calendar_are_those_of_today():
    today = Times(windows_over=True)
    matter = matter_from({"principal": CHIEF}, posts=Posts({}), times=today)
    assert matter == Matter(principal=CHIEF, posts=Posts({}), times=today)


def test_two_matters_are_the_same_whoever_holds_the_posts_today():
    assert at(Stage.FINAL) == replace(at(Stage.FINAL), posts=Posts({}))
