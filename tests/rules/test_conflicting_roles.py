# SPDX-License-Identifier: MIT
import pytest

from candour.kernel.roles import BY_NAME, Role
from candour.people.rules.conflicting_roles import CONFLICTS, conflicts_among


@pytest.mark.parametrize("role", sorted(Role))
def test_no_role_conflicts_with_being_at_work(role):
    assert conflicts_among({role, Role.WORKFORCE}) == ()


def test_who_decides_does_not_assess():
    (conflict,) = conflicts_among({Role.PRINCIPAL, Role.ASSESSOR, Role.WORKFORCE})
    assert {conflict.one, conflict.other} == {Role.PRINCIPAL, Role.ASSESSOR}
    assert conflict.reason


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.WORKFORCE, *BY_NAME}))
def test_an_administrator_holds_no_role_that_sees_content(role):
    assert conflicts_among({Role.ADMINISTRATOR, role})


def test_no_conflict_is_listed_twice():
    pairs = [frozenset({each.one, each.other}) for each in CONFLICTS]
    assert len(pairs) == len(set(pairs))
