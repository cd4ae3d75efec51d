# SPDX-License-Identifier: MIT
"""Every act on a quarterly report. Each is one transaction and one event."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from candour.kernel.procedure import Act, Given, Refused, attempt
from candour.kernel.roles import Role
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Body, Person
from candour.people.queries import roles_by_body
from candour.people.written import move_row
from candour.review.models import HeldToAccountBy, QuarterlyReport
from candour.review.queries.figures import facts_of_quarter
from candour.review.queries.reports import party_of, report_of, words_in
from candour.review.rules import reporting as acts
from candour.review.rules.figures import Group, drawn
from candour.review.rules.reporting import DRAFTERS, PartyKind, Report, Stage, Words
from candour.review.rules.traces import Quarter

AnyGiven = TypeVar("AnyGiven", bound=Given)
CHANGED = "Someone else has acted on this report since you opened it. Check it and try again."


@dataclass
class Deed:
    """An act in the middle of being carried out, as its writer sees it."""

    row: QuarterlyReport
    event: UUID
    now: datetime
    columns: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Json] = field(default_factory=dict)


def draw_figures(
    body: Body, quarter: Quarter, *, by: By, seen: int | None = None
) -> QuarterlyReport:
    """Count the quarter and lock what comes out; the first time, this begins the report."""

    def write(deed: Deed) -> None:
        figures = drawn(facts_of_quarter(body, quarter))
        deed.columns = {"figures": figures, "drawn_at": deed.now}
        deed.told = {"figures": {code: len(found) for code, found in figures.items()}}

    with transaction.atomic():
        row, _made = QuarterlyReport.objects.get_or_create(
            body=body, quarter=quarter.slug, defaults={"started_by_id": doer(by)}
        )
        return _carry_out(row.pk, acts.DRAW, Given(by=str(by.person)), by, seen, write)


def write(report_id: UUID, narrative: Mapping[Group, str], *, by: By, seen: int) -> QuarterlyReport:
    """What is said beside the figures; the figures themselves do not move."""
    said = {group.value: text.strip() for group, text in narrative.items() if text.strip()}

    def keep(deed: Deed) -> None:
        deed.row.narrative = json.dumps(said, ensure_ascii=False)
        deed.row.save(update_fields=["narrative"])
        deed.told = {"narrative": dict(said)}

    given = Words(by=str(by.person), parts=frozenset(Group(one) for one in said))
    return _carry_out(report_id, acts.WRITE, given, by, seen, keep)


def freeze(report_id: UUID, *, by: By, seen: int) -> QuarterlyReport:
    """Bind figures and words together for good, and hand the report over."""

    def bind(deed: Deed) -> None:
        party = party_of(deed.row)
        if party is None:  # the rules have said so
            raise Refused("Say first who held the organisation to account.")
        deed.columns = {
            "party_kind": party.kind.value, "party_name": party.name, "frozen_by_id": by.person,
            "frozen_at": deed.now, "frozen_event": deed.event,
        }  # fmt: skip
        deed.told = {
            "quarter": deed.row.quarter, "party": party.name, "content": content_digest(deed.row),
        }  # fmt: skip

    return _carry_out(report_id, acts.FREEZE, Given(by=str(by.person)), by, seen, bind)


def content_digest(row: QuarterlyReport) -> str:
    """A fingerprint of every figure with its records, and of every word beside them."""
    content = {"quarter": row.quarter, "figures": row.figures, "narrative": words_in(row)}
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def name_party(
    body: Body, kind: PartyKind, name: str, starts_on: date, *, by: By
) -> HeldToAccountBy:
    """From a day on, somebody else holds the body to account; what was before stays on file."""
    if not offices_of_doer(body.pk, by) & DRAFTERS:
        raise Refused("Only those who draft the report say to whom it goes.", "EAP B3")
    row = HeldToAccountBy(
        body=body, event=new_event_id(), kind=kind.value, name=name.strip(), starts_on=starts_on
    )
    told: dict[str, Json] = {
        "kind": row.kind, "name": row.name, "starts_on": starts_on.isoformat(),
    }  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            record(
                row.stream, "name_party", by=by, kind=Kind.COLLECTION, fields=told,
                clauses=("EAP B3",), event_id=row.event,
            )  # fmt: skip
    except IntegrityError:
        raise Refused("Somebody is named from that day already.", about="starts_on") from None
    return row


def _carry_out(
    report_id: UUID,
    act: Act[Report, AnyGiven],
    given: AnyGiven,
    by: By,
    seen: int | None,
    write: Callable[[Deed], None],
) -> QuarterlyReport:
    with transaction.atomic():
        row = (
            QuarterlyReport.objects.select_for_update(of=("self",))
            .select_related("body")
            .get(pk=report_id)
        )
        if seen is not None and seen != row.version:
            raise Refused(CHANGED)
        before = report_of(row)
        stage = attempt(act, Stage(row.stage), before, given, offices_of_doer(row.body_id, by))
        after = act.effect(before, given)
        deed = Deed(row, new_event_id(), timezone.now())
        write(deed)
        columns = {
            "stage": str(stage), "version": row.version + 1, "authors": sorted(after.authors),
            **deed.columns,
        }  # fmt: skip
        if not move_row(row, columns, "stage", "version"):
            raise Refused(CHANGED)
        told: dict[str, Json] = {"version": row.version, **deed.told}
        record(
            row.stream, act.name, by=by, kind=Kind[act.records.upper()], fields=told,
            clauses=act.clauses, event_id=deed.event,
        )  # fmt: skip
    return row


def offices_of_doer(body: UUID, by: By) -> frozenset[Role]:
    """What the person is in this body, and in no other."""
    person = Person.objects.get(pk=doer(by))
    held = roles_by_body(person, timezone.localdate())
    return frozenset(role for one, roles in held if one == body for role in roles)


def doer(by: By) -> UUID:
    if by.person is None:
        raise Refused("Only somebody who is signed in can do this.")
    return by.person
