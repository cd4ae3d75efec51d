# SPDX-License-Identifier: MIT
"""Erase a matter that has ended: its words, files, letters and drafts, with the key that sealed them."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from candour.gateway.models import Case
from candour.kernel.procedure import Refused
from candour.ledger.services import By, erase
from candour.ui.drafts import drop_drafts_about


@transaction.atomic
def erase_matter(reference: str, *, reason: str, by: By, clauses: Sequence[str] = ()) -> UUID:
    """Returns the event that certifies it."""
    case = Case.objects.select_for_update().filter(reference=reference).first()
    if case is None:
        raise Refused(f"There is no matter {reference}.")
    if case.ended_at is None:
        raise Refused(f"{reference} has not ended, so it cannot be erased.")
    if not reason.strip():
        raise Refused("Enter why the matter is erased.")
    drop_drafts_about(reference)
    return erase(case.stream, by=by, reason=reason.strip(), clauses=clauses).pk
