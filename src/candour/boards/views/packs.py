# SPDX-License-Identifier: MIT
"""One pack as its readers see it, and the records behind one of its figures."""

from django.http import Http404, HttpResponseBase

from candour.boards.queries.packs import (
    being_corrected,
    content_of,
    correction_of,
    quarter_of_pack,
)
from candour.boards.services.packs import digest_of
from candour.boards.views.seeing import READ, READING, Opened, pack_or_404, shown
from candour.ledger.queries import leaves
from candour.review.queries.behind_figures import Counted, behind
from candour.review.rules.figures import figure_named
from candour.review.rules.quarterly import SEATED
from candour.ui.access import page
from candour.ui.request import Request, who


@page(READING, methods=READ)
def pack(request: Request, reference: str) -> HttpResponseBase:
    """The agenda with its figures and words, the actions owed, the learning; its receipt at the end."""
    opened = pack_or_404(request, reference, "the pack")
    row, seen = opened.row, opened.seen
    correction = correction_of(row)
    context = {
        "row": row,
        "content": content_of(row),
        "quarter": quarter_of_pack(row),
        "draft": opened.draft,
        "prepares": seen.prepares and opened.draft,
        "circulates": seen.circulates and opened.draft,
        "correction": correction,
        "corrects": seen.prepares and not opened.draft and not correction,
        "in_hand": being_corrected(row) if seen.prepares and not opened.draft else None,
        "digest": digest_of(row.content) if row.content else "",
        "receipt": receipt_of(opened),
    }
    return shown(request, "pack", context)


def receipt_of(opened: Opened) -> str:
    """The leaf of the act that froze it."""
    event = opened.row.frozen_event
    found = leaves(opened.row.stream) if event else ()
    return next((one.hash for one in found if one.event_id == event), "")


@page(READING, methods=READ)
def figure(request: Request, reference: str, code: str) -> HttpResponseBase:
    """The records behind one figure that is in the pack, as far as this reader may open them."""
    known = figure_named(code)
    if known is None:
        raise Http404
    opened = pack_or_404(request, reference, f"figure {code}")
    content = content_of(opened.row)
    lines = [line for one in content.items for line in one.lines if line.code == code]
    if not lines:
        raise Http404
    quarter, reviews = quarter_of_pack(opened.row), bool(SEATED & opened.seen.offices)
    parts = [
        (one, behind(Counted(opened.row.body, one, found), known, who(request), reviews=reviews))
        for one, found in (
            (quarter, opened.row.figures.get(code, ())),
            (quarter.before, opened.row.before.get(code, ())),
        )
    ]
    context = {"row": opened.row, "figure": known, "parts": parts}
    return shown(request, "figure", context)
