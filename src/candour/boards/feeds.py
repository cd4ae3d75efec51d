# SPDX-License-Identifier: MIT
"""What boards, and packs for inspections, put on the Today page of a body, and the way to boards."""

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from candour.boards.queries import turns
from candour.boards.queries.turns import Bodies, Turn, turns_of
from candour.boards.rules.board import OWNERS, SEATED
from candour.boards.rules.pack import FREEZERS, READERS
from candour.inspection.queries.packs import OPEN
from candour.inspection.rules import pack as inspections
from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import offices_in
from candour.ui.panels import Viewer
from candour.ui.today import TodayItem


def turns_at_boards(person: Person, today: date) -> list[TodayItem]:
    """For a member, what to read; for a keeper, what to check; for an owner, what was agreed."""
    offices = offices_in(person, today)
    if not any(roles & (OWNERS | FREEZERS) for roles in offices.values()):
        return []

    def where(wanted: frozenset[Role]) -> list[UUID]:
        return [body for body, roles in offices.items() if roles & wanted]

    bodies = Bodies(
        circulates=where(FREEZERS),
        sits=where(SEATED),
        keeps_inspections=where(inspections.KEEPERS),
        opens_inspections=bool(where(inspections.DRAFTERS)),
    )
    return [_item(one) for one in turns_of(person, today, bodies)]


def _item(turn: Turn) -> TodayItem:
    match turn.turn:
        case turns.READ:
            return _of_pack(_("Read before the meeting"), turn)
        case turns.CHECK:
            return _of_pack(_("Check and circulate"), turn)
        case turns.DO:
            address = reverse("board_action", args=[turn.key])
            return TodayItem(_("Do what the board agreed"), turn.named, address, due=turn.day)
    opens = turn.turn == OPEN
    words = _("Open to an inspector") if opens else _("Check and freeze")
    return TodayItem(words, turn.named, reverse("pack", args=[turn.named]), since=turn.day)


def _of_pack(words: str, turn: Turn) -> TodayItem:
    return TodayItem(words, turn.named, reverse("board_pack", args=[turn.named]), due=turn.day)


def boards_for_me(viewer: Viewer, _reference: str) -> bool | None:
    """A way to the boards for those in whose menu there is no room for it."""
    return True if viewer.roles & READERS else None
