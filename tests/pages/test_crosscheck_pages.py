# SPDX-License-Identifier: MIT
"""The pages of the cross-checks: the rules, the queue, two names side by side, one giver in the round."""

import json

import pytest
from county import county
from django.test import Client
from django.utils import timezone

from candour.correspondence.models import Schedule
from candour.correspondence.schedule import run_due
from candour.crosschecks.models import Decision, Finding
from candour.demo import spending
from candour.gateway.services import stage_one
from markup import page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    aldshire = county()
    case = aldshire.notified()
    host = stage_one.Someone(kind="organiser", name="Ashby Lorne", organisation=spending.ORGANISER)
    stage_one.name_people(case.pk, [host], by=aldshire.by("deputy.chief", "principal"))
    aldshire.reference = case.reference
    spending.fill(aldshire.people, timezone.localdate())
    return aldshire


@pytest.fixture
def browser(aldshire):
    def signed_in(name):
        client = Client()
        client.force_login(aldshire.people[name].account)
        return client

    return signed_in


def finding(detector, name):
    rows = Finding.objects.filter(detector=detector)
    return next(one for one in rows if json.loads(one.evidence)["declared"]["name"] == name)


def said(answer):
    return " ".join(words(page(answer)).split())


def test_the_queue_begins_with_what_is_most_needed_and_says_why(browser):
    told = said(browser("registrar").get("/checks/queue"))
    assert (
        told.index(spending.FLEET) < told.index(spending.UNIFORMS) < told.index(spending.SECURITY)
    )
    assert "The declarer had a post in buying" in told
    assert "And 1 more finding." in told


def test_the_units_findings_are_neither_listed_nor_counted_for_others(browser):
    hidden = (spending.HAULAGE, spending.HOLDING)
    for address in ("/checks", "/checks/queue", "/checks/queue?show=new"):
        assert not any(name in said(browser("registrar").get(address)) for name in hidden)
    assert all(name in said(browser("corruption.lead").get("/checks/queue")) for name in hidden)
    registrar, unit = (rules(browser(name)) for name in ("registrar", "corruption.lead"))
    assert registrar["A hold on a supplier that nobody declared"] == "0"
    assert unit["A hold on a supplier that nobody declared"] == "1"


def rules(client):
    """How much waits, by rule."""
    found = client.get("/checks").content.decode()
    rows = [
        one.split("</tr>")[0] for one in found.split('<tr class="govuk-table__row" role="row">')[2:]
    ]
    titles = [one.split("</a>")[0].rsplit(">", 1)[1] for one in rows]
    waiting = [one.split('data-label="Waiting">')[1].split("<")[0] for one in rows]
    return dict(zip(titles, waiting, strict=True))


def test_a_finding_of_the_unit_looks_to_others_as_if_it_did_not_exist(browser):
    row = finding("undeclared-hold", spending.HOLDING)
    never = browser("registrar").get("/checks/match/00000000-0000-4000-8000-000000000000")
    there = browser("registrar").get(f"/checks/match/{row.pk}")
    assert there.status_code == never.status_code == 404
    assert browser("procurement.manager").get("/checks/queue").status_code == 404


def test_two_names_stand_side_by_side_with_every_point_and_every_bit(browser):
    row = finding("hospitality-then-money", spending.FLEET)
    told = said(browser("registrar").get(f"/checks/match/{row.pk}"))
    assert "Declared Fellgate Fleet Supplies Paid FELLGATE FLEET SUPPLIES LTD" in told
    assert "Legal form" in told
    assert "Only 29 days lie between them." in told
    assert "+2.0" in told
    assert "Before anything is compared" in told
    assert f"See the entry {row.reference}" in told


def test_an_answer_needs_a_choice_and_a_reason_and_leads_to_the_next_pair(browser):
    client = browser("registrar")
    row = finding("hospitality-then-money", spending.FLEET)
    empty = client.post(f"/checks/match/{row.pk}", {})
    assert empty.status_code == 422
    assert "Select whether they are the same" in said(empty)
    assert "Enter your reason" in said(empty)
    sent = {"answer": "same", "reason": "The address is the same."}
    answer = client.post(f"/checks/match/{row.pk}", sent)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/checks/match/")
    assert answer["Location"] != f"/checks/match/{row.pk}"
    told = said(client.get(answer["Location"]))
    assert "Your answer is recorded." in told
    assert spending.FLEET not in said(client.get("/checks/queue"))
    kept = said(client.get("/checks/queue?show=answered"))
    assert spending.FLEET in kept
    again = said(client.get(f"/checks/match/{row.pk}"))
    assert "The address is the same." in again
    assert Decision.objects.count() == 1
    assert "1 of 1 (100%)" in said(client.get("/checks"))


def test_the_queue_narrows_to_one_rule_and_turns_pages(browser):
    client = browser("registrar")
    told = said(client.get("/checks/queue?check=card-spend-with-donor"))
    assert spending.HOTEL in told
    assert spending.FLEET not in told
    assert "There is nothing of this kind." in said(client.get("/checks/queue?show=gone"))
    assert "No matches to review." in said(client.get("/checks/queue?page=9"))


def test_run_now_has_the_worker_run_the_checks_in_its_next_round(browser):
    now = timezone.now()
    run_due(now)  # the first sight of a daily job only sets its time
    assert browser("registrar").post("/checks/run").status_code == 302
    assert Schedule.objects.get(pk="crosschecks").next_run_at <= timezone.now()
    assert "crosschecks" in run_due(timezone.now())


# ------------------------------------------------------------------ a matter, a gift, a giver


def test_a_chief_officer_sees_what_the_host_hopes_for_before_saying_yes(aldshire, browser):
    address = f"/gateway/{aldshire.reference}"
    assert f'href="{address}/checks"' in browser("deputy.chief").get(address).content.decode()
    told = said(browser("deputy.chief").get(f"{address}/checks"))
    assert "COPPERBEECH FLEET SERVICES LTD" in told
    assert "Fleet servicing, up for tender in 55 days" in told
    assert "An organiser with a history" in told
    assert browser("constable").get(f"{address}/checks").status_code == 404
    row = finding("organiser-with-history", spending.ORGANISER)
    shown = browser("deputy.chief").get(f"/checks/match/{row.pk}")
    assert "Save and next" not in said(shown)
    sent = {"answer": "same", "reason": "Mine."}
    assert browser("deputy.chief").post(f"/checks/match/{row.pk}", sent).status_code == 422


def test_a_declarant_hears_that_the_giver_is_a_supplier_while_typing(browser):
    typed = {
        "kind": "hospitality", "giver_name": "Copperbeech Fleet Services", "offered_on": "today",
        "outcome": "declined", "worth": "30",
    }  # fmt: skip
    told = said(browser("constable").post("/declare/gift/answer", typed))
    assert "COPPERBEECH FLEET SERVICES LTD" in told
    assert "Fleet servicing is up for tender in 55 days" in told
    early = said(
        browser("constable").post(
            "/declare/gift/answer", {"giver_name": "Copperbeech Fleet Services"}
        )
    )
    assert "1 contract" in early
    nobody = said(
        browser("constable").post("/declare/gift/answer", {**typed, "giver_name": "Aunt Pru"})
    )
    assert "supplier" not in nobody


def test_one_giver_in_the_round_shows_its_offers_its_money_and_its_findings(browser):
    row = finding("repeated-offers", spending.SECURITY)
    told = said(browser("registrar").get(f"/checks/giver/{row.pk}"))
    assert "1 person declared something of it, worth £180 together." in told
    assert "Osprey Guarding Ltd" in told
    assert "A hamper" in told
    assert browser("deputy.chief").get(f"/checks/giver/{row.pk}").status_code == 404


def test_what_was_known_of_the_organiser_is_kept_with_a_decision(aldshire):
    from candour.audit.known import Asked, facts_known

    asked = Asked(
        aldshire.people["deputy.chief"].pk, frozenset(), (spending.ORGANISER,), timezone.localdate()
    )
    ((name, told),) = facts_known(asked)["crosschecks"]["facts"]
    assert name == spending.ORGANISER
    assert "Fleet servicing ends in 55 days" in told


def test_today_counts_what_is_of_high_severity_and_names_nobody(browser):
    told = said(browser("corruption.lead").get("/today"))
    assert "Compare 3 pairs of names of high severity" in told
    assert spending.FLEET not in told
    assert "pairs of names" not in said(browser("constable").get("/today"))


def test_the_checks_run_again_when_an_entry_came_in_and_not_otherwise(aldshire):
    from candour.crosschecks.models import Run
    from candour.crosschecks.services.running import run_when_changed
    from entries_at_hand import gift

    run_when_changed(timezone.now())
    assert Run.objects.count() == 1
    gift(aldshire)
    run_when_changed(timezone.now())
    assert Run.objects.count() == 2
