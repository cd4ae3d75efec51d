# SPDX-License-Identifier: MIT
"""A closed review leaves as a document; what it cost and how it stands beside earlier quarters is shown."""

import pytest
from county import county
from django.test import Client
from printed import says_it_is_tagged, tags_of, text_of
from quarters import ReviewedQuarter
from reviewed import close

from candour.demo.finance import bring_in
from candour.ledger.models import Event
from candour.ledger.queries import opened
from candour.ledger.rules.entry import Kind
from candour.review.models import QuarterlyReview, ReviewItem
from candour.review.queries.spending import kept_in
from candour.review.services import reviewing
from fresh_proof import prove
from markup import page, words

pytestmark = pytest.mark.django_db
OVERSEER, STANDARDS = "head.secretariat", "head.psd"


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def quarter(aldshire):
    found = ReviewedQuarter(aldshire)
    bring_in(aldshire.people, found.quarter.ends)
    found.row = reviewing.read_sources(
        found.row.pk, by=aldshire.by(OVERSEER, "overseer"), seen=found.row.version
    )
    return found


@pytest.fixture
def browser(aldshire):
    def signed_in(name):
        client = Client()
        client.force_login(aldshire.people[name].account)
        return client

    return signed_in


def address(quarter, page=""):
    return f"/quarter/{quarter.quarter.slug}{page}"


def test_the_cost_of_activities_is_kept_sealed_when_the_sources_are_read(quarter):
    from django.db import connection

    held = {one.person: one for one in kept_in(quarter.row)}
    assert any(one.claimed for one in held.values())
    with connection.cursor() as cursor:
        cursor.execute("SELECT spending FROM review_quarterlyreview")
        kept = b"".join(bytes(value) for (value,) in cursor.fetchall())
    assert kept
    assert b"claimed" not in kept


def test_each_figure_opens_the_claims_behind_it(browser, quarter):
    shown = page(browser(STANDARDS).get(address(quarter, "/spending")))
    links = shown.xpath("//main//table//a/@href")
    assert links
    claimed = next(one for one in kept_in(quarter.row) if one.claimed)
    (link,) = [one for one in links if one.endswith(claimed.person)]
    shown = words(page(browser(STANDARDS).get(link)))
    for claim in claimed.claims:
        assert claim.says in shown


def test_looking_at_what_somebody_s_activities_cost_is_a_reading(browser, quarter):
    person = kept_in(quarter.row)[0].person
    browser(STANDARDS).get(address(quarter, f"/spending/{person}"))
    event = Event.objects.filter(stream=quarter.row.stream, act="read").order_by("leaf_id").last()
    assert person in opened([event.pk])[event.pk]["part"]


def test_somebody_of_whom_nothing_is_held_is_not_found(aldshire, browser, quarter):
    nobody = aldshire.people["constable"].pk
    assert browser(STANDARDS).get(address(quarter, f"/spending/{nobody}")).status_code == 404


@pytest.mark.parametrize("part", ["/spending", "/trend", "/review.pdf"])
def test_whoever_does_not_sit_on_the_review_finds_nothing(browser, quarter, part):
    for name in ("deputy.chief", "chief.constable", "registrar", "oversight"):
        assert browser(name).get(address(quarter, part)).status_code == 404


def test_the_trend_says_the_same_in_a_sentence_a_chart_and_a_table(aldshire, browser, quarter):
    earlier = quarter.quarter.before
    by = aldshire.by(OVERSEER, "overseer")
    row = reviewing.open_review(quarter.row.body, earlier, by=by)
    reviewing.read_sources(row.pk, by=by, seen=row.version)
    now = ReviewItem.objects.filter(review=quarter.row, gone=False).count()
    then = ReviewItem.objects.filter(review=row, gone=False).count()
    assert now > then
    shown = page(browser(OVERSEER).get(address(quarter, "/trend")))
    assert f"rose by {now - then}, from {then} to {now}" in words(shown)
    listed = [words(one) for one in shown.xpath("//main//figure//li")]
    assert [one.split(": ")[1] for one in listed] == [str(then), str(now)]
    widths = [int(one) for one in shown.xpath("//*[local-name()='rect']/@width")]
    assert widths == [round(400 * then / now), 400]
    (total,) = shown.xpath("//tr[th[normalize-space()='All exceptions']]")
    assert [cell.text for cell in total.xpath("td")] == [str(then), str(now)]


def test_there_is_no_document_before_both_have_signed(browser, quarter):
    assert prove(browser(OVERSEER)).get(address(quarter, "/review.pdf")).status_code == 404


def test_the_closed_review_leaves_as_a_tagged_document_and_the_record_says_who_took_it(
    aldshire, browser, quarter
):
    close(aldshire, quarter.row, learning="Ask earlier.", trainer="The secretariat")
    unproven = browser(OVERSEER).get(address(quarter, "/review.pdf"))
    assert unproven.url.startswith("/show-that-it-is-you")
    answer = prove(browser(OVERSEER)).get(address(quarter, "/review.pdf"))
    assert answer.status_code == 200
    assert says_it_is_tagged(answer.content)
    assert {"Table", "H1", "H2"} <= set(tags_of(answer.content))
    text = text_of(answer.content)
    for part in (
        str(quarter.quarter), "All looked at.", "Ask earlier.", "Invented Racing Club dinner",
        "Looked at by reassessor.", "Ask for the request.", "All exceptions", "What activities cost",
    ):  # fmt: skip
        assert part in text
    claimed = next(one for one in kept_in(quarter.row) if one.claimed)
    assert claimed.claims[0].says.split(",")[0] in text
    event = Event.objects.get(stream=quarter.row.stream, act="copy_taken")
    assert (event.kind, event.by_person) == (Kind.DISCLOSURE, aldshire.people[OVERSEER].pk)


def test_sod8_the_copy_of_a_reviewer_holds_no_evidence_about_themselves(aldshire, browser, quarter):
    close(aldshire, quarter.row)
    of_that_day = ReviewItem.objects.filter(review=quarter.row, day=quarter.item.day)
    of_that_day.update(person=aldshire.people[STANDARDS])
    taken = {
        name: text_of(prove(browser(name)).get(address(quarter, "/review.pdf")).content)
        for name in (OVERSEER, STANDARDS)
    }
    assert "Invented Racing Club dinner" in taken[OVERSEER]
    assert "Invented Racing Club dinner" not in taken[STANDARDS]
    assert "It concerns the reader of this copy." in taken[STANDARDS]


def test_what_was_signed_covers_what_activities_cost(quarter):
    before = reviewing.content_digest(quarter.row)
    row = QuarterlyReview.objects.get(pk=quarter.row.pk)
    row.spending = "[]"
    assert reviewing.content_digest(row) != before
