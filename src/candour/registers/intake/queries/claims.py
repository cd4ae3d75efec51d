# SPDX-License-Identifier: MIT
"""Claims and card payments of a period, for the quarterly review to lay beside other sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from candour.registers.intake.models import CardTransaction, Claim


@dataclass(frozen=True)
class ClaimedSum:
    """One claim or card payment, under the name that the finance system gives the person."""

    key: str
    claimant: str
    day: date
    kind: str
    pence: int
    text: str
    place: str
    merchant: str


def claims_between(first: date, last: date) -> Iterator[ClaimedSum]:
    """What counts today: neither superseded by a later file nor ended by one."""
    held = {"superseded_by": None, "ended_by": None}
    claims = Claim.objects.filter(claimed_for__gte=first, claimed_for__lte=last, **held)
    for row in claims.exclude(claimant="").order_by("claimed_for", "pk"):
        if row.claimed_for is not None:
            yield ClaimedSum(
                key=f"claim {bytes(row.row_key).hex()}",
                claimant=row.claimant,
                day=row.claimed_for,
                kind=row.sort or "claim",
                pence=row.pence or 0,
                text=row.description,
                place=row.destination,
                merchant="",
            )
    bought = CardTransaction.objects.filter(bought_on__gte=first, bought_on__lte=last, **held)
    for card in bought.exclude(holder="").order_by("bought_on", "pk"):
        if card.bought_on is not None:
            yield ClaimedSum(
                key=f"card {bytes(card.row_key).hex()}",
                claimant=card.holder,
                day=card.bought_on,
                kind="card",
                pence=card.pence or 0,
                text=card.purpose or card.category,
                place="",
                merchant="" if card.masked else card.merchant,
            )
