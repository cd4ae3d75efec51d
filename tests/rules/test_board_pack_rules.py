# SPDX-License-Identifier: MIT
"""Board packs: typed boards, an agenda beside locked figures, two people, a list (EAP B1, EAP B2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from candour.boards.rules import board as boards
from candour.boards.rules import pack as acts
from candour.boards.rules.board import BoardKind, Called, Seat, called_on, listed_on
from candour.boards.rules.board_pack_world import worlds
from candour.boards.rules.content import (
    Content,
    Heading,
    Item,
    Line,
    Owed,
    lines_of,
    read_back,
    written_out,
)
from candour.boards.rules.pack import (
    BOARD_PACK,
    Learning,
    LeftOut,
    Moved,
    Pack,
    Paper,
    Stage,
    Written,
)
from candour.kernel.exploration import explore
from candour.kernel.procedure import Given, Refused, attempt
from candour.kernel.roles import Role

DAY = date(2026, 11, 28)
WHOLE = Pack(
    today=DAY, meets_on=DAY, drawn=True, papers=frozenset({Paper("a", figures=True, written=True)}),
    learned=True, authors=frozenset({"author"}),
)  # fmt: skip
CLERK = frozenset({Role.CLERK})


def circulate(pack, by="second"):
    return attempt(acts.CIRCULATE, Stage.DRAFT, pack, Given(by=by), CLERK)


def test_every_state_of_a_pack_is_sound():
    fired = set()
    for world in worlds():
        found = explore(world)
        assert found.sound, (found.broken, found.dead_ends)
        fired |= found.fired
    assert {act.name for act in BOARD_PACK.acts} == fired


def test_a_whole_pack_is_circulated_by_somebody_else():
    assert circulate(WHOLE) is Stage.CIRCULATED
    with pytest.raises(Refused, match="somebody else circulates"):
        circulate(WHOLE, by="author")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"over": False}, "has not ended"),
        ({"drawn": False}, "Draw the figures"),
        ({"papers": frozenset()}, "Nothing is on the agenda"),
        ({"papers": frozenset({Paper("a", figures=True, written=False)})}, "1 item has nothing"),
        ({"learned": False}, "what there is to learn"),
        ({"listed": False}, "Nobody is on the list"),
        ({"meets_on": DAY - timedelta(days=1)}, "has been held"),
    ],
)
def test_each_thing_that_is_missing_is_named(change, why):
    with pytest.raises(Refused, match=why):
        circulate(replace(WHOLE, **change))


def test_a_correction_may_come_after_the_meeting():
    late = replace(WHOLE, meets_on=DAY - timedelta(days=9), corrects=True)
    assert circulate(late) is Stage.CIRCULATED


def test_a_paper_without_figures_needs_no_words_beside_them():
    alone = replace(WHOLE, papers=frozenset({Paper("a", figures=False, written=True)}))
    assert circulate(alone) is Stage.CIRCULATED


@pytest.mark.parametrize("role", sorted(set(Role) - acts.FREEZERS))
def test_nobody_else_circulates(role):
    with pytest.raises(Refused):
        attempt(acts.CIRCULATE, Stage.DRAFT, WHOLE, Given(by="x"), frozenset({role}))


@pytest.mark.parametrize(
    ("act", "given"),
    [
        (acts.DRAW, Given(by="new")),
        (acts.MOVE, Moved(by="new", day=DAY)),
        (acts.WRITE, Written(by="new", key="a", title="t", words="w")),
        (acts.LEAVE_OUT, LeftOut(by="new", key="a")),
        (acts.LEARN, Learning(by="new", text="t")),
    ],
)
def test_whoever_changes_a_draft_is_an_author_and_only_a_draft_changes(act, given):
    assert attempt(act, Stage.DRAFT, WHOLE, given, CLERK) is Stage.DRAFT
    assert "new" in act.effect(WHOLE, given).authors
    with pytest.raises(Refused):
        attempt(act, Stage.CIRCULATED, WHOLE, given, CLERK)


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ({"title": " ", "words": "w"}, "title"),
        ({"title": "t"}, "words"),
        ({"title": "t", "figures": frozenset({"never"})}, "figures"),
    ],
)
def test_an_item_says_something_known(given, about):
    with pytest.raises(Refused) as refused:
        attempt(acts.WRITE, Stage.DRAFT, WHOLE, Written(by="c", key="a", **given), CLERK)
    assert refused.value.about == about


def test_an_item_that_is_gone_is_not_written_again():
    gone = Written(by="c", key="gone", title="t", words="w")
    with pytest.raises(Refused, match="no longer on the agenda"):
        attempt(acts.WRITE, Stage.DRAFT, WHOLE, gone, CLERK)


def test_a_board_is_what_it_was_called_on_the_day():
    old = Called(BoardKind.AUDIT, "Audit and Inspection Committee", date(2010, 1, 1))
    new = Called(BoardKind.ETHICS, "Joint Audit and Ethics Committee", date(2016, 8, 15))
    assert called_on([new, old], date(2016, 8, 14)) == old
    assert called_on([new, old], date(2016, 8, 15)) == new
    assert called_on([new, old], date(2009, 12, 31)) is None


def test_the_list_is_that_of_the_day():
    seats = [Seat("a", DAY), Seat("b", DAY, DAY), Seat("c", DAY + timedelta(days=1))]
    assert listed_on(seats, DAY) == {"a", "b"}
    assert listed_on(seats, DAY + timedelta(days=1)) == {"a", "c"}
    assert listed_on(seats, DAY - timedelta(days=1)) == frozenset()


def test_who_may_sit_leave_own_and_keep():
    member = frozenset({Role.MEMBER})
    boards.may_take_a_seat(member, [Seat("a", DAY, DAY)], Seat("a", DAY + timedelta(days=1)))
    for roles, held in ((CLERK, []), (member, [Seat("a", DAY)]), (member, [Seat("a", DAY, DAY)])):
        with pytest.raises(Refused):
            boards.may_take_a_seat(roles, held, Seat("a", DAY))
    boards.may_leave(Seat("a", DAY), DAY)
    for seat, last in ((Seat("a", DAY, DAY), DAY), (Seat("a", DAY), DAY - timedelta(days=1))):
        with pytest.raises(Refused):
            boards.may_leave(seat, last)
    boards.may_own(member)
    with pytest.raises(Refused):
        boards.may_own(frozenset({Role.WORKFORCE}))
    boards.keeps_the_board(CLERK)
    with pytest.raises(Refused):
        boards.keeps_the_board(frozenset({Role.SPONSOR}))
    boards.only_the_owner_is_done("a", "a", done=False)
    for by, done in (("b", False), ("a", True)):
        with pytest.raises(Refused):
            boards.only_the_owner_is_done("a", by, done=done)
    with pytest.raises(Refused):
        boards.the_day_is_free([Called(BoardKind.OTHER, "x", DAY)], DAY)
    boards.the_day_is_free([Called(BoardKind.OTHER, "x", DAY)], DAY + timedelta(days=1))


def test_a_figure_stands_beside_that_of_the_quarter_before():
    (line,) = lines_of(["gifts"], {"gifts": ["a", "b"], "media": ["c"]}, {"gifts": ["z"]})
    assert (line.code, line.number, line.before, line.change) == ("gifts", 2, 1, 1)
    (empty,) = lines_of(["late"], {}, {})
    assert (empty.number, empty.before, empty.change) == (0, 0, 0)


def test_what_is_written_out_is_read_back():
    content = Content(
        heading=Heading("BP-1", "Body", "Board", "Audit", "2026-12-01", "", "2026-q3", ""),
        items=(Item("k", "Title", "To note", "Words", (Line("gifts", "G", "s", 2, 1),)),),
        owed=(Owed("2026-09-01", "What", "Who", "2026-12-01", "", ""),),
        learning="Dŵr.",
        listed=("A", "B"),
    )
    assert read_back(written_out(content)) == content
    assert content.heading.meets == date(2026, 12, 1)
    assert content.heading.drawn is None
    (owed,) = content.owed
    assert (owed.agreed, owed.due, owed.finished) == (date(2026, 9, 1), date(2026, 12, 1), None)
    assert replace(owed, done_on="2026-11-02").finished == date(2026, 11, 2)
