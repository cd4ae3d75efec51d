# SPDX-License-Identifier: MIT
"""Naming who is involved: nobody twice."""

import pytest
from county import county
from django.test import Client

from markup import hidden, page, words

pytestmark = pytest.mark.django_db

TWICE = "Enter someone else: this person is named already"


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def add(aldshire):
    case = aldshire.gathering()
    client = Client()
    client.force_login(aldshire.people["deputy.chief"].account)
    address = f"/gateway/{case.reference}/people"

    def named(**answers):
        form = {
            name: value for name, value in hidden(page(client.get(address))) if name != "remove"
        }
        return client.post(address, {**form, "kind": "attendee", "is_party": "no", **answers})

    return named


def test_the_same_person_outside_is_not_named_twice(add):
    answer = add(name="morgan vale", organisation="Ribblesea Systems Ltd")
    assert answer.status_code == 422
    assert TWICE in words(page(answer))


def test_the_same_colleague_is_not_named_twice(aldshire, add):
    colleague = {"colleague": str(aldshire.people["staff.officer.acc"].pk)}
    assert add(**colleague).status_code == 302
    assert TWICE in words(page(add(**colleague)))


def test_another_person_of_the_same_organisation_is_named(add):
    assert add(name="Robin Ash", organisation="Ribblesea Systems Ltd").status_code == 302
