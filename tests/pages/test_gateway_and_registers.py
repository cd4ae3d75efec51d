# SPDX-License-Identifier: MIT
"""A matter and its entries are declared once, and what contradicts is shown (COG 2/area3)."""

import pytest
from county import county
from django.test import Client
from django.utils import timezone

from candour.gateway.services.stage_one import Request, describe
from candour.registers.entries.event_expenses import EventExpense
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.feeds import needs_you
from candour.registers.services import gifts
from fresh_proof import prove
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


# ------------------------------------------------------------------ expenses


def begin(client, case):
    """The form as the link on the matter opens it, and its answers as they stand there."""
    matter = page(client.get(f"/gateway/{case.reference}"))
    on = next(a.get("href") for a in matter.iter("a") if "event-expenses" in a.get("href", ""))
    form = page(client.get(on))
    names = ("what", "event_on", "place", "host", "gateway_reference")
    return on, {name: form.xpath(f"//input[@name='{name}']/@value")[0] for name in names}


def test_an_expense_is_begun_from_the_matter_with_all_that_it_knows(aldshire):
    case = aldshire.gathering()
    client = at(aldshire, "deputy.chief")
    on, known = begin(client, case)
    assert known | {"event_on": ""} == {
        "what": "Dinner of the Aldshire Digital Forum", "event_on": "",
        "place": "The Old Exchange", "host": "Ribblesea Systems Ltd",
        "gateway_reference": case.reference,
    }  # fmt: skip
    sent = client.post(on, {**known, "cost": "travel", "pence": "12.50", "went": "not_yet"})
    row = EventExpense.objects.get()
    assert sent.headers["Location"] == f"/d/{row.reference}/sent"
    assert (row.gateway_reference, row.event_on, row.pence) == (case.reference, case.event_on, 1250)
    matter = words(page(client.get(f"/gateway/{case.reference}")))
    assert f"{row.reference} Travel: £12.50" in matter
    assert "There is a problem" not in matter
    entry = page(client.get(f"/d/{row.reference}"))
    assert entry.xpath(f"//a[@href='/gateway/{case.reference}']")


def test_it_is_told_once(aldshire):
    case = aldshire.gathering()
    client = at(aldshire, "deputy.chief")
    on, known = begin(client, case)
    answers = {**known, "cost": "travel", "pence": "12.50", "went": "not_yet"}
    client.post(on, answers)
    again = client.post(on, answers)
    row = EventExpense.objects.get()
    assert again.status_code == 422
    assert f"This cost is in {row.reference} already" in words(page(again))


def test_the_secretariat_begins_it_for_the_chief_officer(aldshire):
    case = aldshire.gathering()
    client = at(aldshire, "secretariat")
    on, known = begin(client, case)
    deputy = aldshire.people["deputy.chief"]
    assert f"You are filing for {deputy.full_name}" in words(page(client.get(on)))
    client.post(on, {**known, "cost": "stay", "pence": "80", "went": "not_yet"})
    row = EventExpense.objects.get()
    assert (row.person, row.entered_by) == (deputy, aldshire.people["secretariat"])
    assert row.reference in words(page(at(aldshire, "deputy.chief").get("/me")))


def test_what_contradicts_is_shown_before_it_is_sent_and_on_both_sides(aldshire):
    case = aldshire.decided(accepts=False)
    client = at(aldshire, "deputy.chief")
    on, known = begin(client, case)
    assert "The decision was not to take part" in words(page(client.get(on)))
    client.post(on, {**known, "event_on": "today", "cost": "meals", "pence": "9", "went": "no"})
    row = EventExpense.objects.get()
    told = (
        "The decision was not to take part, and there is a claim",
        "Somebody claims for an event that they did not go to",
        "The request gives another day",
    )
    for address in (f"/gateway/{case.reference}", f"/d/{row.reference}"):
        shown = words(page(client.get(address)))
        assert all(one in shown for one in told)


def test_a_host_who_pays_and_a_cost_beyond_the_request_are_noticed(aldshire):
    case = aldshire.notified()
    client = at(aldshire, "deputy.chief")
    details = {"hospitality": True, "cost": 500, "place": "Aldbury", "organiser": "Ribblesea"}
    request = Request(subject="event", activity="Dinner", event_on=case.event_on, details=details)
    describe(case.pk, request, by=aldshire.by("deputy.chief"))
    on, known = begin(client, case)
    client.post(on, {**known, "cost": "meals", "pence": "5.01", "went": "not_yet"})
    shown = words(page(client.get(f"/gateway/{case.reference}")))
    assert "the host offers a meal" in shown
    assert "More is claimed than the request says" in shown


def test_a_hidden_matter_fills_nothing_and_its_claim_does_not_give_it_away(aldshire):
    case = aldshire.decided(accepts=False)
    client = at(aldshire, "deputy.chief")
    on, known = begin(client, case)
    client.post(on, {**known, "cost": "travel", "pence": "9", "went": "no"})
    row = EventExpense.objects.get()
    finance = at(aldshire, "procurement.manager")
    blank = finance.get("/declare/event-expenses?matter=GW-2222-2222").content
    assert blank.count(b"GW-2222-2222") == finance.get(on).content.count(case.reference.encode())
    for address in (f"/d/{row.reference}", "/registers/event-expenses", "/search?q=Digital"):
        shown = finance.get(address).content.decode()
        assert case.reference not in shown
        assert "There is a problem" not in shown
        assert "decision" not in words(page(finance.get(address))).casefold()
    asked = {"form_of": "csv", "reason": "asked by the auditor"}
    taken = prove(finance).post("/registers/event-expenses/export", asked).content.decode()
    assert row.reference in taken
    assert case.reference not in taken
