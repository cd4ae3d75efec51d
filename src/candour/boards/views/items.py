# SPDX-License-Identifier: MIT
"""The agenda of a draft: items with figures that are chosen and words that are written beside them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from candour.boards.forms import ItemForm, VersionForm
from candour.boards.models import BoardItem
from candour.boards.queries.packs import items_of
from candour.boards.rules import pack as acts
from candour.boards.rules.content import lines_of
from candour.boards.rules.pack import Purpose
from candour.boards.services import packs
from candour.boards.services.packs import ItemSaid
from candour.boards.views.seeing import (
    KEEPING,
    Opened,
    preparing_or_404,
    reasons,
    seen_by,
    shown,
)
from candour.review.rules.figures import FIGURES
from candour.ui.access import page
from candour.ui.forms import GdsForm
from candour.ui.once import carried_out
from candour.ui.request import Request, posted

EVERY = tuple(one.code for one in FIGURES)


@page(KEEPING)
def add(request: Request, reference: str) -> HttpResponseBase:
    """One more item at the end of the agenda."""
    opened = preparing_or_404(request, reference, "a new item")
    form = _form(request, opened, {"version": opened.row.version})

    def act() -> str:
        packs.write_item(opened.row.pk, _said(form), by=opened.by, seen=seen_by(form))
        messages.success(request, _("The item is on the agenda."))
        return reverse("board_pack", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    context = {"form": form, "row": opened.row, "reasons": reasons(opened, acts.WRITE, request)}
    return shown(request, "item", context)


@page(KEEPING)
def item(request: Request, reference: str, item_id: UUID) -> HttpResponseBase:
    """Change what an item shows and says."""
    opened = preparing_or_404(request, reference, "an item")
    held = _item_or_404(opened, item_id)
    initial = {
        "version": opened.row.version, "title": held.title, "purpose": held.purpose,
        "figures": held.figures, "words": held.words,
    }  # fmt: skip
    form = _form(request, opened, initial)

    def act() -> str:
        packs.write_item(opened.row.pk, _said(form), by=opened.by, seen=seen_by(form), key=held.pk)
        messages.success(request, _("What you wrote is kept."))
        return reverse("board_pack", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    why = reasons(opened, acts.WRITE, request)
    return shown(request, "item", {"form": form, "row": opened.row, "item": held, "reasons": why})


@page(KEEPING)
def leave_out(request: Request, reference: str, item_id: UUID) -> HttpResponseBase:
    """Take an item off the agenda."""
    opened = preparing_or_404(request, reference, "an item")
    held = _item_or_404(opened, item_id)
    form = VersionForm(posted(request), initial={"version": opened.row.version})

    def act() -> str:
        packs.leave_out(opened.row.pk, held.pk, by=opened.by, seen=seen_by(form))
        messages.success(request, _("The item is off the agenda."))
        return reverse("board_pack", args=[reference])

    if answered := carried_out(request, form, act):
        return answered
    why = reasons(opened, acts.LEAVE_OUT, request)
    return shown(
        request, "leave_out", {"form": form, "row": opened.row, "item": held, "reasons": why}
    )


def _form(request: Request, opened: Opened, initial: dict[str, object]) -> ItemForm:
    lines = lines_of(EVERY, opened.row.figures, opened.row.before)
    return ItemForm(posted(request), initial=initial, lines=lines)


def _said(form: GdsForm) -> ItemSaid:
    told = form.cleaned_data
    return ItemSaid(
        told["title"], Purpose(told["purpose"]), frozenset(told["figures"]), told["words"]
    )


def _item_or_404(opened: Opened, key: UUID) -> BoardItem:
    found = next((one for one in items_of(opened.row) if one.pk == key), None)
    if found is None or not opened.draft:
        raise Http404
    return found
