# SPDX-License-Identifier: MIT
"""A contract was awarded, and then the supplier offered something to somebody."""

from candour.crosschecks.rules.detecting import Detector, Feature, Severity
from candour.crosschecks.rules.sides import Money, Says
from candour.crosschecks.rules.telling import (
    always,
    another_body_paid,
    it_is_much_money,
    it_was_dear,
    it_was_declined,
    it_was_taken,
    they_buy,
    they_decide,
    within_a_month,
    within_a_quarter,
)

HALF_A_YEAR = 183

AWARD_THEN_HOSPITALITY = Detector(
    slug="award-then-hospitality",
    title="A contract, then hospitality",
    purpose="Thanks for a contract can be a reward for it, or the beginning of the next one.",
    clause="HMIC12 2/2",
    looks_at=frozenset({Says.OFFER}),
    against=frozenset({Money.CONTRACT}),
    look_back=HALF_A_YEAR,
    look_forward=0,
    severity=Severity.HIGH,
    features=(
        Feature(2.5, always("A contract was awarded, and an offer followed.")),
        Feature(1.5, it_was_taken),
        Feature(-2.0, it_was_declined),
        Feature(1.0, it_was_dear),
        Feature(2.0, within_a_month),
        Feature(1.0, within_a_quarter),
        Feature(1.0, it_is_much_money),
        Feature(3.0, they_buy),
        Feature(1.5, they_decide),
        Feature(-3.0, another_body_paid),
    ),
)
