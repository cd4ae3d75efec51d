# SPDX-License-Identifier: MIT
"""Records what misconduct meetings and hearings decided, and sets aside what fell on appeal."""

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.kernel.references import new_reference
from candour.kernel.roles import Role
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Body, Person
from candour.people.queries import roles_by_body
from candour.transparency.models import MisconductOutcome
from candour.transparency.rules.outcomes import RECORDERS, Decided, check
from candour.transparency.services.carrying_out import doer

CLAUSES = ("EAP D7",)


@transaction.atomic
def record_outcome(body: Body, decided: Decided, *, by: By) -> MisconductOutcome:
    """It reaches the public with the next release of its month, after two people."""
    _they_may(body, by)
    check(decided, timezone.localdate())
    row = MisconductOutcome(
        body=body, reference=new_reference("MO"), event=new_event_id(), heard_on=decided.heard_on,
        proceedings=decided.proceedings.value, found=decided.found.value,
        outcome=decided.outcome.value, rank=decided.rank.strip(), summary=decided.summary.strip(),
        recorded_by_id=doer(by),
    )  # fmt: skip
    row.save(force_insert=True)
    told: dict[str, Json] = {
        "reference": row.reference, "heard_on": row.heard_on.isoformat(), "rank": row.rank,
        "proceedings": row.proceedings, "found": row.found, "outcome": row.outcome,
        "summary": row.summary,
    }  # fmt: skip
    record(
        row.stream, "record_outcome", by=by, kind=Kind.COLLECTION, fields=told, clauses=CLAUSES,
        event_id=row.event,
    )  # fmt: skip
    return row


@transaction.atomic
def set_aside(row: MisconductOutcome, reason: str, *, by: By) -> MisconductOutcome:
    """It leaves every release that is prepared from now on; one that is public is corrected."""
    _they_may(row.body, by)
    if not reason.strip():
        raise Refused("Enter the reason.", about="reason")
    here = MisconductOutcome.objects.filter(pk=row.pk, withdrawn_at=None)
    row.withdrawn_at = timezone.now()
    if not here.update(withdrawn_at=row.withdrawn_at):
        raise Refused("This outcome is set aside already.")
    told: dict[str, Json] = {"reason": reason.strip()}
    record(
        row.stream, "set_aside_outcome", by=by, kind=Kind.ALTERATION, fields=told, clauses=CLAUSES
    )
    return row


def _they_may(body: Body, by: By) -> None:
    person = Person.objects.get(pk=doer(by))
    held = roles_by_body(person, timezone.localdate())
    mine: frozenset[Role] = frozenset(
        role for one, roles in held if one == body.pk for role in roles
    )
    if not mine & RECORDERS:
        raise Refused("Only professional standards record what was decided.", "EAP D7")
