# SPDX-License-Identifier: MIT
"""Who may not judge, who does instead, and what each of them is told."""

from dataclasses import replace

import pytest
from matters import (
    CHIEF,
    DEPUTY,
    HEAD,
    ORGANISER,
    OUTSIDE_ASSESSOR,
    OVERSEER,
    REP,
    SECRETARY,
    SOMEONE,
    STAFF,
    at,
)

from candour.gateway.rules.independence import (
    BARS_TO_ASSESSING,
    BARS_TO_OVERSEEING,
    BARS_TO_REASSESSING,
    assessors,
    bar_to,
    has_a_hand_in_the_matter,
    overseers,
    reassesses_the_matter,
    reassessors,
    runs_the_matter,
    the_assessor_is_still_independent,
)
from candour.gateway.rules.matter import Posts, Stage, roles_in
from candour.gateway.rules.world import OUTSIDE_ASSESSORS, OUTSIDE_REASSESSORS
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role

ASKED = Stage.REASSESSMENT_REQUESTED


@pytest.mark.parametrize(
    ("bars", "facts", "name"),
    [
        (BARS_TO_ASSESSING, {"principal": SOMEONE}, "subject"),
        (BARS_TO_ASSESSING, {"notifier": SOMEONE}, "notifier"),
        (BARS_TO_ASSESSING, {"conflicted": frozenset({SOMEONE})}, "conflicted"),
        (BARS_TO_ASSESSING, {"representatives": frozenset({SOMEONE})}, "representative"),
        (BARS_TO_ASSESSING, {"involved": frozenset({SOMEONE})}, "involved"),
        (BARS_TO_REASSESSING, {"principal": SOMEONE}, "subject"),
        (BARS_TO_REASSESSING, {"assessor": SOMEONE}, "assessed"),
        (BARS_TO_REASSESSING, {"former": frozenset({SOMEONE})}, "former"),
        (BARS_TO_REASSESSING, {"notifier": SOMEONE}, "notifier"),
        (BARS_TO_REASSESSING, {"conflicted": frozenset({SOMEONE})}, "conflicted"),
        (BARS_TO_REASSESSING, {"representatives": frozenset({SOMEONE})}, "representative"),
        (BARS_TO_REASSESSING, {"involved": frozenset({SOMEONE})}, "involved"),
        (BARS_TO_OVERSEEING, {"principal": SOMEONE}, "subject"),
        (BARS_TO_OVERSEEING, {"assessor": SOMEONE}, "assessed"),
        (BARS_TO_OVERSEEING, {"conflicted": frozenset({SOMEONE})}, "conflicted"),
        (BARS_TO_OVERSEEING, {"representatives": frozenset({SOMEONE})}, "representative"),
    ],
)
def test_each_part_bars_and_says_why(bars, facts, name):
    bar = bar_to(bars, at(ASKED, **facts), SOMEONE)
    assert bar is not None
    assert (bar.name, bar.of_them[:2], bar.of_you[:2]) in {
        (name, "th", "th"),
        (name, "th", "yo"),
    }
    assert bar_to(bars, at(ASKED), SOMEONE) is None


def test_reporting_to_whoever_decided_bars_until_it_is_waived():
    assert bar_to(BARS_TO_REASSESSING, at(ASKED, line=True), HEAD).name == "managed"
    waived = at(ASKED, line=True, line_waived=frozenset({HEAD}))
    assert bar_to(BARS_TO_REASSESSING, waived, HEAD) is None
    assert bar_to(BARS_TO_REASSESSING, waived, DEPUTY).name == "managed"


@pytest.mark.parametrize(
    ("barred", "turn"),
    [
        ((), {OVERSEER}),
        ((OVERSEER,), {HEAD}),
        ((OVERSEER, HEAD), {DEPUTY}),
        ((OVERSEER, HEAD, DEPUTY), set(OUTSIDE_REASSESSORS)),
        ((OVERSEER, HEAD, DEPUTY, *OUTSIDE_REASSESSORS), set()),
    ],
)
def test_oversight_passes_on_in_turn(barred, turn):
    assert overseers(at(Stage.NOTIFIED, conflicted=frozenset(barred))) == turn


def test_an_assessor_is_found_inside_first_and_then_outside():
    assert assessors(at(Stage.GATHERING)) == {STAFF}
    assert assessors(at(Stage.GATHERING, notifier=STAFF)) == set(OUTSIDE_ASSESSORS)


def test_nobody_chooses_themselves_as_assessor():
    assert assessors(at(Stage.GATHERING), STAFF) == set(OUTSIDE_ASSESSORS)
    assert assessors(at(Stage.GATHERING), OVERSEER) == {STAFF}


def test_where_two_hold_an_office_either_may_act():
    both = at(ASKED)
    posts = replace(both.posts, holders={**both.posts.holders, Role.REASSESSOR: {HEAD, SOMEONE}})
    two = replace(both, posts=posts)
    assert reassessors(two) == {HEAD, SOMEONE}
    assert reassessors(replace(two, involved=frozenset({HEAD}))) == {SOMEONE}


@pytest.mark.parametrize(
    ("check", "facts", "person", "words"),
    [
        (runs_the_matter, {"assessor": OVERSEER}, OVERSEER, "you assessed it"),
        (runs_the_matter, {}, HEAD, "first duty"),
        (reassesses_the_matter, {"involved": frozenset({HEAD})}, HEAD, "you are to attend"),
        (reassesses_the_matter, {}, DEPUTY, "whose turn it is"),
        (the_assessor_is_still_independent, {"notifier": STAFF}, STAFF, "you sent the request"),
    ],
)
def test_a_refusal_says_what_stands_in_the_way(check, facts, person, words):
    with pytest.raises(Refused, match=words):
        check(at(ASKED, **facts), person)


@pytest.mark.parametrize(
    ("check", "person"),
    [
        (runs_the_matter, OVERSEER),
        (reassesses_the_matter, HEAD),
        (the_assessor_is_still_independent, STAFF),
        *((has_a_hand_in_the_matter, one) for one in (CHIEF, SECRETARY, STAFF, OVERSEER)),
    ],
)
def test_whoever_may_is_let_through(check, person):
    assert check(at(ASKED), person) is None


@pytest.mark.parametrize("person", [HEAD, DEPUTY, SOMEONE])
def test_an_office_alone_gives_no_hand_in_a_matter(person):
    with pytest.raises(Refused):
        has_a_hand_in_the_matter(at(ASKED), person)


# ------------------------------------------------------------------ parts in a matter


@pytest.mark.parametrize(
    ("person", "parts"),
    [
        (CHIEF, {Role.PRINCIPAL}),
        (SECRETARY, {Role.SECRETARIAT}),
        (OVERSEER, {Role.OVERSEER}),
        (STAFF, {Role.ASSESSOR}),
        (HEAD, {Role.REASSESSOR}),
        (DEPUTY, {Role.DEPUTY_REASSESSOR}),
        (ORGANISER, {Role.PARTY}),
        (OUTSIDE_ASSESSOR, set()),
        (REP, set()),
        (SOMEONE, set()),
    ],
)
def test_the_parts_that_people_play(person, parts):
    assert roles_in(at(Stage.ASSESSING), person) == parts


def test_a_staff_officer_who_was_not_chosen_plays_no_part():
    assert roles_in(at(Stage.ASSESSING, assessor=OUTSIDE_ASSESSOR), STAFF) == set()


def test_a_representative_gives_a_view_and_plays_no_other_part():
    matter = at(Stage.ASSESSING, representatives=frozenset({SECRETARY}))
    assert roles_in(matter, SECRETARY) == {Role.REPRESENTATIVE}


@pytest.mark.parametrize("person", [SECRETARY, OVERSEER, STAFF, HEAD])
def test_whoever_declared_a_conflict_plays_no_part_again(person):
    assert roles_in(at(Stage.ASSESSING, conflicted=frozenset({person})), person) == set()


def test_nobody_is_anything_where_no_post_is_held():
    nobody = Posts({})
    assert nobody.roles_of(STAFF) == frozenset()
    assert nobody.of(Role.ASSESSOR, Role.OVERSEER) == frozenset()
