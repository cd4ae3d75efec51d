# SPDX-License-Identifier: MIT
"""Telling people the decision: who, how, the letter before it goes, and what became of it."""

import re

import pytest
from county import county
from django.test import Client
from django.utils import timezone
from mail_server import running

from candour.correspondence.delivery import deliver_due
from candour.correspondence.models import Message
from candour.gateway.models import ExternalLink, Mitigation, Telling
from candour.gateway.rules.matter import Outcome
from candour.gateway.rules.mitigations import Choice, Said
from candour.gateway.rules.stage_three_recommendation import Decision
from candour.gateway.services import stage_three
from markup import by_class, hidden, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def mailbox(settings):
    with running() as box:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        yield box


def browser(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client


def tell(case):
    return f"/gateway/{case.reference}/tell"


def letter(aldshire, case):
    return f"{tell(case)}/{aldshire.party(case).pk}"


def fill(client, address, **answers):
    return {**dict(hidden(page(client.get(address)))), **answers}


def choose(client, aldshire, case, method):
    party = str(aldshire.party(case).pk)
    answers = fill(client, tell(case), party=party, method=method)
    return client.post(tell(case), answers)


def test_a_party_is_told_in_person_and_it_is_recorded(aldshire):
    case = aldshire.decided()
    client = browser(aldshire, "deputy.chief")
    assert choose(client, aldshire, case, "in person").status_code == 302
    told = Telling.objects.get(case=case)
    assert (told.method, told.message, told.about) == ("in person", None, "decision")
    assert "In person" in words(page(client.get(tell(case))))


def test_a_letter_is_shown_before_it_goes(aldshire):
    case = aldshire.decided()
    client = browser(aldshire, "deputy.chief")
    response = choose(client, aldshire, case, "letter")
    assert response["Location"] == letter(aldshire, case)
    shown = words(page(client.get(letter(aldshire, case))))
    assert "I am pleased to accept, with the arrangements below." in shown
    assert "Keep full minutes" in shown
    assert not Message.objects.filter(to_party=True).exists()


def test_the_letter_is_sent_with_the_words_that_were_typed(aldshire, mailbox):
    case = aldshire.decided()
    client = browser(aldshire, "deputy.chief")
    answers = fill(client, letter(aldshire, case), reply="I will gladly come.")
    assert client.post(letter(aldshire, case), answers).status_code == 302
    deliver_due(timezone.now())
    arrived = [one for one in mailbox.arrived if "morgan.vale" in one["To"]]
    assert len(arrived) == 2
    assert "I will gladly come." in arrived[0].get_body(("plain",)).get_content()
    assert (
        Telling.objects.get(case=case).message
        == Message.objects.get(subject=arrived[0]["Subject"]).pk
    )
    assert "Completed" in words(page(client.get(tell(case))))


def test_a_reply_with_conditions_brings_the_way_to_ask_again(aldshire, mailbox):
    case = aldshire.decided()
    client = browser(aldshire, "deputy.chief")
    client.post(letter(aldshire, case), fill(client, letter(aldshire, case), reply="I will come."))
    deliver_due(timezone.now())
    text = mailbox.arrived[-1].get_body(("plain",)).get_content()
    address = re.search(r"http\S+/r/(\S+)", text)
    assert address
    assert Client().get(f"/r/{address[1]}").status_code == 200
    assert ExternalLink.objects.get(case=case).party_id == aldshire.party(case).pk


def test_a_plain_acceptance_carries_no_link(aldshire):
    case = aldshire.recommended()
    condition = Mitigation.objects.get(case=case)
    said = (Said(str(condition.pk), Choice.REJECTED, "There is no need."),)
    given = Decision(
        by=str(case.principal_id), accepts=True, said=said, reasons="I have weighed it."
    )
    stage_three.decide(case.pk, given, by=aldshire.by("deputy.chief", "principal"))
    client = browser(aldshire, "deputy.chief")
    client.post(letter(aldshire, case), fill(client, letter(aldshire, case), reply="Gladly."))
    assert Message.objects.filter(to_party=True).count() == 1
    assert not ExternalLink.objects.exists()


def test_a_letter_sent_twice_counts_once(aldshire):
    case = aldshire.decided()
    client = browser(aldshire, "deputy.chief")
    answers = fill(client, letter(aldshire, case), reply="Gladly.")
    first, second = (client.post(letter(aldshire, case), answers) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Telling.objects.filter(case=case).count() == 1
    assert Message.objects.filter(to_party=True).count() == 2
    assert ExternalLink.objects.count() == 1


def test_words_are_shown_in_the_letter_before_it_goes(aldshire):
    case = aldshire.decided()
    client = browser(aldshire, "deputy.chief")
    answers = fill(client, letter(aldshire, case), reply="Words of my own.", again="yes")
    shown = page(client.post(letter(aldshire, case), answers))
    assert "Words of my own." in words(by_class(shown, "app-letter")[0])
    assert "Words of my own." in shown.xpath("//textarea")[0].text_content()
    assert not Telling.objects.exists()


def test_an_empty_letter_says_what_to_enter(aldshire):
    case = aldshire.decided()
    client = browser(aldshire, "deputy.chief")
    response = client.post(letter(aldshire, case), fill(client, letter(aldshire, case), reply=" "))
    assert response.status_code == 422
    assert "Enter what the letter says" in words(page(response))


def test_a_party_without_e_mail_gets_a_printed_letter(aldshire):
    case = aldshire.decided()
    party = aldshire.party(case)
    party.email = ""
    party.save()
    client = browser(aldshire, "deputy.chief")
    answers = fill(client, letter(aldshire, case), reply="I will gladly come.", print="yes")
    printed = client.post(letter(aldshire, case), answers)
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")
    assert not Telling.objects.exists()
    del answers["print"]
    client.post(letter(aldshire, case), answers)
    told = Telling.objects.get(case=case)
    assert (told.method, told.message) == ("printed letter", None)
    assert not Message.objects.filter(to_party=True).exists()


def test_a_letter_that_could_not_be_delivered_is_listed_and_told_again(aldshire, mailbox):
    case = aldshire.decided()
    client = browser(aldshire, "deputy.chief")
    client.post(letter(aldshire, case), fill(client, letter(aldshire, case), reply="I will come."))
    mailbox.on_recipient = lambda _address: "550 No such mailbox"
    deliver_due(timezone.now())
    shown = words(page(client.get(tell(case))))
    assert "There is a problem" in shown
    assert "The mail server refused the address" in shown
    home = words(page(client.get(f"/gateway/{case.reference}")))
    assert "Letter could not be sent" in home
    assert choose(client, aldshire, case, "telephone").status_code == 302
    assert "By telephone" in words(page(client.get(tell(case))))


def test_the_organiser_hears_the_outcome_by_a_final_notice(aldshire, mailbox):
    case = aldshire.concluded(outcome=Outcome.UPHELD)
    client = browser(aldshire, "external.psd")
    answers = fill(client, letter(aldshire, case), reply="The recommendation stands.")
    assert client.post(letter(aldshire, case), answers).status_code == 302
    deliver_due(timezone.now())
    text = mailbox.arrived[-1].get_body(("plain",)).get_content()
    assert "This outcome is final." in text
    assert "The recommendation stands." in text
    assert Telling.objects.get(case=case, about="outcome").method == "letter"


def test_the_overseer_may_not_write_a_letter_that_names_conditions(aldshire):
    case = aldshire.decided()
    client = browser(aldshire, "head.secretariat")
    methods = page(client.get(tell(case))).xpath("//input[@name='method']/@value")
    assert "letter" not in methods
    assert "in person" in methods
    assert client.get(letter(aldshire, case)).status_code == 404


def test_the_representative_may_not_open_the_page(aldshire):
    case = aldshire.notified()
    client = browser(aldshire, "association.rep")
    assert client.get(tell(case)).status_code == 404
