# SPDX-License-Identifier: MIT
"""What somebody typed and did not send stands in the form when they come back, on every long form."""

import pytest
from county import county
from django.test import Client

from candour.gateway.models import Case
from candour.ui.drafts import save_draft
from markup import hidden, page, words

pytestmark = pytest.mark.django_db

TYPED = "Half of what I want to say"
FORMS = [
    ("gathering", "deputy.chief", "request", "gateway-request", "benefit"),
    ("gathering", "deputy.chief", "material/add", "gateway-material", "text"),
    ("assessing", "staff.officer.chief", "test/1", "gateway-test", "question_consequences"),
    ("assessed", "staff.officer.chief", "recommend", "gateway-recommend", "reasons"),
    ("recommended", "deputy.chief", "decision", "gateway-decision", "reasons"),
    ("told", "deputy.chief", "reassess", "gateway-reassess", "representation"),
    ("reassessing", "external.psd", "review", "gateway-review", "reasons"),
]


@pytest.fixture
def aldshire():
    return county()


def opened(aldshire, name, address):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client, page(client.get(address))


@pytest.mark.parametrize(("reached", "name", "part", "kind", "field"), FORMS)
def test_a_draft_stands_in_its_form(aldshire, reached, name, part, kind, field):
    case = getattr(aldshire, reached)()
    key = f"{kind}:{case.reference}"
    address = f"/gateway/{case.reference}/{part}"
    _client, form = opened(aldshire, name, address)
    assert form.xpath(f"//form[@data-draft='{key}']"), "the form saves what is typed"
    boxes = form.xpath("//main//textarea/@name")
    field = field if field in boxes else boxes[0]
    save_draft(aldshire.people[name], key, {field: TYPED, "version": "0"})
    _client, form = opened(aldshire, name, address)
    assert words(form.xpath(f"//textarea[@name='{field}']")[0]) == TYPED
    sent = dict(hidden(form))
    assert sent.get("version", "") != "0", "the version is the one that the page shows"


def test_a_declaration_begun_is_gone_on_with(aldshire):
    case = aldshire.notified()
    key = f"gateway-known:{case.reference}"
    address = f"/gateway/{case.reference}/known"
    _client, form = opened(aldshire, "deputy.chief", address)
    assert form.xpath(f"//form[@data-draft='{key}']")
    field = form.xpath("//main//textarea/@name")[0]
    save_draft(aldshire.people["deputy.chief"], key, {field: TYPED})
    _client, form = opened(aldshire, "deputy.chief", address)
    assert words(form.xpath(f"//textarea[@name='{field}']")[0]) == TYPED


def test_without_scripts_a_button_saves_and_leads_to_today(aldshire):
    case = aldshire.recommended()
    address = f"/gateway/{case.reference}/decision"
    client, form = opened(aldshire, "deputy.chief", address)
    target = form.xpath("//noscript//button[@name='later']/@formaction")[0]
    answers = {**dict(hidden(form)), "reasons": TYPED, "later": "yes"}
    shown = words(page(client.post(target, answers, follow=True)))
    assert "Your draft was saved at" in shown
    assert f"Record your decision {case.reference}" in shown
    assert Case.objects.get(pk=case.pk).stage == "recommended"
    assert TYPED in words(page(client.get(address)))
