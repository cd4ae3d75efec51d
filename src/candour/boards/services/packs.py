# SPDX-License-Identifier: MIT
"""Every act on a board pack. Each is one transaction and one event."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from candour.boards.models import Board, BoardCopy, BoardItem, BoardPack
from candour.boards.queries.packs import (
    being_corrected,
    content_of,
    correction_of,
    facts_of,
    figures_of,
    items_of,
    next_number,
    quarter_of_pack,
)
from candour.boards.queries.seen import listed
from candour.boards.rules import pack as acts
from candour.boards.rules.board import keeps_the_board
from candour.boards.rules.content import written_out
from candour.boards.rules.pack import Learning, LeftOut, Moved, Pack, Purpose, Stage, Written
from candour.kernel.procedure import Given, Refused
from candour.kernel.references import new_reference
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, new_event_id
from candour.review.rules.traces import Quarter
from candour.review.services.carrying_out import Deed, Kept, doer, offices_of_doer

PREFIX = "BP"
KEPT = Kept[BoardPack, Pack](
    rows=lambda: BoardPack.objects.select_related("board__body", "body", "corrects"),
    called="pack",
    stages=Stage,
    facts=facts_of,
    follows=lambda facts: {"authors": sorted(facts.authors)},
)
_carry_out = KEPT.carry_out
AnyDeed = Deed[BoardPack, Pack]


@dataclass(frozen=True)
class Meeting:
    held_on: date
    place: str = ""


def begin(board: Board, meeting: Meeting, quarter: Quarter, *, by: By) -> BoardPack:
    """A draft for a meeting, with the figures of a quarter and of the one before."""
    keeps_the_board(offices_of_doer(board.body_id, by))
    if meeting.held_on < timezone.localdate():
        raise Refused("The meeting must be today or later.", about="meets_on")
    row = BoardPack(
        board=board, body=board.body, reference=new_reference(PREFIX), started_by_id=doer(by),
        meets_on=meeting.held_on, place=meeting.place.strip(), quarter=quarter.slug,
    )  # fmt: skip
    with transaction.atomic():
        row.save(force_insert=True)
        return draw(row.pk, by=by, seen=row.version)


def draw(pack_id: UUID, *, by: By, seen: int) -> BoardPack:
    """Count the quarter and the one before it, and lock what comes out; what is written stays."""

    def write(deed: AnyDeed) -> None:
        quarter = quarter_of_pack(deed.row)
        now, before = figures_of(deed.row.body, quarter), figures_of(deed.row.body, quarter.before)
        deed.columns = {"figures": now, "before": before, "drawn_at": deed.now}
        deed.told = {"figures": {code: len(found) for code, found in now.items()}}

    return _carry_out(pack_id, acts.DRAW, Given(by=str(by.person)), by, seen, write)


def move(pack_id: UUID, meeting: Meeting, *, by: By, seen: int) -> BoardPack:
    """The meeting is on another day, or elsewhere."""

    def write(deed: AnyDeed) -> None:
        deed.columns = {"meets_on": meeting.held_on, "place": meeting.place.strip()}
        deed.told = {"meets_on": meeting.held_on.isoformat(), "place": meeting.place.strip()}

    given = Moved(by=str(by.person), day=meeting.held_on)
    return _carry_out(pack_id, acts.MOVE, given, by, seen, write)


@dataclass(frozen=True)
class ItemSaid:
    """What stands in the form of an item."""

    title: str
    purpose: Purpose
    figures: frozenset[str] = frozenset()
    words: str = ""


def write_item(
    pack_id: UUID, said: ItemSaid, *, by: By, seen: int, key: UUID | None = None
) -> BoardPack:
    """A new item at the end of the agenda, or the same item anew."""
    item = key or uuid4()

    def write(deed: AnyDeed) -> None:
        held = items_of(deed.row)
        row = next((one for one in held if one.pk == item), None) or BoardItem(
            pk=item, of_pack=deed.row, number=next_number(held)
        )
        row.title, row.words = said.title.strip(), said.words.strip()
        row.purpose, row.figures = said.purpose.value, sorted(said.figures)
        row.save()
        deed.told = {
            "item": str(item), "title": row.title, "purpose": row.purpose,
            "shows": list(row.figures), "words": row.words,
        }  # fmt: skip

    given = Written(
        by=str(by.person), key=str(item), title=said.title, figures=said.figures, words=said.words,
        new=key is None,
    )  # fmt: skip
    return _carry_out(pack_id, acts.WRITE, given, by, seen, write)


def leave_out(pack_id: UUID, key: UUID, *, by: By, seen: int) -> BoardPack:
    """The item goes from the agenda; the others keep their order."""

    def write(deed: AnyDeed) -> None:
        BoardItem.objects.filter(of_pack=deed.row, pk=key).delete()
        deed.told = {"item": str(key)}

    given = LeftOut(by=str(by.person), key=str(key))
    return _carry_out(pack_id, acts.LEAVE_OUT, given, by, seen, write)


def learn(pack_id: UUID, text: str, *, by: By, seen: int) -> BoardPack:
    """What there is to learn, in words fit for the board."""

    def write(deed: AnyDeed) -> None:
        deed.row.learning = text.strip()
        deed.row.save(update_fields=["learning"])
        deed.told = {"learning": deed.row.learning}

    given = Learning(by=str(by.person), text=text)
    return _carry_out(pack_id, acts.LEARN, given, by, seen, write)


def circulate(pack_id: UUID, *, by: By, seen: int) -> BoardPack:
    """Bind figures, words and actions together for good, for those on the list today."""

    def write(deed: AnyDeed) -> None:
        deed.row.content = written_out(content_of(deed.row))
        deed.row.save(update_fields=["content"])
        people = listed(deed.row.board, timezone.localdate(deed.now))
        BoardCopy.objects.bulk_create(
            BoardCopy(of_pack=deed.row, person=one, event=deed.event) for one in people
        )
        deed.columns = {
            "frozen_by_id": by.person, "frozen_at": deed.now, "frozen_event": deed.event,
        }  # fmt: skip
        deed.told = {
            "pack": deed.row.reference, "content": digest_of(deed.row.content),
            "to": _ids(one.pk for one in people),
            "corrects": deed.row.corrects.reference if deed.row.corrects else "",
        }  # fmt: skip

    return _carry_out(pack_id, acts.CIRCULATE, Given(by=str(by.person)), by, seen, write)


def begin_correction(wrong: BoardPack, reason: str, *, by: By) -> BoardPack:
    """A draft that will take the place of a circulated pack, with its agenda and figures drawn anew."""
    keeps_the_board(offices_of_doer(wrong.body_id, by))
    with transaction.atomic():
        held = BoardPack.objects.select_for_update(of=("self",)).get(pk=wrong.pk)
        if held.stage != Stage.CIRCULATED.value:
            raise Refused("Only a pack that was circulated is corrected. Change the draft.")
        if correction_of(held) or being_corrected(held):
            raise Refused("It is being corrected already, or was.")
        row = BoardPack(
            board_id=wrong.board_id, body_id=wrong.body_id, reference=new_reference(PREFIX),
            started_by_id=doer(by), meets_on=wrong.meets_on, place=wrong.place, quarter=wrong.quarter,
            corrects=held,
        )  # fmt: skip
        row.correction, row.learning = reason.strip(), held.learning
        row.save(force_insert=True)
        for one in items_of(held):
            copy = BoardItem(
                pk=new_event_id(), of_pack=row, number=one.number, purpose=one.purpose,
                figures=one.figures,
            )  # fmt: skip
            copy.title, copy.words = one.title, one.words
            copy.save(force_insert=True)
        return draw(row.pk, by=by, seen=row.version)


def digest_of(content: str) -> str:
    """What anybody with the bytes counts again."""
    return sha256(content.encode()).hexdigest()


def _ids(keys: Iterable[UUID]) -> list[Json]:
    return [str(one) for one in sorted(keys)]
