# SPDX-License-Identifier: MIT
"""Sign-in: one answer for every failure, limits per name, and sessions that end."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from candour.directory.services import people
from candour.kernel.roles import Role
from candour.ledger.queries import timeline
from force import DAY, PASSWORD, SETUP, Force, by

pytestmark = pytest.mark.django_db


@pytest.fixture
def force():
    return Force()


@pytest.fixture
def chief(force):
    return force.add("chief", Role.PRINCIPAL)


def sign_in(client, login="chief", password=PASSWORD, **more):
    return client.post("/sign-in", {"login": login, "password": password, **more})


def unmasked(response):
    """The page without what is new in every rendering."""
    text = re.sub(r'(name="(csrfmiddlewaretoken|once|login)" value=")[^"]*', r"\1", response.text)
    return re.sub(r'(id="login"[^>]* value=")[^"]*|(value=")[^"]*("[^>]*id="login")', r"\1", text)


def test_the_front_door_leads_to_sign_in(client):
    response = client.get("/", follow=True)
    assert response.redirect_chain[-1][0] == "/sign-in?next=%2Ftoday"
    assert "<h1" in response.text


@pytest.mark.parametrize("login", ["chief", "CHIEF ", "chief@aldshire.example"])
def test_a_name_or_an_address_signs_in(client, chief, login):
    response = sign_in(client, login)
    assert (response.status_code, response.url) == (302, "/today")
    assert client.get("/today").status_code == 200


def test_signing_in_and_out_is_recorded(client, chief):
    sign_in(client)
    client.post("/sign-out")
    assert [entry.act for entry in timeline(chief.stream)][-2:] == ["signed_in", "signed_out"]
    assert client.get("/today").status_code == 302


def test_the_link_to_sign_out_only_asks(client, chief):
    sign_in(client)
    assert "Do you want to sign out?" in client.get("/sign-out").text
    assert client.get("/today").status_code == 200


def test_sign_in_leads_to_the_page_that_was_wanted(client, chief):
    assert sign_in(client, next="/me/settings").url == "/me/settings"


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"]
)
def test_sign_in_leads_to_no_other_site(client, chief, address):
    assert sign_in(client, next=address).url == "/today"


def test_every_failure_gets_the_same_answer(client, force, chief):
    left = force.add("leaver")
    people.record_leaving(left.pk, left_on=force.today, by=SETUP)
    closed = force.add("closed")
    closed.account.is_active = False
    closed.account.save()
    newcomer = people.add_person(
        people.NewPerson(force.body, "New Comer", "", "", "newcomer"), by=SETUP
    )
    assert not newcomer.account.has_usable_password()
    wrong = sign_in(client, "chief", "wrong password")
    others = [
        sign_in(client, name) for name in ("nobody", "leaver", "closed", "newcomer", "a@b.example")
    ]
    assert wrong.status_code == 422
    assert "belong together" in wrong.text
    assert {unmasked(other) for other in others} == {unmasked(wrong)}


def test_a_password_is_never_shown_again(client, chief):
    assert "wrong password" not in sign_in(client, "chief", "wrong password").text


def test_empty_answers_say_what_to_enter(client):
    page = sign_in(client, "", "").text
    assert "Enter your sign-in name or e-mail address" in page
    assert "Enter your password" in page
    assert "<title>Error: Sign in" in page


@pytest.mark.parametrize("name", ["chief", "nobody"])
def test_a_name_tried_too_often_waits_whether_it_exists_or_not(client, chief, name):
    for _ in range(5):
        sign_in(client, name, "wrong password")
    refused = sign_in(client, name)
    assert refused.status_code == 422
    assert "tried too often. Wait 5 minutes" in refused.text


def test_both_names_of_one_account_share_the_limit(client, chief):
    for number in range(5):
        sign_in(client, "chief" if number % 2 else "chief@aldshire.example", "wrong password")
    assert "tried too often" in sign_in(client).text


def test_others_behind_the_same_address_still_sign_in(client, force, chief):
    force.add("clerk", Role.SECRETARIAT)
    for number in range(40):
        sign_in(client, f"guess{number}", "wrong password")
    for _ in range(6):
        sign_in(client, "chief", "wrong password")
    assert sign_in(client, "clerk").status_code == 302


def test_after_the_wait_the_name_signs_in_again(client, chief, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    for _ in range(5):
        sign_in(client, password="wrong password")
    time_machine.move_to(now + timedelta(minutes=5, seconds=1), tick=False)
    assert sign_in(client).status_code == 302


def test_a_session_ends_after_ten_hours_however_busy(client, chief, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    sign_in(client)
    for quarter in range(1, 60):
        time_machine.move_to(now + timedelta(minutes=10 * quarter), tick=False)
        assert client.get("/today").status_code == 200
    time_machine.move_to(now + timedelta(hours=10, seconds=1), tick=False)
    assert client.get("/today").status_code == 302


@pytest.mark.parametrize(("role", "minutes"), [(Role.PRINCIPAL, 15), (Role.WORKFORCE, 30)])
def test_those_who_see_cases_are_signed_out_sooner(client, force, time_machine, role, minutes):
    force.add("member", *([] if role is Role.WORKFORCE else [role]))
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    sign_in(client, "member")
    assert client.session.get_expiry_age() == minutes * 60


def test_who_leaves_is_out_at_the_next_request(client, force, chief):
    sign_in(client)
    people.record_leaving(chief.pk, left_on=force.today, by=SETUP)
    assert client.get("/today").status_code == 302


def test_someone_without_a_post_is_welcomed_and_sees_nothing_else(client, force):
    force.add("newcomer", post=False)
    assert sign_in(client, "newcomer").status_code == 302
    for address in ("/today", "/me", "/me/delegates", "/admin/people"):
        assert client.get(address).url == "/welcome"
    assert "hold no post here yet" in client.get("/welcome").text


def test_asking_for_access_reaches_the_administrators_once(client, force):
    force.add("newcomer", post=False)
    administrator = force.add("keeper", Role.ADMINISTRATOR)
    sign_in(client, "newcomer")
    client.post("/welcome", {"reason": "Staff officer"})
    assert "You asked for access on" in client.get("/welcome").text
    again = client.post("/welcome", {"reason": "Staff officer"})
    assert again.status_code == 422
    assert "already asked" in again.text
    client.force_login(administrator.account)
    assert "Give access" in client.get("/today").text
    assert "Staff officer" in client.get("/admin/people").text


def test_someone_with_a_post_is_not_kept_on_the_welcome(client, chief):
    sign_in(client)
    assert client.get("/welcome").url == "/today"
    client.post("/sign-out")
    assert client.get("/welcome").url == "/sign-in"


def test_the_demonstration_lists_names_and_fills_the_form(client, chief, settings):
    settings.DEMO = True
    assert "Use this name" in client.get("/sign-in").text
    page = client.get("/sign-in?name=chief").text
    assert 'value="chief"' in page
    assert settings.DEMO_PASSWORD in page


def test_outside_the_demonstration_no_name_is_listed(client, chief, settings):
    settings.DEMO = False
    page = client.get("/sign-in?name=chief").text
    assert "chief" not in page
    assert settings.DEMO_PASSWORD not in page


def test_the_last_day_of_a_post_is_not_the_day_after(client, force, chief):
    people.end_holding(
        chief.holdings.get().pk, ends_on=force.today + DAY, by=by(force.add("other"))
    )
    sign_in(client)
    assert client.get("/today").status_code == 200
