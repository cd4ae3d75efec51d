# SPDX-License-Identifier: MIT
"""A public register names a holder of a supplier as one of our officers is named, who declared nothing.

A name is not a person: what this finds is for the counter-corruption unit to look at, and is never
confirmed by itself.
"""

from candour.crosschecks.rules.detecting import A_YEAR, Detector, Feature, Severity
from candour.crosschecks.rules.sides import Money, Says
from candour.crosschecks.rules.telling import (
    always,
    it_is_a_contract,
    it_is_much_money,
    they_buy,
    they_decide,
)

UNDECLARED_HOLD = Detector(
    slug="undeclared-hold",
    title="A hold on a supplier that nobody declared",
    purpose="An interest that should be in the register and is not is the one that matters most.",
    clause="HMIC12 A/1",
    looks_at=frozenset({Says.HOLD}),
    against=frozenset({Money.CONTRACT, Money.PAYMENT}),
    look_back=A_YEAR,
    look_forward=A_YEAR,
    severity=Severity.MEDIUM,
    features=(
        Feature(
            3.5, always("Somebody of an officer's name has a hold on it, and no entry says so.")
        ),
        Feature(1.0, it_is_a_contract),
        Feature(1.0, it_is_much_money),
        Feature(3.5, they_buy),
        Feature(1.5, they_decide),
    ),
)
