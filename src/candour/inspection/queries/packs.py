# SPDX-License-Identifier: MIT
"""Packs as those who keep them, and those to whom they are open, may see them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone

from candour.inspection.models import InspectionPack, PackOpening
from candour.inspection.rules.content import About, Content, content_of, read_back
from candour.inspection.rules.evidence import Drawn
from candour.inspection.rules.pack import DRAFTERS, KEEPERS, Opening, Pack, Stage
from candour.inspection.rules.questions import gaps
from candour.kernel.roles import Role
from candour.people.models import Body, Person
from candour.people.queries import holders_of, offices_in
from candour.review.rules.traces import Quarter, quarter_named


def body_kept_by(person: Person, on: date) -> Body | None:
    """The body that a person draws packs for; the first by name where there are several."""
    held = [body for body, roles in offices_in(person, on).items() if roles & DRAFTERS]
    return Body.objects.filter(pk__in=held).order_by("slug").first() if held else None


def visible_to(person: Person, on: date) -> QuerySet[InspectionPack]:
    """Every pack to those who keep it, frozen ones to who holds the body to account, open ones by name."""
    offices = offices_in(person, on)
    kept = [body for body, roles in offices.items() if roles & KEEPERS]
    inspected = [body for body, roles in offices.items() if Role.INSPECTOR in roles]
    held = [body for body, roles in offices.items() if Role.OVERSIGHT in roles]
    seen = Q(body__in=kept)
    if held:
        seen |= Q(body__in=held) & ~Q(stage=Stage.DRAFT.value)
    if inspected:
        mine = open_on(on).filter(pack=OuterRef("pk"), person=person)
        seen |= Q(Exists(mine), body__in=inspected, stage=Stage.OPENED.value)
    return InspectionPack.objects.filter(seen)


def open_on(on: date) -> QuerySet[PackOpening]:
    return PackOpening.objects.filter(closed_at=None, starts_on__lte=on, until__gte=on)


@dataclass(frozen=True)
class Seen:
    """One pack as one person may see it."""

    row: InspectionPack
    offices: frozenset[Role]

    @property
    def keeps(self) -> bool:
        return bool(self.offices & KEEPERS)

    @property
    def drafts(self) -> bool:
        return bool(self.offices & DRAFTERS)


def visible_one(person: Person, reference: str, on: date) -> Seen | None:
    rows = visible_to(person, on).select_related("body", "frozen_by")
    row = rows.filter(reference=reference).first()
    return Seen(row, offices_in(person, on)[row.body_id]) if row else None


def packs_for(person: Person, on: date) -> list[InspectionPack]:
    """The newest first."""
    return list(visible_to(person, on).select_related("body").order_by("-frozen_at", "-drawn_at"))


def stream_of(reference: str) -> UUID | None:
    """For commands that prove: it opens nothing."""
    rows = InspectionPack.objects.filter(reference=reference)
    return rows.values_list("stream", flat=True).first()


# ---------------------------------------------------------------- as the rules know it


def pack_of(row: InspectionPack, on: date | None = None) -> Pack:
    today = on or timezone.localdate()
    return Pack(
        today=today,
        begun=today >= quarters_of(row)[-1].starts,
        drawn_on=timezone.localdate(row.drawn_at) if row.drawn_at else None,
        authors=frozenset(row.authors),
        inspectors=frozenset(str(one.pk) for one in inspectors_of(row.body, today)),
        gaps=frozenset(gaps(drawn_in(row).count)) if row.drawn_at else frozenset(),
        openings=frozenset(
            Opening(str(one.pk), str(one.person_id), one.starts_on, one.until)
            for one in openings_of(row)
            if one.closed_at is None
        ),
    )


def quarters_of(row: InspectionPack) -> list[Quarter]:
    return quarters_between(quarter_named(row.first_quarter), quarter_named(row.last_quarter))


def quarters_between(first: Quarter, last: Quarter) -> list[Quarter]:
    found = [first]
    while found[-1].starts < last.starts:
        found.append(found[-1].next)
    return found


def inspectors_of(body: Body, on: date) -> list[Person]:
    return holders_of(Role.INSPECTOR, body, on)


def openings_of(row: InspectionPack) -> list[PackOpening]:
    """The newest first, those that were closed too."""
    rows = PackOpening.objects.filter(pack=row).select_related("person")
    return list(rows.order_by("-starts_on", "-until", "id"))


def drawn_in(row: InspectionPack) -> Drawn:
    """The figures as they were drawn last."""
    return Drawn(records=row.records, numbers=json.loads(row.numbers))


def remarks_in(row: InspectionPack) -> dict[str, str]:
    told: dict[str, str] = json.loads(row.remarks)
    return told


def content_in(row: InspectionPack) -> Content | None:
    """What is read: as it was frozen, or as the draft stands; none before figures are drawn."""
    if row.content:
        return read_back(row.content)
    if row.drawn_at is None:
        return None
    slugs = [one.slug for one in quarters_of(row)]
    about = About(row.reference, row.body.name, slugs, row.drawn_at)
    return content_of(about, drawn_in(row), remarks_in(row))


# ---------------------------------------------------------------- whose turn it is


def open_to(person: Person, bodies: Iterable[UUID], on: date) -> list[tuple[str, date, date]]:
    """Reference, first and last day of what this inspector may read now."""
    rows = open_on(on).filter(
        person=person, pack__body__in=list(bodies), pack__stage=Stage.OPENED.value
    )
    return list(rows.order_by("until").values_list("pack__reference", "starts_on", "until"))


OPEN, FREEZE = "open", "freeze"


def in_hand(person: Person, bodies: Iterable[UUID]) -> dict[str, QuerySet[InspectionPack]]:
    """Frozen and open to nobody yet; and drafts in which this person has no part."""
    rows = InspectionPack.objects.filter(body__in=list(bodies))
    drafts = rows.filter(stage=Stage.DRAFT.value, drawn_at__isnull=False)
    others = drafts.alias(by=Cast("authors", TextField())).exclude(by__contains=str(person.pk))
    return {
        OPEN: rows.filter(stage=Stage.FROZEN.value).annotate(day=TruncDate("frozen_at")),
        FREEZE: others.annotate(day=TruncDate("drawn_at")),
    }
