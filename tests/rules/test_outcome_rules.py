# SPDX-License-Identifier: MIT
"""What a misconduct meeting or hearing can have decided (EAP D7)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from candour.kernel.procedure import Refused
from candour.transparency.rules.outcomes import (
    AT_A_HEARING,
    Decided,
    Found,
    Outcome,
    Proceedings,
    check,
)

TODAY = date(2026, 11, 28)
WARNED = Decided(
    TODAY, Proceedings.MEETING, Found.MISCONDUCT, Outcome.WRITTEN_WARNING, "Police Constable",
    "Looked up a neighbour.",
)  # fmt: skip


def test_a_meeting_can_warn_and_a_hearing_can_dismiss():
    check(WARNED, TODAY)
    heard = replace(WARNED, proceedings=Proceedings.HEARING, found=Found.GROSS_MISCONDUCT)
    for outcome in AT_A_HEARING:
        check(replace(heard, outcome=outcome), TODAY)


@pytest.mark.parametrize("outcome", sorted(AT_A_HEARING))
def test_a_meeting_cannot_decide_what_only_a_hearing_can(outcome):
    with pytest.raises(Refused, match="Only a hearing"):
        check(replace(WARNED, outcome=outcome), TODAY)


def test_gross_misconduct_is_found_at_a_hearing_only():
    with pytest.raises(Refused, match="hearing only"):
        check(replace(WARNED, found=Found.GROSS_MISCONDUCT), TODAY)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_no_sanction_follows_where_nothing_was_proved(outcome):
    decided = replace(
        WARNED, proceedings=Proceedings.HEARING, found=Found.NOT_PROVED, outcome=outcome
    )
    if outcome in {Outcome.NO_ACTION, Outcome.REFLECTIVE_PRACTICE}:
        check(decided, TODAY)
    else:
        with pytest.raises(Refused, match="Nothing was proved"):
            check(decided, TODAY)


@pytest.mark.parametrize(
    ("changed", "about"),
    [
        ({"heard_on": TODAY + timedelta(days=1)}, "heard_on"), ({"rank": " "}, "rank"),
        ({"summary": ""}, "summary"),
    ],
)  # fmt: skip
def test_what_is_missing_or_to_come_is_named(changed, about):
    with pytest.raises(Refused) as refused:
        check(replace(WARNED, **changed), TODAY)
    assert refused.value.about == about
