# SPDX-License-Identifier: MIT
"""Two reviewers, every exception, two signatures: SOD8, walked through and case by case."""

from dataclasses import replace

import pytest

from candour.kernel.exploration import explore
from candour.kernel.procedure import Given, Refused, attempt, reasons_against
from candour.kernel.roles import Role
from candour.review.rules import procedure as acts
from candour.review.rules.procedure import QUARTERLY
from candour.review.rules.quarterly import (
    Item,
    Judgement,
    Minutes,
    Review,
    Seat,
    Stage,
    Substitute,
    Verdict,
    open_items,
    seat_on,
    seats_to_fill,
)
from candour.review.rules.quarterly_world import (
    DEPUTY,
    HEAD_OF_PSD,
    HEAD_OF_SECRETARIAT,
    with_one_person,
    worlds,
)

TWO = frozenset({(Seat.PROCESS, HEAD_OF_SECRETARIAT), (Seat.STANDARDS, HEAD_OF_PSD)})
OVERSEER, REASSESSOR = frozenset({Role.OVERSEER}), frozenset({Role.REASSESSOR})
CHECKS = [
    (act.name, kind, check)
    for act in QUARTERLY.acts
    for kind in ("when", "requires")
    for check in getattr(act, kind)
]
BEHIND_ANOTHER = {
    # Whoever has both seats has only the first of them for each exception.
    ("judge", "the_two_are_different_people"),
    # Signing asks again for what the acts before it already asked for.
    ("sign", "the_sources_were_read"),
    ("countersign", "the_quarter_is_over"),
    ("countersign", "the_sources_were_read"),
    ("countersign", "every_exception_is_judged_by_both"),
    ("countersign", "the_meeting_is_minuted"),
    ("countersign", "they_sit_on_the_review"),
}


def walk(procedure=QUARTERLY):
    return [explore(world) for world in (*worlds(procedure), with_one_person(procedure))]


def without(act_name, kind, check):
    changed = tuple(
        replace(act, **{kind: tuple(one for one in getattr(act, kind) if one is not check)})
        if act.name == act_name
        else act
        for act in QUARTERLY.acts
    )
    return replace(QUARTERLY, acts=changed)


def test_every_state_of_a_review_by_two_is_sound_and_it_can_always_be_closed():
    two, _alone = walk()
    assert two.broken == {}
    assert two.dead_ends == []
    assert two.fired == {act.name for act in QUARTERLY.acts}
    assert two.stages == set(Stage)


def test_one_person_with_both_seats_can_never_close_it():
    _two, alone = walk()
    assert alone.broken == {}
    assert str(Stage.CLOSED) not in alone.stages


@pytest.mark.walk
@pytest.mark.parametrize(
    ("act", "kind", "check"),
    [one for one in CHECKS if (one[0], one[2].__name__) not in BEHIND_ANOTHER],
    ids=lambda part: getattr(part, "__name__", part),
)
def test_without_any_one_check_something_breaks(act, kind, check):
    def outcome():
        try:
            return any(found.broken for found in walk(without(act, kind, check)))
        except (KeyError, TypeError, ValueError):
            return True  # nothing could come of it: the check kept it away

    assert outcome()


def review(*items, **more):
    return Review(TWO, sources_read=True, items=items, minuted=True, **more)


def judged(key="x", **more):
    both = frozenset({(Seat.PROCESS, HEAD_OF_SECRETARIAT), (Seat.STANDARDS, HEAD_OF_PSD)})
    return Item(key, frozenset({"chief"}), judged=both, **more)


def test_sod8_a_review_does_not_close_with_one_signature():
    signed = frozenset({(Seat.PROCESS, HEAD_OF_SECRETARIAT)})
    with pytest.raises(Refused, match="The other reviewer signs next"):
        attempt(
            acts.COUNTERSIGN, Stage.SIGNED_ONCE, review(judged(), signed=signed),
            Given(by=HEAD_OF_SECRETARIAT), OVERSEER,
        )  # fmt: skip


def test_sod8_a_review_does_not_close_while_ones_own_exception_is_open():
    own = Item(
        "own", frozenset({HEAD_OF_SECRETARIAT}), judged=frozenset({(Seat.STANDARDS, HEAD_OF_PSD)})
    )
    with pytest.raises(Refused, match="1 exception is not yet judged"):
        attempt(acts.SIGN, Stage.OPEN, review(own), Given(by=HEAD_OF_SECRETARIAT), OVERSEER)


def test_sod8_nobody_judges_an_exception_about_themselves():
    own = Item("own", frozenset({HEAD_OF_SECRETARIAT}))
    given = Judgement(by=HEAD_OF_SECRETARIAT, item="own", verdict=Verdict.EXPLAINED, reason="Fine.")
    with pytest.raises(Refused, match="concerns you"):
        attempt(acts.JUDGE, Stage.OPEN, review(own), given, OVERSEER)


def test_sod8_the_head_of_standards_does_not_judge_a_matter_that_they_reassessed():
    item = Item("x", frozenset({"chief"}), reassessed_by=HEAD_OF_PSD)
    given = Judgement(by=HEAD_OF_PSD, item="x", verdict=Verdict.EXPLAINED, reason="Fine.")
    with pytest.raises(Refused, match="you reassessed"):
        attempt(acts.JUDGE, Stage.OPEN, review(item), given, REASSESSOR)


def test_a_named_substitute_has_the_seat_and_judges():
    item = Item("x", frozenset({"chief"}), reassessed_by=HEAD_OF_PSD)
    before = review(item)
    assert seats_to_fill(before, item) == {Seat.STANDARDS}
    named = Substitute(
        by=HEAD_OF_SECRETARIAT, item="x", who=DEPUTY, reason="Reassessed by the head."
    )
    after = acts.NAME_SUBSTITUTE.effect(before, named)
    assert seat_on(after, after.item("x"), DEPUTY) is Seat.STANDARDS
    assert seats_to_fill(after, after.item("x")) == frozenset()
    given = Judgement(by=DEPUTY, item="x", verdict=Verdict.LEARNING, reason="Seen.")
    roles = frozenset({Role.DEPUTY_REASSESSOR})
    assert reasons_against(acts.JUDGE, Stage.OPEN, after, given, roles) == ()


def test_a_second_judgement_of_the_same_seat_takes_the_place_of_the_first():
    before = review(Item("x", frozenset({"chief"})))
    given = Judgement(by=HEAD_OF_PSD, item="x", verdict=Verdict.EXPLAINED, reason="Seen.")
    once = acts.JUDGE.effect(before, given)
    assert acts.JUDGE.effect(once, given) == once
    assert [one.key for one in open_items(once)] == ["x"]


def test_an_exception_that_has_gone_is_said_to_have_gone():
    given = Judgement(by=HEAD_OF_PSD, item="gone", verdict=Verdict.EXPLAINED, reason="Seen.")
    with pytest.raises(Refused, match="no longer part"):
        attempt(acts.JUDGE, Stage.OPEN, review(), given, REASSESSOR)


def test_learning_needs_somebody_to_pass_it_on():
    given = Minutes(by=HEAD_OF_PSD, present="Both", text="Seen.", learning="Be earlier.")
    with pytest.raises(Refused) as refused:
        attempt(acts.MINUTE, Stage.OPEN, review(), given, REASSESSOR)
    assert refused.value.about == "trainer"


def test_each_seat_has_another():
    assert {seat.other for seat in Seat} == set(Seat)
