# SPDX-License-Identifier: MIT
"""OpenID Connect, on trial: what a lying provider, a thief and a stranger try, and what comes of it."""

import time
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from candour.directory.services import identities
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.queries import timeline
from candour.people.models import Account
from force import PASSWORD, Force
from fresh_proof import prove
from hostile_provider import (
    ANOTHER_KEY,
    CLIENT,
    hostile,
    signed,
    signed_with_what_everybody_knows,
    unsigned,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server():
    with hostile() as provider:
        yield provider


@pytest.fixture
def provider(server, settings):
    """The provider of this installation, honest until a test says otherwise."""
    server.__init__(server.issuer)
    settings.ORGANISATION = {
        "issuer": server.issuer,
        "client": CLIENT,
        "secret": "known to both",
        "name": "Aldshire account",
    }
    return server


@pytest.fixture
def chief(provider):
    person = Force().add("chief", Role.PRINCIPAL)
    identities.link(person.account, provider.issuer, provider.subject)
    return person


def start(client, address="/sign-in/organisation"):
    """Go there; answers with what the provider is asked."""
    answer = client.get(address)
    assert answer.status_code == 302, answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.url).query).items()}


def come_back(client, provider, asked, **changed):
    given = {"code": "one", "state": asked["state"], "iss": provider.issuer} | changed
    given = {name: value for name, value in given.items() if value is not None}
    return client.get("/sign-in/organisation/back", given)


def there_and_back(client, provider, **changed):
    asked = start(client)
    provider.nonce = asked["nonce"]
    return come_back(client, provider, asked, **changed)


def is_in(client):
    return client.get("/me").status_code == 200


def refused(client, answer):
    assert answer.status_code == 403
    assert "You are not signed in" in answer.text
    return not is_in(client)


def test_an_honest_provider_signs_in_who_was_linked(client, provider, chief):
    asked = start(client, "/sign-in/organisation?next=/me/settings")
    assert (
        asked.items()
        >= {
            "response_type": "code",
            "scope": "openid",
            "client_id": CLIENT,
            "code_challenge_method": "S256",
            "redirect_uri": "http://127.0.0.1:8000/sign-in/organisation/back",
        }.items()
    )
    provider.nonce = asked["nonce"]
    assert come_back(client, provider, asked).url == "/me/settings"
    assert is_in(client)
    assert provider.asked[-1]["code_verifier"]
    assert "Your organisation’s account" in client.get("/me/sign-in").text
    assert timeline(chief.stream)[-1].act == "signed_in"


CLAIMS = {
    "no nonce": lambda claims: {k: v for k, v in claims.items() if k != "nonce"},
    "another nonce": lambda claims: {**claims, "nonce": "another"},
    "an empty nonce": lambda claims: {**claims, "nonce": ""},
    "no audience": lambda claims: {k: v for k, v in claims.items() if k != "aud"},
    "another audience": lambda claims: {**claims, "aud": "another client"},
    "made for another client": lambda claims: {
        **claims, "aud": [CLIENT, "another"], "azp": "another",
    },
    "no issuer": lambda claims: {k: v for k, v in claims.items() if k != "iss"},
    "another issuer": lambda claims: {**claims, "iss": "https://elsewhere.example"},
    "an issuer that begins alike": lambda claims: {**claims, "iss": claims["iss"] + "/"},
    "no end": lambda claims: {k: v for k, v in claims.items() if k != "exp"},
    "over": lambda claims: {**claims, "exp": int(time.time()) - 120},
    "no subject": lambda claims: {k: v for k, v in claims.items() if k != "sub"},
    "a subject that is no text": lambda claims: {**claims, "sub": ["7f3c"]},
}  # fmt: skip


@pytest.mark.parametrize("twist", sorted(CLAIMS))
def test_a_token_that_says_something_else_is_not_believed(client, provider, chief, twist):
    provider.claims = CLAIMS[twist]
    assert refused(client, there_and_back(client, provider))


SIGNATURES = {
    "none": unsigned,
    "a secret that everybody knows": signed_with_what_everybody_knows,
    "a key of another name": partial(signed, kid="two"),
    "another key under the same name": partial(signed, key=ANOTHER_KEY),
    "no token at all": lambda _claims: "",
}


@pytest.mark.parametrize("twist", sorted(SIGNATURES))
def test_a_token_that_is_not_signed_as_it_should_be_is_not_believed(client, provider, chief, twist):
    provider.sign = SIGNATURES[twist]
    assert refused(client, there_and_back(client, provider))


def test_an_answer_in_the_name_of_another_provider_is_not_believed(client, provider, chief):
    """Mix-up: the browser comes back as if from another provider, or from one that says nothing."""
    assert refused(client, there_and_back(client, provider, iss="https://elsewhere.example"))
    assert refused(client, there_and_back(client, provider, iss=None))


def test_a_provider_that_calls_itself_something_else_is_not_asked(client, provider, chief):
    provider.calls_itself = "https://elsewhere.example"
    assert refused(client, client.get("/sign-in/organisation"))


def test_the_same_answer_counts_once(client, provider, chief):
    asked = start(client)
    provider.nonce = asked["nonce"]
    assert come_back(client, provider, asked).status_code == 302
    client.post("/sign-out")
    before = len(provider.asked)
    assert refused(client, come_back(client, provider, asked))
    assert len(provider.asked) == before, "the code is not even offered again"


def test_a_state_is_good_in_the_browser_that_asked_and_nowhere_else(client, provider, chief):
    asked = start(client)
    provider.nonce = asked["nonce"]
    victim = Client()
    assert refused(victim, come_back(victim, provider, asked))
    assert refused(client, come_back(client, provider, {**asked, "state": "made up"}))


def test_an_address_opens_no_account_however_verified(client, provider):
    Force().add("chief", Role.PRINCIPAL)
    for verified in (True, False):
        provider.claims = lambda claims, said=verified: {
            **claims, "email": "chief@aldshire.example", "email_verified": said,
        }  # fmt: skip
        assert refused(client, there_and_back(client, provider))
    assert not SocialAccount.objects.exists()
    assert Account.objects.count() == 1, "nobody is signed up"


def test_the_same_subject_of_another_provider_is_somebody_else(client, provider, chief):
    SocialAccount.objects.update(provider="https://before.example")
    assert refused(client, there_and_back(client, provider))


def test_who_may_not_sign_in_does_not_come_in_this_way(client, provider, chief):
    Account.objects.update(is_active=False)
    assert refused(client, there_and_back(client, provider))


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example"])
def test_it_leads_to_no_other_site(client, provider, chief, address):
    asked = start(client, f"/sign-in/organisation?next={address}")
    provider.nonce = asked["nonce"]
    assert come_back(client, provider, asked).url == "/today"


def test_what_the_provider_calls_an_error_is_one_page(client, provider, chief):
    assert refused(client, there_and_back(client, provider, code=None, error="access_denied"))


def test_a_provider_that_does_not_answer_stops_nobody_else(client, provider, chief, settings):
    settings.ORGANISATION = {**settings.ORGANISATION, "issuer": "http://127.0.0.1:9"}
    assert refused(client, client.get("/sign-in/organisation"))
    assert client.post("/sign-in", {"login": "chief", "password": PASSWORD}).status_code == 302


def test_it_is_no_fresh_proof_of_who_sits_there(client, provider, chief):
    there_and_back(client, provider)
    assert "Show that it is you" in client.get("/show-that-it-is-you").text


def test_it_does_not_stand_in_for_the_second_factor(client, provider, chief, settings):
    """How the organisation recognised somebody is its word only."""
    settings.SECOND_FACTOR_REQUIRED = True
    there_and_back(client, provider)
    assert client.get("/today").url == "/me/sign-in"


# ------------------------------------------------------------------ linking


@pytest.fixture
def linking(client, provider):
    person = Force().add("chief", Role.PRINCIPAL)
    client.force_login(person.account)
    return prove(client)


def test_the_owner_links_it_themselves_with_a_fresh_proof(linking, provider):
    assert "On trial" in linking.get("/me/sign-in").text
    asked = start(linking, "/me/sign-in/organisation")
    provider.nonce = asked["nonce"]
    assert come_back(linking, provider, asked).url == "/me/sign-in"
    linked = SocialAccount.objects.get()
    assert (linked.provider, linked.uid) == (provider.issuer, provider.subject)
    assert linked.extra_data == {}
    assert not SocialToken.objects.exists()
    linking.post("/sign-out")
    assert there_and_back(linking, provider).status_code == 302


def test_without_a_proof_nothing_is_linked(client, provider):
    person = Force().add("chief", Role.PRINCIPAL)
    client.force_login(person.account)
    assert client.get("/me/sign-in/organisation").url.startswith("/show-that-it-is-you")


def test_an_identity_opens_one_account_and_an_account_has_one(linking, provider):
    chief = Account.objects.get(username="chief")
    other = Force("ribblesea", "Ribblesea").add("other")
    identities.link(chief, provider.issuer, "7f3c")
    with pytest.raises(Refused, match="already"):
        identities.link(chief, provider.issuer, "8a11")
    with pytest.raises(Refused, match="somebody else"):
        identities.link(other.account, provider.issuer, "7f3c")
    assert (
        "Remove sign-in with your organisation’s account?"
        in linking.get("/me/sign-in/organisation/remove").text
    )
    assert linking.post("/me/sign-in/organisation/remove").url == "/me/sign-in"
    assert not SocialAccount.objects.exists()
    assert "have not linked" in linking.post("/me/sign-in/organisation/remove", follow=True).text


# ------------------------------------------------------------------ off, as it comes


def test_until_it_is_set_up_none_of_it_is_there(client, settings):
    assert settings.ORGANISATION["issuer"] == ""
    member = Force().add("member")
    assert "/sign-in/organisation" not in client.get("/sign-in").text
    for address in ("/sign-in/organisation", "/sign-in/organisation/back"):
        assert client.get(address).status_code == 404
    client.force_login(member.account)
    for address in ("/me/sign-in/organisation", "/me/sign-in/organisation/remove"):
        assert client.get(address).status_code == 404
    assert "organisation" not in client.get("/me/sign-in").text


def test_the_sign_in_page_offers_it_once_it_is_set_up(client, provider):
    page = client.get("/sign-in").text
    assert "Aldshire account" in page
    assert "On trial" in page
