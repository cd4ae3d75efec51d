# SPDX-License-Identifier: MIT
"""Associations: told in confidence, graded by one, decided by another, answered in neutral words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from candour.kernel.clocks import add_months
from candour.kernel.working_days import ENGLAND_AND_WALES
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Body, Person
from candour.people.queries import title_on
from candour.policy.queries import in_force
from candour.policy.rules.register_rules import SHIPPED
from candour.registers.entries.notifiable_associations import NotifiableAssociation
from candour.registers.models import Said
from candour.registers.rules.associations import Deciding, Grading
from candour.registers.rules.entry import Words
from candour.registers.services.carrying_out import Deed, Extra, carry_out, doer, send
from candour.registers.services.declaring import Declared, declare
from candour.registers.services.promises import Promise, promise


def reply_by(body: Body, today: date) -> date:
    """By when the declarant hears from the unit, whatever it knows."""
    version = in_force(body, today)
    if version is None:
        days = SHIPPED.associations.reply_within_working_days
        return ENGLAND_AND_WALES.add_working_days(today, days)
    pack = version.pack
    days = pack.registers.associations.reply_within_working_days
    return pack.calendar.add_working_days(today, days)


def tell(columns: Mapping[str, Any], *, person: Person, by: By) -> NotifiableAssociation:
    due = reply_by(person.body, timezone.localdate())
    return declare(NotifiableAssociation, Declared(columns, due_on=due), person=person, by=by)


def tell_of_change(
    row: NotifiableAssociation, columns: Mapping[str, Any], why: str, *, by: By
) -> NotifiableAssociation:
    """A change of circumstances is graded anew."""

    def from_the_start(deed: Deed) -> None:
        deed.due_on = reply_by(row.body, timezone.localdate())

    given = Words(by=str(by.person), text=why)
    extra = Extra(changes=columns, write=from_the_start)
    with transaction.atomic():
        return send(carry_out(row, "correct", given, by=by, extra=extra), by=by)


def grade(
    row: NotifiableAssociation,
    level: str,
    why: str,
    *,
    covert: bool,
    by: By,
    seen: int | None = None,
) -> NotifiableAssociation:
    """Whether it touches something live is known to the unit alone."""
    given = Grading(by=str(by.person), text=why, grade=level, covert=covert)
    extra = Extra(code=level, inside=True)
    return carry_out(row, "grade", given, by=by, seen=seen, extra=extra)


def decide(
    row: NotifiableAssociation,
    given: Deciding,
    promises: Sequence[Promise] = (),
    *,
    by: By,
    seen: int | None = None,
) -> NotifiableAssociation:
    """The outcome that the declarant reads, and the reasons that stay within the unit."""

    def write(deed: Deed) -> None:
        today = timezone.localdate()
        version = in_force(row.body, today)
        rules = version.pack.registers if version else SHIPPED
        deed.due_on = add_months(today, rules.associations.review_months)
        for each in promises:
            promise(deed, each)

    with transaction.atomic():
        decided = carry_out(row, "decide", given, by=by, seen=seen, extra=Extra(write=write))
        _keep_reasons(decided, given.reasons.strip(), by)
    return decided


def _keep_reasons(row: NotifiableAssociation, text: str, by: By) -> None:
    """A line of their own in the record, which whoever declared is never shown."""
    event, person = new_event_id(), Person.objects.get(pk=doer(by))
    Said(
        id=uuid4(),
        reference=row.reference,
        stream=row.stream,
        event=event,
        act="reasons",
        text=text,
        inside=True,
        said_by=person,
        said_by_was=title_on(person, timezone.localdate()),
        said_at=timezone.now(),
    ).save(force_insert=True)
    fields: dict[str, Json] = {"code": "", "text": text}
    record(row.stream, "reasons", by=by, kind=Kind.ALTERATION, fields=fields, event_id=event)
