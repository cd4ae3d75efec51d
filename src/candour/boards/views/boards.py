# SPDX-License-Identifier: MIT
"""The boards of a body: what they are and are called, who sits on them, what they read and agreed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.boards.forms import BoardForm, LastDayForm, SeatForm
from candour.boards.models import BoardSeat
from candour.boards.queries.seen import (
    actions_of,
    body_kept_by,
    lines_for,
    may_sit,
    names_of,
    person_of,
    seats_of,
    superseded,
    visible_to,
)
from candour.boards.rules.board import KEEPERS, KIND_WORDS, BoardKind, Called, called_on
from candour.boards.services import boards as services
from candour.boards.views.seeing import (
    KEEPING,
    READ,
    READING,
    OpenedBoard,
    board_or_404,
    shown,
)
from candour.ledger.services import record_reading
from candour.ui.access import page
from candour.ui.forms import GdsForm
from candour.ui.once import carried_out
from candour.ui.request import Request, acting_as, posted, who


@page(READING, methods=READ)
def boards(request: Request) -> HttpResponseBase:
    """Those of the body, or those on whose list somebody is."""
    today = timezone.localdate()
    context = {
        "lines": lines_for(who(request), today),
        "keeps": body_kept_by(who(request), today) is not None,
        "kinds": KIND_WORDS,
    }
    return shown(request, "boards", context)


@page(KEEPING)
def add(request: Request) -> HttpResponseBase:
    """A board begins, with what it is and is called from a day on."""
    body = body_kept_by(who(request), timezone.localdate())
    if body is None:
        raise Http404
    form = BoardForm(posted(request))

    def act() -> str:
        by = acting_as(request, KEEPERS & request.roles)
        board = services.name_board(body, _called(form), by=by)
        messages.success(request, _("The board is added. Say who sits on it."))
        return reverse("board", args=[board.reference])

    if answered := carried_out(request, form, act):
        return answered
    return shown(request, "add", {"form": form})


@page(READING, methods=READ)
def board(request: Request, reference: str) -> HttpResponseBase:
    """Its name, its list, its packs, and what was agreed."""
    opened = board_or_404(request, reference)
    today = timezone.localdate()
    record_reading(opened.row.stream, by=opened.by, part="the board")
    names = names_of(opened.row)
    packs = visible_to(who(request), today).filter(board=opened.row)
    context = {
        "board": opened.row,
        "names": names,
        "called": called_on(names, today) or names[-1],
        "kinds": KIND_WORDS,
        "seats": seats_of(opened.row),
        "today": today,
        "packs": list(packs.order_by("-meets_on", "-drawn_at")),
        "superseded": set(superseded()),
        "actions": actions_of(opened.row),
        "keeps": opened.seen.keeps,
    }
    return shown(request, "board", context)


@page(KEEPING)
def rename(request: Request, reference: str) -> HttpResponseBase:
    """From a day on it is called otherwise; earlier packs keep the name that they had."""
    opened = board_or_404(request, reference, keeping=True)
    form = BoardForm(posted(request))

    def act() -> str:
        services.rename_board(opened.row, _called(form), by=opened.by)
        messages.success(request, _("It is noted. Earlier packs keep the name that they had."))
        return reverse("board", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    context = {
        "form": form,
        "board": opened.row,
        "names": names_of(opened.row),
        "kinds": KIND_WORDS,
    }
    return shown(request, "name", context)


def _called(form: GdsForm) -> Called:
    told = form.cleaned_data
    return Called(BoardKind(told["kind"]), told["name"], told["starts_on"])


@page(KEEPING)
def seat_add(request: Request, reference: str) -> HttpResponseBase:
    """Somebody is put on the list."""
    opened = board_or_404(request, reference, keeping=True)
    people = may_sit(opened.row, timezone.localdate())
    form = SeatForm(posted(request), people=people)

    def act() -> str:
        told = form.cleaned_data
        person = person_of(told["who"])
        services.put_on_list(opened.row, person, told["starts_on"], by=opened.by)
        messages.success(request, _("They are on the list from that day."))
        return reverse("board", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    return shown(request, "seat_add", {"form": form, "board": opened.row, "people": people})


@page(KEEPING)
def seat_end(request: Request, reference: str, seat_id: UUID) -> HttpResponseBase:
    """Somebody leaves the list; what went to them stays on file."""
    opened = board_or_404(request, reference, keeping=True)
    seat = _seat_or_404(opened, seat_id)
    form = LastDayForm(posted(request))

    def act() -> str:
        services.take_off_list(seat, form.cleaned_data["last"], by=opened.by)
        messages.success(request, _("Their last day is noted."))
        return reverse("board", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    return shown(request, "seat_end", {"form": form, "board": opened.row, "seat": seat})


def _seat_or_404(opened: OpenedBoard, key: UUID) -> BoardSeat:
    found = (one for one in seats_of(opened.row) if one.pk == key and one.ends_on is None)
    seat = next(found, None)
    if seat is None:
        raise Http404
    return seat
