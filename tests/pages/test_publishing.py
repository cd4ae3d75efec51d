# SPDX-License-Identifier: MIT
"""A quarter goes to the public in the browser: prepared by one, approved by another, taken down again."""

from datetime import date

import pytest
import time_machine
from county import county
from django.test import Client
from django.utils import timezone

from candour.correspondence.models import Schedule
from candour.registers.services.gifts import declare_gift
from candour.transparency.models import DatasetRelease, ReleaseLine
from candour.transparency.rules.publication import After, Stage
from markup import page
from markup import words as words_of

pytestmark = pytest.mark.django_db
PREPARE = "/publish/new/gifts-and-hospitality/2026-07-to-09"


@pytest.fixture(autouse=True)
def after_the_summer():
    with time_machine.travel(timezone.make_aware(timezone.datetime(2026, 10, 12, 10)), tick=True):
        yield


@pytest.fixture
def aldshire():
    made = county()
    for what, giver in (("A pen", "Yarrow Hall Hotel"), ("Ring 07700 900123", "A business")):
        columns = {
            "description": what, "kind": "gift", "giver_name": giver, "worth": 1250,
            "worth_basis": "estimate", "offered_on": date(2026, 8, 3), "happened_on": None,
            "outcome": "declined", "supplier": False, "refreshments": False, "given": False,
            "reason": "", "giver_kind": "business",
        }  # fmt: skip
        declare_gift(columns, person=made.people["constable"], by=made.by("constable", "declarant"))
    return made


def at(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client


def sent(client, address, **answers):
    """The form with the version that its page shows."""
    shown = client.get(address)
    assert shown.status_code == 200, address
    found = page(shown).xpath("//input[@name='version']/@value")
    version = found[0] if found else ""
    return client.post(address, {"version": version, **answers})


def words(answer):
    return words_of(page(answer))


def release():
    return DatasetRelease.objects.get()


def test_two_people_bring_a_quarter_to_the_public(aldshire):
    keeper, standards = at(aldshire, "registrar"), at(aldshire, "head.psd")
    assert "Gifts and hospitality" in words(keeper.get("/publish"))
    assert sent(keeper, PREPARE).status_code == 302
    home = f"/publish/{release().pk}"
    shown = words(keeper.get(home))
    assert "Personal data found" in shown
    assert "No return received" in shown
    sent(keeper, home, clean="yes")
    line = ReleaseLine.objects.get(row__description__startswith="Ring")
    row = f"{home}/row/{line.reference}"
    assert "07700 900123" in words(keeper.get(row))
    refused = sent(keeper, row, **{"description-choice": "mask", "donor_name-choice": "show"})
    assert "Select why it is not shown as it stands" in words(refused)
    answers = {
        "description-choice": "mask", "description-reason": "personal_data",
        "donor_name-choice": "show",
    }  # fmt: skip
    assert sent(keeper, row, **answers)["Location"] == home
    assert sent(keeper, f"{home}/send").status_code == 302
    assert release().stage == Stage.PROPOSED
    assert "Only the" in words(keeper.get(f"{home}/approve"))
    assert "Ring […]" in words(standards.get(f"{home}/approve"))
    assert sent(standards, f"{home}/approve").status_code == 302
    assert release().stage == Stage.PUBLISHED
    assert Schedule.objects.filter(name="publish-site").count() <= 1
    assert sent(keeper, f"{home}/withdraw", reason="").status_code == 422
    assert sent(keeper, f"{home}/withdraw", reason="Wrong quarter.").status_code == 302
    assert release().stage == Stage.WITHDRAWN


def test_the_second_person_can_send_it_back(aldshire):
    keeper, standards = at(aldshire, "registrar"), at(aldshire, "head.psd")
    sent(keeper, PREPARE)
    home = f"/publish/{release().pk}"
    sent(keeper, home, all="yes")
    sent(keeper, f"{home}/send")
    assert sent(standards, f"{home}/approve", send_back="yes").status_code == 422
    sent(standards, f"{home}/approve", send_back="yes", reason="Look at the giver.")
    assert "Look at the giver." in words(keeper.get(home))
    assert sent(keeper, home, drop="yes")["Location"] == "/publish"
    assert release().stage == Stage.DROPPED


def test_a_correction_asks_what_was_corrected(aldshire):
    keeper, standards = at(aldshire, "registrar"), at(aldshire, "head.psd")
    for note in ("", "The value was wrong."):
        sent(keeper, PREPARE)
        row = DatasetRelease.objects.order_by("-number").first()
        home = f"/publish/{row.pk}"
        if not note:
            sent(keeper, home, all="yes")
        else:
            assert sent(keeper, f"{home}/send").status_code == 422
        sent(keeper, f"{home}/send", reason=note)
        sent(standards, f"{home}/approve")
    stages = DatasetRelease.objects.order_by("number").values_list("stage", flat=True)
    assert list(stages) == [After.CORRECTED, Stage.PUBLISHED]


def test_published_and_held_are_compared_on_a_page(aldshire):
    keeper = at(aldshire, "registrar")
    assert "Not published yet" in words(keeper.get("/publish/held"))
    assert keeper.get("/publish/held?dataset=nothing").status_code == 404


def test_those_who_do_not_publish_find_nothing(aldshire):
    keeper = at(aldshire, "registrar")
    sent(keeper, PREPARE)
    home = f"/publish/{release().pk}"
    for who in ("constable", "administrator", "commissioner", "auditor"):
        for address in ("/publish", "/publish/held", PREPARE, home, f"{home}/approve"):
            assert at(aldshire, who).get(address).status_code == 404, (who, address)
    other = at(aldshire, "register.officer")
    assert other.get("/publish").status_code == 200
    assert other.get(home).status_code == 404
    for wrong in (
        "/publish/new/nothing/2026-07-to-09",
        "/publish/new/gifts-and-hospitality/2026-07",
    ):
        assert keeper.get(wrong).status_code == 404


def test_what_is_due_stands_on_today(aldshire):
    assert "Gifts and hospitality" in words(at(aldshire, "registrar").get("/today"))
    keeper = at(aldshire, "registrar")
    sent(keeper, PREPARE)
    home = f"/publish/{release().pk}"
    sent(keeper, home, all="yes")
    sent(keeper, f"{home}/send")
    assert "Approve for the public" in words(at(aldshire, "head.psd").get("/today"))
