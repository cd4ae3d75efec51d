# SPDX-License-Identifier: MIT
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from candour.kernel.procedure import Refused
from candour.kernel.roles import BY_NAME, Role
from candour.people.rules.holdings import HoldingFacts, check_end, check_holding, conflicts_from
from candour.people.rules.periods import Period

TODAY = date(2026, 3, 27)
DAY = timedelta(days=1)
PERSON, OTHER = uuid4(), uuid4()
FACTS = HoldingFacts(
    person=PERSON,
    left_on=None,
    given_by=OTHER,
    period=Period(TODAY),
    post_roles=frozenset({Role.PRINCIPAL}),
    held_then=frozenset(),
)


def refused(**changes):
    with pytest.raises(Refused) as caught:
        check_holding(replace(FACTS, **changes))
    return caught.value.about


def test_a_post_is_given_by_another_or_by_the_service_itself():
    check_holding(FACTS)
    check_holding(replace(FACTS, given_by=None))
    assert refused(given_by=PERSON) == "person"


def test_someone_who_has_left_takes_up_nothing():
    assert refused(left_on=TODAY) == "person"
    check_holding(replace(FACTS, left_on=TODAY + DAY))


def test_a_post_is_held_for_a_day_at_least():
    assert refused(period=Period(TODAY, TODAY)) == "ends_on"


def test_the_same_post_is_not_held_twice_at_a_time():
    assert refused(same_post=(Period(TODAY + DAY),)) == "post"
    check_holding(replace(FACTS, same_post=(Period(TODAY - DAY, TODAY),)))


@pytest.mark.parametrize("role", sorted(set(Role) - BY_NAME - {Role.WORKFORCE, Role.PARTY}))
def test_no_role_that_sees_content_comes_to_an_administrator(role):
    held = frozenset({Role.ADMINISTRATOR, Role.WORKFORCE})
    if role is Role.ADMINISTRATOR:
        check_holding(replace(FACTS, held_then=held, post_roles=frozenset({role})))
    else:
        assert refused(held_then=held, post_roles=frozenset({role})) == "post"


def test_a_conflict_that_was_there_before_is_not_said_again():
    facts = replace(
        FACTS,
        held_then=frozenset({Role.PRINCIPAL, Role.ASSESSOR}),
        post_roles=frozenset({Role.REASSESSOR}),
    )
    new = [{each.one, each.other} for each in conflicts_from(facts)]
    assert new == [{Role.PRINCIPAL, Role.REASSESSOR}, {Role.ASSESSOR, Role.REASSESSOR}]
    check_holding(facts)


def test_a_post_ends_once_and_not_before_it_began():
    period = Period(TODAY, TODAY + 10 * DAY)
    check_end(period=period, ends_on=TODAY)
    check_end(period=period, ends_on=TODAY + 9 * DAY)
    for day in (TODAY - DAY, TODAY + 10 * DAY, TODAY + 11 * DAY):
        with pytest.raises(Refused):
            check_end(period=period, ends_on=day)
