# SPDX-License-Identifier: MIT
"""When something goes wrong, the page says what to do and keeps what was typed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from markup import hidden, page, words

pytestmark = [pytest.mark.django_db, pytest.mark.urls("specimen_urls")]

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def strict(staff, ann):
    return staff.browser(ann, enforce_csrf_checks=True)


def test_a_form_that_timed_out_is_offered_again_with_a_new_token(strict):
    stale = {"text": "hello", "kind": ["a", "b"], "once": "k", "csrfmiddlewaretoken": "stale"}
    answer = strict.post("/specimen/send?x=1", stale, headers=OURS)
    assert answer.status_code == 403
    tree = page(answer)
    assert words(tree.xpath("//h1")[0]) == "Your form timed out; nothing is lost"
    kept = dict(hidden(tree))
    assert kept["once"] == "k"
    assert [value for name, value in hidden(tree) if name == "kind"] == ["a", "b"]
    (action,) = tree.xpath("//main//form/@action")
    assert action == "/specimen/send?x=1"
    again = strict.post(
        action,
        {"text": kept["text"], "csrfmiddlewaretoken": kept["csrfmiddlewaretoken"]},
        headers=OURS,
    )
    assert (again.status_code, again.url) == (302, "/help")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Referer": "https://elsewhere.example/testserver/"},
        {},
    ],
)
def test_what_another_site_sent_is_never_offered_again(strict, headers):
    answer = strict.post("/specimen/send", {"text": "planted"}, headers=headers)
    assert answer.status_code == 403
    assert b"planted" not in answer.content
    assert "Nothing was recorded." in words(page(answer))


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://testserver"}, {"Referer": "http://testserver/x"}]
)
def test_an_older_browser_is_known_by_its_origin(strict, headers):
    answer = strict.post("/specimen/send", {"text": "hello"}, headers=headers)
    assert ("text", "hello") in hidden(page(answer))


def test_files_are_named_because_they_cannot_be_kept(strict):
    files = {"papers": SimpleUploadedFile("minutes.pdf", b"x"), "text": "hello"}
    answer = strict.post("/specimen/send", files, headers=OURS)
    assert "Afterwards, add them again: minutes.pdf." in words(page(answer))


def test_answers_after_sign_out_survive_the_new_token_too():
    stranger = Client(enforce_csrf_checks=True)
    start = page(stranger.get("/help/report-a-concern"))
    assert not start.xpath("//form"), "a stranger meets no form here, so no token either"
    answer = stranger.post("/specimen/send", {"text": "hello"}, headers=OURS)
    assert ("text", "hello") in hidden(page(answer))


def test_a_broken_page_gives_a_reference_and_no_detail(browser, caplog):
    browser.raise_request_exception = False
    answer = browser.get("/specimen/breaks")
    assert answer.status_code == 500
    assert b"private detail" not in answer.content
    reference = re.search(r"reference:\s*([0-9A-F]{8})", words(page(answer)))[1]
    assert f"problem {reference} at /specimen/breaks" in caplog.text


def test_a_database_that_is_away_is_a_service_that_is_down(browser, settings):
    settings.HELP_PHONE = "01632 960 000"
    browser.raise_request_exception = False
    answer = browser.get("/specimen/breaks?database=1")
    assert answer.status_code == 503
    assert "You can telephone 01632 960 000." in words(page(answer))


def test_a_page_that_is_not_there_says_what_to_do(browser):
    tree = page(browser.get("/never-existed"))
    assert words(tree.xpath("//h1")[0]) == "Page not found"
    assert "/search" in tree.xpath("//main//a/@href")


def test_the_time_out_page_leads_back_through_sign_in():
    tree = page(Client().get("/timed-out?next=/today/drafts"))
    assert "/sign-in?next=%2Ftoday%2Fdrafts" in tree.xpath("//main//a/@href")


def test_the_health_page_says_one_word():
    answer = Client().get("/health")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
