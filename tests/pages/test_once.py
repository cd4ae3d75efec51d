# SPDX-License-Identifier: MIT
"""A form that arrives twice counts once."""

import threading
from uuid import uuid4

import pytest
from django.db import connections

import specimen_urls
from markup import page, words

pytestmark = pytest.mark.urls("specimen_urls")


@pytest.fixture(autouse=True)
def nothing_sent():
    specimen_urls.sent.clear()


def test_the_second_arrival_leads_to_the_same_page_and_does_nothing(browser):
    form = {"once": str(uuid4()), "text": "hello"}
    first, second = browser.post("/specimen/send", form), browser.post("/specimen/send", form)
    assert (first.status_code, first.url) == (second.status_code, second.url) == (302, "/help")
    assert specimen_urls.sent == ["hello"]


def test_the_reader_is_told_that_it_was_recorded_once(browser):
    form = {"once": str(uuid4()), "text": "hello"}
    browser.post("/specimen/send", form)
    assert "You already sent this." not in words(page(browser.get("/help")))
    browser.post("/specimen/send", form)
    assert "You already sent this. We recorded it once." in words(page(browser.get("/help")))


def test_a_refused_form_may_be_corrected_and_sent_again(browser):
    form = {"once": str(uuid4()), "text": "refused"}
    assert browser.post("/specimen/send", form).status_code == 422
    assert browser.post("/specimen/send", form | {"text": "better"}).status_code == 302
    assert specimen_urls.sent == ["refused", "better"]


def test_another_rendering_of_the_form_counts_again(browser):
    for _ in range(2):
        browser.post("/specimen/send", {"once": str(uuid4()), "text": "hello"})
    assert specimen_urls.sent == ["hello", "hello"]


def test_the_key_of_one_person_is_nothing_to_another(staff, browser):
    form = {"once": str(uuid4()), "text": "hello"}
    browser.post("/specimen/send", form)
    staff.browser(staff.person("Ben Baker")).post("/specimen/send", form)
    assert specimen_urls.sent == ["hello", "hello"]


def test_the_key_of_one_page_is_nothing_to_another(browser):
    form = {"once": str(uuid4()), "text": "hello"}
    browser.post("/specimen/send", form)
    browser.post("/specimen/send/GW-7KQ3", form)
    assert specimen_urls.sent == ["hello", "hello"]


@pytest.mark.parametrize("key", [{}, {"once": ""}, {"once": "not a key"}])
def test_a_form_without_a_key_still_counts(browser, key):
    assert browser.post("/specimen/send", {"text": "hello"} | key).status_code == 302
    assert specimen_urls.sent == ["hello"]


@pytest.mark.django_db(transaction=True)
def test_two_arrivals_at_the_same_moment_count_once(staff):
    ann = staff.person("Ann Able")
    browsers = [staff.browser(ann) for _ in range(4)]
    form = {"once": str(uuid4()), "text": "hello"}
    answers = []

    def press(browser):
        try:
            answers.append(browser.post("/specimen/send", form).url)
        finally:
            connections.close_all()

    hands = [threading.Thread(target=press, args=[browser]) for browser in browsers]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert answers == ["/help"] * 4
    assert specimen_urls.sent == ["hello"]
