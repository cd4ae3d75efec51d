# SPDX-License-Identifier: MIT
"""Where money went, looked up by a name while somebody types: sums only, and all of them published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from candour.crosschecks.models import Paid
from candour.linkage.models_on_file import PAIRS, Weights, model
from candour.linkage.records import Record, side
from candour.linkage.rules.names import parse
from candour.linkage.rules.outcomes import CONNECTED, DIFFERENT, SAME, Decision, decide
from candour.linkage.rules.tokens import key
from candour.people.phrased import Phrased
from candour.registers.suppliers import SupplierTold

LOOKED_AT = 300
"""Paid names that one look-up compares in full."""
BEGINS = 5
"""Letters that two names have in common at their beginning before they are compared."""
FEWEST, LONGEST = 3, 200


@dataclass(frozen=True)
class Near:
    """A paid name that is the one asked for, or has to do with it."""

    row: Paid
    told: Decision


def paid_like(name: str, number: str = "") -> list[Near]:
    """The paid names that one name means, likeliest first; all of one body, then the connected."""
    asked = parse(name[:LONGEST])
    keys = {key(alias.words) for alias in asked.aliases} - {""}
    if not keys or max(map(len, keys)) < FEWEST:
        return []
    rows = _paid_under(sorted(keys))
    return _judged(Record("", name[:LONGEST], number, "", ""), rows)


def _paid_under(keys: list[str]) -> list[Paid]:
    """Beginnings are asked for as each database finds them in an index."""
    starts = [one[:BEGINS] for one in keys]
    if connection.vendor == "postgresql":
        return BEGINNING(keys, starts)
    return BETWEEN(keys, starts, [f"{one}\U0010ffff" for one in starts])


def _rows(keys: list[str], beginnings: Iterable[Q]) -> QuerySet[Paid]:
    wanted = reduce(or_, beginnings, Q(key__in=keys))
    return Paid.objects.filter(wanted).order_by("key", "name")[:LOOKED_AT]


BEGINNING = Phrased(lambda keys, starts: _rows(keys, (Q(key__startswith=one) for one in starts)))
BETWEEN = Phrased(
    lambda keys, starts, ends: _rows(
        keys, (Q(key__gte=one, key__lt=end) for one, end in zip(starts, ends, strict=True))
    )
)


def _judged(asked: Record, rows: Iterable[Paid]) -> list[Near]:
    known = model(PAIRS)
    weigh = Weights(known).__getitem__
    mine = side(asked)
    near = [
        Near(row, told)
        for row in rows
        if (
            told := decide(mine, side(Record("", row.name, row.number, "", "")), known, weigh)
        ).outcome
        != DIFFERENT
    ]
    return sorted(near, key=lambda one: (RANK[one.told.outcome], -one.told.bits, one.row.name))


RANK = {SAME: 0, CONNECTED: 1}


def supplier_told(name: str) -> SupplierTold | None:
    """What a declarant may know of a giver before saying yes."""
    near = paid_like(name)
    if not near:
        return None
    best = near[0]
    alike = [one.row for one in near if one.told.outcome == best.told.outcome]
    if best.told.outcome == CONNECTED:
        alike = alike[:1]
    runs = running(alike, timezone.localdate())
    return SupplierTold(
        name=best.row.name,
        connected=best.told.outcome == CONNECTED,
        payments=sum(row.payments for row in alike),
        contracts=sum(row.contracts for row in alike),
        last_on=max((row.last_on for row in alike if row.last_on), default=None),
        contract=runs.contract if runs else "",
        ends_on=runs.ends_on if runs else None,
        days_left=(runs.ends_on - timezone.localdate()).days if runs and runs.ends_on else None,
    )


def running(rows: Iterable[Paid], today: date) -> Paid | None:
    """Of these, the one whose contract has still to end, and ends first."""
    still = [row for row in rows if row.ends_on and row.ends_on >= today]
    return min(still, key=lambda row: row.ends_on or today, default=None)
