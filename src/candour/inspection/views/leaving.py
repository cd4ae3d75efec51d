# SPDX-License-Identifier: MIT
"""What leaves with a reader: the document, the figures, the proof. The record says who took it."""

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _

from candour.correspondence import typesetting
from candour.inspection.queries.packs import content_in
from candour.inspection.queries.printed import printed_pack
from candour.inspection.services.packs import digest_of
from candour.inspection.views.packs import receipt_of
from candour.inspection.views.seeing import MARKING, READ, READING, Opened, open_or_404
from candour.ledger.proofs import newest_signed, prove
from candour.review.services.copies import record_copy
from candour.review.views.printing import pdf as as_pdf
from candour.review.views.printing import stamped
from candour.ui.access import page
from candour.ui.request import Request, who
from candour.ui.saved_files import file_to_save


def _frozen_or_404(request: Request, reference: str, part: str) -> Opened:
    opened = open_or_404(request, reference, part)
    if not opened.row.content:
        raise Http404
    return opened


@page(READING, methods=READ)
def pdf(request: Request, reference: str) -> HttpResponseBase:
    """The frozen pack as a tagged document."""
    opened = _frozen_or_404(request, reference, part="the document")
    content = content_in(opened.row)
    if content is None:
        raise Http404
    stamp = stamped(who(request), _("The pack for the inspection"))
    sheet = printed_pack(
        opened.row, content, stamp, digest=digest_of(opened.row.content),
        receipt=receipt_of(opened), marking=str(MARKING.value),
    )  # fmt: skip
    made = typesetting.report(sheet)
    record_copy(opened.row.stream, made, stamp.purpose, by=opened.by)
    return as_pdf(made, f"{reference}.pdf")


@page(READING, methods=READ)
def export(request: Request, reference: str) -> HttpResponseBase:
    """Every word and figure, byte by byte as it was frozen: its SHA-256 is in the receipt."""
    opened = _frozen_or_404(request, reference, part="the figures")
    made = opened.row.content.encode()
    record_copy(opened.row.stream, made, _("The figures of the pack"), by=opened.by)
    return file_to_save(made, "application/json", f"{reference}.json")


@page(READING, methods=READ)
def receipt(request: Request, reference: str) -> HttpResponseBase:
    """A file that proves offline that exactly this pack was frozen, and when."""
    opened = _frozen_or_404(request, reference, part="the receipt")
    event = newest_signed([opened.row.frozen_event]) if opened.row.frozen_event else None
    if event is None:
        raise Http404
    return file_to_save(
        prove(event, show=("pack", "content", "gaps")), "text/plain", f"{reference}.tlog-proof"
    )
