# SPDX-License-Identifier: MIT
"""The public page of the record: for people without an account, who need not believe us."""

from pathlib import Path

from django.http import Http404, HttpResponse

from candour.audit.publication import last_published
from candour.ledger import verify_log
from candour.ui.access import PUBLIC, page
from candour.ui.pages import render
from candour.ui.request import Request

READING = ("GET", "HEAD")
A_MOMENT = "public, max-age=5"
VERIFIER = Path(verify_log.__file__)


@page(PUBLIC, methods=READING)
def record(request: Request) -> HttpResponse:
    return render(request, "audit/record.html", {"published": last_published()})


@page(PUBLIC, methods=READING)
def checkpoint(request: Request) -> HttpResponse:
    """The signed note as other people's software expects it."""
    published = last_published()
    if published is None:
        raise Http404
    return HttpResponse(
        published.note,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": A_MOMENT},
    )


@page(PUBLIC, methods=READING)
def verifier(request: Request) -> HttpResponse:
    """The single-file verifier, to be read before it is run."""
    return HttpResponse(
        VERIFIER.read_bytes(),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="verify_log.py"'},
    )
