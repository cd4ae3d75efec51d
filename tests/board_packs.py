# SPDX-License-Identifier: MIT
"""A board with its list, and a pack taken as far as a test needs it."""

from datetime import timedelta

from django.utils import timezone

from candour.boards.rules.board import BoardKind, Called
from candour.boards.rules.pack import Purpose
from candour.boards.services import boards, packs
from candour.boards.services.packs import ItemSaid, Meeting
from candour.review.rules.traces import quarter_of

CLERK, SENDER, CHIEF = "clerk", "head.psd", "deputy.chief"
MEMBER, OTHER_MEMBER, OVERSIGHT = "committee.member", "committee.member2", "oversight"
OFFICES = {CLERK: "clerk", SENDER: "reassessor", CHIEF: "sponsor"}
SAID = ItemSaid("Gifts", Purpose.NOTE, frozenset({"gifts", "requests"}), "Fewer than before.")


class Boarded:
    """An audit committee with one member and the oversight body, and a pack that a clerk prepares."""

    def __init__(self, county, *, meets_in=10):
        self.county, self.today = county, timezone.localdate()
        body = county.people["head.secretariat"].body
        called = Called(BoardKind.AUDIT, "Audit Committee", self.today - timedelta(days=400))
        self.board = boards.name_board(body, called, by=self.by(CLERK))
        self.seats = {name: self.seated(name) for name in (MEMBER, OVERSIGHT)}
        self.quarter = quarter_of(self.today).before
        meeting = Meeting(self.today + timedelta(days=meets_in), "The Old Exchange")
        self.row = packs.begin(self.board, meeting, self.quarter, by=self.by(CLERK))

    def by(self, name):
        return self.county.by(name, OFFICES[name])

    def seated(self, name, first=-30):
        day = self.today + timedelta(days=first)
        return boards.put_on_list(self.board, self.county.people[name], day, by=self.by(CLERK))

    def written(self, said=SAID, learning="Ask earlier."):
        by = self.by(CLERK)
        self.row = packs.write_item(self.row.pk, said, by=by, seen=self.row.version)
        self.row = packs.learn(self.row.pk, learning, by=by, seen=self.row.version)
        return self

    def circulated(self, by=SENDER):
        self.row = packs.circulate(self.row.pk, by=self.by(by), seen=self.row.version)
        return self

    def corrected(self, reason="A number was taken for another."):
        row = packs.begin_correction(self.row, reason, by=self.by(CLERK))
        self.correction = packs.circulate(row.pk, by=self.by(SENDER), seen=row.version)
        return self

    def agreed(self, owner="head.secretariat", what="Ask the offices.", days=20):
        due_on = self.today + timedelta(days=days)
        person = self.county.people[owner]
        return boards.add_action(self.row, what, person, due_on, by=self.by(CLERK))

    def arguments(self, name):
        """What stands in the address of this name: the board, its circulated pack, or its next draft."""
        draft = name in {
            "board_pack_draw", "board_pack_meeting", "board_pack_learning", "board_pack_circulate",
            "board_item_add", "board_item", "board_item_leave_out",
        }  # fmt: skip
        row = self.next if draft else self.row
        of_pack = draft or (name.startswith("board_pack") and name != "board_pack_begin")
        return {
            "reference": row.reference if of_pack else self.board.reference,
            "seat_id": str(self.seats[MEMBER].pk),
            "item_id": str(row.items.get().pk),
            "action_id": str(self.action.pk),
            "code": "gifts",
        }

    def met(self):
        """What it agreed, and the pack of its next meeting as it is being prepared."""
        self.action = self.agreed()
        meeting = Meeting(self.today + timedelta(days=40))
        self.next = packs.begin(self.board, meeting, self.quarter, by=self.by(CLERK))
        self.next = packs.write_item(self.next.pk, SAID, by=self.by(CLERK), seen=self.next.version)
        return self
