# SPDX-License-Identifier: MIT
"""Two invented boards: one has read a pack and its correction, and the next is being prepared."""

from collections.abc import Mapping
from datetime import date, timedelta

from candour.boards.models import Board, BoardPack
from candour.boards.rules.board import BoardKind, Called
from candour.boards.rules.pack import Purpose
from candour.boards.services import boards, packs
from candour.boards.services.packs import ItemSaid, Meeting
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.review.rules.traces import quarter_of

SINCE = date(2016, 5, 12)
AUDIT = Called(BoardKind.AUDIT, "Joint Audit and Ethics Committee", SINCE)
ACCOUNTABILITY = Called(BoardKind.ACCOUNTABILITY, "Commissioner's Accountability Board", SINCE)
PLACE = "The Old Exchange, Halewick"
AGENDA = (
    ItemSaid(
        "How the Gateway is used", Purpose.DISCUSS,
        frozenset({"requests", "decisions", "against_advice", "after_the_event"}),
        "Most requests came before the event. Those that came after it are followed up one by one.",
    ),
    ItemSaid(
        "Gifts, second jobs and contacts", Purpose.NOTE,
        frozenset({"gifts", "interests", "media", "late"}),
        "Late entries come from two departments, which were written to.",
    ),
    ItemSaid(
        "What the quarterly review found", Purpose.DISCUSS,
        frozenset({"exceptions", "put_right", "to_learn", "referred"}),
        "Both reviewers looked at every exception before they signed.",
    ),
    ItemSaid(
        "Terms of reference", Purpose.DECIDE, frozenset(),
        "The committee is asked to add the ethics action plan to its terms of reference.",
    ),
)  # fmt: skip
LEARNED = (
    "Offices that answer invitations first and ask afterwards were shown how to ask in a minute."
)
WRONG = "The words on late entries named three departments; there are two."


def convene(people: Mapping[str, Person], today: date) -> None:
    """The committee read a pack that was corrected; the next one waits for a second person."""
    keeper = By(person=people["clerk"].pk, role=Role.CLERK.value)
    body = people["head.secretariat"].body
    committee = boards.name_board(body, AUDIT, by=keeper)
    for name in ("committee.member", "committee.member2", "oversight"):
        boards.put_on_list(committee, people[name], SINCE + timedelta(days=30), by=keeper)
    board = boards.name_board(body, ACCOUNTABILITY, by=keeper)
    for name in ("oversight", "chief.constable"):
        boards.put_on_list(board, people[name], SINCE + timedelta(days=30), by=keeper)
    first = _circulated(people, committee, today, keeper)
    owner = people["head.secretariat"]
    boards.add_action(
        first, "Say which offices ask late, and what they were told.", owner,
        today + timedelta(days=21), by=keeper,
    )  # fmt: skip
    _draft(committee, today + timedelta(days=28), today, keeper)


def _circulated(people: Mapping[str, Person], board: Board, today: date, keeper: By) -> BoardPack:
    """Circulated with a mistake, and corrected a moment later."""
    sender = By(person=people["head.psd"].pk, role=Role.REASSESSOR.value)
    row = _draft(board, today, today, keeper)
    row = packs.circulate(row.pk, by=sender, seen=row.version)
    again = packs.begin_correction(row, WRONG, by=keeper)
    return packs.circulate(again.pk, by=sender, seen=again.version)


def _draft(board: Board, meets_on: date, today: date, keeper: By) -> BoardPack:
    row = packs.begin(board, Meeting(meets_on, PLACE), quarter_of(today).before, by=keeper)
    for said in AGENDA:
        row = packs.write_item(row.pk, said, by=keeper, seen=row.version)
    return packs.learn(row.pk, LEARNED, by=keeper, seen=row.version)
