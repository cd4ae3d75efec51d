# SPDX-License-Identifier: MIT
"""Declarations are assessed, the document is prepared and confirmed, and steps are looked at."""

import json
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from candour.kernel.procedure import Given, Refused
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, record
from candour.people.models import Person
from candour.people.queries import title_on
from candour.procurement.models import (
    Assessment,
    Mitigation,
    Participant,
    Procurement,
    Revision,
)
from candour.procurement.queries.document import content_of
from candour.procurement.queries.facts import Rows
from candour.procurement.rules import procedure as acts
from candour.procurement.rules.effects import outdated
from candour.procurement.rules.procurement import Assessed, Part, Prepared
from candour.procurement.services.carrying_out import Deed, carry_out, reopen
from candour.registers.how_checked import Frequency, Method, Sort
from candour.registers.rules.promises import (
    Found,
    Terms,
    first_check,
    it_can_be_checked,
    the_checker_does_not_keep_it,
    what_was_seen_is_said,
)


@dataclass(frozen=True)
class Step:
    """Something that is done about a conflict: a promise that somebody else checks."""

    text: str
    owner: UUID
    until: date

    @property
    def terms(self) -> Terms:
        return Terms(
            Sort.OWN_WORDS.value, Method.OBSERVATION.value, Frequency.ONCE.value, until=self.until
        )


def assess(key: UUID, given: Assessed, steps: list[Step], *, by: By) -> Procurement:
    given = replace(given, steps=len(steps))

    def write(deed: Deed) -> None:
        one = deed.rows.participant(given.who)
        if one is None or given.verdict is None:  # the rules have said so
            raise Refused("They have not declared yet.")
        _supersede(deed, one)
        row = Assessment(
            procurement=deed.row, event=deed.event, participant=one, verdict=given.verdict.value,
            nature=given.nature.value if given.nature else "", reasons=given.reasons.strip(),
            shows=given.shows.strip(), assessed_by_id=UUID(given.by), made_at=deed.now,
            supplier_id=UUID(given.supplier) if deed.rows.supplier(given.supplier) else None,
        )  # fmt: skip
        row.save(force_insert=True)
        for step in steps:
            _promise(deed, row, one, step)
        deed.told = {
            "who": given.who, "verdict": row.verdict, "nature": row.nature, "reasons": row.reasons,
            "shows": row.shows, "supplier": given.supplier,
            "steps": [{"text": one.text.strip(), "owner": str(one.owner)} for one in steps],
        }  # fmt: skip

    return carry_out(key, acts.ASSESS, given, write, by=by)


def _supersede(deed: Deed, one: Participant) -> None:
    """What was made of an earlier declaration stays on file, and its steps end."""
    earlier = Assessment.objects.filter(participant=one, superseded_at=None)
    Mitigation.objects.filter(assessment__in=list(earlier)).update(ended_at=deed.now)
    earlier.update(superseded_at=deed.now)


def _promise(deed: Deed, row: Assessment, one: Participant, step: Step) -> None:
    it_can_be_checked(step.terms)
    the_checker_does_not_keep_it(str(one.person_id), str(step.owner))
    Mitigation(
        procurement=deed.row, event=deed.event, assessment=row, text=step.text.strip(),
        keeper_id=one.person_id, owner_id=step.owner,
        next_check=first_check(step.terms, timezone.localdate(deed.now)),
    ).save(force_insert=True)  # fmt: skip


def prepare(key: UUID, given: Prepared, *, by: By, seen: int | None = None) -> Procurement:
    """The document is frozen as it is: later revisions stand beside it."""

    def write(deed: Deed) -> None:
        person = Person.objects.get(pk=given.by)
        last = Revision.objects.filter(procurement=deed.row).aggregate(Max("number"))
        number = (last["number__max"] or 0) + 1
        content = json.dumps(
            content_of(deed.rows, given.summary.strip()), ensure_ascii=False, sort_keys=True
        )
        Revision(
            procurement=deed.row, event=deed.event, number=number, stage=deed.row.stage,
            content=content, prepared_by=person, prepared_at=deed.now,
            prepared_by_was=title_on(person, timezone.localdate(deed.now)),
        ).save(force_insert=True)  # fmt: skip
        deed.told = {"number": number, "content": content}

    return carry_out(key, acts.PREPARE, given, write, by=by, seen=seen)


def confirm(key: UUID, *, by: By, seen: int | None = None) -> Procurement:
    given = Given(by=str(by.person))

    def write(deed: Deed) -> None:
        person = Person.objects.get(pk=given.by)
        last = Revision.objects.filter(procurement=deed.row).order_by("-number")[0]
        Revision.objects.filter(pk=last.pk).update(
            confirmed_by=person, confirmed_at=deed.now,
            confirmed_by_was=title_on(person, timezone.localdate(deed.now)),
        )  # fmt: skip
        deed.told = {"number": last.number}

    return carry_out(key, acts.CONFIRM, given, write, by=by, seen=seen)


@transaction.atomic
def check_step(key: UUID, found: str, text: str, *, by: By) -> Mitigation:
    """Whoever sees to a step says whether it was kept; one that was not opens the question again."""
    where = Mitigation.objects.values_list("procurement_id", flat=True).get(pk=key)
    row = Procurement.objects.select_for_update().get(pk=where)
    step = Mitigation.objects.select_related("assessment__participant").get(pk=key)
    step.procurement = row
    if by.person != step.owner_id or step.ended_at is not None:
        raise Refused("Only whoever sees to this step checks it.", "PEEL18 2.2/6")
    what_was_seen_is_said(found, text)
    step.found, step.seen, step.checked_on = found, text.strip(), timezone.localdate()
    step.save(update_fields=["found", "seen", "checked_on"])
    if found == Found.BROKEN and row.ended_at is None:
        _assess_again(row, step.assessment.participant)
    told: dict[str, Json] = {"step": str(key), "found": found, "text": text.strip()}
    record(
        row.stream, "check_step", by=by, kind=Kind.ALTERATION, fields=told,
        clauses=("PEEL18 2.2/6",),
    )  # fmt: skip
    return step


def _assess_again(row: Procurement, one: Participant) -> None:
    facts = Rows(row).facts
    part = facts.part_of(str(one.person_id))
    if part is None:
        return
    others = facts.people - {part}
    again = Part(part.person, declared=part.declared)
    reopen(row, outdated(replace(facts, people=others | {again})), timezone.now())
