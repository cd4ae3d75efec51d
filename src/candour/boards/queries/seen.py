# SPDX-License-Identifier: MIT
"""Boards and packs as those who keep them, and those who sit on them, may see them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from candour.boards.models import Board, BoardAction, BoardName, BoardPack, BoardSeat
from candour.boards.rules.board import KEEPERS, OWNERS, SEATED, BoardKind, Called, Seat, called_on
from candour.boards.rules.pack import FREEZERS, Stage
from candour.kernel.roles import Role
from candour.people.models import Body, Person
from candour.people.queries import holders_of_any, offices_in, titles_on


def body_kept_by(person: Person, on: date) -> Body | None:
    """The body whose boards a person keeps; the first by name where there are several."""
    held = [body for body, roles in offices_in(person, on).items() if roles & KEEPERS]
    return Body.objects.filter(pk__in=held).order_by("slug").first() if held else None


def seats_on(on: date) -> QuerySet[BoardSeat]:
    held = Q(ends_on=None) | Q(ends_on__gte=on)
    return BoardSeat.objects.filter(held, starts_on__lte=on)


def _kept_and_seated(person: Person, on: date) -> tuple[list[UUID], list[UUID]]:
    offices = offices_in(person, on)
    kept = [body for body, roles in offices.items() if roles & FREEZERS]
    return kept, [body for body, roles in offices.items() if roles & SEATED]


def boards_for(person: Person, on: date) -> QuerySet[Board]:
    """All of a body to those who keep them; to others those on whose list they are today."""
    kept, seated = _kept_and_seated(person, on)
    mine = seats_on(on).filter(board=OuterRef("pk"), person=person)
    return Board.objects.filter(Q(body__in=kept) | Q(Exists(mine), body__in=seated))


def visible_to(person: Person, on: date) -> QuerySet[BoardPack]:
    """Every pack to those who keep it; to whoever is on the list today, what was circulated."""
    kept, seated = _kept_and_seated(person, on)
    mine = seats_on(on).filter(board=OuterRef("board"), person=person)
    sent = Q(Exists(mine), body__in=seated, stage=Stage.CIRCULATED.value)
    return BoardPack.objects.filter(Q(body__in=kept) | sent)


@dataclass(frozen=True)
class SeenBoard:
    """One board as one person may see it."""

    row: Board
    offices: frozenset[Role]

    @property
    def keeps(self) -> bool:
        return bool(self.offices & KEEPERS)


@dataclass(frozen=True)
class SeenPack:
    row: BoardPack
    offices: frozenset[Role]

    @property
    def prepares(self) -> bool:
        return bool(self.offices & KEEPERS)

    @property
    def circulates(self) -> bool:
        return bool(self.offices & FREEZERS)


def board_for(person: Person, reference: str, on: date) -> SeenBoard | None:
    row = boards_for(person, on).select_related("body").filter(reference=reference).first()
    return SeenBoard(row, offices_in(person, on)[row.body_id]) if row else None


def pack_for(person: Person, reference: str, on: date) -> SeenPack | None:
    rows = visible_to(person, on).select_related("body", "board", "frozen_by", "corrects")
    row = rows.filter(reference=reference).first()
    return SeenPack(row, offices_in(person, on)[row.body_id]) if row else None


def stream_of(reference: str) -> UUID | None:
    """For commands that prove: it opens nothing."""
    rows = BoardPack.objects.filter(reference=reference).values_list("stream", flat=True)
    return rows.first()


# ---------------------------------------------------------------- what a board is, and who sits on it


def names_of(board: Board) -> list[Called]:
    """The newest first."""
    rows = BoardName.objects.filter(board=board).order_by("-starts_on")
    return [Called(BoardKind(one.kind), one.name, one.starts_on) for one in rows]


def seats_of(board: Board) -> list[BoardSeat]:
    """Those on the list first, then those who were."""
    rows = BoardSeat.objects.filter(board=board).select_related("person")
    return sorted(rows, key=lambda one: (one.ends_on is not None, one.person.full_name))


def seat_of(row: BoardSeat) -> Seat:
    return Seat(str(row.person_id), row.starts_on, row.ends_on)


def listed(board: Board, on: date) -> list[Person]:
    """Who gets what is circulated on a day: on the list, and in an office that brings them there."""
    seated = seats_on(on).filter(board=board).values("person")
    return holders_of_any(sorted(SEATED), board.body, on, among=seated)


@dataclass(frozen=True)
class Line:
    """A board in the list of boards."""

    board: Board
    called: Called | None
    packs: tuple[BoardPack, ...]


def lines_for(person: Person, on: date) -> list[Line]:
    """Each board with its packs as far as this person may see them, the next meeting first."""
    boards = list(boards_for(person, on).select_related("body"))
    names: dict[UUID, list[Called]] = {one.pk: [] for one in boards}
    for row in BoardName.objects.filter(board__in=boards):
        names[row.board_id].append(Called(BoardKind(row.kind), row.name, row.starts_on))
    packs: dict[UUID, list[BoardPack]] = {one.pk: [] for one in boards}
    for one in visible_to(person, on).filter(board__in=boards).order_by("-meets_on", "-drawn_at"):
        packs[one.board_id].append(one)
    found = [Line(one, called_on(names[one.pk], on), tuple(packs[one.pk])) for one in boards]
    return sorted(found, key=lambda one: one.called.name if one.called else "")


# ---------------------------------------------------------------- who may be chosen

Choices = list[tuple[str, str]]


def may_sit(board: Board, on: date) -> Choices:
    """Those with an office that brings somebody here, and who are not on the list today."""
    there = {one.person_id for one in seats_on(on).filter(board=board)}
    people = holders_of_any(sorted(SEATED), board.body, on)
    return _titled([one for one in people if one.pk not in there], on)


def may_own(board: Board, on: date) -> Choices:
    return _titled(holders_of_any(sorted(OWNERS), board.body, on), on)


def _titled(people: list[Person], on: date) -> Choices:
    titles = titles_on(people, on)
    return [(str(one.pk), f"{one.full_name}, {titles[one.pk]}".rstrip(", ")) for one in people]


def person_of(key: str) -> Person:
    return Person.objects.get(pk=key)


# ---------------------------------------------------------------- actions


def actions_of(board: Board) -> list[BoardAction]:
    """What is still to be done first, by its day."""
    rows = BoardAction.objects.filter(board=board).select_related("owner", "of_pack")
    return sorted(rows, key=lambda one: (one.done_on is not None, one.due_on, str(one.pk)))


def action_of(person: Person, key: UUID) -> BoardAction | None:
    """Somebody's own."""
    rows = BoardAction.objects.select_related("board", "of_pack").filter(pk=key, owner=person)
    return rows.first()


def meetings_held(board: Board) -> list[BoardPack]:
    """Circulated packs, which are those of meetings; the newest first."""
    rows = BoardPack.objects.filter(board=board, stage=Stage.CIRCULATED.value)
    return list(rows.exclude(pk__in=superseded()).order_by("-meets_on", "reference"))


def superseded() -> QuerySet[BoardPack, UUID | None]:
    """The ids of those whose place a circulated correction took."""
    corrections = BoardPack.objects.filter(stage=Stage.CIRCULATED.value, corrects__isnull=False)
    return corrections.values_list("corrects", flat=True)
