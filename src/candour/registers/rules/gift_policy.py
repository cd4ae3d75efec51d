# SPDX-License-Identifier: MIT
"""What the policy says about one offer, at once and in plain words (HMIC12 2/1).

Every figure comes from the policy pack of the body and its version; none stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.clocks import add_months
from candour.policy.rules.register_rules import GiftRules


class GiftKind(StrEnum):
    GIFT = "gift"
    HOSPITALITY = "hospitality"
    TRAVEL = "travel"
    DISCOUNT = "discount"
    CASH = "cash"
    OTHER = "other"


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"
    RETURNED = "returned"
    PART = "part"


class Answer(StrEnum):
    """What the policy says."""

    STOP = "stop"
    """Cash, or as good as cash: never."""
    NEED_NOT = "need_not"
    MAY_KEEP = "may_keep"
    ASK_FIRST = "ask_first"
    SHOULD_DECLINE = "should_decline"
    RECORDED = "recorded"
    """It was not taken; the register keeps the offer."""


@dataclass(frozen=True)
class Offer:
    kind: GiftKind
    pence: int | None
    """None when nobody can say."""
    outcome: Outcome
    supplier: bool = False
    """The giver sells to the body, or wants to."""
    refreshments: bool = False
    earlier_pence: int = 0
    """What the same giver, and those linked with it, gave this person within the period."""


@clause("HMIC12 2/1")
def answer_to(offer: Offer, rules: GiftRules) -> Answer:
    """The presumption is to decline; the rest is what the figures of the body say."""
    if offer.kind == GiftKind.CASH and rules.cash_never and taken(offer.outcome):
        return Answer.STOP
    if not taken(offer.outcome):
        return Answer.RECORDED
    if is_trivial(offer, rules):
        return Answer.NEED_NOT
    if offer.supplier and rules.presume_decline and not offer.refreshments:
        return Answer.SHOULD_DECLINE
    if needs_agreement(offer, rules):
        return Answer.ASK_FIRST
    return Answer.MAY_KEEP


def taken(outcome: Outcome) -> bool:
    return outcome in {Outcome.ACCEPTED, Outcome.PART}


def is_trivial(offer: Offer, rules: GiftRules) -> bool:
    """Light refreshments, or worth next to nothing, and not one of many."""
    if total(offer) >= rules.aggregate_pence:
        return False
    small = offer.pence is not None and offer.pence < rules.light_refreshments_pence
    return small or (offer.refreshments and offer.pence is None)


def needs_agreement(offer: Offer, rules: GiftRules) -> bool:
    unknown = offer.pence is None and not offer.refreshments
    dear = (offer.pence or 0) >= rules.approval_pence
    return unknown or dear or total(offer) >= rules.aggregate_pence


def total(offer: Offer) -> int:
    return offer.earlier_pence + (offer.pence or 0)


def window_opens(on: date, rules: GiftRules) -> date:
    """The first day whose gifts count together with one of this day."""
    return add_months(on, -rules.aggregate_months)


def declare_by(offered_on: date, rules: GiftRules) -> date:
    return offered_on + timedelta(days=rules.declare_within_days)


def is_late(offered_on: date, declared_on: date, rules: GiftRules) -> bool:
    return declared_on > declare_by(offered_on, rules)
