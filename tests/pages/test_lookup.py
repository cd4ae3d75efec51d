# SPDX-License-Identifier: MIT
"""Names that are offered as somebody types: few, the best first, and only what the person may know."""

import pytest
from county import county
from django.test import Client

from candour.ledger.models import Event

pytestmark = pytest.mark.django_db

ORGANISATIONS = "/gateway/known/organisations"
PEOPLE = "/gateway/known/people"


@pytest.fixture
def aldshire():
    return county()


def offered(aldshire, name, address, words):
    client = Client()
    client.force_login(aldshire.people[name].account)
    answer = client.get(address, {"q": words})
    assert answer.status_code == 200
    return [(row["name"], row["note"]) for row in answer.json()["rows"]]


def test_the_start_of_any_word_of_a_name_finds_it(aldshire):
    aldshire.gathering()
    for words in ("ribb", "Ribblesea Sys", "systems", "  RIBBLESEA  systems "):
        found = offered(aldshire, "deputy.chief", ORGANISATIONS, words)
        assert found == [("Ribblesea Systems Ltd", "")], words
    assert offered(aldshire, "deputy.chief", ORGANISATIONS, "blesea") == []


def test_a_person_is_offered_with_their_organisation(aldshire):
    aldshire.gathering()
    found = offered(aldshire, "deputy.chief", PEOPLE, "morg")
    assert found == [("Morgan Vale", "Ribblesea Systems Ltd")]


@pytest.mark.parametrize("name", ["acc.local", "sergeant", "administrator", "head.psd"])
def test_a_name_from_a_matter_that_one_may_not_see_is_not_offered(aldshire, name):
    aldshire.gathering()
    assert offered(aldshire, name, ORGANISATIONS, "ribb") == []
    assert offered(aldshire, name, PEOPLE, "morg") == []


def test_one_letter_offers_nothing(aldshire):
    aldshire.gathering()
    assert offered(aldshire, "deputy.chief", ORGANISATIONS, "r") == []
    assert offered(aldshire, "deputy.chief", ORGANISATIONS, " ") == []


def test_looking_up_writes_nothing_and_asks_little(aldshire, django_assert_max_num_queries):
    aldshire.gathering()
    client = Client()
    client.force_login(aldshire.people["deputy.chief"].account)
    before = Event.objects.count()
    with django_assert_max_num_queries(10):
        client.get(ORGANISATIONS, {"q": "ribb"})
    assert Event.objects.count() == before


def test_a_stranger_is_asked_to_sign_in():
    assert Client().get(ORGANISATIONS, {"q": "ribb"}).status_code == 302
