# SPDX-License-Identifier: MIT
"""The body's card was used at a giver's, most of all by whoever was given something."""

from candour.crosschecks.rules.detecting import Detector, Feature, Severity, Together
from candour.crosschecks.rules.sides import Money, Says, plain_name
from candour.crosschecks.rules.telling import (
    always,
    days,
    it_was_dear,
    it_was_declined,
    it_was_taken,
    within_a_month,
)

HALF_A_YEAR = 183
FEW = 3


def _same_person(one: Together) -> str | None:
    held, offered = plain_name(one.spent.who), plain_name(one.declared.who)
    return "Whoever held the card had been made the offer." if held and held == offered else None


def _often(one: Together) -> str | None:
    cards = sum(1 for other in one.flows if other.kind is Money.CARD)
    return f"The card was used there {cards} times." if cards >= FEW else None


def _card_first(one: Together) -> str | None:
    return f"The card was used {days(one.days)} before the offer." if one.days < 0 else None


CARD_SPEND_WITH_DONOR = Detector(
    slug="card-spend-with-donor",
    title="A card used at a giver's",
    purpose="Cards buy in small sums and without a tender, so favours are easily returned with them.",
    clause="HMIC12 2/2",
    looks_at=frozenset({Says.OFFER}),
    against=frozenset({Money.CARD}),
    look_back=HALF_A_YEAR,
    look_forward=HALF_A_YEAR,
    severity=Severity.HIGH,
    features=(
        Feature(1.5, always("The body's card was used at a giver's.")),
        Feature(3.5, _same_person),
        Feature(1.0, _often),
        Feature(-0.5, _card_first),
        Feature(1.0, it_was_taken),
        Feature(-2.0, it_was_declined),
        Feature(1.0, it_was_dear),
        Feature(1.5, within_a_month),
    ),
)
