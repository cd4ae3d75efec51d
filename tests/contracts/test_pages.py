# SPDX-License-Identifier: MIT
"""Every address says who may open it, as the approved file says; reading a page writes nothing."""

import csv
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from addresses import addresses
from candour.kernel.roles import Role
from candour.people.models import Body, Person
from candour.ui.access import PUBLIC, TOKEN
from markup import page, words

APPROVED = Path(__file__).parent / "authz.csv"
COLUMNS = ("url", "name", "rule", "lowest")
WRITES = re.compile(r"(^|\bAS \()\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
MAY_BE_WRITTEN = re.compile(
    r"\b(django_session|ledger_(appended|event|eventfield|logleaf|loghead|stream|datakey))\b"
)
"""What a GET may write: that the session is alive, and that somebody read a matter."""


def approved():
    with APPROVED.open(encoding="utf-8", newline="") as file:
        return {
            (row["url"], row["name"]): (row["rule"], row["lowest"]) for row in csv.DictReader(file)
        }


def actual():
    return {
        (each.route, each.name): (each.view.access.rule.name, each.view.access.lowest)
        for each in addresses()
        if hasattr(each.view, "access")
    }


def test_every_address_has_an_access_rule():
    unguarded = [each.route for each in addresses() if not hasattr(each.view, "access")]
    assert unguarded == []


def test_every_address_has_a_name():
    assert [each.route for each in addresses() if not each.name] == []


def test_the_rules_are_the_approved_ones():
    assert actual() == approved(), (
        "compare with tests/contracts/authz.csv, and have a change approved"
    )


def test_the_approved_file_is_sorted_and_says_each_address_once():
    with APPROVED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = [(row["url"], row["name"]) for row in rows]
    assert tuple(rows[0]) == COLUMNS
    assert keys == sorted(set(keys))


def test_no_rule_is_for_a_role_that_does_not_exist():
    roles = {role.value for role in Role}
    named = {role.value for each in addresses() for role in each.view.access.rule.roles}
    assert named <= roles


# ------------------------------------------------------------------ what every page has to keep


@pytest.fixture
def reader(staff):
    """Somebody who holds every role at once, so that every page opens."""
    return staff.browser(staff.person("Quentin Zeal", *Role))


@pytest.fixture
def pages_read(reader):
    """Each address that takes no argument, and one of each that leads to no record."""
    return [
        (each, f"/{each.route}" if not each.has_arguments else each.never_existed)
        for each in addresses()
    ]


@pytest.mark.django_db
def test_reading_a_page_writes_nothing(reader, pages_read):
    wrote = []
    for _, path in pages_read:
        with CaptureQueriesContext(connection) as asked:
            reader.get(path)
        wrote += [
            (path, query["sql"][:80])
            for query in asked.captured_queries
            if WRITES.search(query["sql"]) and not MAY_BE_WRITTEN.search(query["sql"])
        ]
    assert wrote == []


@pytest.mark.django_db
def test_a_title_never_holds_a_name(reader, pages_read):
    names = {
        *Person.objects.values_list("full_name", flat=True),
        *Body.objects.values_list("name", flat=True),
    }
    told = []
    for _, path in pages_read:
        answer = reader.get(path)
        if "html" in answer.headers.get("Content-Type", "") and answer.content:
            title = words(page(answer).xpath("//title")[0])
            told += [(path, name) for name in names if name in title]
    assert told == []


@pytest.mark.django_db
def test_a_stranger_opens_public_pages_only(staff, pages_read):
    stranger = Client()
    for each, path in pages_read:
        answer = stranger.get(path)
        if each.view.access.rule in {PUBLIC, TOKEN}:
            continue
        assert answer.status_code in {302, 405}, path
        if answer.status_code == 302:
            assert answer.url.startswith("/sign-in?next="), path


@pytest.mark.django_db
def test_a_record_that_never_existed_gets_the_same_page_everywhere(reader, pages_read):
    missing = reader.get("/never-existed").content
    different = [
        path
        for each, path in pages_read
        if each.has_arguments
        and each.view.access.rule.needs_person
        and (answer := reader.get(path)).status_code == 404
        and answer.content != missing
    ]
    assert different == []


@pytest.mark.django_db
def test_no_page_carries_style_or_script_of_its_own(reader, pages_read):
    for _, path in pages_read:
        answer = reader.get(path)
        if "html" not in answer.headers.get("Content-Type", "") or not answer.content:
            continue
        tree = page(answer)
        assert not tree.xpath("//style | //script[not(@src)] | //*[@style]"), path
        assert not [a for each in tree.iter() for a in each.attrib if a.startswith("on")], path
        assert len(tree.xpath("//h1")) == 1, path


@pytest.mark.django_db
def test_every_page_comes_with_its_security_headers(reader, pages_read):
    for _, path in pages_read:
        headers = reader.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["X-Frame-Options"] == "DENY", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
