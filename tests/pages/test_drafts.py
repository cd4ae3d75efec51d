# SPDX-License-Identifier: MIT
"""Drafts: kept within a moment, sealed, and read by nobody but the person who typed them."""

import pytest
from django.db import connection
from django.http import QueryDict

from candour.ledger.models import DataKey
from candour.ui.drafts import NoSuchKind, draft_url, drop_draft, load_draft, save_draft
from candour.ui.models import Draft
from markup import page, words

pytestmark = [pytest.mark.django_db, pytest.mark.urls("specimen_urls")]

KEY = "specimen:GW-7KQ3-9FXD"


@pytest.fixture(autouse=True)
def specimen_pages():
    import specimen_urls

    assert specimen_urls.urlpatterns, "its drafts are registered when it is read"


def test_typing_is_kept_and_the_time_is_said(ann, browser):
    answer = browser.post(f"/drafts/{KEY}", {"text": "half a", "steps": ["one", "two"]})
    assert answer.status_code == 200
    assert answer.content.decode().startswith("Draft saved at ")
    assert load_draft(ann, KEY) == {"text": "half a", "steps": ["one", "two"]}


def test_the_latest_answers_replace_those_before(ann, browser):
    browser.post(f"/drafts/{KEY}", {"text": "half a", "gone": "x"})
    browser.post(f"/drafts/{KEY}", {"text": "whole"})
    assert load_draft(ann, KEY) == {"text": "whole"}
    assert Draft.objects.count() == 1


def test_nobody_else_gets_the_draft(staff, ann):
    save_draft(ann, KEY, {"text": "mine"})
    assert load_draft(staff.person("Ben Baker"), KEY) == {}


def test_what_was_typed_is_sealed_in_the_database(ann):
    save_draft(ann, KEY, {"text": "a dinner at the Grand"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM ui_draft")
        ((kept,),) = cursor.fetchall()
    assert b"dinner" not in bytes(kept)


def test_a_dropped_draft_is_gone_with_its_key(ann):
    save_draft(ann, KEY, {"text": "mine"})
    drop_draft(ann, KEY)
    assert load_draft(ann, KEY) == {}
    assert not Draft.objects.exists()
    assert not DataKey.objects.filter(wrapped__isnull=False).exists()


def test_dropping_what_is_not_there_is_no_error(ann):
    drop_draft(ann, KEY)


def test_tokens_and_passwords_are_never_kept(ann):
    save_draft(ann, KEY, QueryDict("text=a&csrfmiddlewaretoken=b&once=c&password=d&later=yes"))
    assert load_draft(ann, KEY) == {"text": "a"}


def test_a_form_that_no_app_registered_keeps_nothing(browser):
    assert browser.post("/drafts/unheard-of", {"text": "x"}).status_code == 404
    with pytest.raises(NoSuchKind, match="register the draft kind 'unheard-of'"):
        draft_url("unheard-of")


def test_an_endless_draft_is_refused(ann, browser):
    assert browser.post(f"/drafts/{KEY}", {"text": "x" * 200_001}).status_code == 413
    assert load_draft(ann, KEY) == {}


def test_a_draft_is_not_read_by_address(browser):
    assert browser.get(f"/drafts/{KEY}").status_code == 405


def test_drafts_are_on_today_with_the_way_back(ann, browser):
    save_draft(ann, KEY, {"text": "mine"})
    link = page(browser.get("/today")).xpath("//main//a[contains(@href, 'specimen')]")[0]
    assert words(link) == "Go on with the note GW-7KQ3-9FXD"
    assert link.get("href") == "/specimen/send/GW-7KQ3-9FXD"
    assert b"mine" not in browser.get("/today/drafts").content
