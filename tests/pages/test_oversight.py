# SPDX-License-Identifier: MIT
"""Oversight of the Gateway: clocks and counts that are true, and no word of what a matter is about."""

from datetime import timedelta

import pytest
from county import county
from django.test import Client
from django.utils import timezone

from candour.gateway.models import Case, Wall
from candour.gateway.rules.matter import Course
from candour.gateway.services import stage_three, stage_two
from markup import page, words

pytestmark = pytest.mark.django_db
CHIEF, ASSESSOR, OVERSEER = "deputy.chief", "staff.officer.chief", "head.secretariat"
MOST_QUERIES = 9
SEALED = (
    "Dinner of the Aldshire Digital Forum", "Digital Forum", "The Old Exchange", "Ribblesea",
    "Morgan Vale", "morgan.vale", "regional digital board", "You are invited", "The invitation",
    "Weighed", "A tender is open", "The host will bid", "I have weighed it", "Keep full minutes",
    "The tender closed", "Is anything known?",
)  # fmt: skip
"""Every word that the builder of matters seals."""


@pytest.fixture
def aldshire():
    return county()


def browser(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client


@pytest.fixture
def full(aldshire):
    aldshire.notified(by="secretariat")
    aldshire.complete(principal="acc.local")
    case = aldshire.assessing()
    stage_two.ask_for_gist(case.pk, "Is anything known?", by=aldshire.by(ASSESSOR))
    late = timezone.localdate() - timedelta(days=1)
    Case.objects.filter(pk=case.pk).update(advice_due_on=late)
    aldshire.recommended()
    aldshire.decided(accepts=False)
    aldshire.notified(event_on=late, why_late="It came by post.")
    aldshire.asked_again(principal="acc.crime")
    return aldshire


def rows(tree):
    return tree.xpath("//h2[@id='list']/following::table[1]/tbody/tr")


def test_every_number_equals_the_list_that_it_opens(full):
    client = browser(full, OVERSEER)
    links = page(client.get("/gateway/oversight")).xpath("//main//td//a[contains(@href, 'show=')]")
    assert len(links) == 16
    for link in links:
        found = rows(page(client.get(link.get("href"))))
        assert len(found) == int(words(link)), link.get("href")


def test_no_page_says_a_word_of_what_a_matter_is_about(full):
    client = browser(full, OVERSEER)
    links = page(client.get("/gateway/oversight")).xpath("//main//td//a[contains(@href, 'show=')]")
    for href in ("/gateway/oversight", *(link.get("href") for link in links)):
        text = client.get(href).content.decode()
        assert [each for each in SEALED if each in text] == []
        assert full.people[CHIEF].full_name not in text


def test_a_line_says_stage_clock_and_assessor(full):
    tree = page(browser(full, OVERSEER).get("/gateway/oversight?show=assessing_overdue"))
    (row,) = rows(tree)
    assert "Being assessed" in words(row)
    assert "overdue" in words(row)
    assert full.people[ASSESSOR].full_name in words(row)


def test_an_unknown_group_is_all_that_is_open(full):
    tree = page(browser(full, OVERSEER).get("/gateway/oversight?show=everything"))
    assert words(tree.xpath("//h2[@id='list']")[0]) == "All open requests"


def test_who_oversees_in_general_sees_totals_and_no_reference(full):
    text = words(page(browser(full, "oversight").get("/gateway/oversight")).xpath("//main")[0])
    assert "You see totals only." in text
    assert not any(one.reference in text for one in Case.objects.all())
    assert [each for each in SEALED if each in text] == []
    assert "Decided against the advice1" in text


def test_the_professional_standards_see_only_what_is_theirs_to_reassess(full):
    tree = page(browser(full, "head.psd").get("/gateway/oversight"))
    assert len(rows(tree)) == 1
    assert "Reassessment asked for" in words(rows(tree)[0])


def test_a_matter_that_is_shut_to_the_overseer_is_not_counted(full):
    case = full.recommended()
    Wall.objects.create(case=case, event=case.last_event, person=full.people[OVERSEER])
    tree = page(browser(full, OVERSEER).get("/gateway/oversight?show=deciding"))
    assert case.reference not in words(tree)


@pytest.mark.parametrize("name", [CHIEF, ASSESSOR, "secretariat", "administrator", "source.unit"])
def test_nobody_else_finds_it(full, name):
    client = browser(full, name)
    assert client.get("/gateway/oversight").status_code == 404


def test_it_asks_the_database_few_questions(full, django_assert_max_num_queries):
    client = browser(full, OVERSEER)
    client.get("/gateway/oversight")
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/gateway/oversight")


# ------------------------------------------------------------------ a typed reference, and my own


def find(client, reference):
    return client.post("/search", {"reference": reference})


def test_a_typed_reference_leads_to_the_matter(full):
    case = Case.objects.filter(principal=full.people[CHIEF]).first()
    assert find(browser(full, CHIEF), case.reference.lower()).url == f"/gateway/{case.reference}"


def test_a_matter_of_others_is_no_hit(full):
    case = Case.objects.filter(principal=full.people[CHIEF]).first()
    there = find(browser(full, "chief.finance"), case.reference)
    never = find(browser(full, "chief.finance"), "GW-2222-2222")
    assert there.status_code == never.status_code == 200
    assert words(page(there)).replace(case.reference, "") == words(page(never)).replace(
        "GW-2222-2222", ""
    )


def test_my_account_lists_what_i_sent_and_nothing_else(full):
    text = words(page(browser(full, "secretariat").get("/me")))
    mine = Case.objects.filter(notifier=full.people["secretariat"])
    assert mine.count() == 1
    assert all(one.reference in text for one in mine)
    assert not any(one.reference in text for one in Case.objects.exclude(pk__in=mine))
    assert "Gateway requests that you sent" not in words(page(browser(full, "auditor").get("/me")))


def test_closing_changes_no_total_of_what_is_open(full):
    case = full.final(course=Course.DECLINE)
    stage_three.close(case.pk, by=full.by(CHIEF, "principal"))
    open_now = Case.objects.filter(ended_at=None).count()
    tree = page(browser(full, OVERSEER).get("/gateway/oversight"))
    assert words(tree.xpath("//main//a[contains(@href, 'show=open#')]")[0]) == str(open_now)
