# SPDX-License-Identifier: MIT
"""The queue: skipped entries stay skipped, whoever is in turn finds their act, nobody acts twice."""

import pytest
from county import county
from django.test import Client
from django.utils import timezone

from candour.registers.services import interests
from candour.registers.services.acting import act_in_words
from candour.registers.services.gifts import declare_gift
from markup import page, words

pytestmark = pytest.mark.django_db
GIFTS, JOBS = "/registers/gifts-and-hospitality/queue", "/registers/business-interests/queue"


@pytest.fixture
def aldshire():
    return county()


def at(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client


def gift(aldshire, who="constable", **changed):
    columns = {
        "description": "Dinner", "kind": "hospitality", "giver_name": "Amberwick Vehicles",
        "worth": 9000, "offered_on": timezone.localdate(), "outcome": "accepted", **changed,
    }  # fmt: skip
    return declare_gift(columns, person=aldshire.people[who], by=aldshire.by(who, "declarant"))


def job(aldshire):
    columns = {
        "basis": "officer", "category": "self_employed", "nature": "Teach dance", "name": "Steps",
        "whose": "own", "paid": "paid", "begins_on": timezone.localdate(), "hours": 4,
        "duty_hours": 40, "hours_between": 12, "household": "",
    }  # fmt: skip
    me = aldshire.people["constable"]
    return interests.apply(columns, person=me, by=aldshire.by("constable", "declarant"))


def test_skipping_goes_on_and_never_back(aldshire):
    entries = {gift(aldshire).reference for _number in range(3)}
    client, address, seen = at(aldshire, "registrar"), GIFTS, set()
    for _number in range(3):
        shown = page(client.get(address))
        seen.add(next(one for one in entries if one in words(shown)))
        skip = next(a for a in shown.iter("a") if "after=" in a.get("href", ""))
        address = GIFTS + "?" + skip.get("href").partition("?")[2]
    assert seen == entries
    assert "Save and next" not in words(page(client.get(address)))


def test_an_entry_that_somebody_else_took_is_said_and_the_next_comes(aldshire):
    row = gift(aldshire)
    sent = {"reference": row.reference, "version": row.version, "act": "agree", "text": "Fine."}
    act_in_words(row, "refuse", "No.", by=aldshire.by("monitoring.officer", "monitoring_officer"))
    answer = at(aldshire, "registrar").post(GIFTS, sent, follow=True)
    assert f"Somebody else has dealt with {row.reference} meanwhile" in words(page(answer))


def test_supervisor_panel_and_decider_each_find_their_act_in_the_queue(aldshire):
    row = job(aldshire)
    for who, act in (("sergeant", "give_supervisor_view"), ("risk.panel", "advise")):
        client = at(aldshire, who)
        assert row.reference in words(page(client.get(JOBS))), who
        row.refresh_from_db()
        sent = {"reference": row.reference, "version": row.version, "act": act, "text": "Yes."}
        assert client.post(JOBS, sent).url == JOBS, who
    shown = page(at(aldshire, "standards.manager").get(JOBS))
    assert f"/d/{row.reference}/decide" in {a.get("href") for a in shown.iter("a")}
    assert "Save and next" not in words(shown)


def test_a_chief_officer_s_offer_waits_for_another_chief_officer(aldshire):
    row = gift(aldshire, "acc.local")
    assert row.state == "with_peer"
    mine = words(page(at(aldshire, "acc.local").get(GIFTS)))
    assert "Save and next" not in mine
    peer = at(aldshire, "deputy.chief")
    sent = {"reference": row.reference, "version": row.version, "act": "give_peer_view", "text": "I would not."}  # fmt: skip
    assert row.reference in words(page(peer.get(GIFTS)))
    assert peer.post(GIFTS, sent).status_code == 302
    row.refresh_from_db()
    assert row.state == "to_agree"
