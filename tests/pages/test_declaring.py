# SPDX-License-Identifier: MIT
"""Declaring on one page, and what happens to a declaration until it is done."""

import re
from datetime import timedelta

import pytest
from county import county
from django.test import Client
from django.utils import timezone

from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from markup import page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


def at(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client


def gift(**changed):
    return {
        "description": "A fountain pen",
        "kind": "gift",
        "giver_name": "Ribblesea Systems Ltd",
        "worth": "12",
        "offered_on": "today",
        "outcome": "accepted",
        **changed,
    }


def declared(aldshire, who="constable", **changed):
    answer = at(aldshire, who).post("/declare/gift", gift(**changed))
    assert answer.status_code == 302, words(page(answer))
    return GiftOrHospitality.objects.get(reference=answer.url.split("/")[2], superseded_at=None)


def test_a_gift_is_declared_on_one_page_and_the_next_says_what_happens(aldshire):
    row = declared(aldshire)
    shown = words(page(at(aldshire, "constable").get(f"/d/{row.reference}/sent")))
    assert row.reference in shown
    assert "You need do nothing more" in shown


def test_every_choice_leads_to_its_form(aldshire):
    client = at(aldshire, "constable")
    choices = page(client.get("/declare")).xpath("//input[@name='what']/@value")
    for choice in choices:
        led_to = client.post("/declare", {"what": choice})
        assert client.get(led_to.url).status_code == 200, choice


def test_cash_gets_a_page_that_says_what_to_do(aldshire):
    answer = at(aldshire, "constable").post("/declare/gift", gift(kind="cash"))
    assert answer.status_code == 200
    assert "hand it to your supervisor" in words(page(answer))
    assert not GiftOrHospitality.objects.exists()


def test_a_late_entry_is_asked_what_delayed_it(aldshire):
    long_ago = f"{timezone.localdate() - timedelta(days=40):%d %m %Y}"
    answer = at(aldshire, "constable").post("/declare/gift", gift(offered_on=long_ago))
    assert answer.status_code == 422
    assert "What delayed this?" in words(page(answer))
    row = declared(aldshire, offered_on=long_ago, why_late="I was on a course.")
    assert row.why_late == "I was on a course."


def test_the_policy_answers_before_anything_is_sent(aldshire):
    client = at(aldshire, "constable")
    said = client.post("/declare/gift/answer", gift(worth="26")).content.decode()
    assert "Somebody has to agree" in said
    assert client.post("/declare/gift/answer", {"worth": "3"}).content.decode().strip() == ""


def test_a_giver_is_offered_while_somebody_types(aldshire):
    declared(aldshire)
    client = at(aldshire, "constable")
    found = client.post("/declare/gift/givers", {"giver_name": "ribb"}).content.decode()
    assert "Ribblesea Systems Ltd" in found
    assert client.post("/declare/gift/givers", {"giver_name": "r"}).content.decode().strip() == ""


def test_whoever_acts_for_somebody_files_for_them(aldshire):
    client = at(aldshire, "secretariat")
    principal = aldshire.people["deputy.chief"]
    client.post("/acting-for", {"principal": str(principal.pk)})
    answer = client.post("/declare/gift", gift(outcome="declined"))
    row = GiftOrHospitality.objects.get(reference=answer.url.split("/")[2])
    assert (row.person, row.entered_by) == (principal, aldshire.people["secretariat"])


def test_a_copy_begins_with_the_answers(aldshire):
    row = declared(aldshire)
    client = at(aldshire, "constable")
    form = page(client.get(f"/d/{row.reference}/copy", follow=True))
    assert form.xpath("//input[@id='description']/@value") == ["A fountain pen"]


def test_a_correction_shows_both_editions(aldshire):
    row = declared(aldshire)
    client = at(aldshire, "constable")
    sent = gift(description="Two pens", why="There were two.", version=str(row.version))
    assert client.post(f"/d/{row.reference}/correct", sent).status_code == 302
    shown = words(page(client.get(f"/d/{row.reference}")))
    assert "Two pens" in shown
    assert "There were two." in shown


def test_a_question_is_answered_on_the_page_of_the_entry(aldshire):
    row = declared(aldshire)
    keeper, me = at(aldshire, "registrar"), at(aldshire, "constable")
    keeper.post(f"/d/{row.reference}/act/ask", {"text": "Who was there?", "version": row.version})
    assert "Who was there?" in words(page(me.get(f"/d/{row.reference}")))
    assert row.reference in words(page(me.get("/today")))
    me.post(f"/d/{row.reference}/act/answer", {"text": "Only me."})
    assert "Only me." in words(page(keeper.get(f"/d/{row.reference}")))
    assert row.reference not in words(page(me.get("/today")))


def test_a_declaration_is_taken_back(aldshire):
    row = declared(aldshire)
    at(aldshire, "constable").post(f"/d/{row.reference}/act/withdraw", {"text": ""})
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_what_became_of_it_is_recorded(aldshire):
    row = declared(aldshire)
    client = at(aldshire, "constable")
    client.post(f"/d/{row.reference}/dispose", {"how": "donated", "text": ""})
    assert "Given to charity" in words(page(client.get(f"/d/{row.reference}")))


@pytest.mark.parametrize(
    "rest", ["", "/sent", "/copy", "/correct", "/dispose", "/act/withdraw", "/act/ask"]
)
def test_a_stranger_meets_an_entry_that_never_existed(aldshire, rest):
    row = declared(aldshire)
    client = at(aldshire, "superintendent")
    answer = client.get(f"/d/{row.reference}{rest}")
    assert answer.status_code == 404
    assert answer.content == client.get("/never-existed").content


def test_the_queue_leads_from_one_to_the_next(aldshire):
    first, second = declared(aldshire, worth="40"), declared(aldshire, "sergeant", worth="50")
    client = at(aldshire, "registrar")
    slug = "/registers/gifts-and-hospitality"
    shown = page(client.get(f"{slug}/queue"))
    assert "2 entries wait for you" in words(shown)
    for row in (first, second):
        sent = {"reference": row.reference, "version": row.version, "act": "agree", "text": "Fine."}
        assert client.post(f"{slug}/queue", sent).url == f"{slug}/queue"
    assert "0 entries wait for you" in words(page(client.get(f"{slug}/queue")))


def test_the_list_is_filtered_by_its_address_and_searched_by_what_is_sent(aldshire):
    pen, dinner = declared(aldshire), declared(aldshire, description="Dinner", worth="40")
    client = at(aldshire, "registrar")
    slug = "/registers/gifts-and-hospitality"
    everything = words(page(client.get(slug)))
    assert pen.reference in everything
    assert dinner.reference in everything
    some = words(page(client.get(f"{slug}?state=to_agree")))
    assert pen.reference not in some
    assert dinner.reference in some
    found = words(page(client.post(slug, {"words": "dinner"})))
    assert dinner.reference in found
    assert pen.reference not in found


def test_a_search_finds_nothing_that_its_reader_may_not_see(aldshire):
    row = declared(aldshire)
    slug = "/registers/gifts-and-hospitality"
    for words_ in ("fountain", '"', "fountain OR pen", "NEAR(", row.reference):
        answer = at(aldshire, "superintendent").post(slug, {"words": words_})
        assert row.reference not in re.sub(r'value="[^"]*"', "", answer.content.decode())


def test_a_filter_is_kept_under_a_name(aldshire):
    client = at(aldshire, "registrar")
    slug = "/registers/gifts-and-hospitality"
    client.post(f"{slug}/filters", {"name": "To agree", "query": "state=to_agree"})
    assert page(client.get(slug)).xpath("//a[text()='To agree']/@href") == ["?state=to_agree"]
    client.post(f"{slug}/filters/drop", {"name": "To agree"})
    assert page(client.get(slug)).xpath("//a[text()='To agree']") == []


def test_my_account_shows_what_i_declared(aldshire):
    row = declared(aldshire)
    assert row.reference in words(page(at(aldshire, "constable").get("/me")))


def test_a_typed_reference_leads_to_the_entry(aldshire):
    row = declared(aldshire)
    answer = at(aldshire, "registrar").post("/search", {"reference": row.reference.lower()})
    assert answer.url == f"/d/{row.reference}"
