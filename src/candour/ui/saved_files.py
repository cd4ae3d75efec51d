# SPDX-License-Identifier: MIT
"""A file that was made for one reader: to be saved and never shown as a page."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def file_to_save(made: bytes | str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        made,
        content_type=kind,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name)
            or "",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
