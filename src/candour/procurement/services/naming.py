# SPDX-License-Identifier: MIT
"""A procurement is opened; people and suppliers are named, and people stand down."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.kernel.references import new_reference
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Body, Person
from candour.procurement.models import Mitigation, Participant, Procurement, Supplier
from candour.procurement.queries.facts import Rows
from candour.procurement.queries.likeness import told
from candour.procurement.rules import procedure as acts
from candour.procurement.rules import procurement as rules
from candour.procurement.rules.effects import with_task
from candour.procurement.rules.procurement import (
    BUYS,
    Hand,
    Named,
    NamedSupplier,
    StoodDown,
    Task,
)
from candour.procurement.services.carrying_out import Deed, carry_out, roles_here
from candour.procurement.services.looking import new_in, raise_tasks

LEADS = "From the first paper to the end of the contract."


@dataclass(frozen=True)
class Opening:
    """What somebody says when a procurement begins."""

    subject: str
    pence: int
    accountable: UUID


@transaction.atomic
def open_procurement(body: Body, given: Opening, *, by: By, lead: Person) -> Procurement:
    """Whoever opens it leads it, so they take part and declare like everybody else."""
    event, now = new_event_id(), timezone.now()
    row = Procurement(
        body=body, reference=new_reference("PC"), event=event, subject=given.subject.strip(),
        pence=given.pence, accountable_id=given.accountable, opened_at=now, staged_at=now,
    )  # fmt: skip
    if not roles_here(lead, row) & BUYS:
        raise Refused("Only those who buy for this body open a procurement.")
    rules.the_officer_is_independent(
        Rows(row).facts, Named(by=str(lead.pk), who=str(given.accountable))
    )
    row.save(force_insert=True)
    Participant(
        procurement=row, event=event, person=lead, hand=Hand.LEAD.value, does=LEADS,
        named_at=now, asked_at=now,
    ).save(force_insert=True)  # fmt: skip
    said: dict[str, Json] = {
        "reference": row.reference, "subject": row.subject, "pence": row.pence,
        "accountable": str(given.accountable), "lead": str(lead.pk),
    }  # fmt: skip
    record(
        row.stream, "open_procurement", by=by, kind=Kind.COLLECTION, fields=said,
        clauses=("HMIC12 A/1",), event_id=event,
    )  # fmt: skip
    return row


def name_person(key: UUID, given: Named, *, by: By, seen: int | None = None) -> Procurement:
    def write(deed: Deed) -> None:
        hand = given.hand or Hand.INFLUENCER
        Participant(
            procurement=deed.row, event=deed.event, person_id=UUID(given.who), hand=hand.value,
            does=given.does.strip(), named_at=deed.now, asked_at=deed.now,
        ).save(force_insert=True)  # fmt: skip
        deed.told = {"who": given.who, "hand": hand.value, "does": given.does.strip()}
        _look(deed)

    return carry_out(key, acts.NAME_PERSON, given, write, by=by, seen=seen)


def stand_down(key: UUID, given: StoodDown, *, by: By, seen: int | None = None) -> Procurement:
    """They take no further part; what they declared stays on file, and their steps end."""

    def write(deed: Deed) -> None:
        one = deed.rows.participant(given.who)
        if one is None:  # the rules have said so
            raise Refused("They have no part in this procurement.")
        one.stood_down_at, one.why = deed.now, given.reason.strip()
        one.save(update_fields=["stood_down_at", "why"])
        kept = Mitigation.objects.filter(procurement=deed.row, keeper=one.person_id, ended_at=None)
        kept.update(ended_at=deed.now)
        deed.told = {"who": given.who, "reason": given.reason.strip()}

    return carry_out(key, acts.STAND_DOWN, given, write, by=by, seen=seen)


def name_accountable(key: UUID, given: Named, *, by: By, seen: int | None = None) -> Procurement:
    def write(deed: Deed) -> None:
        deed.told = {"who": given.who}

    return carry_out(key, acts.NAME_ACCOUNTABLE, given, write, by=by, seen=seen)


def name_supplier(
    key: UUID, name: str, number: str, *, by: By, seen: int | None = None
) -> Procurement:
    """Everybody is asked about the new one, and the registers are looked at."""
    row = Procurement.objects.get(pk=key)
    known = any(_one_body(name, number, one) for one in Rows(row).suppliers)
    new = Supplier(procurement=row, name=name.strip(), number=number.strip())
    given = NamedSupplier(
        by=str(by.person), supplier=str(new.pk) if name.strip() else "", known=known
    )

    def write(deed: Deed) -> None:
        new.procurement, new.event = deed.row, deed.event
        new.save(force_insert=True)
        deed.told = {"supplier": str(new.pk), "name": new.name, "number": new.number}
        _look(deed)

    return carry_out(key, acts.NAME_SUPPLIER, given, write, by=by, seen=seen)


def _one_body(name: str, number: str, other: Supplier) -> bool:
    found = told(name, number, other.name, other.number)
    return found is not None and found.outcome == "same"


def _look(deed: Deed) -> None:
    """What the registers hold comes up with the naming itself."""
    made = raise_tasks(deed.row, new_in(deed.row), deed.event, deed.now)
    for task in made:
        deed.after = with_task(deed.after, Task(str(task.pk), str(task.about_id or "")))
    deed.told["tasks"] = len(made)
