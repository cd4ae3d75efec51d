# SPDX-License-Identifier: MIT
"""Who needs to apply, and how the hours add up."""

import pytest

from candour.policy.rules.register_rules import InterestRules
from candour.registers.rules.working_time import (
    Need,
    Week,
    What,
    hours_over,
    need_to_apply,
    rest_is_short,
)

RULES = InterestRules()


@pytest.mark.parametrize("what", What)
def test_whatever_is_paid_or_could_clash_is_applied_for(what):
    assert need_to_apply(what, RULES, paid=True, could_clash=False) is Need.APPLY
    assert need_to_apply(what, RULES, paid=False, could_clash=True) is Need.APPLY


def test_a_hobby_is_nobody_s_business():
    assert need_to_apply(What.HOBBY, RULES, paid=False, could_clash=False) is Need.NOTHING


def test_voluntary_work_is_for_the_body_to_settle():
    told = InterestRules(voluntary_needs_application=False)
    assert need_to_apply(What.VOLUNTARY, RULES, paid=False, could_clash=False) is Need.APPLY
    assert need_to_apply(What.VOLUNTARY, told, paid=False, could_clash=False) is Need.TELL


def test_an_unpaid_licence_is_applied_for():
    assert need_to_apply(What.LICENCE, RULES, paid=False, could_clash=False) is Need.APPLY


@pytest.mark.parametrize(("hours", "over"), [(8, 0), (9, 1), (20, 12)])
def test_a_week_has_forty_eight_hours_of_work(hours, over):
    assert hours_over(Week(40, hours), RULES) == over


def test_other_second_jobs_count_as_well():
    assert hours_over(Week(40, 6, others=4), RULES) == 2


def test_a_break_below_eleven_hours_is_short():
    assert rest_is_short(10, RULES)
    assert not rest_is_short(11, RULES)
    assert not rest_is_short(None, RULES)
