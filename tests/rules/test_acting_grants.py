# SPDX-License-Identifier: MIT
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.people.rules.acting_grants import (
    LONGEST,
    MAY_BE_DELEGATES,
    GrantFacts,
    check_grant,
    check_revocation,
)
from candour.people.rules.periods import Period

TODAY = date(2026, 3, 27)
DAY = timedelta(days=1)
CHIEF, CLERK, STRANGER = uuid4(), uuid4(), uuid4()
FACTS = GrantFacts(
    principal=CHIEF,
    delegate=CLERK,
    asked_by=CHIEF,
    delegate_roles=frozenset({Role.SECRETARIAT}),
    same_body=True,
    period=Period(TODAY, TODAY + 10 * DAY),
    last_day=TODAY + 9 * DAY,
    reason="Diary work",
)


def refused(**changes):
    with pytest.raises(Refused) as caught:
        check_grant(replace(FACTS, **changes), today=TODAY)
    return caught.value.about


def test_a_principal_lets_their_secretary_file():
    check_grant(FACTS, today=TODAY)


@pytest.mark.parametrize("role", sorted(Role))
def test_only_those_whose_work_it_is_file_for_others(role):
    roles = frozenset({role, Role.WORKFORCE})
    if role in MAY_BE_DELEGATES:
        check_grant(replace(FACTS, delegate_roles=roles), today=TODAY)
    else:
        assert refused(delegate_roles=roles) == "delegate"


def test_nobody_grants_in_the_name_of_another():
    assert refused(asked_by=STRANGER) == ""
    assert refused(asked_by=CLERK) == ""


def test_nobody_files_for_themselves():
    assert refused(delegate=CHIEF) == "delegate"


def test_nobody_files_for_a_principal_of_another_body():
    assert refused(same_body=False) == "delegate"


def test_a_grant_has_a_reason():
    assert refused(reason=" \n ") == "reason"


def test_a_grant_does_not_reach_back():
    yesterday = Period(TODAY - DAY, TODAY + DAY)
    assert refused(period=yesterday) == "starts_on"
    check_grant(replace(FACTS, period=yesterday, asked_by=None), today=TODAY)


def test_a_grant_ends_within_a_year():
    last = TODAY + LONGEST
    check_grant(replace(FACTS, last_day=last, period=Period(TODAY, last + DAY)), today=TODAY)
    assert refused(last_day=last + DAY, period=Period(TODAY, last + 2 * DAY)) == "last_day"


def test_a_grant_does_not_end_before_it_starts():
    assert refused(last_day=TODAY - DAY, period=Period(TODAY, TODAY)) == "last_day"


def test_the_same_days_are_not_granted_twice():
    assert refused(others=(Period(TODAY + 9 * DAY, TODAY + 20 * DAY),)) == "starts_on"
    after = Period(TODAY + 10 * DAY, TODAY + 20 * DAY)
    check_grant(replace(FACTS, others=(after,)), today=TODAY)


def revoke(asked_by, *, roles=frozenset(), revoked=False):
    check_revocation(
        asked_by=asked_by, principal=CHIEF, delegate=CLERK, roles=roles, revoked=revoked
    )


@pytest.mark.parametrize("asked_by", [CHIEF, CLERK, None])
def test_either_of_the_two_ends_a_grant(asked_by):
    revoke(asked_by)


@pytest.mark.parametrize("role", sorted(Role))
def test_of_all_others_only_an_administrator_ends_a_grant(role):
    if role is Role.ADMINISTRATOR:
        revoke(STRANGER, roles=frozenset({role}))
    else:
        with pytest.raises(Refused, match="two people concerned"):
            revoke(STRANGER, roles=frozenset({role}))


def test_a_grant_is_ended_once():
    with pytest.raises(Refused, match="already ended"):
        revoke(CHIEF, revoked=True)
