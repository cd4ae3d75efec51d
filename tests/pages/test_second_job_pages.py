# SPDX-License-Identifier: MIT
"""Applying for a second job, and deciding on it, in the pages."""

import pytest
from county import county
from django.test import Client

from candour.registers.entries.business_interests import BusinessInterest
from candour.registers.models import Condition
from fresh_proof import prove
from markup import page, words

pytestmark = pytest.mark.django_db

WORK = {
    "basis": "officer", "category": "self_employed", "nature": "Teach dance", "name": "Steps",
    "whose": "own", "paid": "paid", "begins_on": "1 3 2027",
}  # fmt: skip
TASKS = {
    "work": WORK,
    "hours": {"hours": "12", "duty_hours": "40", "hours_between": "10"},
    "conflicts": {"uses_position": "no"},
    "household": {"household": "Nobody"},
}


@pytest.fixture
def aldshire():
    return county()


def at(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return prove(client)


def applied(aldshire):
    client = at(aldshire, "constable")
    for part, answers in TASKS.items():
        assert client.post(f"/declare/interest/tasks/{part}", answers).status_code == 302, part
    sent = client.post("/declare/interest/tasks", {"sure": "yes"})
    return BusinessInterest.objects.get(reference=sent.url.split("/")[2])


def test_nobody_fills_in_a_long_form_for_nothing(aldshire):
    client = at(aldshire, "constable")
    asked = {"what": "hobby", "paid": "no", "could_clash": "no"}
    assert "You need not apply" in words(page(client.post("/declare/interest", asked)))
    assert client.post("/declare/interest", asked | {"paid": "yes"}).url.endswith("/tasks")


def test_the_tasks_add_up_the_hours_and_refuse_to_be_sent_half_done(aldshire):
    client = at(aldshire, "constable")
    client.post("/declare/interest/tasks/hours", TASKS["hours"])
    shown = words(page(client.get("/declare/interest/tasks")))
    assert "That is 4 more than the limit of 48" in shown
    assert "A break of less than 11 hours" in shown
    refused = client.post("/declare/interest/tasks", {"sure": "yes"})
    assert refused.status_code == 422


def test_an_application_is_sent_and_seen_by_supervisor_panel_and_decider(aldshire):
    row = applied(aldshire)
    at(aldshire, "sergeant").post(f"/d/{row.reference}/act/give_supervisor_view", {"text": "Yes."})
    assert "Yes." in words(page(at(aldshire, "risk.panel").get(f"/d/{row.reference}")))
    at(aldshire, "risk.panel").post(f"/d/{row.reference}/act/advise", {"text": "Limit it."})
    shown = words(page(at(aldshire, "standards.manager").get(f"/d/{row.reference}/decide")))
    assert "Limit it." in shown
    assert "the applicant hears your preliminary view" in shown


def test_a_decision_with_conditions_in_the_pages(aldshire):
    row = applied(aldshire)
    at(aldshire, "sergeant").post(f"/d/{row.reference}/act/give_supervisor_view", {"text": "Yes."})
    at(aldshire, "risk.panel").post(f"/d/{row.reference}/act/advise", {"text": "Limit it."})
    decider, me = at(aldshire, "standards.manager"), at(aldshire, "constable")
    address = f"/d/{row.reference}/decide"
    refused = decider.post(address, {"act": "find_incompatible", "text": "No."})
    assert refused.status_code == 422
    view = {"act": "send_preliminary_view", "intends": "conditional", "text": "Long hours."}
    assert decider.post(address, view).status_code == 302
    me.post(f"/d/{row.reference}/act/make_representations", {"text": "I rest."})
    sent = {
        "act": "find_conditional", "text": "With care.", "condition-TOTAL_FORMS": "1",
        "condition-0-kind": "hours", "condition-0-text": "At most 4 hours",
        "condition-0-method": "data", "condition-0-frequency": "half_yearly",
        "condition-0-limit": "4",
    }  # fmt: skip
    nameless = page(decider.post(address, {**sent, "condition-0-limit": ""}))
    assert "Enter how many hours a week" in words(nameless)
    assert decider.post(address, sent).status_code == 302
    assert Condition.objects.get().text == "At most 4 hours"
    assert "At most 4 hours" in words(page(me.get(f"/d/{row.reference}")))


def test_a_condition_without_its_words_is_asked_for(aldshire):
    row = applied(aldshire)
    at(aldshire, "sergeant").post(f"/d/{row.reference}/act/give_supervisor_view", {"text": "Yes."})
    at(aldshire, "risk.panel").post(f"/d/{row.reference}/act/advise", {"text": "Limit it."})
    decider, me = at(aldshire, "standards.manager"), at(aldshire, "constable")
    address = f"/d/{row.reference}/decide"
    view = {"act": "send_preliminary_view", "intends": "conditional", "text": "Long hours."}
    decider.post(address, view)
    me.post(f"/d/{row.reference}/act/make_representations", {"text": "I rest."})
    sent = {"act": "find_conditional", "text": "With care.", "condition-TOTAL_FORMS": "1"}
    assert "at least one condition" in words(page(decider.post(address, sent)))
