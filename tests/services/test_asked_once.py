# SPDX-License-Identifier: MIT
"""While a page is read, a question about people is asked once; afterwards, and in acts, anew."""

from datetime import timedelta

import pytest
from county import county
from django.utils import timezone

from candour.ledger import datakeys
from candour.ledger.sealing import open_bytes, seal_bytes
from candour.people.asked import asking_once
from candour.people.models import PostHolding
from candour.people.queries import posts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return county().people["staff.officer"]


def test_the_same_question_is_asked_once_while_a_page_is_read(officer, django_assert_num_queries):
    today = timezone.localdate()
    with django_assert_num_queries(1), asking_once():
        assert posts_of(officer, today) == posts_of(officer, today)


def test_another_day_is_another_question(officer):
    today = timezone.localdate()
    with asking_once():
        assert posts_of(officer, today)
        assert posts_of(officer, today - timedelta(days=5000)) == []


def test_a_post_lost_is_lost_at_the_next_reading(officer):
    today = timezone.localdate()
    with asking_once():
        assert posts_of(officer, today)
    PostHolding.objects.filter(person=officer).update(ends_on=today)
    with asking_once():
        assert posts_of(officer, today) == []


def test_an_act_asks_anew(officer):
    today = timezone.localdate()
    assert posts_of(officer, today)
    PostHolding.objects.filter(person=officer).update(ends_on=today)
    assert posts_of(officer, today) == []


def test_the_keys_of_a_list_come_in_one_question(officer, django_assert_num_queries):
    streams = [officer.stream, county().people["chief.constable"].stream]
    sealed = {stream: seal_bytes(stream, "here", b"words") for stream in streams}
    datakeys.forget()
    with django_assert_num_queries(1):
        datakeys.keep_open(streams)
        assert [open_bytes(one, "here", sealed[one]) for one in streams] == [b"words"] * 2
    with django_assert_num_queries(0):
        datakeys.keep_open(streams)
