# SPDX-License-Identifier: MIT
"""A password is long and not a common one; there is no other rule, and it counts as it was typed."""

import pytest

from candour.directory.services import accounts
from candour.kernel.procedure import Refused
from force import PASSWORD, Force

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return Force().add("chief").account


@pytest.mark.parametrize(
    "password",
    [
        "twelve chars",
        "onlysmallletters",
        "918273645546",
        "  spaces before and after  ",
        "Gwyliwch y llyfr Ω 😀",
        "x" * 64 + " and much, much longer than that",
        "candour of a quiet harbour",
    ],
)
def test_long_is_enough_whatever_it_is_made_of(account, client, password):
    accounts.choose_password(account, password)
    account.refresh_from_db()
    assert account.check_password(password)
    sent = {"login": "chief", "password": password}
    assert client.post("/sign-in", sent).status_code == 302


@pytest.mark.parametrize("password", ["", "eleven char", "qwerty123456", "qwertyqwerty"])
def test_short_and_common_ones_are_refused(account, password):
    with pytest.raises(Refused, match="at least 12 characters that are not a common password"):
        accounts.choose_password(account, password)


@pytest.mark.parametrize("password", ["candourchief1", "Aldshire-Constabulary", "Chief 2026 Chief"])
def test_what_everybody_knows_is_no_password(account, password):
    with pytest.raises(Refused, match="more than your name"):
        accounts.choose_password(account, password)


def test_it_counts_exactly_as_it_was_typed(account, client):
    accounts.choose_password(account, " Exactly As Typed ")
    for other in (" exactly as typed ", "Exactly As Typed", " Exactly As Typed"):
        answer = client.post("/sign-in", {"login": "chief", "password": other})
        assert answer.status_code == 422, other


def test_one_that_is_too_long_is_refused_and_never_cut_off(account, client):
    client.force_login(account)
    given = {"current": PASSWORD, "password": "x" * 501}
    answer = client.post("/me/password", given)
    assert answer.status_code == 422
    assert "Enter at most 500 characters" in answer.text
