# SPDX-License-Identifier: MIT
"""Why somebody opens a confidential matter: asked once while signed in, and recorded."""

import pytest
from county import county
from django.contrib.sessions.models import Session
from django.test import Client

from candour.gateway.services import stage_two
from candour.gateway.views import opening
from candour.ledger.models import Event
from candour.ledger.queries import opened
from candour.ledger.rules.entry import Kind
from candour.policy.models import PolicyVersion
from candour.policy.queries import pack_of
from fresh_proof import prove
from markup import page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def asked_of(monkeypatch):
    """The choice of the policy, for every matter of a test."""

    def choose(**choices):
        from dataclasses import replace

        def chosen(version):
            pack = pack_of(version)
            return replace(pack, settings=replace(pack.settings, **choices))

        monkeypatch.setattr(opening, "pack_of", chosen)

    return choose


def browser(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return prove(client)


def with_a_question(aldshire):
    case = aldshire.assessing()
    return stage_two.ask_for_gist(
        case.pk, "Is anything known?", by=aldshire.by("staff.officer.chief")
    )


def say(client, address, **answers):
    return client.post(address, {"reason": "task", **answers})


def test_whoever_has_no_part_says_why_and_gets_where_they_were_going(aldshire):
    case = with_a_question(aldshire)
    client = browser(aldshire, "source.unit")
    going = f"/gateway/{case.reference}?x=1"
    before = Event.objects.count()
    answer = client.get(going)
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/reason")
    assert Event.objects.count() == before, "not read yet"
    asked = client.get(answer.url)
    assert "Why do you need to see this?" in words(page(asked))
    assert case.activity not in asked.content.decode()
    given = say(client, answer.url, reason="other", words="The unit was asked.")
    assert (given.status_code, given.url) == (302, going)
    assert client.get(going).status_code == 200
    reason, reading = Event.objects.order_by("-leaf")[:2][::-1]
    assert (reason.act, reason.kind) == ("reason_given", Kind.CONSULTATION)
    facts = opened([reason.pk, reading.pk])
    assert facts[reason.pk] == {"reason": "other", "words": "The unit was asked."}
    assert facts[reading.pk]["reason"] == str(reason.pk)


def test_one_answer_counts_for_the_matter_and_for_the_session(aldshire):
    case, other = with_a_question(aldshire), with_a_question(aldshire)
    client = browser(aldshire, "source.unit")
    address = client.get(f"/gateway/{case.reference}").url
    say(client, address)
    for path in ("", "/people", "/dates.ics"):
        assert client.get(f"/gateway/{case.reference}{path}").status_code in {200, 404}
    assert client.get(f"/gateway/{other.reference}").status_code == 302
    again = browser(aldshire, "source.unit")
    assert again.get(f"/gateway/{case.reference}").status_code == 302


def test_sensitive_material_asks_again_and_of_everybody(aldshire):
    case = with_a_question(aldshire)
    unit, assessor = browser(aldshire, "source.unit"), browser(aldshire, "staff.officer.chief")
    say(unit, unit.get(f"/gateway/{case.reference}").url)
    for client in (unit, assessor):
        answer = client.get(f"/gateway/{case.reference}/gist")
        assert answer.url.startswith("/reason?next=")
        assert say(client, answer.url).url == f"/gateway/{case.reference}/gist"
        assert client.get(f"/gateway/{case.reference}/gist").status_code == 200


def test_whoever_has_a_part_is_not_asked(aldshire):
    case = aldshire.recommended()
    for name in ("deputy.chief", "staff.officer.chief", "secretariat", "head.secretariat"):
        assert browser(aldshire, name).get(f"/gateway/{case.reference}").status_code == 200, name


def test_the_policy_may_ask_everybody_or_nobody(aldshire, asked_of):
    case = with_a_question(aldshire)
    asked_of(ask_why_before_a_matter="everybody")
    path = f"/gateway/{case.reference}"
    assert browser(aldshire, "deputy.chief").get(path).status_code == 302
    assert browser(aldshire, "deputy.chief").get(f"{path}/file.pdf").status_code == 302
    assert browser(aldshire, "head.secretariat").get(path).status_code == 200, "no content"
    asked_of(ask_why_before_a_matter="nobody", ask_why_before_source_material=False)
    assert browser(aldshire, "source.unit").get(f"{path}/gist").status_code == 200


def test_another_reason_needs_words(aldshire):
    case = with_a_question(aldshire)
    client = browser(aldshire, "source.unit")
    answer = say(client, client.get(f"/gateway/{case.reference}").url, reason="other")
    assert answer.status_code == 422
    assert "Enter your reason in a few words" in words(page(answer))
    assert client.get(f"/gateway/{case.reference}").status_code == 302


def test_nobody_is_asked_who_was_not_on_the_way_to_a_page(aldshire):
    case = with_a_question(aldshire)
    client = browser(aldshire, "acc.local")
    path = f"/gateway/{case.reference}"
    assert client.get(path).status_code == 404
    for going in (path, "https://elsewhere.example/", "//elsewhere.example", ""):
        before = Event.objects.count()
        assert client.get("/reason", {"next": going}).url == "/today"
        assert client.post(f"/reason?next={going}", {"reason": "task"}).url == "/today"
        assert Event.objects.count() == before


def test_the_words_do_not_stay_in_the_session(aldshire):
    case = with_a_question(aldshire)
    client = browser(aldshire, "source.unit")
    say(client, client.get(f"/gateway/{case.reference}").url, reason="other", words="Plain words.")
    assert "Plain words." not in str([one.get_decoded() for one in Session.objects.all()])


def test_packs_of_before_are_read_as_if_they_asked_those_without_a_part(aldshire):
    version = PolicyVersion.objects.filter(pack_text__contains="ask_why_before_a_matter").first()
    older = version.pack_text.replace('ask_why_before_a_matter = "without_a_part"\n', "")
    from candour.policy.rules.pack import parse_pack

    settings = parse_pack(older, source="pack.toml").settings
    assert settings.ask_why_before_a_matter == "without_a_part"
    assert settings.subject_sees_who_looked is False
