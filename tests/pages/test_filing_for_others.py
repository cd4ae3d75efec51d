# SPDX-License-Identifier: MIT
"""Acting for someone: granted by them, seen on every page, and over the moment it ends."""

import pytest
from django.utils import timezone

from candour.directory.services import grants, people
from candour.kernel.roles import Role
from candour.people.models import ActingGrant
from candour.people.queries import may_act_for
from force import DAY, SETUP, Force, by
from fresh_proof import prove

pytestmark = pytest.mark.django_db
BAR = "You are acting for Pat Chief."


@pytest.fixture
def force():
    return Force()


@pytest.fixture
def chief(force):
    return force.add("chief", Role.PRINCIPAL)


@pytest.fixture
def clerk(force):
    return force.add("clerk", Role.SECRETARIAT)


def act_for(client, principal):
    return client.post("/acting-for", {"principal": str(principal.pk)})


def test_a_secretary_acts_for_a_principal_and_every_page_says_so(client, force, chief, clerk):
    force.lend(chief, clerk)
    client.force_login(clerk.account)
    assert "Pat Chief" in client.get("/acting-for").text
    assert act_for(client, chief).url == "/today"
    for address in ("/today", "/me", "/help", "/me/settings"):
        assert BAR in client.get(address).text


def test_acting_stops_when_the_person_says_so(client, force, chief, clerk):
    force.lend(chief, clerk)
    client.force_login(clerk.account)
    act_for(client, chief)
    client.post("/acting-for", {"principal": "myself"})
    assert BAR not in client.get("/today").text


def test_nobody_acts_without_a_grant(client, chief, clerk):
    client.force_login(clerk.account)
    assert "Nobody has given you permission" in client.get("/acting-for").text
    assert act_for(client, chief).status_code == 422
    assert BAR not in client.get("/today").text


def test_a_grant_that_expires_in_the_middle_of_a_session_ends_the_acting(
    client, force, chief, clerk, time_machine
):
    time_machine.move_to(timezone.now().replace(hour=23, minute=59, second=0), tick=False)
    force.today = timezone.localdate()
    force.lend(chief, clerk, days=1)
    client.force_login(clerk.account)
    act_for(client, chief)
    assert BAR in client.get("/today").text
    time_machine.shift(120)
    after = client.get("/today").text
    assert BAR not in after
    assert "You no longer act for anyone else" in after
    assert "You no longer act" not in client.get("/today").text


def test_a_grant_that_is_revoked_takes_effect_at_the_next_request(client, force, chief, clerk):
    grant = force.lend(chief, clerk)
    client.force_login(clerk.account)
    act_for(client, chief)
    grants.revoke_acting(grant.pk, by=by(chief), roles=frozenset())
    assert BAR not in client.get("/today").text


def test_a_principal_who_leaves_is_acted_for_no_more(client, force, chief, clerk):
    force.lend(chief, clerk)
    client.force_login(clerk.account)
    act_for(client, chief)
    people.record_leaving(chief.pk, left_on=force.today, by=SETUP)
    assert BAR not in client.get("/today").text


def granting(clerk, force, **changes):
    last = force.today + 9 * DAY
    given = {
        "delegate": str(clerk.pk), "starts_on": f"{force.today:%d %m %Y}",
        "last_day": f"{last:%d %m %Y}", "reason": "Diary work",
    }  # fmt: skip
    return given | changes


def test_a_principal_lets_a_secretary_file(client, force, chief, clerk):
    client.force_login(chief.account)
    prove(client)
    assert "Only you can file." in client.get("/me/delegates").text
    response = client.post("/me/delegates/add", granting(clerk, force))
    assert response.url == "/me/delegates"
    page = client.get("/me/delegates").text
    assert "Pat Clerk may file for you." in page
    assert "Diary work" in page
    assert may_act_for(clerk, chief, force.today)


def test_a_refusal_stands_beside_the_answer_and_nothing_typed_is_lost(client, force, chief, clerk):
    client.force_login(chief.account)
    prove(client)
    day = force.today - DAY
    response = client.post("/me/delegates/add", granting(clerk, force, starts_on=f"{day:%d %m %Y}"))
    assert response.status_code == 422
    assert "Enter a first day that is today or later." in response.text
    assert 'href="#starts_on"' in response.text
    assert "Diary work" in response.text
    assert not ActingGrant.objects.exists()


def test_an_end_is_obligatory(client, force, chief, clerk):
    client.force_login(chief.account)
    response = client.post("/me/delegates/add", granting(clerk, force, last_day=""))
    assert "Enter the last day they may file for you" in response.text
    assert not ActingGrant.objects.exists()


def test_those_who_may_not_file_are_not_offered_and_not_accepted(client, force, chief, clerk):
    constable = force.add("constable")
    client.force_login(chief.account)
    assert "Pat Constable" not in client.get("/me/delegates/add").text
    assert client.post("/me/delegates/add", granting(constable, force)).status_code == 422


def test_the_same_form_sent_twice_makes_one_grant(client, force, chief, clerk):
    client.force_login(chief.account)
    prove(client)
    given = granting(clerk, force, once="0b54a6ad-2f4f-4d3f-8f6c-3f4f2c8f9f11")
    first = client.post("/me/delegates/add", given)
    second = client.post("/me/delegates/add", given)
    assert (first.status_code, second.status_code) == (302, 302)
    assert ActingGrant.objects.count() == 1


@pytest.mark.parametrize("who", ["chief", "clerk"])
def test_either_of_the_two_ends_a_grant_on_its_own_page(request, client, force, chief, clerk, who):
    grant = force.lend(chief, clerk)
    client.force_login(request.getfixturevalue(who).account)
    address = f"/me/delegates/{grant.pk}/end"
    assert "End this permission now?" in client.get(address).text
    assert may_act_for(clerk, chief, force.today)
    client.post(address)
    assert not may_act_for(clerk, chief, force.today)
    assert client.get(address).status_code == 404


def test_a_stranger_gets_the_page_of_a_grant_that_never_was(client, force, chief, clerk):
    grant = force.lend(chief, clerk)
    stranger = force.add("stranger", Role.SECRETARIAT)
    client.force_login(stranger.account)
    theirs = client.get(f"/me/delegates/{grant.pk}/end")
    nobodys = client.get("/me/delegates/0b54a6ad-2f4f-4d3f-8f6c-3f4f2c8f9f11/end")
    assert (theirs.status_code, theirs.content) == (404, nobodys.content)


def test_my_own_page_says_who_files_for_whom(client, force, chief, clerk):
    force.lend(chief, clerk)
    client.force_login(chief.account)
    assert "Pat Clerk" in client.get("/me").text
    client.force_login(clerk.account)
    assert "Pat Chief" in client.get("/me").text


def test_settings_are_saved_and_the_page_changes_language(client, clerk):
    client.force_login(clerk.account)
    response = client.post("/me/settings", {"language": "cy", "digest": "never"})
    assert response.url == "/me"
    clerk.refresh_from_db()
    assert (clerk.language, clerk.digest) == ("cy", "never")
    assert '<html lang="cy"' in client.get("/me").text
