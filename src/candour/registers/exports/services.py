# SPDX-License-Identifier: MIT
"""Takes rows out: each export is a recorded act with its reason, before anybody gets the file."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.ledger.services import By, Kind, record
from candour.registers.exports.sheet import Sheet
from candour.registers.exports.writing import CONTENT_TYPES, MOST_IN_A_PDF, Format, written

EXPORTS = UUID("0d2f8a41-7c35-4e6b-b1d9-93a4c85e6f02")
"""The stream of the record that tells what was taken out."""
MOST_ROWS = 100_000


@dataclass(frozen=True)
class Exported:
    name: str
    content_type: str
    content: bytes


def export(sheet: Sheet, format_: Format, *, what: str, reason: str, by: By) -> Exported:
    """Write the file and record that it was taken; `what` names the list and its filter."""
    if len(sheet.rows) > MOST_ROWS:
        raise Refused(f"Select fewer rows: an export holds at most {MOST_ROWS:,}.")
    if format_ is Format.PDF and len(sheet.rows) > MOST_IN_A_PDF:
        raise Refused(
            f"Select another format: a PDF holds at most {MOST_IN_A_PDF:,} rows.", about="form_of"
        )
    content = written(sheet, format_)
    day = timezone.localdate().isoformat()
    with transaction.atomic():
        record(
            EXPORTS,
            "export",
            by=by,
            kind=Kind.DISCLOSURE,
            fields={
                "what": what, "format": format_.value, "rows": len(sheet.rows), "reason": reason,
                "sha256": hashlib.sha256(content).hexdigest(),
            },
        )  # fmt: skip
    name = f"{sheet.marking} {sheet.title} {day}.{format_.value}"
    return Exported(name, CONTENT_TYPES[format_], content)
