# SPDX-License-Identifier: MIT
"""What the policy says of an offer, from the figures of the body."""

from dataclasses import replace
from datetime import date

import pytest

from candour.policy.rules.register_rules import GiftRules
from candour.registers.rules.gift_policy import (
    Answer,
    GiftKind,
    Offer,
    Outcome,
    answer_to,
    declare_by,
    is_late,
    window_opens,
)

RULES = GiftRules()
PEN = Offer(GiftKind.GIFT, 1200, Outcome.ACCEPTED)


def test_cash_is_never_kept():
    assert answer_to(replace(PEN, kind=GiftKind.CASH), RULES) is Answer.STOP


def test_cash_that_was_declined_is_recorded_like_any_offer():
    offer = replace(PEN, kind=GiftKind.CASH, outcome=Outcome.DECLINED)
    assert answer_to(offer, RULES) is Answer.RECORDED


def test_light_refreshments_need_not_be_recorded():
    tea = Offer(GiftKind.HOSPITALITY, None, Outcome.ACCEPTED, refreshments=True)
    assert answer_to(tea, RULES) is Answer.NEED_NOT


def test_something_small_may_be_kept_and_is_recorded():
    assert answer_to(PEN, RULES) is Answer.MAY_KEEP


@pytest.mark.parametrize("pence", [2500, 2501, 100_000])
def test_from_the_threshold_on_somebody_agrees(pence):
    assert answer_to(replace(PEN, pence=pence), RULES) is Answer.ASK_FIRST


def test_a_penny_below_the_threshold_may_be_kept():
    assert answer_to(replace(PEN, pence=2499), RULES) is Answer.MAY_KEEP


def test_what_nobody_can_value_is_agreed_first():
    assert answer_to(replace(PEN, pence=None), RULES) is Answer.ASK_FIRST


def test_many_small_gifts_from_one_giver_add_up():
    assert answer_to(replace(PEN, earlier_pence=8799), RULES) is Answer.MAY_KEEP
    assert answer_to(replace(PEN, earlier_pence=8800), RULES) is Answer.ASK_FIRST


def test_even_tea_counts_once_the_total_is_reached():
    tea = Offer(GiftKind.HOSPITALITY, 300, Outcome.ACCEPTED, refreshments=True)
    assert answer_to(replace(tea, earlier_pence=9700), RULES) is Answer.ASK_FIRST


def test_a_supplier_s_offer_is_declined_unless_it_is_light_refreshments():
    lunch = replace(PEN, kind=GiftKind.HOSPITALITY, supplier=True)
    assert answer_to(lunch, RULES) is Answer.SHOULD_DECLINE
    assert answer_to(replace(lunch, refreshments=True), RULES) is Answer.MAY_KEEP


def test_another_body_has_other_figures_and_the_same_code():
    council = GiftRules(approval_pence=5000, aggregate_pence=5000, light_refreshments_pence=0)
    assert answer_to(replace(PEN, pence=4999), council) is Answer.MAY_KEEP
    assert answer_to(replace(PEN, pence=1000, earlier_pence=4000), council) is Answer.ASK_FIRST


def test_the_period_of_adding_up_is_counted_in_months():
    assert window_opens(date(2026, 3, 31), RULES) == date(2025, 3, 31)
    assert window_opens(date(2024, 2, 29), RULES) == date(2023, 2, 28)


def test_a_declaration_is_late_after_the_days_of_the_body():
    assert declare_by(date(2026, 3, 1), RULES) == date(2026, 3, 29)
    assert not is_late(date(2026, 3, 1), date(2026, 3, 29), RULES)
    assert is_late(date(2026, 3, 1), date(2026, 3, 30), RULES)
