# SPDX-License-Identifier: MIT
"""Every act on a quarterly report. Each is one transaction and one event."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from candour.kernel.procedure import Given, Refused
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Body
from candour.review.models import HeldToAccountBy, QuarterlyReport
from candour.review.queries.figures import facts_of_quarter
from candour.review.queries.reports import party_of, report_of, words_in
from candour.review.rules import reporting as acts
from candour.review.rules.figures import Group, drawn
from candour.review.rules.reporting import DRAFTERS, PartyKind, Report, Stage, Words
from candour.review.rules.traces import Quarter
from candour.review.services.carrying_out import Deed, Kept, doer, offices_of_doer


def _rows() -> QuerySet[QuarterlyReport]:
    return QuarterlyReport.objects.select_related("body")


KEPT = Kept[QuarterlyReport, Report](
    rows=_rows,
    called="report",
    stages=Stage,
    facts=report_of,
    follows=lambda report: {"authors": sorted(report.authors)},
)
_carry_out = KEPT.carry_out
AnyDeed = Deed[QuarterlyReport, Report]


def draw_figures(
    body: Body, quarter: Quarter, *, by: By, seen: int | None = None
) -> QuarterlyReport:
    """Count the quarter and lock what comes out; the first time, this begins the report."""

    def write(deed: AnyDeed) -> None:
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

    def keep(deed: AnyDeed) -> None:
        deed.row.narrative = json.dumps(said, ensure_ascii=False)
        deed.row.save(update_fields=["narrative"])
        deed.told = {"narrative": dict(said)}

    given = Words(by=str(by.person), parts=frozenset(Group(one) for one in said))
    return _carry_out(report_id, acts.WRITE, given, by, seen, keep)


def freeze(report_id: UUID, *, by: By, seen: int) -> QuarterlyReport:
    """Bind figures and words together for good, and hand the report over."""

    def bind(deed: AnyDeed) -> None:
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
