# SPDX-License-Identifier: MIT
"""A board pack: figures drawn and locked, an agenda written beside them, circulated by somebody else (EAP B2).

It is made for one meeting of one board, over the quarter before. Circulated, it stays as it is; what
was wrong is corrected by another pack, which says why, and both stay readable.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from candour.boards.rules.board import KEEPERS, SEATED, SOURCE
from candour.kernel.clause import clause
from candour.kernel.procedure import Act, Given, Procedure, Refused
from candour.kernel.roles import Role
from candour.review.rules.figures import figure_named

FREEZERS = KEEPERS | {Role.SPONSOR}
"""The sponsor never writes in it, so there is always somebody left who may circulate it."""
READERS = FREEZERS | SEATED


class Stage(StrEnum):
    DRAFT = "draft"
    CIRCULATED = "circulated"


class Purpose(StrEnum):
    """What a board is to do about an item."""

    NOTE = "note"
    DISCUSS = "discuss"
    DECIDE = "decide"


PURPOSE_WORDS = {
    Purpose.NOTE: "To note",
    Purpose.DISCUSS: "To discuss",
    Purpose.DECIDE: "To decide",
}


@dataclass(frozen=True)
class Paper:
    """An item of the agenda, by what the rules ask of it."""

    key: str
    figures: bool
    written: bool


@dataclass(frozen=True)
class Pack:
    """All that the rules know of one pack."""

    today: date
    meets_on: date
    over: bool = True
    """The quarter that it covers has ended."""
    corrects: bool = False
    """It takes the place of a pack that was circulated, before the meeting or after it."""
    drawn: bool = False
    papers: frozenset[Paper] = frozenset()
    learned: bool = False
    """It is said what there is to learn."""
    authors: frozenset[str] = frozenset()
    listed: bool = True
    """Somebody is on the list of the board today."""


@dataclass(frozen=True, kw_only=True)
class Written(Given):
    """One item: its heading, the figures chosen for it, what is written beside them."""

    key: str
    title: str = ""
    figures: frozenset[str] = frozenset()
    words: str = ""
    new: bool = False


@dataclass(frozen=True, kw_only=True)
class Moved(Given):
    """The meeting is on another day, or elsewhere."""

    day: date


@dataclass(frozen=True, kw_only=True)
class LeftOut(Given):
    key: str


@dataclass(frozen=True, kw_only=True)
class Learning(Given):
    text: str = ""


# ---------------------------------------------------------------- what must hold


@clause("EAP B2")
def the_quarter_is_over(pack: Pack, by: str) -> None:
    if not pack.over:
        raise Refused("The quarter has not ended yet, so its figures are not known.", SOURCE)


@clause("EAP B2")
def the_figures_are_drawn(pack: Pack, by: str) -> None:
    if not pack.drawn:
        raise Refused("Draw the figures first.", SOURCE)


@clause("EAP B2")
def there_is_an_agenda(pack: Pack, by: str) -> None:
    if not pack.papers:
        raise Refused("Nothing is on the agenda yet.", SOURCE)


@clause("EAP B1")
def every_figure_has_words_beside_it(pack: Pack, by: str) -> None:
    left = sum(one.figures and not one.written for one in pack.papers)
    if left:
        words = "1 item has" if left == 1 else f"{left} items have"
        raise Refused(f"{words} nothing written beside the figures yet.", "EAP B1")


@clause("EAP B1")
def it_says_what_there_is_to_learn(pack: Pack, by: str) -> None:
    if not pack.learned:
        raise Refused("Say what there is to learn, or that there is nothing.", "EAP B1")


@clause("EAP B2")
def somebody_is_on_the_list(pack: Pack, by: str) -> None:
    if not pack.listed:
        raise Refused("Nobody is on the list of this board today.", SOURCE)


@clause("EAP B2")
def it_comes_before_the_meeting(pack: Pack, by: str) -> None:
    if pack.meets_on < pack.today and not pack.corrects:
        raise Refused("The meeting has been held. A pack is read before it.", SOURCE)


@clause("EAP B2")
def somebody_else_circulates_it(pack: Pack, by: str) -> None:
    if by in pack.authors:
        raise Refused(
            "You drew the figures or wrote in this pack, so somebody else circulates it.", SOURCE
        )


@clause("EAP B2")
def the_new_day_is_to_come(pack: Pack, given: Moved) -> None:
    if given.day < pack.today:
        raise Refused("The meeting must be today or later.", SOURCE, about="meets_on")


def it_has_a_heading(pack: Pack, given: Written) -> None:
    if not given.title.strip():
        raise Refused("Enter what the item is about.", about="title")


def the_item_says_something(pack: Pack, given: Written) -> None:
    if not given.figures and not given.words.strip():
        raise Refused("Select a figure, or enter what the board reads.", about="words")


def its_figures_are_known(pack: Pack, given: Written) -> None:
    if any(figure_named(code) is None for code in given.figures):
        raise Refused("Select figures of the list.", about="figures")


def the_item_is_there(pack: Pack, given: Written | LeftOut) -> None:
    known = any(one.key == given.key for one in pack.papers)
    if not known and not (isinstance(given, Written) and given.new):
        raise Refused("This item is no longer on the agenda.")


def something_is_said(pack: Pack, given: Learning) -> None:
    if not given.text.strip():
        raise Refused("Enter what there is to learn.", about="learning")


# ---------------------------------------------------------------- what becomes true


def it_is_drawn(pack: Pack, given: Given) -> Pack:
    return replace(pack, drawn=True, authors=pack.authors | {given.by})


def it_is_moved(pack: Pack, given: Moved) -> Pack:
    return replace(pack, meets_on=given.day, authors=pack.authors | {given.by})


def it_is_on_the_agenda(pack: Pack, given: Written) -> Pack:
    paper = Paper(given.key, bool(given.figures), bool(given.words.strip()))
    return replace(
        pack, papers=_others(pack, given.key) | {paper}, authors=pack.authors | {given.by}
    )


def it_is_left_out(pack: Pack, given: LeftOut) -> Pack:
    return replace(pack, papers=_others(pack, given.key), authors=pack.authors | {given.by})


def _others(pack: Pack, key: str) -> frozenset[Paper]:
    return frozenset(one for one in pack.papers if one.key != key)


def it_is_learned(pack: Pack, given: Learning) -> Pack:
    return replace(pack, learned=True, authors=pack.authors | {given.by})


def it_stays(pack: Pack, given: Given) -> Pack:
    return pack


# ---------------------------------------------------------------- the acts

_DRAFT = frozenset({Stage.DRAFT})

DRAW = Act[Pack, Given](
    name="draw_board_figures",
    label="draw the figures",
    past="Figures drawn",
    by=KEEPERS,
    source=_DRAFT,
    target=None,
    effect=it_is_drawn,
    clauses=("EAP B2",),
    when=(the_quarter_is_over,),
    records="combination",
)
MOVE = Act[Pack, Moved](
    name="move_board_meeting",
    label="move the meeting",
    past="Meeting moved",
    by=KEEPERS,
    source=_DRAFT,
    target=None,
    effect=it_is_moved,
    clauses=("EAP B2",),
    requires=(the_new_day_is_to_come,),
)
WRITE = Act[Pack, Written](
    name="write_board_item",
    label="put an item on the agenda",
    past="Agenda written",
    by=KEEPERS,
    source=_DRAFT,
    target=None,
    effect=it_is_on_the_agenda,
    clauses=("EAP B2",),
    when=(the_figures_are_drawn,),
    requires=(the_item_is_there, it_has_a_heading, its_figures_are_known, the_item_says_something),
)
LEAVE_OUT = Act[Pack, LeftOut](
    name="leave_out_board_item",
    label="leave an item out",
    past="Item left out",
    by=KEEPERS,
    source=_DRAFT,
    target=None,
    effect=it_is_left_out,
    clauses=("EAP B2",),
    requires=(the_item_is_there,),
)
LEARN = Act[Pack, Learning](
    name="write_board_learning",
    label="say what there is to learn",
    past="Said what there is to learn",
    by=KEEPERS,
    source=_DRAFT,
    target=None,
    effect=it_is_learned,
    clauses=("EAP B1",),
    when=(the_figures_are_drawn,),
    requires=(something_is_said,),
)
CIRCULATE = Act[Pack, Given](
    name="circulate_board_pack",
    label="freeze the pack and circulate it",
    past="Frozen and circulated",
    by=FREEZERS,
    source=_DRAFT,
    target=Stage.CIRCULATED,
    effect=it_stays,
    clauses=("EAP B1", "EAP B2"),
    when=(
        the_quarter_is_over,
        the_figures_are_drawn,
        there_is_an_agenda,
        every_figure_has_words_beside_it,
        it_says_what_there_is_to_learn,
        somebody_is_on_the_list,
        it_comes_before_the_meeting,
        somebody_else_circulates_it,
    ),
    records="disclosure",
)

BOARD_PACK = Procedure[Pack](
    name="pack for a board",
    start=Stage.DRAFT,
    acts=(DRAW, MOVE, WRITE, LEAVE_OUT, LEARN, CIRCULATE),
    ends=frozenset({Stage.CIRCULATED}),
    owners={Stage.DRAFT: Role.OVERSEER},
    clauses=("EAP B1", "EAP B2"),
)
