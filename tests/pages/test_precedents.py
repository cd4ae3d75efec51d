# SPDX-License-Identifier: MIT
"""Precedents: how closed matters went, without anybody in them."""

import pytest
from county import county
from django.test import Client
from django.utils import timezone

from candour.gateway.models import Case
from candour.gateway.rules.matter import Outcome
from candour.gateway.services import stage_four, stage_three
from markup import page, words

pytestmark = pytest.mark.django_db
ASSESSOR, ANOTHER = "staff.officer.chief", "staff.officer"
MASKED = (
    "Digital Forum", "The Old Exchange", "Ribblesea", "Morgan Vale", "regional digital board",
    "Weighed", "A tender is open", "The host will bid", "I have weighed it", "Keep full minutes",
    "Decline this year.", "I will not go.", "The tender closed",
)  # fmt: skip


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def closed(aldshire):
    case = aldshire.final(outcome=Outcome.REPLACED)
    me = aldshire.by("deputy.chief", "principal")
    stage_four.respond(case.pk, "I will not go.", accepts=True, by=me)
    return stage_three.close(case.pk, by=me)


def precedents(aldshire, name=ANOTHER, query=""):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client.get(f"/gateway/precedents{query}")


def rows(response):
    return [words(row) for row in page(response).xpath("//main//tbody/tr")]


def test_an_assessor_learns_how_a_closed_matter_went(aldshire, closed):
    (row,) = rows(precedents(aldshire))
    assert "Take part with conditions" in row
    assert "Took part" in row
    assert "Another course" in row
    today = timezone.localdate()
    assert f"Quarter {(today.month + 2) // 3} of {today.year}" in row


def test_nobody_is_in_it_and_no_word_that_was_written(aldshire, closed):
    text = precedents(aldshire).content.decode()
    assert [each for each in MASKED if each in text] == []
    assert closed.reference not in text
    assert aldshire.people["deputy.chief"].full_name not in text
    assert aldshire.people[ASSESSOR].full_name not in text


def test_nothing_can_be_opened_from_it(aldshire, closed):
    links = page(precedents(aldshire)).xpath("//main//table//a")
    assert links == []


def test_no_day_is_given(aldshire, closed):
    today = timezone.localdate()
    main = words(page(precedents(aldshire)).xpath("//main")[0])
    assert f"{today:%B}" not in main
    assert f"{today:%b} {today.year}" not in main


def test_an_area_narrows_the_list(aldshire, closed):
    assert len(rows(precedents(aldshire, query="?area=procurement"))) == 1
    empty = precedents(aldshire, query="?area=unsolicited")
    assert rows(empty) == []
    assert "No closed request is like this yet." in words(page(empty))


def test_a_matter_that_is_under_way_is_no_precedent(aldshire):
    aldshire.final()
    assert rows(precedents(aldshire)) == []


def test_a_matter_that_is_shut_to_the_assessor_stays_shut(aldshire, closed):
    from candour.gateway.models import Wall

    Wall.objects.create(case=closed, event=closed.last_event, person=aldshire.people[ANOTHER])
    assert Case.objects.filter(stage="closed").count() == 1
    assert rows(precedents(aldshire)) == []


@pytest.mark.parametrize("query", ["?from=-1", "?from=x", "?from=99999999999", "?area=x"])
def test_a_wrong_address_shows_the_list_from_its_beginning(aldshire, closed, query):
    assert len(rows(precedents(aldshire, query=query))) == 1


@pytest.mark.parametrize("name", ["deputy.chief", "head.secretariat", "head.psd", "oversight"])
def test_only_assessors_find_it(aldshire, closed, name):
    assert precedents(aldshire, name).status_code == 404


def test_it_asks_the_database_few_questions(aldshire, closed, django_assert_max_num_queries):
    precedents(aldshire)
    client = Client()
    client.force_login(aldshire.people[ANOTHER].account)
    client.get("/gateway/precedents")
    with django_assert_max_num_queries(7):
        client.get("/gateway/precedents")
