# SPDX-License-Identifier: MIT
"""Search, help, panels and the pages that the law asks for."""

import pytest

from candour.ui import help_topics, panels, search
from candour.ui.help_topics import Topic, register_topic
from candour.ui.panels import Panel, Viewer, panels_for, register_panel
from candour.ui.search import Hit, Resolver, register_resolver
from markup import page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def resolvers(monkeypatch):
    monkeypatch.setattr(search, "_resolvers", {})


def found(viewer, reference):
    return (
        Hit("Gateway request", reference, f"/gateway/{reference}")
        if reference == "GW-7KQ3"
        else None
    )


def test_a_reference_leads_straight_to_its_record(browser, resolvers):
    register_resolver(Resolver("gateway", found))
    answer = browser.post("/search", {"reference": " gw-7kq3 "})
    assert (answer.status_code, answer.url) == (302, "/gateway/GW-7KQ3")


def test_two_records_are_offered(browser, resolvers):
    register_resolver(Resolver("gateway", found))
    register_resolver(Resolver("letters", found))
    tree = page(browser.post("/search", {"reference": "GW-7KQ3"}))
    assert "2 results" in words(tree)


def test_no_result_says_how_to_go_on(browser, resolvers):
    tree = page(browser.post("/search", {"reference": "Ann Able"}))
    assert "0 results for “ANN ABLE”" in words(tree)
    assert "A reference that you may not open gives no result either." in words(tree)


def test_what_was_typed_is_not_in_the_address(browser):
    (form,) = page(browser.get("/search")).xpath("//main//form")
    assert form.get("method") == "post"
    assert "ann" not in page(browser.get("/search?reference=ann")).xpath("//main//input/@value")


def test_an_app_adds_its_guidance(browser, monkeypatch):
    monkeypatch.setattr(help_topics, "_topics", {})
    assert "There is no guidance yet." in words(page(browser.get("/help")))
    register_topic(Topic("cookies-again", "About cookies", "ui/cookies.html"))
    assert "/help/cookies-again" in page(browser.get("/help")).xpath("//main//a/@href")
    assert browser.get("/help/cookies-again").status_code == 200
    assert browser.get("/help/unheard-of").status_code == 404


def test_every_topic_of_ours_can_be_read(browser):
    for topic in help_topics.topics():
        answer = browser.get(f"/help/{topic.slug}")
        assert words(page(answer).xpath("//h1")[0]) == str(topic.title)


def test_the_accessibility_statement_claims_nothing_that_people_have_not_checked(browser):
    said = words(page(browser.get("/accessibility")))
    assert "people who use assistive technology have not tested the service yet" in said
    assert "still to be done" in said


def test_no_anonymous_form_is_offered(browser):
    tree = page(browser.get("/help/report-a-concern"))
    assert "does not take anonymous reports yet" in words(tree)
    assert not tree.xpath("//main//form")


def test_my_page_says_who_the_service_thinks_i_am(browser):
    said = words(page(browser.get("/me")))
    assert all(
        part in said
        for part in ("Ann Able", "Aldshire Constabulary", "Diary officer", "1 January 2020")
    )


def test_a_panel_shows_what_a_higher_app_knows(ann, monkeypatch):
    monkeypatch.setattr(panels, "_panels", {})
    seen = []

    def view(viewer, reference):
        seen.append((viewer.person, reference))
        return {"count": 2} if reference == "GW-7KQ3" else None

    register_panel("case", Panel("gifts", 2, view, "gifts.html"))
    register_panel("case", Panel("claims", 1, lambda _viewer, _reference: "x", "claims.html"))
    viewer = Viewer(ann, frozenset())
    assert [panel.name for panel in panels_for("case", viewer, "GW-7KQ3")] == ["claims", "gifts"]
    assert [panel.name for panel in panels_for("case", viewer, "GW-OTHER")] == ["claims"]
    assert panels_for("no such slot", viewer, "GW-7KQ3") == []
    assert seen[0] == (ann, "GW-7KQ3")
