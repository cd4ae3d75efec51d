# SPDX-License-Identifier: MIT
"""Every act on a pack for an inspection. Each is one transaction and one event."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from candour.inspection.models import InspectionPack, PackOpening
from candour.inspection.queries.facts import facts_of
from candour.inspection.queries.packs import (
    content_in,
    drawn_in,
    pack_of,
    quarters_of,
)
from candour.inspection.rules import pack as acts
from candour.inspection.rules.content import written_out
from candour.inspection.rules.evidence import Drawn, differing, drawn
from candour.inspection.rules.pack import Ended, Extended, Invited, Pack, Remarks, Stage
from candour.kernel.procedure import Given, Refused
from candour.kernel.references import new_reference
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, new_event_id
from candour.people.models import Body
from candour.review.rules.traces import Quarter
from candour.review.services.carrying_out import Deed, Kept, doer

PREFIX = "IP"


def _rows() -> QuerySet[InspectionPack]:
    return InspectionPack.objects.select_related("body")


KEPT = Kept[InspectionPack, Pack](
    rows=_rows,
    called="pack",
    stages=Stage,
    facts=pack_of,
    follows=lambda facts: {"authors": sorted(facts.authors)},
)
_carry_out = KEPT.carry_out
AnyDeed = Deed[InspectionPack, Pack]


def begin(body: Body, first: Quarter, last: Quarter, *, by: By) -> InspectionPack:
    """A draft over some quarters, with its figures as they are now."""
    if first.starts > last.starts:
        raise Refused("The last quarter must not be before the first.", about="last")
    row = InspectionPack(
        body=body, reference=new_reference(PREFIX), started_by_id=doer(by),
        first_quarter=first.slug, last_quarter=last.slug,
    )  # fmt: skip
    if len(quarters_of(row)) > acts.MOST_QUARTERS:
        raise Refused(f"A pack covers {acts.MOST_QUARTERS} quarters at most.", about="first")
    with transaction.atomic():
        row.save(force_insert=True)
        row, _changed = draw(row.pk, by=by, seen=row.version)
    return row


def draw(pack_id: UUID, *, by: By, seen: int) -> tuple[InspectionPack, list[str]]:
    """Count anew, and say which figures came out otherwise; what was said about gaps stays."""
    changed: list[str] = []

    def write(deed: AnyDeed) -> None:
        before = drawn_in(deed.row) if deed.row.drawn_at else None
        on = timezone.localdate(deed.now)
        now = drawn(facts_of(deed.row.body, quarters_of(deed.row), on))
        changed.extend(differing(before, now) if before else [])
        deed.row.numbers = json.dumps(now.numbers)
        deed.row.save(update_fields=["numbers"])
        deed.columns = {"records": now.records, "drawn_at": deed.now}
        deed.told = {"figures": _digest_of(now)}

    row = _carry_out(pack_id, acts.DRAW, Given(by=str(by.person)), by, seen, write)
    return row, changed


def remark(pack_id: UUID, said: Mapping[str, str], *, by: By, seen: int) -> InspectionPack:
    """What the body does about its gaps, in its own words."""
    kept = {code: text.strip() for code, text in said.items() if text.strip()}

    def write(deed: AnyDeed) -> None:
        deed.row.remarks = json.dumps(kept, ensure_ascii=False)
        deed.row.save(update_fields=["remarks"])
        deed.told = {"remarks": dict(kept)}

    given = Remarks(by=str(by.person), about=frozenset(kept))
    return _carry_out(pack_id, acts.REMARK, given, by, seen, write)


def freeze(pack_id: UUID, *, by: By, seen: int) -> InspectionPack:
    """Bind figures, gaps and remarks together for good."""

    def write(deed: AnyDeed) -> None:
        content = content_in(deed.row)
        if content is None:  # the rules have said so
            raise Refused("Draw the figures first.")
        deed.row.content = written_out(content)
        deed.row.save(update_fields=["content"])
        deed.columns = {
            "frozen_by_id": by.person, "frozen_at": deed.now, "frozen_event": deed.event,
        }  # fmt: skip
        deed.told = {
            "pack": deed.row.reference, "content": digest_of(deed.row.content),
            "figures": _digest_of(drawn_in(deed.row)), "gaps": content.gaps,
        }  # fmt: skip

    return _carry_out(pack_id, acts.FREEZE, Given(by=str(by.person)), by, seen, write)


def open_to(
    pack_id: UUID, person: UUID, starts_on: date, until: date, *, by: By, seen: int
) -> InspectionPack:
    """Let a named inspector read it, from one day until another."""
    key = new_event_id()
    given = Invited(
        by=str(by.person), key=str(key), who=str(person), starts_on=starts_on, until=until
    )

    def write(deed: AnyDeed) -> None:
        over = PackOpening.objects.filter(pack=deed.row, person=person, closed_at=None)
        over.update(closed_at=deed.now, closed_by=by.person)
        opening = PackOpening(
            pk=key, pack=deed.row, person_id=person, starts_on=starts_on, until=until,
            opened_by_id=doer(by), event=deed.event,
        )  # fmt: skip
        opening.save(force_insert=True)
        deed.told = _said_of(opening)

    return _carry_out(pack_id, acts.OPEN, given, by, seen, write)


def extend(
    pack_id: UUID, opening: UUID, until: date, reason: str, *, by: By, seen: int
) -> InspectionPack:
    """Leave it open to them for longer; the record says why."""
    given = Extended(by=str(by.person), key=str(opening), until=until, reason=reason)

    def write(deed: AnyDeed) -> None:
        row = PackOpening.objects.get(pk=opening, pack=deed.row)
        row.until, row.event = until, deed.event
        row.save(update_fields=["until", "event"])
        deed.told = {**_said_of(row), "reason": reason.strip()}

    return _carry_out(pack_id, acts.EXTEND, given, by, seen, write)


def end(pack_id: UUID, opening: UUID, *, by: By, seen: int) -> InspectionPack:
    """Close it to one inspector before its time."""

    def write(deed: AnyDeed) -> None:
        rows = PackOpening.objects.filter(pk=opening, pack=deed.row, closed_at=None)
        rows.update(closed_at=deed.now, closed_by=by.person)
        deed.told = {"opening": str(opening)}

    given = Ended(by=str(by.person), key=str(opening))
    return _carry_out(pack_id, acts.END, given, by, seen, write)


def close(pack_id: UUID, *, by: By, seen: int) -> InspectionPack:
    """Close it to everybody outside for good; those who kept it may still read it."""

    def write(deed: AnyDeed) -> None:
        rows = PackOpening.objects.filter(pack=deed.row, closed_at=None)
        deed.told = {"closed": rows.update(closed_at=deed.now, closed_by=by.person)}

    return _carry_out(pack_id, acts.CLOSE, Given(by=str(by.person)), by, seen, write)


def digest_of(content: str) -> str:
    """What anybody with the file counts again."""
    return sha256(content.encode()).hexdigest()


def _digest_of(figures: Drawn) -> str:
    """A fingerprint of every figure with the records behind it, which do not leave."""
    whole = {"records": figures.records, "numbers": figures.numbers}
    return sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def _said_of(row: PackOpening) -> dict[str, Json]:
    return {
        "person_id": str(row.person_id), "starts_on": row.starts_on.isoformat(),
        "until": row.until.isoformat(),
    }  # fmt: skip
