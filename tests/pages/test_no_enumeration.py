# SPDX-License-Identifier: MIT
"""Nobody finds out which names exist: not by the words, not by the work done, not by the time taken."""

import re
import statistics
import time

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from candour.directory.models import PostDue
from candour.directory.services import people, post
from candour.kernel.roles import Role
from force import SETUP, Force

pytestmark = pytest.mark.django_db
ROUNDS = 7
APART = 2
"""How far two medians may be apart on a busy machine; without a hash for a name that nobody has, one
is several times the other."""


@pytest.fixture
def force():
    found = Force()
    found.add("chief", Role.PRINCIPAL)
    people.add_person(people.NewPerson(found.body, "New Comer", "", "", "newcomer"), by=SETUP)
    left = found.add("leaver")
    people.record_leaving(left.pk, left_on=found.today, by=SETUP)
    return found


def sign_in(client, name):
    return client.post("/sign-in", {"login": name, "password": "wrong password"})


def ask(client, name):
    return client.post("/forgotten-password", {"login": name})


def work(act, name):
    """The tables that one request touches, in their order."""
    client = Client()
    with CaptureQueriesContext(connection) as queries:
        act(client, name)
    asked = (query["sql"].split(" WHERE ")[0].split(" VALUES ")[0] for query in queries)
    return [re.sub(r'"s\d+_x\d+"', "", each) for each in asked]


@pytest.mark.parametrize("act", [sign_in, ask])
def test_the_database_is_asked_the_same_for_every_name(force, act):
    known = work(act, "chief")
    for name in ("nobody", "newcomer", "leaver"):
        assert work(act, name) == known, name


def test_the_answer_to_a_forgotten_password_is_the_same_for_every_name(force):
    answers = {ask(Client(), name).content for name in ("chief", "nobody", "leaver", "a@b.example")}
    assert len(answers) == 1
    assert b"If this name may sign in" in answers.pop()


def test_only_who_may_sign_in_and_has_an_address_gets_a_link(force):
    for name in ("chief", "nobody", "leaver", "newcomer"):
        ask(Client(), name)
    post.send_due(timezone.now())
    assert [one.to for one in mail.outbox] == [["chief@aldshire.example"]]
    assert "/choose-password/" in mail.outbox[0].body
    assert not PostDue.objects.exists()


def test_no_more_than_three_links_a_day_go_to_one_name(force, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    for _ in range(5):
        ask(Client(), "chief")
    post.send_due(timezone.now())
    assert len(mail.outbox) == 3
    time_machine.shift(24 * 60 * 60 + 1)
    ask(Client(), "chief")
    post.send_due(timezone.now())
    assert len(mail.outbox) == 4


def test_asking_for_links_keeps_nobody_from_signing_in(force):
    for _ in range(9):
        ask(Client(), "chief")
    assert "belong together" in sign_in(Client(), "chief").text


def test_a_wrong_password_takes_as_long_as_a_name_that_nobody_has(force, settings):
    """With the hash of real installations: that is where the time goes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    names = [force.add(f"member{number}") for number in range(ROUNDS)]
    for person in names:
        person.account.set_password("three words unlike")
        person.account.save()
    taken = {"known": [], "unknown": []}
    for number in range(ROUNDS):
        for kind, name in (("known", f"member{number}"), ("unknown", f"nobody{number}")):
            client, started = Client(), time.perf_counter()
            sign_in(client, name)
            taken[kind].append(time.perf_counter() - started)
    known, unknown = (statistics.median(taken[kind]) for kind in ("known", "unknown"))
    assert max(known, unknown) / min(known, unknown) < APART, taken
