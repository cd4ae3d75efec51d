# SPDX-License-Identifier: MIT
"""Who may open a page, and what everybody else sees."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from candour.kernel.roles import Role
from candour.people.models import ActingGrant
from markup import hidden, page, words

pytestmark = [pytest.mark.django_db, pytest.mark.urls("specimen_urls")]

DAY = timedelta(days=1)


def test_a_stranger_is_asked_to_sign_in_and_comes_back():
    answer = Client().get("/specimen/principals?x=1")
    assert answer.status_code == 302
    assert answer.url == "/sign-in?next=%2Fspecimen%2Fprincipals%3Fx%3D1"


def test_a_public_page_is_open_to_a_stranger():
    assert Client().get("/specimen/open").content == b"open"


def test_a_role_opens_its_page(staff):
    chief = staff.person("Ben Baker", Role.PRINCIPAL)
    assert staff.browser(chief).get("/specimen/principals").content == b"for principals"


def test_a_page_you_may_not_open_looks_like_one_that_never_existed(browser):
    closed, not_mine, missing = (
        browser.get(f"/specimen/{name}") for name in ("principals", "participants", "never-existed")
    )
    assert {closed.status_code, not_mine.status_code, missing.status_code} == {404}
    assert closed.content == not_mine.content == missing.content
    assert [*closed.headers.items()] == [*not_mine.headers.items()] == [*missing.headers.items()]


def test_the_log_says_who_was_refused_where_and_no_more(browser, ann, caplog):
    for name in ("principals", "participants", "never-existed"):
        caplog.clear()
        browser.get(f"/specimen/{name}")
        said = [one.getMessage() for one in caplog.records if one.name == "candour.ui.problems"]
        assert said == [f"refused to {ann.pk}: GET /specimen/{name}"]


def test_a_stranger_cannot_tell_either():
    one, other = Client().get("/nothing/here"), Client().get("/nothing/else")
    assert one.status_code == 404
    assert one.content == other.content


def test_a_role_ends_with_the_post(staff):
    chief = staff.person("Ben Baker", Role.PRINCIPAL)
    browser = staff.browser(chief)
    staff.give_post(chief, Role.SPONSOR)
    chief.holdings.filter(post__roles=["principal"]).update(ends_on=timezone.localdate())
    assert browser.get("/specimen/principals").status_code == 404


def test_someone_who_left_is_nobody(staff, ann, browser):
    ann.left_on = timezone.localdate()
    ann.save()
    assert browser.get("/today").url in {"/welcome", "/sign-in?next=%2Ftoday"}


def test_an_account_without_a_person_is_welcomed_and_no_more(staff, ann, browser):
    account = ann.account
    account.person = None
    account.save()
    assert browser.get("/today").url == "/welcome"
    assert browser.get("/welcome").status_code == 200


def test_only_the_methods_of_a_page_are_answered(browser):
    assert browser.get("/stay").status_code == 405
    assert browser.put("/today").status_code == 405
    assert browser.post("/stay").status_code == 204


def test_signed_in_pages_are_not_stored_anywhere(browser):
    for path in ("/today", "/accessibility", "/never-existed"):
        assert browser.get(path).headers["Cache-Control"] == "no-store"


def test_the_style_sheet_of_the_body_is_kept_because_it_tells_nothing(browser):
    assert (
        browser.get("/brand.css?body=aldshire").headers["Cache-Control"] == "public, max-age=3600"
    )


def test_what_a_stranger_posted_stays_on_the_page():
    browser = Client()
    answer = browser.post(
        "/specimen/send", {"text": ["one", "two"], "password": "secret", "once": "k"}
    )
    assert answer.status_code == 401
    tree = page(answer)
    kept = [(n, v) for n, v in hidden(tree) if n != "csrfmiddlewaretoken"]
    assert kept == [("text", "one"), ("text", "two"), ("once", "k")]
    assert tree.xpath("//main//form/@action") == ["/specimen/send"]
    assert b"secret" not in answer.content


def test_the_script_is_told_in_a_few_words_that_the_session_is_over():
    answer = Client().post("/drafts/specimen", {"text": "x"}, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.content == b"You were signed out. Sign in again to go on."


# ------------------------------------------------------------------ acting for somebody else


def acting(staff, browser, ann, *, ends_on):
    chief = staff.person("Ben Baker", Role.PRINCIPAL)
    today = timezone.localdate()
    grant = ActingGrant.objects.create(
        principal=chief, delegate=ann, granted_by=chief, reason="Diary",
        starts_on=today - 5 * DAY, ends_on=ends_on,
    )  # fmt: skip
    session = browser.session
    session["acting_for"] = str(chief.pk)
    session.save()
    return grant


def test_every_page_says_for_whom_you_act(staff, ann, browser):
    acting(staff, browser, ann, ends_on=timezone.localdate() + DAY)
    assert "You are acting for Ben Baker." in words(page(browser.get("/today")))


def test_an_ended_permission_is_said_once_and_forgotten(staff, ann, browser):
    acting(staff, browser, ann, ends_on=timezone.localdate())
    first, second = browser.get("/today"), browser.get("/today")
    assert "You no longer act for anyone else" in words(page(first))
    assert "acting for Ben Baker" not in words(page(first))
    assert "You no longer act for anyone else" not in words(page(second))


def test_a_permission_withdrawn_a_moment_ago_no_longer_counts(staff, ann, browser):
    grant = acting(staff, browser, ann, ends_on=timezone.localdate() + DAY)
    assert "acting for Ben Baker" in words(page(browser.get("/today")))
    grant.revoked_at, grant.revoked_by = timezone.now(), grant.principal
    grant.save()
    assert "acting for Ben Baker" not in words(page(browser.get("/today")))


def test_nobody_acts_for_someone_by_writing_it_into_their_session(staff, browser):
    chief = staff.person("Ben Baker", Role.PRINCIPAL)
    session = browser.session
    session["acting_for"] = str(chief.pk)
    session.save()
    assert "acting for" not in words(page(browser.get("/today")))


def test_reading_keeps_the_session_alive_but_writes_at_most_once_a_minute(browser):
    browser.get("/me")
    before = browser.session["seen_at"]
    browser.get("/me")
    assert browser.session["seen_at"] == before
    session = browser.session
    session["seen_at"] = before - 61
    session.save()
    browser.get("/me")
    assert browser.session["seen_at"] >= before
