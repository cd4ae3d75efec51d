# SPDX-License-Identifier: MIT
"""Second jobs: applied for, advised on, decided, appealed, reviewed; each act one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from candour.kernel.clocks import add_months
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Body, Person
from candour.people.queries import roles_of
from candour.policy.queries import in_force
from candour.policy.rules.register_rules import SHIPPED, InterestRules
from candour.registers.entries.business_interests import BusinessInterest
from candour.registers.models import Referral
from candour.registers.rules.entry import Words
from candour.registers.rules.interest_facts import Determination, Finding, Preliminary
from candour.registers.services.carrying_out import Deed, Extra, carry_out, send
from candour.registers.services.declaring import Declared, declare
from candour.registers.services.promises import Promise, end_promises, promise

ANSWER_DAYS = 7
"""How long an applicant has for representations, unless more is given."""


def rules_of(body: Body, on: date) -> InterestRules:
    version = in_force(body, on)
    return version.pack.registers.interests if version else SHIPPED.interests


def apply(
    columns: Mapping[str, Any],
    *,
    person: Person,
    by: By,
    relatives: Sequence[str] = (),
    declared_on: date | None = None,
) -> BusinessInterest:
    """Send an application; the days of the determination run from its day."""
    today = timezone.localdate()
    notice = declared_on or today
    given = Declared(
        columns=columns,
        facts={
            "chiefs_own": Role.CHIEF in roles_of(person, today),
            "relatives": frozenset(relatives),
        },
        declared_on=declared_on,
        due_on=_determined_by(person.body, notice),
    )
    return declare(BusinessInterest, given, person=person, by=by)


def _determined_by(body: Body, notice: date) -> date:
    return notice + timedelta(days=rules_of(body, notice).determination_days)


def change_particulars(
    row: BusinessInterest, columns: Mapping[str, Any], why: str, *, by: By, seen: int | None = None
) -> BusinessInterest:
    """Any change is a new notice: the application goes its whole way once more."""
    due = _determined_by(row.body, timezone.localdate())

    def starts_anew(deed: Deed) -> None:
        deed.due_on = due
        end_promises(deed)

    given = Words(by=str(by.person), text=why)
    extra = Extra(changes=columns, facts={"appeal_until": ""}, write=starts_anew)
    with transaction.atomic():
        return send(carry_out(row, "correct", given, by=by, seen=seen, extra=extra), by=by)


def send_preliminary_view(
    row: BusinessInterest, intends: str, text: str, *, by: By, seen: int | None = None
) -> BusinessInterest:
    """What the decider leans to, and why; the applicant answers before anything adverse."""

    def time_to_answer(deed: Deed) -> None:
        deed.due_on = timezone.localdate() + timedelta(days=ANSWER_DAYS)

    given = Preliminary(by=str(by.person), text=text, intends=intends)
    extra = Extra(code=intends, write=time_to_answer)
    return carry_out(row, "send_preliminary_view", given, by=by, seen=seen, extra=extra)


def answer_preliminary_view(
    row: BusinessInterest, text: str, *, act: str, by: By, seen: int | None = None
) -> BusinessInterest:
    """Representations, or going on without them; what is left of the days runs on."""

    def back_to_the_clock(deed: Deed) -> None:
        deed.due_on = _determined_by(row.body, row.declared_on)

    given = Words(by=str(by.person), text=text)
    return carry_out(row, act, given, by=by, seen=seen, extra=Extra(write=back_to_the_clock))


def determine(
    row: BusinessInterest,
    act: str,
    text: str,
    promises: Sequence[Promise] = (),
    *,
    by: By,
    seen: int | None = None,
    decided_on: date | None = None,
) -> BusinessInterest:
    """Decide, or decide an appeal; conditions become promises, the review is set.

    `decided_on` is for a decision that was made earlier and is written down now.
    """
    today = decided_on or timezone.localdate()
    rules = rules_of(row.body, today)
    given = Determination(by=str(by.person), text=text, conditions=len(promises))
    adverse = act in {"find_conditional", "find_incompatible"}
    until = (today + timedelta(days=rules.appeal_days)).isoformat() if adverse else ""
    finding = FINDINGS.get(act, "")

    def settle(deed: Deed) -> None:
        if act in LIFTS:
            end_promises(deed)
        for each in promises:
            promise(deed, each, on=today)
        close = (finding or row.facts.get("finding")) == Finding.CONDITIONAL
        months = rules.close_review_months if close else rules.review_months
        deed.due_on = None if act in SHUTS else add_months(today, months)
        if act == "remit":
            deed.due_on = today + timedelta(days=rules.determination_days)

    extra = Extra(code=finding, facts={"appeal_until": until} if adverse else {}, write=settle)
    return carry_out(row, act, given, by=by, seen=seen, extra=extra)


FINDINGS = {
    "find_compatible": Finding.COMPATIBLE.value,
    "find_conditional": Finding.CONDITIONAL.value,
    "find_incompatible": Finding.INCOMPATIBLE.value,
    "lift": Finding.COMPATIBLE.value,
    "set_conditions": Finding.CONDITIONAL.value,
}
LIFTS = frozenset({"lift", "remit"})
SHUTS = frozenset({"find_incompatible", "uphold_refusal"})


def appeal(
    row: BusinessInterest, text: str, *, by: By, seen: int | None = None
) -> BusinessInterest:
    def hears_by(deed: Deed) -> None:
        today = timezone.localdate()
        days = rules_of(row.body, today).appeal_outcome_days
        deed.due_on = today + timedelta(days=days)

    given = Words(by=str(by.person), text=text)
    return carry_out(row, "appeal", given, by=by, seen=seen, extra=Extra(write=hears_by))


def confirm(
    row: BusinessInterest, text: str = "", *, by: By, seen: int | None = None
) -> BusinessInterest:
    """Nothing has changed: the next review is set."""

    def next_review(deed: Deed) -> None:
        today = timezone.localdate()
        rules = rules_of(row.body, today)
        close = row.facts.get("finding") == Finding.CONDITIONAL
        months = rules.close_review_months if close else rules.review_months
        deed.due_on = add_months(today, months)

    given = Words(by=str(by.person), text=text)
    return carry_out(row, "confirm", given, by=by, seen=seen, extra=Extra(write=next_review))


def confirm_breach(row: BusinessInterest, text: str, *, by: By) -> BusinessInterest:
    """A referral was well founded: whoever decides on second jobs says whether this one goes on."""
    return carry_out(row, "record_breach", Words(by=str(by.person), text=text), by=by)


def record_breach(
    row: BusinessInterest, text: str, *, by: By, seen: int | None = None
) -> BusinessInterest:
    """A condition was not kept: a referral is opened, and the decision stays as it was (AC9)."""

    def refer(deed: Deed) -> None:
        Referral(
            reference=row.reference,
            stream=row.stream,
            event=deed.event,
            body_id=row.body_id,
            kind="lawful_order",
            text=text.strip(),
            raised_by_id=by.person,
            raised_at=deed.now,
        ).save(force_insert=True)

    given = Words(by=str(by.person), text=text)
    return carry_out(row, "record_breach", given, by=by, seen=seen, extra=Extra(write=refer))
