# SPDX-License-Identifier: MIT
"""A pack as the rules know it, and as it is read: from its bytes, or as the draft stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Subquery
from django.utils import timezone

from candour.boards.models import BoardAction, BoardItem, BoardPack
from candour.boards.queries.seen import listed, names_of
from candour.boards.rules.board import KIND_WORDS, called_on
from candour.boards.rules.content import Content, Heading, Item, Owed, lines_of, read_back
from candour.boards.rules.pack import PURPOSE_WORDS, Pack, Paper, Purpose, Stage
from candour.people.models import Body, Person
from candour.review.queries.over_quarters import figures_over
from candour.review.rules.traces import Quarter, quarter_named

NOBODY = "–"


def figures_of(body: Body, quarter: Quarter) -> dict[str, list[str]]:
    """The figures of the quarterly report; where that is frozen, as it was frozen."""
    return {code: sorted(found) for code, found in figures_over(body, [quarter]).items()}


def quarter_of_pack(row: BoardPack) -> Quarter:
    return quarter_named(row.quarter)


def items_of(row: BoardPack) -> list[BoardItem]:
    return list(BoardItem.objects.filter(of_pack=row).order_by("number"))


@dataclass(frozen=True)
class Held:
    """What a draft consists of, besides its row."""

    items: list[BoardItem]
    listed: list[Person]


def held_of(row: BoardPack) -> Held:
    return Held(items_of(row), listed(row.board, timezone.localdate()))


def facts_of(row: BoardPack, held: Held | None = None) -> Pack:
    """What the rules know of a pack today."""
    today, held = timezone.localdate(), held or held_of(row)
    return Pack(
        today=today,
        meets_on=row.meets_on,
        over=today > quarter_of_pack(row).ends,
        corrects=row.corrects_id is not None,
        drawn=row.drawn_at is not None,
        papers=frozenset(
            Paper(str(one.pk), bool(one.figures), bool(one.words)) for one in held.items
        ),
        learned=bool(row.learning),
        authors=frozenset(row.authors),
        listed=bool(held.listed),
    )


def content_of(row: BoardPack, held: Held | None = None) -> Content:
    """As it was circulated; until then, as the draft stands today."""
    if row.content:
        return read_back(row.content)
    held = held or held_of(row)
    return Content(
        heading=_heading(row),
        items=tuple(_item(row, one) for one in held.items),
        owed=tuple(_owed(row)),
        learning=row.learning,
        listed=tuple(one.full_name for one in held.listed),
    )


def _heading(row: BoardPack) -> Heading:
    called = called_on(names_of(row.board), row.meets_on)
    return Heading(
        reference=row.reference,
        body=row.body.name,
        board=called.name if called else NOBODY,
        kind=KIND_WORDS[called.kind] if called else NOBODY,
        meets_on=row.meets_on.isoformat(),
        place=row.place,
        quarter=row.quarter,
        drawn_at=row.drawn_at.isoformat(timespec="seconds") if row.drawn_at else "",
        corrects=row.corrects.reference if row.corrects else "",
        correction=row.correction,
    )


def _item(row: BoardPack, one: BoardItem) -> Item:
    return Item(
        key=str(one.pk),
        title=one.title,
        purpose=PURPOSE_WORDS[Purpose(one.purpose)],
        words=one.words,
        lines=lines_of(one.figures, row.figures, row.before),
    )


def _owed(row: BoardPack) -> list[Owed]:
    """What earlier meetings agreed and is still to do, or was done since the last of them."""
    held = BoardPack.objects.filter(
        board=row.board_id, stage=Stage.CIRCULATED.value, meets_on__lt=row.meets_on
    )
    last = held.order_by("-meets_on").values("meets_on")[:1]
    rows = BoardAction.objects.filter(board=row.board_id, of_pack__meets_on__lt=row.meets_on)
    actions = rows.annotate(since=Subquery(last)).select_related("owner", "of_pack")
    return [
        Owed(
            agreed_on=one.of_pack.meets_on.isoformat(),
            what=one.what,
            owner=one.owner.full_name,
            due_on=one.due_on.isoformat(),
            done_on=one.done_on.isoformat() if one.done_on else "",
            done=one.done,
        )
        for one in actions.order_by("due_on", "id")
        if one.done_on is None or max(one.done_on, one.of_pack.meets_on) >= one.since
    ]


def correction_of(row: BoardPack) -> BoardPack | None:
    """The circulated pack that took the place of this one."""
    return BoardPack.objects.filter(corrects=row, stage=Stage.CIRCULATED.value).first()


def being_corrected(row: BoardPack) -> BoardPack | None:
    """The draft of a correction, for those who prepare it."""
    return BoardPack.objects.filter(corrects=row, stage=Stage.DRAFT.value).first()


def next_number(items: Sequence[BoardItem]) -> int:
    return max((one.number for one in items), default=0) + 1
