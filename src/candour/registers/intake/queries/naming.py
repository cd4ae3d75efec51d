# SPDX-License-Identifier: MIT
"""Imported rows that name a body: who declared what elsewhere, and where the money went.

What counts is what no later file has superseded and none has ended.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from candour.registers.intake.models import (
    CardTransaction,
    Contract,
    ImportedGift,
    ImportedInterest,
    OwnershipStatement,
    Payment,
    Supplier,
)

HELD = {"superseded_by": None, "ended_by": None}
AT_ONCE = 5_000


@dataclass(frozen=True)
class Told:
    """A gift or an interest from a register that was kept elsewhere."""

    kind: str
    key: str
    stream: UUID
    """Of the import, whose key its rows are sealed under when they are copied."""
    body: UUID | None
    who: str
    department: str
    name: str
    sort: str
    starts: date
    ends: date | None
    pence: int | None
    taken: bool
    number: str = ""


@dataclass(frozen=True)
class Money:
    """A payment, a contract or a purchase by card, under one name of who got it."""

    kind: str
    key: str
    name: str
    number: str
    day: date
    ends: date | None
    pence: int
    what: str
    by: str
    """Whose money it is, as the file says."""
    who: str = ""
    """Who held the card."""


SAID_NO = ("declin", "refus", "return", "not accept", "reject")


def told_elsewhere() -> Iterator[Told]:
    yield from _gifts()
    yield from _interests()


def _gifts() -> Iterator[Told]:
    rows = ImportedGift.objects.filter(**HELD).exclude(donor="").select_related("of")
    for row in rows.order_by("pk").iterator(chunk_size=AT_ONCE):
        day = row.offered_on or row.declared_on
        if day is None or row.direction.casefold().startswith("giv"):
            continue
        yield Told(
            kind="gifts", key=bytes(row.row_key).hex(), stream=row.of_id, body=row.of.body_id,
            who=row.recipient, department=row.department, name=row.donor,
            sort="hospitality" if "hosp" in f"{row.kind} {row.category}".casefold() else "gift",
            starts=day, ends=None, pence=row.pence,
            taken=not any(word in row.outcome.casefold() for word in SAID_NO),
        )  # fmt: skip


def _interests() -> Iterator[Told]:
    rows = ImportedInterest.objects.filter(**HELD).exclude(counterparty="").select_related("of")
    for row in rows.order_by("pk").iterator(chunk_size=AT_ONCE):
        day = row.starts_on or row.registered_on or row.published_on
        if day is None:
            continue
        gift = any(word in row.category.casefold() for word in ("gift", "visit", "hospitality"))
        yield Told(
            kind="gifts" if gift else "interests", key=bytes(row.row_key).hex(), stream=row.of_id,
            body=row.of.body_id, who=row.person, department=row.department, name=row.counterparty,
            sort=_sort(row.category), starts=day, ends=row.ends_on, pence=row.pence, taken=True,
            number=row.company_number,
        )  # fmt: skip


def _sort(category: str) -> str:
    said = category.casefold()
    if "share" in said or "compan" in said:
        return "company"
    return "hospitality" if "visit" in said else "gift" if "gift" in said else "other"


Wanted = Callable[[str], bool]


def money_to(wanted: Wanted) -> Iterator[Money]:
    """Everything that went to the names that are wanted, in the order of the tables."""
    yield from (one for one in _payments() if wanted(one.name))
    yield from (one for one in _contracts() if wanted(one.name))
    yield from (one for one in _cards() if wanted(one.name))


def paid_names() -> Iterator[tuple[str, str]]:
    """Every name that money went to, with the number beside it; none of those that are masked."""
    paid = Payment.objects.filter(masked="", **HELD).exclude(supplier="")
    yield from ((name, "") for name in paid.values_list("supplier", flat=True).distinct())
    for suppliers, numbers in (
        Contract.objects.filter(**HELD)
        .exclude(suppliers="")
        .values_list("suppliers", "supplier_numbers")
        .distinct()
    ):
        yield from several(suppliers, numbers)
    bought = CardTransaction.objects.filter(masked="", **HELD).exclude(merchant="")
    yield from ((name, "") for name in bought.values_list("merchant", flat=True).distinct())


def _payments() -> Iterator[Money]:
    rows = Payment.objects.filter(masked="", paid_on__isnull=False, **HELD).exclude(supplier="")
    for key, name, day, pence, what, category, body in rows.values_list(
        "row_key", "supplier", "paid_on", "pence", "description", "category", "body"
    ).iterator(chunk_size=AT_ONCE):
        if day is not None:
            yield Money(
                "payment", bytes(key).hex(), name, "", day, None, pence or 0, what or category, body
            )


def _contracts() -> Iterator[Money]:
    rows = Contract.objects.filter(**HELD).exclude(suppliers="")
    for row in rows.order_by("pk").iterator(chunk_size=AT_ONCE):
        day = row.awarded_on or row.starts_on or row.published_on
        if day is None:
            continue
        for name, number in several(row.suppliers, row.supplier_numbers):
            yield Money(
                "contract", bytes(row.row_key).hex(), name, number, day, row.ends_on,
                row.pence or 0, row.title, row.buyer,
            )  # fmt: skip


def _cards() -> Iterator[Money]:
    rows = CardTransaction.objects.filter(masked="", bought_on__isnull=False, **HELD)
    for row in rows.exclude(merchant="").order_by("pk").iterator(chunk_size=AT_ONCE):
        if row.bought_on is not None:
            yield Money(
                "card", bytes(row.row_key).hex(), row.merchant, "", row.bought_on, None,
                row.pence or 0, row.purpose or row.category, "", row.holder,
            )  # fmt: skip


def several(suppliers: str, numbers: str) -> Iterator[tuple[str, str]]:
    """The suppliers of one contract; several stand as JSON in one cell."""
    names, known = _listed(suppliers), _listed(numbers)
    for at, name in enumerate(names):
        if name:
            yield name, known[at] if at < len(known) and len(known) == len(names) else ""


def _listed(cell: str) -> list[str]:
    if not cell.startswith("["):
        return [cell]
    try:
        found = json.loads(cell)
    except ValueError:
        return [cell]
    return [str(one) for one in found] if isinstance(found, list) else [cell]


def company_numbers() -> dict[str, str]:
    """What the supplier list of finance knows: company numbers by name, where each has one."""
    rows = Supplier.objects.filter(**HELD).exclude(company_number="").exclude(name="")
    found: dict[str, set[str]] = {}
    for name, number in rows.values_list("name", "company_number"):
        found.setdefault(name, set()).add(number)
    return {name: next(iter(said)) for name, said in found.items() if len(said) == 1}


@dataclass(frozen=True)
class Hold:
    """That somebody has a hold on a company, as an ownership statement says."""

    key: str
    stream: UUID
    holder: str
    company: str
    number: str
    since: date | None
    details: str


def holds() -> Iterator[Hold]:
    """Persons of the ownership register and the companies that they have a hold on."""
    rows = list(
        OwnershipStatement.objects.filter(**HELD)
        .order_by("pk")
        .values_list(
            "row_key", "of_id", "reference", "name", "company_number", "subject",
            "interested_party", "since", "interests",
        )
    )  # fmt: skip
    named = {reference: (name, number) for _k, _o, reference, name, number, *_rest in rows}
    for key, of, _reference, _name, _number, subject, party, since, interests in rows:
        company, holder = named.get(subject), named.get(party)
        if company and holder and company[0] and holder[0] and not holder[1]:
            yield Hold(bytes(key).hex(), of, holder[0], *company, since, interests)
