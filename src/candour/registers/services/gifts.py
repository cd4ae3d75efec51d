# SPDX-License-Identifier: MIT
"""A gift is declared: the policy answers, the giver is found or added, and it goes its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, record
from candour.people.models import Body, Person
from candour.people.queries import posts_of, roles_of
from candour.policy.models import PolicyVersion
from candour.policy.queries import in_force
from candour.policy.rules.register_rules import SHIPPED, GiftRules
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.matters import matter_told
from candour.registers.models import Giver
from candour.registers.queries.givers import earlier, linked_with, named
from candour.registers.rules.entry import Words
from candour.registers.rules.gift_policy import (
    Answer,
    GiftKind,
    Offer,
    Outcome,
    answer_to,
    taken,
)
from candour.registers.rules.gifts import Disposal
from candour.registers.rules.names import key_of
from candour.registers.services.carrying_out import Extra, carry_out, doer, send
from candour.registers.services.declaring import Declared, declare

HELD_BACK = frozenset({Answer.ASK_FIRST, Answer.SHOULD_DECLINE})
CASH = "Cash is never kept. Give it back, or hand it in, and declare that you did."


@dataclass(frozen=True)
class Judged:
    """What the policy says of one offer, and why."""

    answer: Answer
    offer: Offer
    rules: GiftRules
    policy: PolicyVersion | None
    giver: Giver | None


def rules_of(body: Body, on: date) -> tuple[GiftRules, PolicyVersion | None]:
    """The figures in force in a body on a day, and the version that they come from."""
    version = in_force(body, on)
    if version is None:
        return SHIPPED.gifts, None
    return version.pack.registers.gifts, version


def judge(columns: Mapping[str, Any], person: Person, *, without: str = "") -> Judged:
    """Ask the policy, without writing anything. `without` is an entry that is being corrected."""
    rules, policy = rules_of(person.body, timezone.localdate())
    giver = named(person.body, columns["giver_name"])
    before = earlier(
        person, linked_with(giver) if giver else None, columns["offered_on"], rules, without=without
    )
    offer = Offer(
        kind=GiftKind(columns["kind"]),
        pence=columns.get("worth"),
        outcome=Outcome(columns["outcome"]),
        supplier=bool(columns.get("supplier")),
        refreshments=bool(columns.get("refreshments")),
        earlier_pence=before.pence,
    )
    return Judged(answer_to(offer, rules), offer, rules, policy, giver)


def declare_gift(
    columns: Mapping[str, Any],
    *,
    person: Person,
    by: By,
    why_late: str = "",
    gateway: str = "",
    declared_on: date | None = None,
) -> GiftOrHospitality:
    """Declare one offer, taken or not; on an earlier day where it was declared on paper."""
    with transaction.atomic():
        judged = judge(columns, person)
        given = Declared(
            columns=_all_columns(columns, judged, person, gateway),
            facts=_facts(columns, judged, person),
            why_late=why_late,
            policy=judged.policy.pk if judged.policy else None,
            declared_on=declared_on,
        )
        return declare(GiftOrHospitality, given, person=person, by=by)


def correct_gift(
    row: GiftOrHospitality, columns: Mapping[str, Any], why: str, *, by: By, seen: int | None = None
) -> GiftOrHospitality:
    """A new edition; the policy is asked again and the entry goes its way once more."""
    person = row.person
    if person is None:
        raise Refused("This line came from a file: correct it there.")
    with transaction.atomic():
        judged = judge(columns, person, without=row.reference)
        kept = {"disposition": row.disposition}
        extra = Extra(
            changes=_all_columns(columns, judged, person, row.gateway_reference) | kept,
            facts=_facts(columns, judged, person),
        )
        given = Words(by=str(by.person), text=why)
        return send(carry_out(row, "correct", given, by=by, seen=seen, extra=extra), by=by)


def _all_columns(
    columns: Mapping[str, Any], judged: Judged, person: Person, gateway: str
) -> dict[str, Any]:
    if judged.answer is Answer.STOP:
        raise Refused(CASH, "HMIC12 2/1", about="kind")
    giver = judged.giver or add_giver(person.body, columns["giver_name"])
    took = taken(judged.offer.outcome) and not columns.get("given")
    return {
        **columns,
        "giver_id": giver.pk,
        "answer": judged.answer.value,
        "gateway_reference": gateway,
        "flagged": took and is_chief(person) and not gateway and judged.answer in HELD_BACK,
    }


def _facts(columns: Mapping[str, Any], judged: Judged, person: Person) -> dict[str, Any]:
    return {
        "chief": is_chief(person),
        "standards_own": Role.REASSESSOR in roles_of(person, timezone.localdate()),
        "needs_agreement": judged.answer in HELD_BACK and not columns.get("given"),
        "shared_with": frozenset(columns.get("shared_with") or ()),
        "peer_view": False,
    }


def is_chief(person: Person) -> bool:
    """Whether the person has to use the Gateway."""
    held = posts_of(person, timezone.localdate())
    return any(holding.post.in_population for holding in held)


def add_giver(body: Body, name: str) -> Giver:
    giver, _made = Giver.objects.get_or_create(
        body=body, key=key_of(name), defaults={"name": name.strip()}
    )
    return giver


def link_matter(
    row: GiftOrHospitality, reference: str, *, by: By, seen: int | None = None
) -> GiftOrHospitality:
    """Name the matter of the Gateway that the offer belongs to; then it is flagged no longer."""
    person = Person.objects.get(pk=doer(by))
    told = matter_told(person, reference)
    if told is None or told.principal != str(row.person_id):
        raise Refused("Enter the reference of a request about this person.", about="text")
    given = Words(by=str(by.person), text=told.reference)
    changes = {"gateway_reference": told.reference, "flagged": False}
    return carry_out(row, "link", given, by=by, seen=seen, extra=Extra(changes=changes))


@transaction.atomic
def link_givers(giver: Giver, other: Giver, *, by: By) -> None:
    """From now on the two count together."""
    first = other.linked_to or other
    if first.pk == giver.pk:
        return
    Giver.objects.filter(linked_to=giver).update(linked_to=first)
    giver.linked_to = first
    giver.save(update_fields=["linked_to"])
    fields: dict[str, Json] = {"giver": str(giver.pk), "with": str(first.pk)}
    record(giver.pk, "link_givers", by=by, kind=Kind.COMBINATION, fields=fields)


def dispose(
    row: GiftOrHospitality, how: str, why: str, *, by: By, seen: int | None = None
) -> GiftOrHospitality:
    """Say what became of it; the edition before says that nothing had."""
    given = Disposal(by=str(by.person), text=why, how=how)
    extra = Extra(changes={"disposition": how}, code=how)
    return carry_out(row, "dispose", given, by=by, seen=seen, extra=extra)
