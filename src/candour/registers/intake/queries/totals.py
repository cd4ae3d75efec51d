# SPDX-License-Identifier: MIT
"""What went to each paid name in all: by payment, by contract, by card."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Sum

from candour.registers.intake.models import CardTransaction, Contract, Import, Payment
from candour.registers.intake.models.imports import State
from candour.registers.intake.queries.naming import HELD, several


@dataclass
class Total:
    """The sums under one name."""

    number: str = ""
    payments: int = 0
    paid: int = 0
    contracts: int = 0
    awarded: int = 0
    cards: int = 0
    charged: int = 0
    first_on: date | None = None
    last_on: date | None = None
    contract: str = ""
    ends_on: date | None = None

    def span(self, first: date | None, last: date | None) -> None:
        self.first_on = min((day for day in (self.first_on, first) if day), default=None)
        self.last_on = max((day for day in (self.last_on, last) if day), default=None)


def totals() -> dict[str, Total]:
    """By name as it stood; masked payees are nobody's."""
    found: dict[str, Total] = defaultdict(Total)
    paid = Payment.objects.filter(masked="", **HELD).exclude(supplier="")
    for name, count, pence, first, last in _summed(paid, "supplier", "paid_on"):
        one = found[name]
        one.payments, one.paid = count, pence or 0
        one.span(first, last)
    bought = CardTransaction.objects.filter(masked="", **HELD).exclude(merchant="")
    for name, count, pence, first, last in _summed(bought, "merchant", "bought_on"):
        one = found[name]
        one.cards, one.charged = count, pence or 0
        one.span(first, last)
    for row in Contract.objects.filter(**HELD).exclude(suppliers="").order_by("pk").iterator():
        day = row.awarded_on or row.starts_on or row.published_on
        for name, number in several(row.suppliers, row.supplier_numbers):
            _add(found[name], row, number, day)
    return found


def _summed(rows: Any, name: str, day: str) -> Any:
    asked = rows.order_by().values_list(name)
    return asked.annotate(Count("pk"), Sum("pence"), Min(day), Max(day))


def _add(one: Total, row: Contract, number: str, day: date | None) -> None:
    one.contracts += 1
    one.awarded += row.pence or 0
    one.number = one.number or number
    one.span(day, day)
    if row.ends_on and (one.ends_on is None or row.ends_on > one.ends_on):
        one.ends_on, one.contract = row.ends_on, row.title


def last_import() -> datetime | None:
    """When a file was last brought in, or taken back."""
    rows = Import.objects.aggregate(Max("imported_at"), Max("undone_at"))
    return max((at for at in rows.values() if at), default=None)


def last_brought_in() -> dict[str, date]:
    """When each kind of file was last brought in."""
    rows = Import.objects.filter(state=State.IMPORTED.value).order_by().values_list("kind")
    return {kind: at.date() for kind, at in rows.annotate(Max("imported_at")) if at}
