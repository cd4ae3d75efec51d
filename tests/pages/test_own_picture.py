# SPDX-License-Identifier: MIT
"""A chief officer sees what their own matters cost, before anybody asks; nobody else does."""

import json

import pytest
from county import county
from django.test import Client
from django.utils import timezone

from candour.gateway.models import Case
from candour.gateway.queries.own_picture import own_picture
from markup import page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


def state(case, **details):
    case = Case.objects.get(pk=case.pk)
    case.details = json.dumps({**json.loads(case.details or "{}"), **details})
    case.save(update_fields=["details"])


def test_hours_and_cost_are_those_of_what_was_attended(aldshire):
    state(aldshire.decided(), hours=6, cost=12_050)
    state(aldshire.decided(accepts=False), hours=3, cost=None)
    state(aldshire.recommended(), hours=40, cost=90_000)
    seen = own_picture(aldshire.people["deputy.chief"], timezone.localdate())
    assert (seen.asked, seen.attended, seen.hours, seen.pence) == (3, 1, 6, 12_050)


def test_whoever_was_never_the_subject_has_no_picture(aldshire):
    aldshire.decided()
    for name in ("staff.officer.chief", "head.psd", "administrator"):
        assert own_picture(aldshire.people[name], timezone.localdate()) is None


def test_it_stands_on_their_own_page(aldshire):
    state(aldshire.decided(), hours=6, cost=12_050)
    client = Client()
    client.force_login(aldshire.people["deputy.chief"].account)
    shown = words(page(client.get("/me")))
    assert "Working hours away 6" in shown
    assert "£120.50" in shown
