# SPDX-License-Identifier: MIT
"""Today in the Gateway: each is told of their own turn, and of nothing that they may not know."""

from datetime import timedelta

import pytest
from county import county
from django.test import Client
from django.utils import timezone

from candour.gateway.models import Case
from candour.gateway.rules.matter import Outcome
from candour.gateway.services import stage_four, stage_one, stage_three, stage_two
from candour.people.models import PostHolding
from candour.ui.today import NEEDS_YOU, NEW, WAITING, gather
from markup import by_class, page, words

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CHIEF, ASSESSOR, OVERSEER = "deputy.chief", "staff.officer.chief", "head.secretariat"
MOST_QUERIES = 13
"""UX11 asks for eight. The registers and the quarterly review each came with questions of their own."""


@pytest.fixture
def aldshire():
    return county()


def lines(aldshire, name, list_):
    gathered = gather(aldshire.people[name], timezone.localdate())
    assert gathered.failed == ()
    return [(item.verb, item.reference) for item in gathered.lists[list_]]


def needs(aldshire, name):
    """What the Gateway needs of somebody; the quarter's review and its figures stand beside it."""
    return [
        verb for verb, _ in lines(aldshire, name, NEEDS_YOU) if verb not in {"Review", "Publish"}
    ]


def waits(aldshire, name):
    gathered = gather(aldshire.people[name], timezone.localdate())
    return [(item.verb, item.tag.text) for item in gathered.lists[WAITING]]


def news(aldshire, name):
    return [verb for verb, _ in lines(aldshire, name, NEW)]


# ------------------------------------------------------------------ whose turn it is


def test_the_secretariat_completes_what_it_may_and_the_chief_officer_declares(aldshire):
    aldshire.notified(by="secretariat")
    assert needs(aldshire, CHIEF) == ["Declare what you already know for"]
    assert needs(aldshire, "secretariat") == ["Confirm the areas for"]
    assert needs(aldshire, "secretariat3") == []


def test_the_secretariat_waits_for_what_only_the_chief_officer_can_say(aldshire):
    aldshire.gathering(by="secretariat")
    assert needs(aldshire, "secretariat") == []
    assert waits(aldshire, "secretariat") == [
        ("The rest of the material for", "Waiting for chief officer")
    ]


def test_the_overseer_chooses_the_assessor(aldshire):
    aldshire.complete()
    assert needs(aldshire, OVERSEER) == ["Choose the assessor for"]
    assert waits(aldshire, CHIEF)[0][0] == "An assessor for"


def test_an_assessor_declares_tests_and_recommends_in_that_order(aldshire):
    case = aldshire.complete()
    chosen = aldshire.people[ASSESSOR].pk
    stage_one.allocate(case.pk, chosen, by=aldshire.by(OVERSEER, "overseer"))
    assert needs(aldshire, ASSESSOR) == ["Declare any bias for"]
    stage_two.declare_no_conflict(case.pk, by=aldshire.by(ASSESSOR))
    assert needs(aldshire, ASSESSOR) == ["Work through the Gateway Test for"]
    stage_two.assess(case.pk, aldshire.answers(case), by=aldshire.by(ASSESSOR))
    assert needs(aldshire, ASSESSOR) == ["Send the recommendation on"]
    assert needs(aldshire, OVERSEER) == []


def test_whoever_declared_a_conflict_hears_no_more_of_it(aldshire):
    case = aldshire.complete()
    chosen = aldshire.people[ASSESSOR].pk
    stage_one.allocate(case.pk, chosen, by=aldshire.by(OVERSEER, "overseer"))
    stage_two.declare_conflict(case.pk, "We are friends.", by=aldshire.by(ASSESSOR))
    assert needs(aldshire, ASSESSOR) == []
    assert needs(aldshire, OVERSEER) == ["Choose the assessor for"]


def test_a_representative_is_asked_only_when_asked(aldshire):
    case = aldshire.assessing(representative="association.rep")
    assert needs(aldshire, "association.rep") == []
    assert needs(aldshire, ASSESSOR) == ["Ask for the staff association's view on"]
    stage_two.ask_for_view(case.pk, by=aldshire.by(ASSESSOR))
    assert needs(aldshire, "association.rep") == ["Give your view on"]
    assert (
        "The staff association's view on",
        "Waiting for staff association or union",
    ) not in waits(aldshire, CHIEF)
    assert [verb for verb, _ in waits(aldshire, ASSESSOR)] == ["The staff association's view on"]


def test_nobody_but_the_assessor_learns_that_the_source_unit_was_asked(aldshire):
    case = aldshire.assessing()
    assert needs(aldshire, "source.unit") == []
    stage_two.ask_for_gist(case.pk, "Is anything known?", by=aldshire.by(ASSESSOR))
    assert needs(aldshire, "source.unit") == ["Answer the question on"]
    assert [verb for verb, _ in waits(aldshire, ASSESSOR)] == ["An answer to your question on"]
    assert [verb for verb, _ in waits(aldshire, CHIEF)] == ["The recommendation on"]


def test_the_chief_officer_decides_and_the_others_wait(aldshire):
    aldshire.recommended()
    assert needs(aldshire, CHIEF) == ["Decide on"]
    assert [verb for verb, _ in waits(aldshire, "secretariat")] == ["The decision on"]
    assert [verb for verb, _ in waits(aldshire, ASSESSOR)] == ["The decision on"]
    assert lines(aldshire, "chief.constable", WAITING) == []


def test_an_overdue_decision_is_the_overseers_to_escalate_once(aldshire):
    case = aldshire.recommended()
    Case.objects.filter(pk=case.pk).update(decision_due_on=timezone.localdate() - DAY)
    assert needs(aldshire, OVERSEER) == ["Escalate the overdue decision on"]
    stage_three.escalate(case.pk, by=aldshire.by(OVERSEER, "overseer"))
    assert needs(aldshire, OVERSEER) == []


def test_the_conditions_of_a_decision_are_the_assessors(aldshire):
    case = aldshire.told()
    assert needs(aldshire, ASSESSOR) == ["Start the conditions of"]
    stage_three.commission(case.pk, by=aldshire.by(ASSESSOR))
    gathered = gather(aldshire.people[ASSESSOR], timezone.localdate())
    (item,) = gathered.lists[NEEDS_YOU]
    assert item.verb == "Show that the conditions were kept in"
    # The condition may be shown later, but from the event on it is a breach.
    assert item.due == case.event_on


def test_the_reassessment_is_taken_up_by_whoever_is_in_turn(aldshire):
    case = aldshire.asked_again()
    assert needs(aldshire, "external.psd") == ["Take up the reassessment of"]
    assert needs(aldshire, "head.psd") == []
    stage_four.take_up(case.pk, by=aldshire.by("external.psd", "reassessor"))
    assert needs(aldshire, "external.psd") == ["Conclude the reassessment of"]


def test_another_course_is_the_chief_officers_to_answer(aldshire):
    aldshire.final(outcome=Outcome.REPLACED)
    assert needs(aldshire, CHIEF) == ["Answer the reassessment of"]


# ------------------------------------------------------------------ what is new


def test_an_outcome_is_new_until_the_matter_is_opened(aldshire):
    case = aldshire.decided()
    assert news(aldshire, "secretariat") == ["Decision made on"]
    assert news(aldshire, CHIEF) == []  # it was they who decided
    browser(aldshire, "secretariat").get(f"/gateway/{case.reference}")
    assert news(aldshire, "secretariat") == []


def test_a_withdrawn_request_is_news_to_its_assessor(aldshire):
    case = aldshire.assessing()
    stage_one.withdraw(case.pk, "Not going.", by=aldshire.by(CHIEF, "principal"))
    assert news(aldshire, ASSESSOR) == ["Withdrawn:"]
    assert needs(aldshire, ASSESSOR) == []


# ------------------------------------------------------------------ on the page


def browser(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client


@pytest.fixture
def busy(aldshire):
    """A county in which everybody has something on the desk."""
    aldshire.notified(by="secretariat")
    aldshire.complete(principal="acc.local")
    aldshire.recommended()
    aldshire.told()
    aldshire.asked_again(principal="acc.crime")
    return aldshire


def test_every_number_equals_the_count_in_its_list(busy):
    for name in (CHIEF, ASSESSOR, OVERSEER, "secretariat", "head.psd", "external.psd"):
        client = browser(busy, name)
        for link in by_class(page(client.get("/today")), "app-numbers__link"):
            rows = by_class(page(client.get(link.get("href"))), "app-today__item")
            assert len(rows) == int(words(link).split()[0]), (name, link.get("href"))


def test_every_line_opens(busy):
    for name in (CHIEF, ASSESSOR, OVERSEER, "secretariat", "head.psd"):
        client = browser(busy, name)
        links = page(client.get("/today")).xpath("//ul[@class='app-today']//a/@href")
        assert links, name
        assert [href for href in links if client.get(href).status_code != 200] == []


def test_no_line_says_what_a_matter_is_about(busy):
    for name in (CHIEF, ASSESSOR, OVERSEER, "secretariat", "head.psd"):
        text = words(page(browser(busy, name).get("/today")))
        assert "Digital Forum" not in text
        assert "Ribblesea" not in text
        assert "Morgan Vale" not in text


EVERYBODY = [
    *(CHIEF, ASSESSOR, OVERSEER, "secretariat", "association.rep", "source.unit", "head.psd"),
    *("external.psd", "auditor", "oversight", "constable", "administrator"),
]


@pytest.mark.parametrize("name", EVERYBODY)
def test_today_asks_the_database_few_questions_however_full_it_is(
    busy, name, django_assert_max_num_queries
):
    client = browser(busy, name)
    client.get("/today")
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/today")


def test_an_office_that_was_lost_shows_nothing_at_the_next_look(aldshire):
    """The question is remembered by the offices that somebody holds, never by the person alone."""
    aldshire.complete()
    assert needs(aldshire, OVERSEER)
    PostHolding.objects.filter(person=aldshire.people[OVERSEER]).delete()
    assert needs(aldshire, OVERSEER) == []
