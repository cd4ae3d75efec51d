# SPDX-License-Identifier: MIT
"""Claims beside the entries of their day; cards beside training; a question answered in place."""

from datetime import timedelta

import pytest
from county import county
from django.test import Client
from django.utils import timezone

from candour.demo.finance import bring_in
from candour.people.models import Person
from candour.registers.feeds import needs_you
from candour.registers.intake.models import CardTransaction, Claim, ClaimNote
from candour.registers.services.gifts import declare_gift
from markup import page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    found = county()
    bring_in(found.people, timezone.localdate())
    return found


def at(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client


def test_one_sees_ones_own_claims_with_the_gift_of_that_day(aldshire):
    day = timezone.localdate() - timedelta(days=12)
    columns = {
        "description": "Dinner", "kind": "hospitality", "giver_name": "Ribblesea Systems",
        "worth": 9000, "worth_basis": "estimate", "offered_on": day, "happened_on": day,
        "outcome": "declined", "supplier": True, "refreshments": False, "given": False, "reason": "",
    }  # fmt: skip
    deputy = aldshire.people["deputy.chief"]
    gift = declare_gift(columns, person=deputy, by=aldshire.by("deputy.chief", "declarant"))
    shown = words(page(at(aldshire, "deputy.chief").get("/claims")))
    assert "Taxi after the dinner" in shown
    assert "Westmere Railway" in shown
    assert shown.count(gift.reference) == 2
    assert "With the deputy" not in shown
    assert "No claims are held of you" in words(page(at(aldshire, "constable").get("/claims")))


def test_nobody_is_taken_for_somebody_of_the_same_name(aldshire):
    deputy = aldshire.people["deputy.chief"]
    Person.objects.filter(pk=aldshire.people["constable"].pk).update(full_name=deputy.full_name)
    assert "No claims are held of you" in words(page(at(aldshire, "deputy.chief").get("/claims")))


def test_finance_sees_who_used_a_card_untrained_or_without_a_receipt(aldshire):
    shown = words(page(at(aldshire, "procurement.manager").get("/claims/cards")))
    for told in (
        "2 holders on this page are not trained today",
        "Training has run out",
        "No training",
    ):
        assert told in shown
    assert at(aldshire, "constable").get("/claims/cards").status_code == 404
    name = aldshire.people["acc.local"].full_name
    one = at(aldshire, "procurement.manager").get("/claims/cards/holder", {"name": name})
    assert "No training on that day" in words(page(one))
    assert "No receipt" in words(page(one))


def test_a_question_is_answered_in_place(aldshire):
    row = CardTransaction.objects.get(merchant="The Old Exchange")
    deputy, today = aldshire.people["deputy.chief"], timezone.localdate()
    asked = at(aldshire, "procurement.manager").post(
        f"/claims/cards/{row.pk}/ask", {"text": "Who was there?"}
    )
    assert asked.status_code == 302
    assert [one.url for one in needs_you(deputy, today)] == ["/claims"]
    me = at(aldshire, "deputy.chief")
    assert "Who was there?" in words(page(me.get("/claims")))
    assert me.post(f"/claims/card/{row.pk}", {"text": ""}).status_code == 422
    assert me.post(f"/claims/card/{row.pk}", {"text": "The council."}).status_code == 302
    assert needs_you(deputy, today) == []
    finance = at(aldshire, "procurement.manager")
    told = finance.get("/claims/cards/holder", {"name": deputy.full_name})
    assert "Answer: The council." in words(page(told))
    assert ClaimNote.objects.count() == 2


def test_nobody_explains_what_others_claimed(aldshire):
    row = Claim.objects.get(description="Taxi after the dinner")
    assert at(aldshire, "staff.officer").get(f"/claims/claim/{row.pk}").status_code == 404
    assert at(aldshire, "deputy.chief").get("/claims/nothing/1").status_code == 404


def test_a_claim_stands_beside_the_request_of_its_day_and_what_contradicts_is_said(aldshire):
    day = timezone.localdate() + timedelta(days=30)
    case = aldshire.told(accepts=False, event_on=day)
    row = Claim.objects.get(description="Taxi after the dinner")
    Claim.objects.filter(pk=row.pk).update(claimed_for=day)
    shown = words(page(at(aldshire, "deputy.chief").get("/claims")))
    assert case.reference in shown
    assert "The request for that day was declined" in shown


def test_a_request_shows_what_its_principal_claimed_for_its_day(aldshire):
    day = timezone.localdate() + timedelta(days=30)
    case = aldshire.told(accepts=False, event_on=day)
    row = Claim.objects.get(description="Taxi after the dinner")
    assert "Taxi after the dinner" not in request_of(aldshire, "deputy.chief", case)
    Claim.objects.filter(pk=row.pk).update(claimed_for=day)
    bought = CardTransaction.objects.filter(holder=row.claimant).order_by("pk").first()
    CardTransaction.objects.filter(pk=bought.pk).update(bought_on=day)
    shown = request_of(aldshire, "deputy.chief", case)
    assert "Taxi after the dinner" in shown
    assert bought.merchant in shown
    assert shown.count("The decision was not to take part: explain it.") == 2
    assert "Taxi after the dinner" not in request_of(aldshire, "staff.officer.chief", case)


def test_what_was_decided_for_contradicts_no_claim(aldshire):
    day = timezone.localdate() + timedelta(days=30)
    case = aldshire.told(accepts=True, event_on=day)
    Claim.objects.filter(description="Taxi after the dinner").update(claimed_for=day)
    shown = request_of(aldshire, "deputy.chief", case)
    assert "Taxi after the dinner" in shown
    assert "explain it" not in shown


def test_an_explanation_begun_from_a_request_names_it(aldshire):
    day = timezone.localdate() + timedelta(days=30)
    case = aldshire.told(accepts=True, event_on=day)
    row = Claim.objects.get(description="Taxi after the dinner")
    Claim.objects.filter(pk=row.pk).update(claimed_for=day)
    address = f"/claims/claim/{row.pk}?matter="
    me = at(aldshire, "deputy.chief")
    asked = page(me.get(address + case.reference)).xpath("//textarea[@id='text']")[0]
    assert (
        asked.text.strip() == f"For request {case.reference}: Dinner of the Aldshire Digital Forum"
    )
    other = aldshire.notified(principal="acc.local", by="acc.local")
    for unknown in (other.reference, "GW-0000-0000", ""):
        empty = page(me.get(address + unknown)).xpath("//textarea[@id='text']")[0]
        assert (empty.text or "").strip() == ""


def request_of(aldshire, who, case):
    return words(page(at(aldshire, who).get(f"/gateway/{case.reference}")))
