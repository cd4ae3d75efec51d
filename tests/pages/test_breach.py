# SPDX-License-Identifier: MIT
"""A condition that is open after the event is a breach, and is said wherever somebody looks."""

from datetime import timedelta

import pytest
from county import county
from django.test import Client
from django.utils import timezone

from candour.gateway.models import Case
from candour.gateway.services import stage_three
from markup import page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def breach(aldshire):
    case = aldshire.told()
    stage_three.commission(case.pk, by=aldshire._assessor(case))
    Case.objects.filter(pk=case.pk).update(event_on=timezone.localdate() - timedelta(days=1))
    return case


def opened(aldshire, name, address):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return words(page(client.get(address)))


def test_the_task_list_says_that_there_is_a_problem(aldshire, breach):
    assert "There is a problem" in opened(
        aldshire, "staff.officer.chief", f"/gateway/{breach.reference}"
    )


def test_the_page_of_the_conditions_says_what_to_do(aldshire, breach):
    shown = opened(aldshire, "staff.officer.chief", f"/gateway/{breach.reference}/conditions")
    assert "The event is over and a condition is still open." in shown


def test_today_calls_it_overdue(aldshire, breach):
    shown = opened(aldshire, "staff.officer.chief", "/today")
    assert f"Show that the conditions were kept in {breach.reference}" in shown
    assert "1 working day overdue" in shown or "overdue" in shown


def test_whoever_oversees_counts_it(aldshire, breach):
    shown = opened(aldshire, "head.secretariat", "/gateway/oversight?show=carrying_out_overdue")
    assert breach.reference in shown
