# SPDX-License-Identifier: MIT
"""Boards, their names, their lists and their actions. Each act is one transaction and one event."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from candour.boards.models import Board, BoardAction, BoardName, BoardPack, BoardSeat
from candour.boards.queries.seen import names_of, seat_of, seats_of
from candour.boards.rules import board as rules
from candour.boards.rules.board import Called
from candour.boards.rules.pack import Stage
from candour.kernel.procedure import Refused
from candour.kernel.references import new_reference
from candour.kernel.roles import Role
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Body, Person
from candour.people.queries import offices_in
from candour.review.services.carrying_out import doer, offices_of_doer

PREFIX = "BD"
CLAUSES = ("EAP B2",)


@transaction.atomic
def name_board(body: Body, called: Called, *, by: By) -> Board:
    """A new board, with what it is and is called from a day on."""
    rules.keeps_the_board(offices_of_doer(body.pk, by))
    board = Board(body=body, reference=new_reference(PREFIX))
    board.save(force_insert=True)
    _call(board, called, by)
    return board


def rename_board(board: Board, called: Called, *, by: By) -> Board:
    """From a day on it is another kind, or called otherwise; earlier packs keep what it was."""
    with transaction.atomic():
        held = _held(board, by)
        rules.the_day_is_free(names_of(held), called.starts_on)
        _call(held, called, by)
    return board


def _call(board: Board, called: Called, by: By) -> None:
    row = BoardName(
        board=board, event=new_event_id(), kind=called.kind.value, name=called.name.strip(),
        starts_on=called.starts_on,
    )  # fmt: skip
    row.save(force_insert=True)
    told: dict[str, Json] = {
        "kind": row.kind, "name": row.name, "starts_on": row.starts_on.isoformat(),
    }  # fmt: skip
    record(
        board.stream, "name_board", by=by, kind=Kind.COLLECTION, fields=told, clauses=CLAUSES,
        event_id=row.event,
    )  # fmt: skip


def put_on_list(board: Board, person: Person, starts_on: date, *, by: By) -> BoardSeat:
    """From a day on somebody sits on the board, and reads what it reads."""
    with transaction.atomic():
        held = _held(board, by)
        new = rules.Seat(str(person.pk), starts_on)
        roles = _offices(person, held.body_id)
        rules.may_take_a_seat(roles, [seat_of(one) for one in seats_of(held)], new)
        seat = BoardSeat(board=held, person=person, event=new_event_id(), starts_on=starts_on)
        seat.save(force_insert=True)
        told: dict[str, Json] = {
            "person_id": str(person.pk), "starts_on": starts_on.isoformat(),
        }  # fmt: skip
        record(
            held.stream, "put_on_board_list", by=by, kind=Kind.COLLECTION, fields=told,
            clauses=CLAUSES, event_id=seat.event,
        )  # fmt: skip
    return seat


def take_off_list(seat: BoardSeat, last: date, *, by: By) -> BoardSeat:
    """The last day on which somebody sits on the board."""
    with transaction.atomic():
        held = _held(seat.board, by)
        row = BoardSeat.objects.select_for_update().get(pk=seat.pk)
        rules.may_leave(seat_of(row), last)
        row.ends_on = last
        row.save(update_fields=["ends_on"])
        told: dict[str, Json] = {"seat": str(row.pk), "last": last.isoformat()}
        record(
            held.stream, "take_off_board_list", by=by, kind=Kind.ALTERATION, fields=told,
            clauses=CLAUSES,
        )  # fmt: skip
    return row


# ---------------------------------------------------------------- actions


def add_action(
    agreed_in: BoardPack, what: str, owner: Person, due_on: date, *, by: By
) -> BoardAction:
    """What the meeting of this pack agreed, by whom it is done, and until when."""
    with transaction.atomic():
        board = _held(agreed_in.board, by)
        if agreed_in.stage != Stage.CIRCULATED.value or agreed_in.board_id != board.pk:
            raise Refused("Select a meeting whose pack was circulated.", about="meeting")
        rules.may_own(_offices(owner, board.body_id))
        action = BoardAction(
            board=board, of_pack=agreed_in, event=new_event_id(), what=what.strip(), owner=owner,
            due_on=due_on,
        )  # fmt: skip
        action.save(force_insert=True)
        told: dict[str, Json] = {
            "what": action.what, "owner": str(owner.pk), "due_on": due_on.isoformat(),
            "pack": agreed_in.reference,
        }  # fmt: skip
        record(
            board.stream, "add_board_action", by=by, kind=Kind.COLLECTION, fields=told,
            clauses=CLAUSES, event_id=action.event,
        )  # fmt: skip
    return action


def complete_action(key: UUID, done: str, *, by: By) -> BoardAction:
    """The owner says what was done; the next pack tells the board."""
    with transaction.atomic():
        rows = BoardAction.objects.select_for_update(of=("self",)).select_related("board")
        action = rows.get(pk=key)
        finished = action.done_on is not None
        rules.only_the_owner_is_done(str(action.owner_id), str(doer(by)), done=finished)
        action.done, action.done_on = done.strip(), timezone.localdate()
        action.save(update_fields=["done", "done_on"])
        told: dict[str, Json] = {"action": str(action.pk), "done": action.done}
        record(
            action.board.stream, "complete_board_action", by=by, kind=Kind.ALTERATION, fields=told,
            clauses=CLAUSES,
        )  # fmt: skip
    return action


def _held(board: Board, by: By) -> Board:
    """The board, locked until the act is over, for somebody who keeps it."""
    rules.keeps_the_board(offices_of_doer(board.body_id, by))
    return Board.objects.select_for_update(of=("self",)).select_related("body").get(pk=board.pk)


def _offices(person: Person, body: UUID) -> frozenset[Role]:
    return offices_in(person, timezone.localdate()).get(body, frozenset())
