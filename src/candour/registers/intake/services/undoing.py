# SPDX-License-Identifier: MIT
"""Takes an import back: the registers are then what they were before it, to the byte."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, NewEvent, new_event_id, record_all
from candour.ledger.services import Kind as RecordKind
from candour.registers.intake.models import MODELS, Import, NilReturn, RefusedRow, State
from candour.registers.intake.services.importing import IMPORTS

UNDO_WITHIN = timedelta(days=30)


@transaction.atomic
def undo(import_id: UUID, *, by: By) -> None:
    """Refuses after 30 days, and while a later import stands on this one."""
    of = Import.objects.select_for_update().get(pk=import_id)
    if refused := why_not_undone(of):
        raise refused
    rows = MODELS[of.kind]._default_manager
    rows.filter(of=of).delete()
    rows.filter(superseded_by=of).update(superseded_by=None)
    rows.filter(ended_by=of).update(ended_by=None)
    RefusedRow.objects.filter(of=of).delete()
    NilReturn.objects.filter(of=of).delete()
    event = new_event_id()
    Import.objects.filter(pk=of.pk).update(
        state=State.UNDONE.value, undone_at=timezone.now(), undo_event=event
    )
    facts: dict[str, Json] = {
        "kind": of.kind,
        "import": str(of.pk),
        "rows": of.report.get("result", ""),
    }
    record_all([NewEvent(IMPORTS, "undo_import", by, RecordKind.ALTERATION, facts, event_id=event)])


def why_not_undone(of: Import) -> Refused | None:
    """Why this import cannot be taken back; None when it can."""
    if of.state != State.IMPORTED.value or of.imported_at is None:
        return Refused("Check the list of imports: this one is not in the registers.")
    if timezone.now() - of.imported_at > UNDO_WITHIN:
        return Refused(
            f"Check the entries one by one: an import can be undone for {UNDO_WITHIN.days} days."
        )
    later = Import.objects.filter(
        kind=of.kind, state=State.IMPORTED.value, imported_at__gt=of.imported_at
    ).order_by("imported_at")
    for each in later:
        held = each.report.get("held", {})
        if held.get("already_held") or held.get("changed") or held.get("ended"):
            return Refused("Select the latest import first: a later one builds on this one.")
    return None
