# SPDX-License-Identifier: MIT
"""A code app, its recovery codes, and who has to have one. All of it without scripts."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.utils import timezone

from candour.directory.services import factors, post
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.queries import timeline
from candour.ledger.sealing import CannotOpen
from codes import set_up_app
from force import PASSWORD, Force, by
from fresh_proof import prove

pytestmark = pytest.mark.django_db


@pytest.fixture
def force():
    return Force()


@pytest.fixture
def chief(force):
    return force.add("chief", Role.PRINCIPAL)


def sign_in(client, login="chief", **more):
    return client.post("/sign-in", {"login": login, "password": PASSWORD, **more})


def second_step(client, code):
    return client.post("/sign-in/code", {"code": code})


def post_of(person):
    post.send_due(timezone.now())
    return [one for one in mail.outbox if one.to == [person.email]]


@pytest.fixture
def telephone(client, chief, time_machine):
    """The chief has a code app, and is signed out; time stands still until a test moves it."""
    time_machine.move_to(timezone.now().replace(second=0), tick=False)
    sign_in(client)
    found, _codes = set_up_app(client)
    client.post("/sign-out")
    time_machine.shift(60)
    return found


def test_the_second_step_comes_between_the_password_and_the_first_page(client, telephone):
    response = sign_in(client, next="/me/settings")
    assert response.url == "/sign-in/code"
    assert client.get("/today").url.startswith("/sign-in")
    assert "Second step" in client.get("/sign-in/code").text
    assert second_step(client, telephone.code()).url == "/me/settings"
    assert client.get("/today").status_code == 200


def test_a_code_counts_once(client, telephone, time_machine):
    code = telephone.code()
    sign_in(client)
    assert second_step(client, code).status_code == 302
    client.post("/sign-out")
    sign_in(client)
    refused = second_step(client, code)
    assert refused.status_code == 422
    assert "Enter the code that your app shows now" in refused.text
    time_machine.shift(30)
    assert second_step(client, telephone.code()).status_code == 302


def test_an_older_code_does_not_count_after_a_newer_one(client, telephone):
    older = telephone.code(later=-1)
    sign_in(client)
    assert second_step(client, telephone.code()).status_code == 302
    client.post("/sign-out")
    sign_in(client)
    assert second_step(client, older).status_code == 422


def test_spaces_in_a_code_do_not_matter(client, telephone):
    sign_in(client)
    code = telephone.code()
    assert second_step(client, f" {code[:3]} {code[3:]} ").status_code == 302


def test_the_second_step_without_the_first_leads_to_sign_in(client, telephone):
    assert client.get("/sign-in/code").url == "/sign-in"
    assert second_step(client, telephone.code()).url == "/sign-in"


def test_the_second_step_waits_a_quarter_of_an_hour_and_no_longer(client, telephone, time_machine):
    sign_in(client)
    time_machine.shift(15 * 60 + 1)
    assert second_step(client, telephone.code()).url == "/sign-in"


def test_codes_are_guessed_no_oftener_than_passwords(client, telephone, time_machine):
    sign_in(client)
    for _ in range(5):
        assert second_step(client, "000000").status_code == 422
    assert "tried too often" in second_step(client, telephone.code()).text
    assert "tried too often" in sign_in(client).text
    time_machine.shift(5 * 60 + 1)
    assert second_step(client, telephone.code()).status_code == 302


def test_a_recovery_code_counts_once_and_its_owner_is_told(client, chief):
    sign_in(client)
    _telephone, codes = set_up_app(client)
    assert len(set(codes)) == 10
    client.post("/sign-out")
    mail.outbox.clear()
    sign_in(client)
    assert second_step(client, codes[3].lower()).status_code == 302
    assert "9 left" in client.get("/me/sign-in").text
    assert "Password and recovery code" in client.get("/me/sign-in").text
    assert "A recovery code was used." in post_of(chief)[-1].body
    client.post("/sign-out")
    sign_in(client)
    assert second_step(client, codes[3]).status_code == 422


def test_new_recovery_codes_replace_the_old_ones(client, chief):
    sign_in(client)
    _telephone, old = set_up_app(client)
    assert "You have 10 left" in client.get("/me/sign-in/recovery-codes").text
    new = re.findall(r"[2-9A-Z]{5}-[2-9A-Z]{5}", client.post("/me/sign-in/recovery-codes").text)
    assert len(new) == 10
    assert factors.check_code(chief.account, old[0]) is None
    assert factors.check_code(chief.account, new[0]) is not None


def test_the_key_is_shown_as_words_and_as_a_picture(client, chief):
    sign_in(client)
    assert client.get("/me/sign-in/code-app/picture").status_code == 404
    page = client.get("/me/sign-in/code-app")
    assert (
        page.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    )
    picture = client.get("/me/sign-in/code-app/picture")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in picture.content
    again = client.get("/me/sign-in/code-app")
    assert re.findall("<strong.*", page.text) == re.findall("<strong.*", again.text)


def test_a_wrong_code_sets_nothing_up(client, chief):
    sign_in(client)
    client.get("/me/sign-in/code-app")
    refused = client.post("/me/sign-in/code-app", {"code": "000000"})
    assert refused.status_code == 422
    assert "Enter the 6 digits that your app shows now." in refused.text
    assert not Authenticator.objects.exists()


def test_the_app_is_removed_with_its_recovery_codes(client, chief):
    sign_in(client)
    set_up_app(client)
    mail.outbox.clear()
    assert "Its recovery codes go with it." in client.get("/me/sign-in/code-app/remove").text
    assert client.post("/me/sign-in/code-app/remove").url == "/me/sign-in"
    assert not Authenticator.objects.exists()
    assert "The code app was removed." in post_of(chief)[-1].body
    assert "You have no code app." in client.post("/me/sign-in/code-app/remove", follow=True).text
    with pytest.raises(Refused):
        factors.remove_passkey(chief.account, 1)


def test_each_change_is_recorded(client, chief):
    sign_in(client)
    set_up_app(client)
    client.post("/me/sign-in/recovery-codes")
    client.post("/me/sign-in/code-app/remove")
    acts = [entry.act for entry in timeline(chief.stream)][-3:]
    assert acts == ["code_app_added", "recovery_codes_made", "code_app_removed"]


# ------------------------------------------------------------------ who has to have one


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_reaches_matters_sets_one_up_before_anything_else(client, force, required, role):
    force.add("member", role)
    sign_in(client, "member")
    for address in ("/today", "/me", "/gateway", "/me/delegates"):
        assert client.get(address).url == "/me/sign-in"
    assert "a password alone is not enough" in client.get("/me/sign-in").text
    assert client.get("/help").status_code == 200
    set_up_app(client)
    assert client.get("/today").status_code == 200


def test_who_reaches_none_is_asked_and_goes_on(client, force, required):
    force.add("constable")
    sign_in(client, "constable")
    assert "A password alone is weak." in client.get("/today").text
    assert "You sign in with a password only." in client.get("/me/sign-in").text


def test_whoever_removes_it_sets_up_another(client, chief, required):
    sign_in(client)
    set_up_app(client)
    client.post("/me/sign-in/code-app/remove")
    assert client.get("/today").url == "/me/sign-in"


def test_in_the_demonstration_a_password_is_enough(client, chief, settings):
    assert settings.DEMO
    assert not settings.SECOND_FACTOR_REQUIRED
    assert sign_in(client).url == "/today"
    assert client.get("/today").status_code == 200


def test_an_administrator_removes_a_lost_one_and_sees_no_code(client, force, chief, telephone):
    keeper = force.add("keeper", Role.ADMINISTRATOR)
    client.force_login(keeper.account)
    prove(client)
    mail.outbox.clear()
    page = client.get(f"/admin/people/{chief.pk}").text
    assert "Remove their second factor" in page
    assert telephone.secret not in page
    client.post(f"/admin/people/{chief.pk}/second-factor")
    assert not Authenticator.objects.exists()
    assert "An administrator removed the second factor." in post_of(chief)[-1].body
    entry = timeline(chief.stream)[-1]
    assert (entry.act, entry.by_person) == ("second_factor_removed", keeper.pk)
    with pytest.raises(Refused, match="no second factor"):
        factors.remove_all(chief, by=by(keeper))


# ------------------------------------------------------------------ what a copy of the database gives


def test_a_copy_of_the_database_makes_no_code(client, chief):
    sign_in(client)
    telephone, codes = set_up_app(client)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert telephone.secret not in kept
    assert not any(code.replace("-", "") in kept for code in codes)


def test_a_key_that_was_moved_to_another_account_opens_nothing(client, force, chief, telephone):
    other = force.add("other", Role.SECRETARIAT)
    data = Authenticator.objects.get(user=chief.account, type="totp").data
    Authenticator.objects.create(user=other.account, type="totp", data=data)
    with pytest.raises(CannotOpen):
        factors.check_code(other.account, telephone.code())
