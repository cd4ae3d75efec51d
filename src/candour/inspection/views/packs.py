# SPDX-License-Identifier: MIT
"""The list of packs, one pack, and the records behind one of its figures."""

from django.http import Http404, HttpResponseBase
from django.utils import timezone

from candour.inspection.queries.behind import behind
from candour.inspection.queries.packs import (
    body_kept_by,
    content_in,
    openings_of,
    packs_for,
    quarters_of,
)
from candour.inspection.rules.evidence import BY_CODE
from candour.inspection.rules.pack import Stage
from candour.inspection.services.packs import digest_of
from candour.inspection.views.seeing import READ, READING, Opened, open_or_404, shown
from candour.ledger.queries import leaves
from candour.ui.access import page
from candour.ui.request import Request, who


@page(READING, methods=READ)
def packs(request: Request) -> HttpResponseBase:
    """Those of the body, or those that are open to whoever inspects it."""
    today = timezone.localdate()
    context = {
        "packs": [(one, quarters_of(one)) for one in packs_for(who(request), today)],
        "drafts": body_kept_by(who(request), today) is not None,
    }
    return shown(request, "inspection/packs.html", context)


@page(READING, methods=READ)
def pack(request: Request, reference: str) -> HttpResponseBase:
    """Every question, what shows it, and what is missing."""
    opened = open_or_404(request, reference, part="the pack")
    row, keeps, stage = opened.row, opened.seen.keeps, opened.stage
    context = {
        "row": row,
        "quarters": quarters_of(row),
        "content": content_in(row),
        "frozen": stage is not Stage.DRAFT,
        "keeps": keeps,
        "drafts": opened.seen.drafts and stage is Stage.DRAFT,
        "opens": keeps and stage in {Stage.FROZEN, Stage.OPENED},
        "openings": openings_of(row) if keeps else (),
        "today": timezone.localdate(),
        "digest": digest_of(row.content) if row.content else "",
        "receipt": receipt_of(opened),
    }
    return shown(request, "inspection/evidence.html", context)


def receipt_of(opened: Opened) -> str:
    """The leaf of the act that froze it."""
    event = opened.row.frozen_event
    found = leaves(opened.row.stream) if event else ()
    return next((one.hash for one in found if one.event_id == event), "")


@page(READING, methods=READ)
def figure(request: Request, reference: str, code: str) -> HttpResponseBase:
    """The records behind one figure, as far as this reader may open them."""
    known = BY_CODE.get(code)
    if known is None:
        raise Http404
    opened = open_or_404(request, reference, part=f"figure {code}")
    found = behind(opened.row, known, who(request), opened.seen.offices, timezone.localdate())
    context = {"row": opened.row, "figure": known, "behind": found}
    return shown(request, "inspection/figure.html", context)
