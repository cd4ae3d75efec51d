# SPDX-License-Identifier: MIT
"""The sponsor of the policy: told when advice is refused, and shown that much and no more."""

from datetime import timedelta

import pytest
from county import county
from django.test import Client
from django.utils import timezone

from candour.correspondence.models import Message
from candour.gateway.models import Case
from candour.gateway.services import stage_three
from markup import page, words

pytestmark = pytest.mark.django_db

SPONSOR = "deputy.chief"
PARTS = ("request", "known", "material", "test/1", "recommend", "review", "bias")


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def sponsor(aldshire):
    client = Client()
    client.force_login(aldshire.people[SPONSOR].account)
    return client


def test_the_link_in_the_letter_leads_to_the_matter(aldshire, sponsor):
    case = aldshire.decided(principal="chief.constable", accepts=False)
    sent = Message.objects.filter(stream=case.stream)
    letter = next(one for one in sent if one.letter == "sponsor_told_of_divergence")
    assert f"/gateway/{case.reference}" in letter.text
    shown = words(page(sponsor.get(f"/gateway/{case.reference}")))
    assert case.activity in shown
    assert "Record the decision and its reasons" in shown


def test_they_read_what_was_decided_and_not_why(aldshire, sponsor):
    case = aldshire.decided(principal="chief.constable", accepts=False)
    home = page(sponsor.get(f"/gateway/{case.reference}"))
    links = set(home.xpath("//main//a/@href"))
    assert f"/gateway/{case.reference}/decision" in links
    shown = words(page(sponsor.get(f"/gateway/{case.reference}/decision")))
    assert "What follows" in shown
    assert "Reasons" not in shown


@pytest.mark.parametrize("part", PARTS)
def test_nothing_that_led_to_it_is_shown(aldshire, sponsor, part):
    case = aldshire.decided(principal="chief.constable", accepts=False)
    answer = sponsor.get(f"/gateway/{case.reference}/{part}")
    assert answer.status_code == 404 or "You cannot do this now" in words(page(answer))


def test_a_decision_that_follows_the_advice_does_not_exist_for_them(aldshire, sponsor):
    case = aldshire.decided(principal="chief.constable")
    assert sponsor.get(f"/gateway/{case.reference}").status_code == 404


def test_an_overdue_decision_that_was_put_before_them_opens_without_its_outcome(aldshire, sponsor):
    case = aldshire.recommended(principal="chief.constable")
    assert sponsor.get(f"/gateway/{case.reference}").status_code == 404
    ago = timezone.localdate() - timedelta(days=1)
    Case.objects.filter(pk=case.pk).update(decision_due_on=ago)
    stage_three.escalate(case.pk, by=aldshire.by("head.secretariat", "overseer"))
    assert sponsor.get(f"/gateway/{case.reference}").status_code == 200
    assert case.reference in words(page(sponsor.get("/gateway")))
