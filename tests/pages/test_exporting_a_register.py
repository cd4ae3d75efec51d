# SPDX-License-Identifier: MIT
"""A list leaves as the reader sees it: these rows, these columns, and a record of it."""

import csv
import io

import pytest
from county import county
from django.test import Client

from candour.ledger.models import Event
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from fresh_proof import prove

pytestmark = pytest.mark.django_db
WHY = {"form_of": "csv", "reason": "asked by the auditor"}
LIST = "/registers/gifts-and-hospitality"


@pytest.fixture
def aldshire():
    return county()


def at(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return prove(client)


def declare(aldshire, who, **changed):
    answers = {
        "description": "=cmd|x", "kind": "gift", "giver_name": "Ribblesea Systems Ltd",
        "worth": "12", "offered_on": "today", "outcome": "accepted", **changed,
    }  # fmt: skip
    at(aldshire, who).post("/declare/gift", answers)


def taken(client, address=f"{LIST}/export", **changed):
    answer = client.post(address, WHY | changed)
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_each_reader_takes_out_what_they_see_and_no_more(aldshire):
    declare(aldshire, "constable")
    keeper = at(aldshire, "registrar")
    row = GiftOrHospitality.objects.get()
    (line,) = taken(keeper)
    assert line["Reference"] == row.reference
    assert "'=cmd|x" in line.values()
    assert len(taken(at(aldshire, "constable"))) == 1
    assert taken(at(aldshire, "administrator")) == []


def test_the_filter_of_the_list_is_the_filter_of_the_file(aldshire):
    declare(aldshire, "constable")
    keeper = at(aldshire, "registrar")
    assert taken(keeper, f"{LIST}/export?state=withdrawn") == []
    assert f'href="{LIST}/export"' in keeper.get(LIST).content.decode()


def test_an_export_needs_a_reason_and_is_recorded(aldshire):
    keeper = at(aldshire, "registrar")
    assert keeper.get(f"{LIST}/export").status_code == 200
    assert keeper.post(f"{LIST}/export", {"form_of": "csv"}).status_code == 422
    assert not Event.objects.filter(act="export").exists()
    for format_ in ("csv", "xlsx", "ods", "pdf"):
        assert keeper.post(f"{LIST}/export", WHY | {"form_of": format_}).status_code == 200
    assert Event.objects.filter(act="export").count() == 4
