# SPDX-License-Identifier: MIT
"""Hands a file to a browser as something to save and never as a page."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from candour.files import queries
from candour.files.models import StoredFile
from candour.files.rules.names import CONTENT_TYPES, FileType


def attachment(stored: StoredFile) -> HttpResponse:
    """The content under its own name. The caller has checked the right and recorded the reading."""
    response = HttpResponse(
        queries.content(stored), content_type=CONTENT_TYPES[FileType(stored.file_type)]
    )
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=stored.name
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
