# SPDX-License-Identifier: MIT
"""An offer came while the giver was bidding, or while its contract was about to end.

Notices seldom say when a tender was open, so it is taken to run for four months before the award;
a contract is taken to be in question again in the half year before its end.
"""

from candour.crosschecks.rules.detecting import Detector, Feature, Severity, Together
from candour.crosschecks.rules.sides import Money, Says
from candour.crosschecks.rules.telling import (
    always,
    another_body_paid,
    days,
    it_is_much_money,
    it_was_dear,
    it_was_declined,
    it_was_taken,
    they_buy,
    they_decide,
)

TENDER, RENEWAL, EVALUATION = 120, 183, 60


def before_the_award(one: Together) -> bool:
    return 0 <= one.days <= TENDER


def before_the_end(one: Together) -> bool:
    left = _days_left(one)
    return left is not None and 0 <= left <= RENEWAL


def _days_left(one: Together) -> int | None:
    return (one.spent.ends - one.declared.starts).days if one.spent.ends else None


def _evaluated(one: Together) -> str | None:
    if not 0 <= one.days <= EVALUATION:
        return None
    return f"Bids were being judged: the award came {days(one.days)} later."


def _ends_soon(one: Together) -> str | None:
    if before_the_award(one) or not before_the_end(one):
        return None
    return (
        f"The contract ended {days(_days_left(one) or 0)} after the offer, so it was in question."
    )


OFFER_DURING_TENDER = Detector(
    slug="offer-during-tender",
    title="An offer during a live tender",
    purpose="Nobody who bids, or whose contract is about to end, should be buying anyone lunch.",
    clause="HMIC12 2/2",
    looks_at=frozenset({Says.OFFER}),
    against=frozenset({Money.CONTRACT}),
    look_back=3650,
    look_forward=TENDER,
    severity=Severity.HIGH,
    applies=lambda one: before_the_award(one) or before_the_end(one),
    features=(
        Feature(3.0, always("The offer came while a tender was open or near.")),
        Feature(1.5, _evaluated),
        Feature(-1.0, _ends_soon),
        Feature(1.5, it_was_taken),
        Feature(-1.5, it_was_declined),
        Feature(1.0, it_was_dear),
        Feature(1.0, it_is_much_money),
        Feature(3.0, they_buy),
        Feature(1.5, they_decide),
        Feature(-3.0, another_body_paid),
    ),
)
