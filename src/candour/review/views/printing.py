# SPDX-License-Identifier: MIT
"""The closed review as a document that leaves with a reviewer; the record says who took it."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.correspondence import typesetting
from candour.correspondence.case_file import Stamp
from candour.people.models import Person
from candour.people.queries import title_on
from candour.review.queries.printed import printed
from candour.review.rules.quarterly import Stage
from candour.review.services.copies import record_copy
from candour.review.views.opening import HANDLING, MARKING, REVIEWERS, open_or_404
from candour.ui.access import page
from candour.ui.fresh_proof import need_proof
from candour.ui.request import Request
from candour.ui.saved_files import file_to_save


@page(REVIEWERS, methods=("GET", "HEAD"))
def review_pdf(request: Request, slug: str) -> HttpResponseBase:
    """Tagged, and only once it is closed: before that there is nothing to rely on."""
    opened = open_or_404(request, slug)
    if opened.row.stage != Stage.CLOSED.value:
        raise Http404
    need_proof(request, back=reverse("quarter", args=[slug]))
    stamp = stamped(opened.viewer, _("The quarterly review"))
    sheet = printed(
        opened.row, opened.review, opened.quarter, opened.viewer, stamp,
        marking=str(MARKING.value), handling=HANDLING,
    )  # fmt: skip
    made = typesetting.report(sheet)
    record_copy(opened.row.stream, made, stamp.purpose, by=opened.by)
    return pdf(made, f"review-{slug}.pdf")


def stamped(reader: Person, purpose: str) -> Stamp:
    now = timezone.now()
    role = title_on(reader, timezone.localdate(now))
    return Stamp(reader=reader.full_name, role=role, taken_at=now, purpose=purpose)


def pdf(made: bytes, name: str) -> HttpResponse:
    return file_to_save(made, "application/pdf", name)
