# SPDX-License-Identifier: MIT
"""A matter and its entries are declared once, and what contradicts is shown (COG 2/area3)."""

import pytest
from county import county
from django.test import Client
from django.utils import timezone

from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.feeds import needs_you
from candour.registers.services import gifts
from markup import page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


def at(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client


def dinner(**changed):
    return {
        "description": "Dinner", "kind": "hospitality", "giver_name": "Ribblesea Systems Ltd",
        "worth": "60", "offered_on": "today", "outcome": "accepted", "applies": ["supplier"],
        **changed,
    }  # fmt: skip


def test_the_form_is_filled_from_the_matter_and_the_two_stay_linked(aldshire):
    case = aldshire.gathering()
    client = at(aldshire, "deputy.chief")
    address = f"/declare/gift?matter={case.reference}"
    form = page(client.get(address))
    assert form.xpath("//input[@id='giver_name']/@value") == ["Ribblesea Systems Ltd"]
    client.post(address, dinner())
    row = GiftOrHospitality.objects.get()
    assert (row.gateway_reference, row.flagged) == (case.reference, False)
    assert row.reference in words(page(client.get(f"/gateway/{case.reference}")))


def test_somebody_else_s_matter_fills_nothing_and_links_nothing(aldshire):
    case = aldshire.gathering()
    client = at(aldshire, "constable")
    address = f"/declare/gift?matter={case.reference}"
    assert page(client.get(address)).xpath("//input[@id='giver_name']/@value") in ([], [""])
    client.post(address, dinner())
    assert GiftOrHospitality.objects.get().gateway_reference == ""


def test_what_contradicts_the_decision_is_shown_on_both_sides(aldshire):
    case = aldshire.decided(accepts=False)
    client = at(aldshire, "deputy.chief")
    client.post(f"/declare/gift?matter={case.reference}", dinner())
    row = GiftOrHospitality.objects.get()
    matter = words(page(client.get(f"/gateway/{case.reference}")))
    assert "The decision was not to take part" in matter
    assert "Correct whichever is wrong" in words(page(client.get(f"/d/{row.reference}")))


def test_ac2_a_flagged_dinner_is_on_the_desk_of_standards_until_it_is_linked(aldshire):
    case = aldshire.gathering()
    at(aldshire, "deputy.chief").post("/declare/gift", dinner())
    row = GiftOrHospitality.objects.get()
    head, today = aldshire.people["head.psd"], timezone.localdate()
    assert row.reference in {one.reference for one in needs_you(head, today)}
    by = aldshire.by("deputy.chief")
    assert not gifts.link_matter(row, case.reference.lower(), by=by).flagged
    assert row.reference not in {one.reference for one in needs_you(head, today)}


def test_a_matter_about_somebody_else_cannot_be_named(aldshire):
    case = aldshire.gathering(principal="acc.local")
    client = at(aldshire, "deputy.chief")
    client.post("/declare/gift", dinner())
    row = GiftOrHospitality.objects.get()
    answer = client.post(f"/d/{row.reference}/act/link", {"text": case.reference})
    assert "Enter the reference of a request about this person" in words(page(answer))


def test_an_association_from_a_matter_is_begun_with_what_the_matter_says(aldshire):
    case = aldshire.notified()
    client = at(aldshire, "deputy.chief")
    intro = page(client.get(f"/declare/association?matter={case.reference}"))
    on = next(a.get("href") for a in intro.iter("a") if "association/tell" in a.get("href", ""))
    assert f"Through request {case.reference}" in words(page(client.get(on)))
    stranger = at(aldshire, "constable").get(on)
    assert case.reference not in words(page(stranger))
