# SPDX-License-Identifier: MIT
"""A procurement in the browser: who declares, who assesses, what whoever buys never sees."""

import pytest
from county import county
from django.test import Client
from django.utils import timezone
from procurements import ASSESSOR, BIDDER, EVALUATOR, LEAD, OFFICER, OTHER, Bought, Procurements

from candour.kernel.roles import Role
from candour.ledger.models import Event
from candour.procurement.models import Mitigation, Procurement
from candour.procurement.rules.procurement import Stage
from candour.procurement.services import moving
from markup import page, words

pytestmark = pytest.mark.django_db
UNIT = "source.unit"


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def bought(aldshire):
    return Bought(aldshire).name().bids()


@pytest.fixture
def browser(aldshire):
    def signed_in(name):
        client = Client()
        client.force_login(aldshire.people[name].account)
        return client

    return signed_in


@pytest.fixture
def see(browser, bought):
    """What somebody reads on a page of the procurement."""

    def read(name, where=""):
        answer = browser(name).get(f"/procurement/{bought.row.reference}{where}")
        return words(page(answer)) if answer.status_code == 200 else answer.status_code

    return read


def address(bought, where=""):
    return f"/procurement/{bought.row.reference}{where}"


def test_a_buyer_opens_one_and_leads_it(aldshire, browser):
    client = browser(LEAD)
    sent = {
        "subject": "Radio masts", "pence": "120,000",
        "accountable": str(aldshire.people[OFFICER].pk),
    }  # fmt: skip
    assert client.post("/procurement/new", {**sent, "pence": "much"}).status_code == 422
    answer = client.post("/procurement/new", sent)
    row = Procurement.objects.get()
    assert answer.url == f"/procurement/{row.reference}"
    assert "Radio masts" in words(page(client.get("/procurement")))
    assert browser("constable").get("/procurement/new").status_code == 404
    assert "Radio masts" not in words(page(browser("constable").get("/procurement")))


def test_procurement_sees_a_task_and_nothing_of_the_entry(bought, see):
    shown = see(LEAD)
    name = bought.county.people[EVALUATOR].full_name
    assert f"See that {name} declares what concerns {BIDDER}." in shown
    for private in (bought.gift.reference, "Dinner", "£90", "Gifts and hospitality"):
        assert private not in shown
    bought.declared()
    for where in ("", "/people", "/suppliers"):
        assert bought.gift.reference not in str(see(LEAD, where))
        assert "Dinner for the county" not in str(see(LEAD, where))


def test_a_task_about_somebody_who_takes_no_part_never_says_who(aldshire, browser):
    begun = Procurements(aldshire).begun
    where = f"/procurement/{begun.row.reference}"
    (task,) = begun.tasks()
    for path in (where, f"{where}/task/{task.pk}"):
        shown = words(page(browser(LEAD).get(path)))
        assert OTHER in shown
        assert aldshire.people["constable"].full_name not in shown
    answer = browser(LEAD).post(f"{where}/task/{task.pk}", {"text": "Asked round."})
    assert answer.status_code == 302
    assert begun.tasks() == []
    assert browser(LEAD).get(f"{where}/task/{task.pk}").status_code == 404


def test_what_the_registers_hold_is_laid_before_the_person_and_confirmed(bought, browser, see):
    assert bought.gift.reference in see(EVALUATOR, "/declare")
    client = browser(EVALUATOR)
    empty = client.post(address(bought, "/declare"), {})
    assert empty.status_code == 422
    said = words(page(empty))
    assert "Say whether this entry is right" in said
    assert "Select what you have to declare" in said
    sent = {"entry-0": "wrong", "note-0": "It was another company.", "natures": ["personal"]}
    assert "Enter what it is" in words(page(client.post(address(bought, "/declare"), sent)))
    sent["details"] = "A cousin works there."
    answer = client.post(address(bought, "/declare"), sent)
    assert answer.status_code == 302
    assert "A cousin works there." in see(EVALUATOR)
    assert "A cousin works there." not in see(LEAD)


def test_whoever_assesses_sees_the_declaration_beside_the_entry(bought, browser, see):
    bought.declared()
    where = f"/assess/{bought.participant(EVALUATOR).pk}"
    shown = see(ASSESSOR, where)
    assert bought.gift.reference in shown
    assert "Dinner for the county." in shown
    for other in (LEAD, EVALUATOR, OFFICER, "auditor", "constable"):
        assert see(other, where) == 404


def test_a_conflict_is_assessed_with_its_steps(bought, browser):
    bought.declared()
    client = browser(ASSESSOR)
    where = address(bought, f"/assess/{bought.participant(EVALUATOR).pk}")
    sent = {"verdict": "mitigated", "nature": "professional", "reasons": "Hospitality in May."}
    refused = client.post(where, {**sent, "step-TOTAL_FORMS": "1"})
    assert "at least one step" in words(page(refused))
    step = {
        "step-TOTAL_FORMS": "1", "step-0-text": "A second marker.",
        "step-0-owner": bought.me(LEAD), "step-0-until": "1 3 2027",
    }  # fmt: skip
    more = client.post(where, {**sent, **step, "step-more": "yes"})
    assert "Step 2" in words(page(more))
    assert client.post(where, {**sent, **step}).status_code == 302
    assert Mitigation.objects.get(procurement=bought.key).text == "A second marker."


def test_the_document_is_prepared_confirmed_read_and_printed(bought, browser, see):
    bought.declared().assessed()
    summary = {"summary": "Nobody is at an advantage.", "version": str(bought.again().version)}
    assert see(LEAD, "/prepare") == see(OFFICER, "/prepare") == 404
    assert browser(ASSESSOR).post(address(bought, "/prepare"), summary).status_code == 302
    assert see(ASSESSOR, "/confirm") == see(LEAD, "/confirm") == 404
    assert "Nobody is at an advantage." in see(OFFICER, "/confirm")
    late = browser(OFFICER).post(address(bought, "/confirm"), {"version": "1"})
    assert "Someone else has acted" in words(page(late))
    now = {"version": str(bought.again().version)}
    assert browser(OFFICER).post(address(bought, "/confirm"), now).status_code == 302
    for name in (LEAD, ASSESSOR, OFFICER, "auditor"):
        shown = see(name, "/document/1")
        assert "A second marker scores their part." in shown
        assert bought.gift.reference not in shown
    assert see(EVALUATOR, "/document/1") == see("constable", "/document/1") == 404
    copy = browser("auditor").get(address(bought, "/document/1.pdf"))
    assert copy.content.startswith(b"%PDF")
    assert Event.objects.filter(stream=bought.row.stream, act="copy_taken").count() == 1


def test_notices_go_out_in_order_and_each_is_asked_for(bought, browser, see):
    bought.ready()
    where, client = address(bought, "/next"), browser(LEAD)

    def send(act, **more):
        return client.post(f"{where}/{act}", {"version": str(bought.again().version), **more})

    assert send("award").status_code == send("change").status_code == 404
    assert send("tender").status_code == 302
    assert "Ask everybody anew first" in see(LEAD)
    assert send("ask-anew").status_code == 302
    bought.ready()
    assert send("award").status_code == 422
    assert send("award", supplier=str(bought.supplier().pk)).status_code == 302
    assert bought.again().stage == Stage.AWARD
    assert send("close").status_code == 422
    assert send("close", reason="It ran out.").status_code == 302
    assert "It ran out." in see(LEAD)
    assert send("close", reason="Again.").status_code == 404
    assert see(EVALUATOR, "/declare") == 404


def test_strangers_meet_what_never_existed(bought, browser):
    for name in ("constable", "administrator", "press.officer", "commissioner", UNIT):
        there = browser(name).get(address(bought))
        never = browser(name).get("/procurement/PC-2222-2222")
        assert there.status_code == never.status_code == 404, name


def test_a_reading_is_recorded_before_the_page_shows(bought, see):
    before = Event.objects.filter(stream=bought.row.stream, act="read").count()
    see(ASSESSOR)
    see("constable")
    assert Event.objects.filter(stream=bought.row.stream, act="read").count() == before + 1


def test_the_registrar_who_takes_part_reads_nobodys_declaration(bought, see):
    bought.name(ASSESSOR).declared(LEAD, EVALUATOR)
    assert see(ASSESSOR, f"/assess/{bought.participant(EVALUATOR).pk}") == 404
    assert bought.county.people[EVALUATOR].full_name not in see(ASSESSOR)


def test_a_step_is_checked_by_whoever_sees_to_it(bought, browser):
    bought.ready()
    step = Mitigation.objects.get(procurement=bought.key)
    where = f"/procurement/step/{step.pk}"
    assert browser(EVALUATOR).get(where).status_code == 404
    assert browser(LEAD).post(where, {"found": "kept"}).status_code == 422
    assert browser(LEAD).post(where, {"found": "kept", "text": "Both marked."}).status_code == 302
    shown = words(page(browser(LEAD).get("/conditions")))
    assert "A second marker scores their part." in shown


def test_today_says_whose_turn_it_is(bought, browser):
    assert f"Declare for {bought.row.reference}" in words(page(browser(EVALUATOR).get("/today")))
    bought.declared()
    shown = words(page(browser(ASSESSOR).get("/today")))
    assert f"Assess declarations of {bought.row.reference}" in shown


def test_another_officer_answers_for_it_and_whoever_stands_down_is_gone(bought, browser, see):
    client, version = browser(LEAD), {"version": str(bought.again().version)}
    chief = bought.county.people["acc.local"]
    sent = {**version, "who": str(chief.pk)}
    assert client.post(address(bought, "/accountable"), sent).status_code == 302
    assert chief.full_name in see(LEAD)
    where = address(bought, f"/people/{bought.participant(EVALUATOR).pk}/stand-down")
    sent = {"version": str(bought.again().version), "reason": "A friend bids."}
    assert client.post(where, sent).status_code == 302
    assert see(EVALUATOR) == 404
    assert client.get(where).status_code == 404


def test_the_unit_alone_sees_associations(bought, browser):
    assert browser(UNIT).get("/procurement/associations").status_code == 200
    for name in (LEAD, ASSESSOR, OFFICER, "head.psd"):
        assert browser(name).get("/procurement/associations").status_code == 404


def test_a_procurement_that_is_given_up_asks_nobody_any_more(bought, browser):
    from candour.procurement.rules.procurement import Reason

    given = Reason(by=bought.me(LEAD), reason="No money.")
    moving.abandon(bought.key, given, by=bought.by(LEAD, Role.PROCUREMENT))
    assert bought.row.reference not in words(page(browser(EVALUATOR).get("/today")))
    assert bought.again().ended_at <= timezone.now()
