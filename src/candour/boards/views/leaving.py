# SPDX-License-Identifier: MIT
"""What leaves with a reader: the document, its bytes, the proof. The record says who took it."""

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _

from candour.boards.queries.packs import content_of, correction_of
from candour.boards.queries.printed import Facts, printed_pack
from candour.boards.services.packs import digest_of
from candour.boards.views.packs import receipt_of
from candour.boards.views.seeing import MARKING, READ, READING, Opened, pack_or_404
from candour.correspondence import typesetting
from candour.ledger.proofs import newest_signed, prove
from candour.review.services.copies import record_copy
from candour.review.views.printing import pdf as as_pdf
from candour.review.views.printing import stamped
from candour.ui.access import page
from candour.ui.request import Request, who
from candour.ui.saved_files import file_to_save


def _circulated_or_404(request: Request, reference: str, part: str) -> Opened:
    opened = pack_or_404(request, reference, part)
    if not opened.row.content:
        raise Http404
    return opened


@page(READING, methods=READ)
def pdf(request: Request, reference: str) -> HttpResponseBase:
    """The circulated pack as a tagged document."""
    opened = _circulated_or_404(request, reference, "the document")
    stamp = stamped(who(request), _("The pack for the board"))
    correction = correction_of(opened.row)
    facts = Facts(
        digest=digest_of(opened.row.content), receipt=receipt_of(opened),
        marking=str(MARKING.value), corrected_by=correction.reference if correction else "",
    )  # fmt: skip
    made = typesetting.report(printed_pack(opened.row, content_of(opened.row), stamp, facts))
    record_copy(opened.row.stream, made, stamp.purpose, by=opened.by)
    return as_pdf(made, f"{reference}.pdf")


@page(READING, methods=READ)
def export(request: Request, reference: str) -> HttpResponseBase:
    """Every word and figure, byte by byte as it was circulated: its SHA-256 is in the receipt."""
    opened = _circulated_or_404(request, reference, "the file")
    made = opened.row.content.encode()
    record_copy(opened.row.stream, made, _("The pack as a file"), by=opened.by)
    return file_to_save(made, "application/json", f"{reference}.json")


@page(READING, methods=READ)
def receipt(request: Request, reference: str) -> HttpResponseBase:
    """A file that proves offline that exactly this pack was circulated, and when."""
    opened = _circulated_or_404(request, reference, "the receipt")
    event = newest_signed([opened.row.frozen_event]) if opened.row.frozen_event else None
    if event is None:
        raise Http404
    made = prove(event, show=("pack", "content", "corrects"))
    return file_to_save(made, "text/plain", f"{reference}.tlog-proof")
