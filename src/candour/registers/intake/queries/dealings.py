# SPDX-License-Identifier: MIT
"""What joins a body to a supplier: payments, contracts and purchases, by the name as it is compared."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from candour.registers.intake.models import CardTransaction, Contract, Payment
from candour.registers.intake.models.rows import ImportedRow
from candour.registers.rules.names import key_of

HELD = Q(superseded_by=None, ended_by=None)
MOST = 5
"""Of each sort: enough to see that a condition is broken."""


@dataclass(frozen=True)
class Dealing:
    """One payment, contract or purchase."""

    what: str
    day: date
    pence: int
    name: str


@dataclass(frozen=True)
class Spellings:
    """How the names that somebody asks about are written in the finance system's files."""

    payments: Mapping[str, frozenset[str]]
    contracts: Mapping[str, frozenset[str]]
    cards: Mapping[str, frozenset[str]]


def spellings(keys: Iterable[str]) -> Spellings:
    """Every spelling of these names; one look at the names of each table."""
    wanted = frozenset(keys)
    if not wanted:
        return Spellings({}, {}, {})
    return Spellings(
        payments=_written(Payment.objects.filter(HELD), "supplier", wanted),
        contracts=_written(Contract.objects.filter(HELD), "suppliers", wanted),
        cards=_written(CardTransaction.objects.filter(HELD, masked=""), "merchant", wanted),
    )


def _written(
    rows: QuerySet[ImportedRow], column: str, wanted: frozenset[str]
) -> dict[str, frozenset[str]]:
    found = defaultdict(set)
    for text in rows.exclude(**{column: ""}).order_by().values_list(column, flat=True).distinct():
        for name in _names(text):
            if (key := key_of(name)) in wanted:
                found[key].add(text)
    return {key: frozenset(names) for key, names in found.items()}


def _names(text: str) -> list[str]:
    """A cell with several suppliers is written as JSON, or with a mark between them."""
    if text.startswith("["):
        return [str(name) for name in json.loads(text)]
    return [text, *re.split(r"\s*[;|]\s*", text)]


def dealings_with(
    key: str, known: Spellings, *, body: UUID, holder: str, since: date
) -> Iterator[Dealing]:
    """What came about after `since`: payments and contracts of the body, cards of the holder."""
    here = HELD & (Q(of__body=body) | Q(of__body=None))
    paid = Payment.objects.filter(here, supplier__in=known.payments.get(key, ()), paid_on__gt=since)
    for row in paid.order_by("paid_on", "pk")[:MOST]:
        if row.paid_on:
            yield Dealing("payment", row.paid_on, row.pence or 0, row.supplier)
    made = Contract.objects.filter(
        here, suppliers__in=known.contracts.get(key, ()), awarded_on__gt=since
    )
    for award in made.order_by("awarded_on", "pk")[:MOST]:
        if award.awarded_on:
            yield Dealing("contract", award.awarded_on, award.pence or 0, award.suppliers)
    bought = CardTransaction.objects.filter(
        here, merchant__in=known.cards.get(key, ()), holder__iexact=holder, bought_on__gt=since
    )
    for card in bought.order_by("bought_on", "pk")[:MOST]:
        if card.bought_on:
            yield Dealing("purchase", card.bought_on, card.pence or 0, card.merchant)
