# SPDX-License-Identifier: MIT
"""Administrators add people and give posts; nobody else finds these pages."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from candour.directory.services import accounts, people, post
from candour.kernel.roles import Role
from candour.people.models import Account, Person, Post
from candour.people.queries import roles_of
from force import PASSWORD, SETUP, Force
from fresh_proof import prove

pytestmark = pytest.mark.django_db
PAGES = (
    "/admin/people", "/admin/people/add", "/admin/posts", "/admin/posts/add", "/admin/roles",
)  # fmt: skip


@pytest.fixture
def force():
    return Force()


@pytest.fixture
def administrator(force, client):
    person = force.add("keeper", Role.ADMINISTRATOR)
    client.force_login(person.account)
    prove(client)
    return person


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_open_for_an_administrator(client, administrator, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_for_everyone_else_they_do_not_exist(client, force, role):
    client.force_login(force.add("member", role).account)
    missing = client.get("/no-such-page")
    for address in (*PAGES, f"/admin/people/{Person.objects.get().pk}"):
        response = client.get(address)
        assert (response.status_code, response.content) == (404, missing.content)


def test_djangos_own_administration_is_not_there(client, administrator):
    assert client.get("/admin/").status_code == 404
    assert client.get("/admin/login/").status_code == 404


def adding(force, **changes):
    given = {
        "body": str(force.body.pk), "full_name": "Eve East", "rank_or_role": "Constable",
        "email": "eve@aldshire.example", "username": "eve.east",
    }  # fmt: skip
    return given | changes


def test_a_person_is_added_and_the_address_holds_no_name(client, force, administrator):
    response = client.post("/admin/people/add", adding(force))
    person = Person.objects.get(full_name="Eve East")
    assert response.url == f"/admin/people/{person.pk}"
    page = client.get(response.url).text
    assert "<h1" in page
    assert "Eve East" not in re.search(r"<title>.*?</title>", page, re.DOTALL).group()


def test_a_taken_name_is_refused_beside_the_answer(client, force, administrator):
    response = client.post("/admin/people/add", adding(force, username="keeper"))
    assert response.status_code == 422
    assert "Enter another sign-in name: this one is taken." in response.text
    assert 'href="#username"' in response.text


@pytest.mark.parametrize("name", ["eve east", "eve@east", "-eve", "ève"])
def test_a_sign_in_name_is_plain(client, force, administrator, name):
    response = client.post("/admin/people/add", adding(force, username=name))
    assert response.status_code == 422
    assert "Enter small letters" in response.text


def giving(post, force, **changes):
    given = {
        "post": str(post.pk),
        "starts_on": f"{force.today:%d %m %Y}",
        "rank": "Inspector",
        "acting": "no",
    }
    return given | changes


def test_a_post_is_given_and_taken_away_in_the_same_minute(client, force, administrator):
    person = force.add("member", post=False)
    given = people.NewPost(force.body, "chief", "Chief", frozenset({Role.PRINCIPAL}))
    post = people.add_post(given, by=SETUP)
    client.post(f"/admin/people/{person.pk}/posts/add", giving(post, force))
    assert Role.PRINCIPAL in roles_of(person, force.today)
    holding = person.holdings.get()
    response = client.post(
        f"/admin/holdings/{holding.pk}/end", {"ends_on": f"{force.today:%d %m %Y}"}
    )
    assert response.url == f"/admin/people/{person.pk}"
    assert roles_of(person, force.today) == frozenset()
    assert "Inspector" in client.get(response.url).text


def test_whoever_loses_a_post_loses_its_pages_at_once(client, force):
    member = force.add("member", Role.ADMINISTRATOR)
    client.force_login(member.account)
    assert client.get("/admin/people").status_code == 200
    people.end_holding(member.holdings.get().pk, ends_on=force.today, by=SETUP)
    assert client.get("/admin/people").url == "/welcome"


def test_a_conflict_is_named_when_the_post_is_given(client, force, administrator):
    chief = force.add("chief", Role.PRINCIPAL)
    assessor = force.add("assessor", Role.ASSESSOR)
    post = chief.holdings.get().post
    address = f"/admin/people/{assessor.pk}/posts/add"
    page = client.post(address, giving(post, force), follow=True).text
    assert "Whoever decides does not also assess." in page
    assert "Pat Assessor" in client.get("/admin/roles").text


def test_an_administrator_gives_themselves_nothing(client, force, administrator):
    post = force.add("chief", Role.PRINCIPAL).holdings.get().post
    response = client.post(f"/admin/people/{administrator.pk}/posts/add", giving(post, force))
    assert response.status_code == 422
    assert "You cannot give yourself a post." in response.text


def test_a_post_is_added_with_its_roles(client, force, administrator):
    chief = force.add("chief", Role.PRINCIPAL).holdings.get().post
    given = {
        "body": str(force.body.pk), "title": "Staff Officer", "code": "staff_officer", "unit": "",
        "roles": ["assessor"], "in_population": "yes", "independent": "no",
        "serves": str(chief.pk), "reports_to": str(chief.pk), "deputises_for": "",
    }  # fmt: skip
    assert client.post("/admin/posts/add", given).url == "/admin/posts"
    post = Post.objects.get(code="staff_officer")
    assert (post.role_set, post.serves, post.in_population) == ({Role.ASSESSOR}, chief, True)
    assert "Staff Officer" in client.get("/admin/posts").text


def test_someone_who_leaves_is_recorded(client, force, administrator):
    member = force.add("member")
    page = client.get(f"/admin/people/{member.pk}/left").text
    assert "cannot sign in" in page
    client.post(f"/admin/people/{member.pk}/left", {"ends_on": f"{force.today:%d %m %Y}"})
    member.refresh_from_db()
    assert member.left_on == force.today


def test_people_are_found_by_post_so_that_no_name_is_in_an_address(client, force, administrator):
    force.add("member")
    force.add("other")
    page = client.post("/admin/people", {"q": "pat mem"}).text
    assert "Pat Member" in page
    assert "Pat Other" not in page
    assert "0 people found." in client.post("/admin/people", {"q": "zzz"}).text


def test_long_lists_come_in_pages(client, force, administrator):
    for number in range(55):
        given = people.NewPerson(force.body, f"Adi Number {number:02d}")
        people.add_person(given, by=SETUP)
    first = client.get("/admin/people").text
    assert "Adi Number 49" in first
    assert "Adi Number 50" not in first
    after = re.search(r'href="(\?after=[^"]+)"', first).group(1)
    second = client.get(f"/admin/people{after}").text
    assert "Adi Number 50" in second
    assert "Pat Keeper" in second


def test_a_link_lets_a_person_choose_a_password_once(client, force, administrator):
    member = force.add("member")
    client.post(f"/admin/people/{member.pk}/password-link")
    post.send_due(timezone.now())
    (message,) = mail.outbox
    assert message.to == ["member@aldshire.example"]
    assert "Member" not in message.subject
    path = re.search(r"http://[^/]+(/choose-password/\S+)", message.body).group(1)
    client.post("/sign-out")
    assert "Choose your password" in client.get(path).text
    assert client.post(path, {"password": "short"}).status_code == 422
    chosen = "quite another three words"
    assert client.post(path, {"password": chosen}).url == "/sign-in"
    assert client.get(path).status_code == 404
    assert client.post("/sign-in", {"login": "member", "password": chosen}).status_code == 302


def test_a_made_up_link_leads_nowhere(client, force):
    member = force.add("member")
    path = post.password_path(member.account)
    assert client.get(path).status_code == 200
    assert client.get(f"{path}x").status_code == 404


def test_someone_without_an_address_gets_no_link(client, force, administrator):
    given = people.NewPerson(force.body, "No Address", username="no.address")
    person = people.add_person(given, by=SETUP)
    page = client.post(f"/admin/people/{person.pk}/password-link", follow=True).text
    assert "no e-mail address" in page
    assert mail.outbox == []


def test_a_password_is_changed_by_its_owner_only(client, force):
    member = force.add("member")
    client.force_login(member.account)
    given = {"current": "wrong password", "password": "quite another three words"}
    assert "Enter the password that you use now." in client.post("/me/password", given).text
    given["current"] = PASSWORD
    assert client.post("/me/password", given).url == "/me"
    assert client.get("/me").status_code == 200
    assert Account.objects.get(person=member).check_password("quite another three words")


def test_a_request_for_access_is_closed_once(client, force, administrator):
    newcomer = force.add("newcomer", post=False)
    asked = accounts.ask_for_access(newcomer.account, "Staff officer")
    assert "Staff officer" in client.get(f"/admin/people/{newcomer.pk}").text
    client.post(f"/admin/requests/{asked.pk}/close")
    page = client.get("/admin/people").text
    assert "Staff officer" not in page
    again = client.post(f"/admin/requests/{asked.pk}/close", follow=True).text
    assert "already dealt with this" in again


def test_a_day_that_was_typed_badly_is_explained(client, force, administrator):
    member = force.add("member")
    response = client.post(f"/admin/people/{member.pk}/left", {"ends_on": "soon"})
    assert response.status_code == 422


def test_what_is_not_there_is_not_found(client, administrator):
    nobody = "0b54a6ad-2f4f-4d3f-8f6c-3f4f2c8f9f11"
    for address in (f"/admin/people/{nobody}", f"/admin/holdings/{nobody}/end"):
        assert client.get(address).status_code == 404


def test_every_page_is_ours():
    """The sign-in library brings pages of its own; none of them can be reached."""
    from django.urls import get_resolver

    def views(patterns):
        for each in patterns:
            if hasattr(each, "url_patterns"):
                yield from views(each.url_patterns)
            else:
                yield each.callback.__module__

    others = {one for one in views(get_resolver().url_patterns) if not one.startswith("candour.")}
    assert others == set()
