# SPDX-License-Identifier: MIT
"""Opens a board or a pack for whoever may see it, and writes a reading down before anything shows."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils import timezone

from candour.boards.models import Board, BoardPack
from candour.boards.queries.packs import Held, facts_of
from candour.boards.queries.seen import SeenBoard, SeenPack, board_for, pack_for
from candour.boards.rules.board import KEEPERS
from candour.boards.rules.pack import FREEZERS, READERS, Pack, Stage
from candour.kernel.procedure import Act, Refused, reasons_not_open
from candour.ledger.services import By, record_reading
from candour.ui.access import holds
from candour.ui.forms import GdsForm
from candour.ui.marking import Marking
from candour.ui.pages import render
from candour.ui.request import Request, acting_as, who

READING, KEEPING, CIRCULATING = holds(*READERS), holds(*KEEPERS), holds(*FREEZERS)
READ = ("GET", "HEAD")
MARKING = Marking.OFFICIAL_SENSITIVE


@dataclass(frozen=True)
class Opened:
    seen: SeenPack
    by: By

    @property
    def row(self) -> BoardPack:
        return self.seen.row

    @property
    def draft(self) -> bool:
        return self.row.stage == Stage.DRAFT.value


@dataclass(frozen=True)
class OpenedBoard:
    seen: SeenBoard
    by: By

    @property
    def row(self) -> Board:
        return self.seen.row


def board_or_404(request: Request, reference: str, *, keeping: bool = False) -> OpenedBoard:
    """The one 404 for whoever is not on the list and does not keep it."""
    seen = board_for(who(request), reference, timezone.localdate())
    if seen is None or (keeping and not seen.keeps):
        raise Http404
    return OpenedBoard(seen, acting_as(request, READERS & seen.offices))


def pack_or_404(request: Request, reference: str, part: str) -> Opened:
    """The same for a pack; a draft is there for those alone who prepare or circulate it."""
    return _read(request, _seen_or_404(request, reference), part)


def preparing_or_404(request: Request, reference: str, part: str) -> Opened:
    """For acts on a draft."""
    seen = _seen_or_404(request, reference)
    if not seen.prepares:
        raise Http404
    return _read(request, seen, part)


def circulating_or_404(request: Request, reference: str, part: str) -> Opened:
    seen = _seen_or_404(request, reference)
    if not seen.circulates:
        raise Http404
    return _read(request, seen, part)


def _seen_or_404(request: Request, reference: str) -> SeenPack:
    seen = pack_for(who(request), reference, timezone.localdate())
    if seen is None:
        raise Http404
    return seen


def _read(request: Request, seen: SeenPack, part: str) -> Opened:
    by = acting_as(request, READERS & seen.offices)
    record_reading(seen.row.stream, by=by, part=part)
    return Opened(seen, by)


def reasons(
    opened: Opened, act: Act[Pack, Any], request: Request, held: Held | None = None
) -> tuple[Refused, ...]:
    """Why this person cannot begin an act now; empty when they can."""
    me, stage = str(who(request).pk), Stage(opened.row.stage)
    return reasons_not_open(act, stage, facts_of(opened.row, held), me, opened.seen.offices)


def seen_by(form: GdsForm) -> int:
    """The version of the pack that the page showed."""
    written = form.cleaned_data.get("version", "")
    return int(written) if str(written).isdecimal() else -1


def shown(request: Request, template: str, context: dict[str, object]) -> HttpResponseBase:
    return render(request, f"boards/{template}.html", context, marking=MARKING)
