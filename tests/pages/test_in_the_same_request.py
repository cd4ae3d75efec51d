# SPDX-License-Identifier: MIT
"""Losing a post, a grant or one's independence shuts a matter at the very next request.

And the administrator, who may change all that, has no way to a word of any matter.
"""

import io

import pytest
from county import county
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import Client
from django.utils import timezone
from matrix import case_paths

from addresses import addresses
from candour.directory.services import grants, people
from candour.gateway.services import stage_two
from candour.kernel.roles import Role
from candour.ledger import datakeys
from candour.ledger.sealing import SealedTextField
from candour.ledger.services import By
from candour.people.models import ActingGrant, PostHolding

pytestmark = pytest.mark.django_db

SEALED = (
    "Dinner of the Aldshire Digital Forum",
    "The Old Exchange",
    "Ribblesea Systems",
    "Morgan Vale",
    "morgan.vale@",
    "I chair the regional digital board",
    "You are invited",
    "Weighed from several sides",
    "A tender is open",
    "The host will bid",
    "I have weighed it",
    "The tender closed last week",
    "The file bears it out",
)


@pytest.fixture(scope="module", autouse=True)
def aldshire(django_db_setup, django_db_blocker):
    """One county for all of this file: each test puts back what it changed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield county()
        transaction.set_rollback(True)
    datakeys.forget()


@pytest.fixture(autouse=True)
def keys_forgotten():
    yield
    datakeys.forget()


def browser(aldshire, name):
    client = Client(raise_request_exception=False)
    client.force_login(aldshire.people[name].account)
    return client


def shuts(client, case, act):
    """Open before, as if it never existed after; and gone from the list."""
    path = f"/gateway/{case.reference}"
    assert client.get(path).status_code == 200
    assert case.reference.encode() in client.get("/gateway").content
    act()
    now, never = (client.get(each) for each in (path, "/gateway/GW-2222-2222"))
    assert now.status_code in {302, 404}  # who has no post at all is sent to the page that says so
    assert (now.status_code, now.content) == (never.status_code, never.content)
    assert now.headers.get("Location") == never.headers.get("Location")
    assert case.reference.encode() not in client.get("/gateway").content


def setup():
    return By(person=None, role="service", name="Test")


@pytest.mark.parametrize("name", ["head.secretariat", "external.psd"])
def test_who_loses_a_post_loses_the_matter(aldshire, name):
    case = aldshire.asked_again() if name == "external.psd" else aldshire.recommended()
    holding = PostHolding.objects.get(person=aldshire.people[name], ends_on=None)
    end = timezone.localdate()
    shuts(
        browser(aldshire, name),
        case,
        lambda: people.end_holding(holding.pk, ends_on=end, by=setup()),
    )


def test_who_leaves_loses_everything(aldshire):
    case = aldshire.recommended()
    client = browser(aldshire, "head.secretariat")
    assert client.get(f"/gateway/{case.reference}").status_code == 200
    person = aldshire.people["head.secretariat"]
    people.record_leaving(person.pk, left_on=timezone.localdate(), by=setup())
    assert client.get(f"/gateway/{case.reference}").status_code in {302, 404}


def test_who_is_no_longer_let_act_loses_the_matter(aldshire):
    case = aldshire.recommended(principal="acc.crime")
    grant = ActingGrant.objects.get(
        principal=aldshire.people["acc.crime"], delegate=aldshire.people["secretariat3"]
    )
    me, roles = aldshire.by("acc.crime", "principal"), frozenset({Role.PRINCIPAL})
    shuts(
        browser(aldshire, "secretariat3"),
        case,
        lambda: grants.revoke_acting(grant.pk, by=me, roles=roles),
    )


def test_who_declares_a_conflict_loses_the_matter(aldshire):
    case = aldshire.assessing()
    me = aldshire.by("staff.officer.chief")
    shuts(
        browser(aldshire, "staff.officer.chief"),
        case,
        lambda: stage_two.declare_conflict(case.pk, "My brother bids.", by=me),
    )


# ------------------------------------------------------------------ the administrator


def test_the_administrator_meets_no_word_of_any_matter(aldshire):
    """Every address, of every matter, and every record that is not a matter."""
    made = [aldshire.final()]
    client = browser(aldshire, "administrator")
    paths = [each.never_existed for each in addresses() if "sign-out" not in each.route]
    paths += [path for case in made for path in case_paths(case)]
    paths += [f"/admin/people/{one.pk}" for one in aldshire.people.values()]
    found = []
    for path in paths:
        answer = client.get(path)
        content = answer.getvalue().decode(errors="replace")
        found += [(path, word) for word in SEALED if word in content]
        found += [(path, case.reference) for case in made if case.reference in content]
    assert found == []


def test_those_words_are_on_pages_of_others(aldshire):
    """Otherwise the test above would prove nothing."""
    case = aldshire.final()
    pages = "".join(
        browser(aldshire, name).get(path).getvalue().decode(errors="replace")
        for name in ("deputy.chief", "external.psd")
        for path in case_paths(case)
    )
    assert {word for word in SEALED if word not in pages} <= {"morgan.vale@"}


def sealed_models():
    return [
        model
        for model in apps.get_models()
        if any(isinstance(field, SealedTextField) for field in model._meta.fields)
    ]


def test_there_are_sealed_tables():
    assert len(sealed_models()) > 8


def test_no_command_dumps_sealed_text(aldshire):
    aldshire.final(outcome="replaced")
    written = io.StringIO()
    for model in sealed_models():
        if not model._default_manager.exists():
            continue
        with pytest.raises((TypeError, CommandError)):
            call_command("dumpdata", model._meta.label, stdout=written)
    assert not [word for word in SEALED if word in written.getvalue()]
