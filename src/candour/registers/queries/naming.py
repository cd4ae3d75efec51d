# SPDX-License-Identifier: MIT
"""Entries that name a body or a person outside, for the cross-checks: everybody's, and whole.

Nothing here is narrowed to what a reader may see: whoever shows it does that.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from candour.ledger.datakeys import Erased, keep_open
from candour.registers.base import RegisterEntry
from candour.registers.entries.business_interests import BusinessInterest
from candour.registers.entries.external_memberships import ExternalMembership
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.entries.notifiable_associations import NotifiableAssociation

NOT_SAID = ("withdrawn", "draft")
NOT_BEGUN = ("incompatible", "lapsed")
TAKEN = frozenset({"accepted", "part"})
AT_ONCE = 400


@dataclass(frozen=True)
class Naming:
    """One entry in the edition that counts, and the name in it."""

    register: str
    reference: str
    stream: UUID
    body: UUID
    person: UUID | None
    name: str
    sort: str
    """Of gift, interest, membership or tie: the code of its choice."""
    starts: date
    ends: date | None = None
    pence: int | None = None
    taken: bool = True
    said_so: bool = False
    """The declarant says that it deals with the body, or wants to."""
    number: str = ""
    linked: str = ""
    """The first of the givers that somebody said belong together."""


def last_declared() -> datetime | None:
    """When an entry that names somebody last came in, or was put right."""
    seen: set[datetime | None] = set()
    for model in (GiftOrHospitality, BusinessInterest, ExternalMembership, NotifiableAssociation):
        rows = model._default_manager.aggregate(Max("declared_at"), Max("superseded_at"))
        seen |= set(rows.values())
    return max((at for at in seen if at), default=None)


def entries_naming() -> Iterator[Naming]:
    """Every entry that names somebody outside."""
    yield from _offers()
    yield from _interests()
    yield from _memberships()
    yield from _associations()


def entries_of(people: Collection[UUID], slugs: Collection[str]) -> Iterator[Naming]:
    """The entries of these people, of these registers only."""
    for slug in slugs:
        yield from READ[slug](people)


People = Collection[UUID] | None
"""Whose entries; everybody's where nothing is said."""


def _current(model: type[RegisterEntry], people: People) -> Any:
    rows = model._default_manager.filter(superseded_at=None).exclude(state__in=NOT_SAID)
    if people is not None:
        rows = rows.filter(person__in=people)
    return rows.order_by("reference")


def _offers(people: People = None) -> Iterator[Naming]:
    rows = _current(GiftOrHospitality, people).filter(given=False).select_related("giver")
    for row in rows.iterator(chunk_size=AT_ONCE):
        linked = (row.giver.linked_to_id or row.giver_id) if row.giver else None
        yield Naming(
            **_whose(row), name=row.giver_name, sort=row.kind,
            starts=row.happened_on or row.offered_on, pence=row.worth,
            taken=row.outcome in TAKEN, said_so=row.supplier,
            number=row.giver.supplier_number if row.giver else "", linked=str(linked or ""),
        )  # fmt: skip


def _interests(people: People = None) -> Iterator[Naming]:
    for row in _current(BusinessInterest, people).iterator(chunk_size=AT_ONCE):
        yield Naming(
            **_whose(row), name=row.name, sort=row.category, starts=row.begins_on,
            taken=row.state not in NOT_BEGUN, said_so=bool(row.dealings.strip()),
        )  # fmt: skip


def _memberships(people: People = None) -> Iterator[Naming]:
    for row in _current(ExternalMembership, people).iterator(chunk_size=AT_ONCE):
        yield Naming(
            **_whose(row), name=row.organisation, sort=row.kind, starts=row.joined_on,
            ends=row.left_on, said_so=row.deals_with_us,
        )  # fmt: skip


def _associations(people: People = None) -> Iterator[Naming]:
    rows = list(_current(NotifiableAssociation, people))
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        keep_open(row.stream for row in some)
        for row in some:
            try:
                name = row.associate
            except Erased:
                continue
            yield Naming(**_whose(row), name=name, sort=row.tie, starts=row.declared_on)


def _whose(row: RegisterEntry) -> dict[str, Any]:
    return {
        "register": row.register.slug, "reference": row.reference, "stream": row.stream,
        "body": row.body_id, "person": row.person_id,
    }  # fmt: skip


READ: Mapping[str, Callable[[People], Iterator[Naming]]] = {
    "gifts-and-hospitality": _offers,
    "business-interests": _interests,
    "external-memberships": _memberships,
    "notifiable-associations": _associations,
}
