# SPDX-License-Identifier: MIT
"""A condition becomes a promise when a decision sets it, and ends with the decision."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.kernel.references import as_typed
from candour.registers.how_checked import Escalation, Frequency, Method, Sort
from candour.registers.models import Condition
from candour.registers.rules.promises import Terms, first_check, it_can_be_checked
from candour.registers.services.carrying_out import Deed


@dataclass(frozen=True)
class Promise:
    """A condition as the decision sets it."""

    kind: str
    text: str
    method: Method
    frequency: Frequency
    owner: UUID
    limit: int | None = None
    until: date | None = None
    supervisor_applies: bool = False
    about: str = ""
    escalates_to: Escalation = Escalation.STANDARDS

    @property
    def terms(self) -> Terms:
        about = self.about.strip()
        if self.kind == Sort.RECUSE:
            about = as_typed(about) or about
        return Terms(
            self.kind, self.method.value, self.frequency.value, self.limit, self.until, about
        )


def promise(deed: Deed, given: Promise, *, on: date | None = None) -> None:
    """Keep a condition within the act that sets it; `on` is the day of an earlier decision."""
    row, terms, today = deed.row, given.terms, on or timezone.localdate()
    if row.person_id is None:
        raise Refused("Nobody would have to keep this condition.")
    it_can_be_checked(terms)
    Condition(
        id=uuid4(),
        reference=row.reference,
        stream=row.stream,
        event=deed.event,
        register=row.register.slug,
        body_id=row.body_id,
        kind=given.kind,
        text=given.text,
        limit=given.limit,
        until=given.until,
        about=terms.about,
        set_on=today,
        method=given.method.value,
        frequency=given.frequency.value,
        owner_id=given.owner,
        escalates_to=given.escalates_to.value,
        person_id=row.person_id,
        supervisor_applies=given.supervisor_applies,
        next_check=first_check(terms, today),
    ).save(force_insert=True)
    told = deed.fields.setdefault("conditions", [])
    if isinstance(told, list):
        told.append({"kind": given.kind, "text": given.text, "frequency": given.frequency.value})


def end_promises(deed: Deed) -> None:
    """What a decision set ends with the decision."""
    rows = Condition.objects.filter(reference=deed.row.reference, ended_at=None)
    rows.update(ended_at=deed.now)
