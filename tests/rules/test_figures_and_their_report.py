# SPDX-License-Identifier: MIT
"""The report to who holds a body to account: figures defined once, two people, a dated party (EAP B3)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.kernel.exploration import explore
from candour.kernel.procedure import Given, Refused, attempt
from candour.kernel.roles import Role
from candour.review.rules import reporting as acts
from candour.review.rules.exceptions import ExceptionClass
from candour.review.rules.figures import (
    FIGURES,
    GIFTS,
    GROUP_WORDS,
    MEDIA,
    EntryFact,
    ExceptionFact,
    Facts,
    Group,
    MatterFact,
    differing,
    drawn,
    figure_named,
    of_group,
)
from candour.review.rules.quarterly import Verdict
from candour.review.rules.reporting import (
    PARTY_WORDS,
    REPORTING,
    Party,
    PartyKind,
    Report,
    Stage,
    Words,
    party_on,
)
from candour.review.rules.reporting_world import worlds
from candour.review.rules.traces import Quarter

QUARTER = Quarter(2026, 3)
FIRST, LAST = QUARTER.starts, QUARTER.ends
DRAFTER = frozenset({Role.OVERSEER})
WHOLE = Report(drawn=True, written=frozenset(Group), authors=frozenset({"author"}))


def test_every_state_of_a_report_is_sound():
    for world in worlds():
        found = explore(world)
        assert found.sound, (found.broken, found.dead_ends)
        assert {act.name for act in REPORTING.acts} == found.fired


def test_whoever_drew_or_wrote_does_not_freeze():
    with pytest.raises(Refused, match="somebody else freezes"):
        attempt(acts.FREEZE, Stage.DRAFT, WHOLE, Given(by="author"), DRAFTER)
    assert attempt(acts.FREEZE, Stage.DRAFT, WHOLE, Given(by="other"), DRAFTER) is Stage.FROZEN
    drew = acts.DRAW.effect(WHOLE, Given(by="other"))
    with pytest.raises(Refused, match="somebody else freezes"):
        attempt(acts.FREEZE, Stage.DRAFT, drew, Given(by="other"), DRAFTER)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"over": False}, "has not ended"),
        ({"drawn": False}, "Draw the figures"),
        ({"written": frozenset({Group.GATEWAY, Group.REVIEW})}, "1 part has nothing"),
        ({"written": frozenset()}, "3 parts have nothing"),
        ({"party": False}, "held the organisation to account"),
    ],
)
def test_a_report_that_is_not_whole_is_not_frozen(changed, says):
    with pytest.raises(Refused, match=says):
        attempt(acts.FREEZE, Stage.DRAFT, replace(WHOLE, **changed), Given(by="other"), DRAFTER)


def test_nothing_is_written_before_there_are_figures_and_something_is_said():
    words = Words(by="author", parts=frozenset({Group.GATEWAY}))
    with pytest.raises(Refused, match="Draw the figures"):
        attempt(acts.WRITE, Stage.DRAFT, Report(), words, DRAFTER)
    with pytest.raises(Refused, match="at least one part"):
        attempt(acts.WRITE, Stage.DRAFT, WHOLE, Words(by="author"), DRAFTER)


def test_a_frozen_report_stays_as_it_is():
    for act in REPORTING.acts:
        with pytest.raises(Refused):
            attempt(act, Stage.FROZEN, WHOLE, Words(by="x", parts=frozenset(Group)), DRAFTER)


# ------------------------------------------------------------------ to whom it goes


COMMISSIONER = Party(PartyKind.COMMISSIONER, "The commissioner", date(2012, 11, 22))
BOARD = Party(PartyKind.POLICING_BOARD, "The board", date(2028, 5, 8))


@pytest.mark.parametrize(
    ("day", "party"),
    [
        (date(2012, 11, 21), None), (date(2012, 11, 22), COMMISSIONER),
        (date(2028, 5, 7), COMMISSIONER), (date(2028, 5, 8), BOARD), (date(2040, 1, 1), BOARD),
    ],
)  # fmt: skip
def test_who_holds_a_body_to_account_depends_on_the_day(day, party):
    assert party_on([BOARD, COMMISSIONER], day) is party
    assert set(PARTY_WORDS) == set(PartyKind)


# ------------------------------------------------------------------ figures

WITHIN, BEFORE, AFTER = date(2026, 11, 3), date(2026, 9, 30), date(2027, 1, 1)
MATTERS = (
    MatterFact("GW-1", WITHIN, WITHIN, WITHIN),
    MatterFact("GW-2", BEFORE, WITHIN, divergent=True),
    MatterFact("GW-3", WITHIN, AFTER, AFTER, retrospective=True, divergent=True),
    MatterFact("GW-4", BEFORE, BEFORE, BEFORE, urgent=True),
    MatterFact("GW-5", LAST, LAST, LAST, urgent=True),
)
ENTRIES = (
    EntryFact("GR-1", GIFTS, FIRST), EntryFact("GR-2", GIFTS, LAST, late=True),
    EntryFact("GR-3", GIFTS, AFTER, late=True), EntryFact("MC-1", MEDIA, WITHIN),
)  # fmt: skip
EXCEPTIONS = (
    ExceptionFact("a", ExceptionClass.DIVERGENCE, frozenset({Verdict.EXPLAINED})),
    ExceptionFact("b", ExceptionClass.GIFT_WITHOUT_ENTRY,
                  frozenset({Verdict.ENTRY_ASKED, Verdict.LEARNING})),
    ExceptionFact("c", ExceptionClass.GIFT_WITHOUT_ENTRY, frozenset({Verdict.REFERRED})),
)  # fmt: skip
FACTS = Facts(QUARTER, MATTERS, ENTRIES, EXCEPTIONS)


def test_each_figure_is_exactly_the_records_that_it_says():
    assert drawn(FACTS) == {
        "requests": ["GW-1", "GW-3", "GW-5"],
        "decisions": ["GW-1", "GW-2", "GW-5"],
        "against_advice": ["GW-2"],
        "before_advice": ["GW-5"],
        "after_the_event": ["GW-3"],
        "still_open": ["GW-2", "GW-3"],
        "gifts": ["GR-1", "GR-2"],
        "interests": [],
        "media": ["MC-1"],
        "late": ["GR-2"],
        "exceptions": ["a", "b", "c"],
        "put_right": ["b"],
        "to_learn": ["b"],
        "referred": ["c"],
    }


@given(st.permutations(MATTERS), st.permutations(ENTRIES), st.permutations(EXCEPTIONS))
def test_the_same_facts_give_the_same_figures_in_whatever_order_they_come(m, e, x):
    again = drawn(Facts(QUARTER, tuple(m), tuple(e), tuple(x)))
    assert again == drawn(FACTS)
    assert differing(drawn(FACTS), again) == []


def test_a_figure_that_would_come_out_otherwise_is_named():
    fewer = replace(FACTS, entries=ENTRIES[1:])
    assert differing(drawn(FACTS), drawn(fewer)) == ["gifts"]


def test_every_figure_stands_in_one_part_and_is_defined_once():
    codes = [one.code for one in FIGURES]
    assert len(codes) == len(set(codes))
    assert [one for group in Group for one in of_group(group)] == list(FIGURES)
    assert set(GROUP_WORDS) == set(Group)
    assert figure_named("gifts").group is Group.REGISTERS
    assert figure_named("zz") is None
    assert all(one.says.endswith(".") for one in FIGURES)
