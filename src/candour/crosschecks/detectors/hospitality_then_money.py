# SPDX-License-Identifier: MIT
"""Somebody was offered something, and then the giver got a contract or was paid."""

from candour.crosschecks.rules.detecting import A_YEAR, Detector, Feature, Severity
from candour.crosschecks.rules.sides import Money, Says
from candour.crosschecks.rules.telling import (
    always,
    another_body_paid,
    it_is_a_contract,
    it_is_much_money,
    it_was_dear,
    it_was_declined,
    it_was_paid_before,
    it_was_taken,
    they_buy,
    they_decide,
    within_a_month,
    within_a_quarter,
)

HOSPITALITY_THEN_MONEY = Detector(
    slug="hospitality-then-money",
    title="Hospitality, then a contract or a payment",
    purpose="A company provides refreshments, and is then granted a contract: the one case that the"
    " progress report names.",
    clause="HMIC12 2/2",
    looks_at=frozenset({Says.OFFER}),
    against=frozenset({Money.CONTRACT, Money.PAYMENT}),
    look_back=-1,
    look_forward=A_YEAR,
    severity=Severity.HIGH,
    features=(
        Feature(1.5, always("An offer came first, and money followed.")),
        Feature(2.0, it_is_a_contract),
        Feature(1.5, it_was_taken),
        Feature(-2.0, it_was_declined),
        Feature(1.0, it_was_dear),
        Feature(2.0, within_a_month),
        Feature(1.0, within_a_quarter),
        Feature(1.0, it_is_much_money),
        Feature(3.0, they_buy),
        Feature(1.5, they_decide),
        Feature(-1.5, it_was_paid_before),
        Feature(-3.0, another_body_paid),
    ),
)
