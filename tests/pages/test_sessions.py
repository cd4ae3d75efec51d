# SPDX-License-Identifier: MIT
"""Where somebody is signed in: listed, ended one by one, ended for them, and never brought back."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from addresses import addresses
from candour.directory import queries
from candour.directory.models import SignIn, SignInFailure
from candour.directory.services import accounts, people, post, sessions
from candour.directory.session_store import SessionStore
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.queries import opened, timeline
from force import PASSWORD, SETUP, Force, by
from fresh_proof import prove

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


@pytest.fixture
def force():
    return Force()


@pytest.fixture
def chief(force):
    return force.add("chief", Role.PRINCIPAL)


@pytest.fixture
def keeper(force):
    person = force.add("keeper", Role.ADMINISTRATOR)
    browser = Client()
    browser.force_login(person.account)
    return prove(browser)


def signed_in(agent=FIREFOX, login="chief"):
    browser = Client(headers={"User-Agent": agent})
    answer = browser.post("/sign-in", {"login": login, "password": PASSWORD})
    assert answer.status_code == 302
    return browser


def is_in(browser):
    return browser.get("/me").status_code == 200


def test_the_list_says_which_one_is_here(chief):
    here, _elsewhere = signed_in(), signed_in(IPHONE)
    page = here.get("/me/sign-in").text
    assert page.index("Firefox on Windows") < page.index("Safari on iPhone")
    assert page.count("This is here") == 1
    assert page.count("End it") == 1


def test_one_session_is_ended_from_another(chief):
    here, elsewhere = signed_in(), signed_in(IPHONE)
    page = here.get("/me/sign-in").text
    path = re.search(r'action="(/me/sign-in/sessions/[0-9a-f-]{36})"', page)[1]
    assert is_in(elsewhere)
    assert here.post(path).url == "/me/sign-in"
    assert is_in(here)
    assert not is_in(elsewhere)
    assert "This session has already ended." in here.post(path, follow=True).text
    assert "Ended by you from elsewhere" in here.get("/me/sign-in").text


def test_nobody_ends_the_session_of_somebody_else(force, chief):
    force.add("other", Role.SECRETARIAT)
    mine, theirs = signed_in(), signed_in(login="other")
    row = SignIn.objects.get(account__username="other")
    mine.post(f"/me/sign-in/sessions/{row.pk}")
    assert is_in(theirs)


def test_all_others_are_ended_at_once(chief):
    here, *others = (signed_in() for _ in range(3))
    here.post("/me/sign-in/sessions/others")
    assert is_in(here)
    assert not any(is_in(each) for each in others)


def test_the_kill_switch_counts_at_the_next_request(chief, keeper):
    browsers = [signed_in(), signed_in(IPHONE)]
    keeper.post(f"/admin/people/{chief.pk}/sessions")
    assert not any(is_in(each) for each in browsers)
    assert timeline(chief.stream)[-1].act == "sessions_ended"
    assert is_in(signed_in())


def test_a_request_under_way_does_not_bring_its_session_back(chief, keeper):
    browser = signed_in()
    key = browser.cookies["session"].value
    under_way = SessionStore(key)
    under_way["seen_at"] = 1
    keeper.post(f"/admin/people/{chief.pk}/sessions")
    with pytest.raises(UpdateError):
        under_way.save()
    assert not SessionStore(key).exists(key)


def test_a_stopped_sign_in_ends_sessions_and_begins_none(chief, keeper):
    browser = signed_in()
    keeper.post(f"/admin/people/{chief.pk}/sign-in/stop")
    assert not is_in(browser)
    refused = Client().post("/sign-in", {"login": "chief", "password": PASSWORD})
    assert "belong together" in refused.text
    keeper.post(f"/admin/people/{chief.pk}/sign-in/allow")
    assert is_in(signed_in())
    acts = [entry.act for entry in timeline(chief.stream)]
    assert [act for act in acts if act.startswith("sign_in_")] == [
        "sign_in_stopped",
        "sign_in_allowed",
    ]


def test_nobody_stops_themselves_and_nothing_is_done_twice(force, chief, keeper):
    administrator = by(force.add("second", Role.ADMINISTRATOR), "administrator")
    with pytest.raises(Refused, match="already"):
        accounts.stop(chief, stopped=False, by=administrator)
    with pytest.raises(Refused, match="your own"):
        accounts.stop(chief, stopped=True, by=by(chief))
    nobody = people.add_person(people.NewPerson(force.body, "No Name"), by=SETUP)
    for act in (
        lambda: accounts.stop(nobody, stopped=True, by=administrator),
        lambda: sessions.end_all(nobody, by=administrator),
    ):
        with pytest.raises(Refused, match="no sign-in name"):
            act()
    assert keeper.post(f"/admin/people/{chief.pk}/sign-in/other").status_code == 404


@pytest.mark.parametrize("loss", ["post", "leaving"])
def test_who_loses_a_post_or_leaves_is_out_at_the_next_request(force, chief, loss):
    browser = signed_in()
    if loss == "post":
        people.end_holding(chief.holdings.get().pk, ends_on=force.today, by=SETUP)
    else:
        people.record_leaving(chief.pk, left_on=force.today, by=SETUP)
    assert browser.get("/today").url.startswith("/sign-in")
    assert not Session.objects.exists()


def test_a_post_that_ends_later_ends_no_session(force, chief):
    browser = signed_in()
    later = force.today + timedelta(days=9)
    people.end_holding(chief.holdings.get().pk, ends_on=later, by=SETUP)
    assert is_in(browser)


def test_a_new_password_ends_the_others_and_keeps_this_one(chief):
    here, elsewhere = signed_in(), signed_in()
    given = {"current": PASSWORD, "password": "quite another three words"}
    assert here.post("/me/password", given).url == "/me"
    assert is_in(here)
    assert not is_in(elsewhere)
    assert [each.here for each in queries.sessions_of(chief.account, here.session["sign_in"])] == [
        True
    ]


def test_a_cookie_kept_from_before_signing_out_opens_nothing(chief):
    browser = signed_in()
    kept = browser.cookies["session"].value
    answer = browser.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.cookies["session"].value == ""
    replayed = Client()
    replayed.cookies["session"] = kept
    assert not is_in(replayed)


def test_signing_in_and_proving_each_give_a_new_key(chief):
    browser = Client()
    browser.get("/sign-in")
    before = browser.cookies.get("session")
    browser.post("/sign-in", {"login": "chief", "password": PASSWORD})
    signed = browser.cookies["session"].value
    assert before is None or before.value != signed
    answer = browser.post("/show-that-it-is-you", {"proof_password": PASSWORD})
    assert answer.url == "/today"
    assert browser.cookies["session"].value == signed, "a proof that was fresh is not asked for"


def test_a_copy_of_the_database_opens_no_session(chief):
    browser = signed_in()
    key = browser.cookies["session"].value
    rows = [*Session.objects.values_list("session_key", flat=True)]
    assert rows == [*SignIn.objects.values_list("session", flat=True)]
    assert key not in rows
    thief = Client()
    thief.cookies["session"] = rows[0]
    assert not is_in(thief)


def test_a_session_that_rested_too_long_is_listed_as_over(chief, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    signed_in()
    time_machine.move_to(now + timedelta(minutes=16), tick=False)
    assert queries.sessions_of(chief.account) == []
    assert [each.became for each in queries.sign_ins_of(chief.account)] == ["Ended by itself"]


def test_failures_are_told_with_the_sign_in_that_follows(chief):
    for _ in range(3):
        Client().post("/sign-in", {"login": "chief", "password": "wrong password"})
    signed_in()
    (seen,) = queries.sign_ins_of(chief.account)
    assert seen.failures == 3
    entry = next(one for one in timeline(chief.stream) if one.act == "signed_in")
    assert opened([entry.event_id])[entry.event_id]["failures_before"] == 3
    post.send_due(timezone.now())
    assert "after 3 attempts that failed" in mail.outbox[-1].body


def test_a_device_that_is_new_is_told_once(chief):
    signed_in()
    signed_in()
    post.send_due(timezone.now())
    assert mail.outbox == []
    signed_in(IPHONE)
    signed_in(IPHONE)
    post.send_due(timezone.now())
    (told,) = mail.outbox
    assert "Safari on iPhone" in told.body
    assert told.to == ["chief@aldshire.example"]


def test_sessions_that_are_over_are_forgotten(chief, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    signed_in()
    sessions.tidy(timezone.now())
    assert Session.objects.count() == 1
    time_machine.shift(16 * 60)
    sessions.tidy(timezone.now())
    assert not Session.objects.exists()
    assert len(queries.sign_ins_of(chief.account)) == 1


def test_many_failures_are_a_sign_for_whoever_keeps_it_going(chief, keeper):
    assert "0 attempts failed in the last hour." in keeper.get("/admin/health").text
    now = timezone.now()
    SignInFailure.objects.bulk_create(
        SignInFailure(name_digest=str(number), failed_at=now) for number in range(100)
    )
    assert "block it there" in keeper.get("/admin/health").text


# ------------------------------------------------------------------ cookies


@pytest.fixture
def secure(settings):
    """Cookies as an installation sends them."""
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def test_every_cookie_of_every_page_is_kept_from_scripts_and_other_sites(chief, secure):
    browser = Client()
    browser.post("/sign-in", {"login": "chief", "password": PASSWORD}, secure=True)
    seen = set()
    for address in addresses():
        if address.has_arguments or address.route == "sign-out":
            continue
        path = f"/{address.route}"
        for answer in (browser.get(path, secure=True), browser.post(path, secure=True)):
            for name, cookie in answer.cookies.items():
                if not cookie.value:  # being deleted: it holds nothing
                    continue
                seen.add(name)
                flags = (cookie["secure"], cookie["httponly"], cookie["samesite"])
                assert flags == (True, True, "Lax"), (path, name)
                assert (cookie["path"], cookie["domain"]) == ("/", ""), (path, name)
    assert {"__Host-session", "__Host-csrf"} <= seen
