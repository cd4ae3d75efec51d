# SPDX-License-Identifier: MIT
"""What stands round every page, in its fixed order."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory

from candour.kernel.roles import Role
from candour.ui import navigation
from candour.ui.marking import Marking, highest
from candour.ui.models import Brand
from candour.ui.navigation import Link, register_link, to_everyone
from candour.ui.pages import render
from markup import by_class, draw, page, words

pytestmark = pytest.mark.django_db


def order_of(tree, *paths):
    """Where in the page each of these stands."""
    every = list(tree.iter())
    return [every.index(tree.xpath(path)[0]) for path in paths]


def test_the_parts_of_a_page_stand_in_their_order(browser):
    tree = page(browser.get("/today/waiting"))
    places = order_of(
        tree,
        "//a[@class='govuk-skip-link']",
        "//p[contains(@class, 'app-marking')]",
        "//p[@class='app-header__name']",
        "//section[@aria-label='Service']",
        "//nav[@aria-label='Breadcrumb']",
        "//main//h1",
        "//aside[contains(@class, 'app-help')]",
        "//footer",
    )
    assert places == sorted(places)


def test_facts_come_before_the_content(browser):
    tree = page(browser.get("/today"))
    facts, content = order_of(
        tree, "//main//div[contains(@class, 'app-facts ') or @class[contains(., 'app-facts')][contains(., 'third')]]",
        "//main//div[contains(@class, 'two-thirds')]//h2",
    )  # fmt: skip
    assert facts < content


def test_there_is_one_main_heading(browser):
    for path in ("/today", "/me", "/search", "/help", "/privacy", "/never-existed"):
        assert len(page(browser.get(path)).xpath("//h1")) == 1


def test_the_reader_and_the_time_are_printed(browser):
    line = words(by_class(page(browser.get("/me")), "app-print-only")[0])
    assert line.startswith("Printed by Ann Able on ")


def test_a_signed_in_page_carries_its_marking(rf: RequestFactory, ann):
    request = rf.get("/x")
    request.person, request.acting_for, request.roles = ann, None, frozenset()
    request._messages, request.session = [], SessionStore()
    answer = render(
        request, "ui/help/index.html", {"topics": []},
        marking=Marking.OFFICIAL_SENSITIVE, handling="Gateway team only",
    )  # fmt: skip
    (line,) = by_class(page(answer), "app-marking")
    assert words(line) == "OFFICIAL-SENSITIVE Gateway team only"
    assert "app-marking--sensitive" in line.get("class")


def test_a_stranger_sees_no_marking_and_no_links(staff):
    tree = page(Client().get("/privacy"))
    assert not by_class(tree, "app-marking")
    assert not tree.xpath("//header//nav")
    assert not tree.xpath("//form")


def test_a_page_is_as_sensitive_as_the_most_sensitive_thing_on_it():
    assert highest() is Marking.OFFICIAL
    assert highest(Marking.OFFICIAL, Marking.OFFICIAL_SENSITIVE) is Marking.OFFICIAL_SENSITIVE


def test_the_body_names_itself_and_gives_its_colour(staff, browser):
    Brand.objects.create(body=staff.body, colour="#7b1020", help_team="the Gateway team")
    tree = page(browser.get("/me"))
    assert words(by_class(tree, "app-header__name")[0]) == "Aldshire Constabulary"
    (style,) = tree.xpath("//link[contains(@href, 'brand.css')]/@href")
    answer = browser.get(style)
    assert answer.content == b":root{--govuk-brand-colour:#7b1020}\n"
    assert answer.headers["Content-Type"] == "text/css"
    assert "Ask the Gateway team." in words(by_class(tree, "app-help")[0])


def test_a_stranger_sees_the_only_body_that_there_is(staff):
    assert "Aldshire" not in words(page(Client().get("/privacy")))
    Brand.objects.create(body=staff.body)
    assert "Aldshire Constabulary decides why" in words(page(Client().get("/privacy")))


@pytest.mark.parametrize("colour", ["red", "#fff", "7b1020;", ""])
def test_a_colour_that_is_none_gives_no_style(staff, colour):
    Brand.objects.create(body=staff.body, colour=colour)
    assert Client().get("/brand.css?body=aldshire").content == b"\n"


def test_no_page_title_holds_a_name(browser):
    for path in ("/today", "/me", "/search", "/privacy", "/never-existed"):
        title = words(page(browser.get(path)).xpath("//title")[0])
        assert title.endswith(" – Candour")
        assert "Ann" not in title
        assert "Aldshire" not in title


def test_the_title_says_first_that_there_is_an_error(browser):
    answer = browser.post("/search", {"reference": ""})
    assert answer.status_code == 422
    assert words(page(answer).xpath("//title")[0]).startswith("Error: Search")
    (summary,) = by_class(page(answer), "govuk-error-summary")
    assert summary.xpath(".//a/@href") == ["#reference"]


# ------------------------------------------------------------------ links


@pytest.fixture
def no_links(monkeypatch):
    monkeypatch.setattr(navigation, "_links", {})


def test_at_most_six_links_and_the_last_stays(no_links):
    for order in range(9):
        register_link(Link(f"Link {order}", f"/link-{order}", order, to_everyone))
    shown = navigation.links_for(frozenset(), "/")
    assert [link.text for link in shown] == [
        "Link 0",
        "Link 1",
        "Link 2",
        "Link 3",
        "Link 4",
        "Link 8",
    ]


def test_a_link_is_hidden_from_those_who_may_not_follow_it(no_links):
    register_link(Link("Gateway", "/gateway", 1, lambda roles: Role.ASSESSOR in roles))
    assert navigation.links_for(frozenset({Role.AUDITOR}), "/") == []
    assert len(navigation.links_for(frozenset({Role.ASSESSOR}), "/")) == 1


def test_a_link_is_marked_on_its_page_and_below(no_links):
    register_link(Link("Gateway", "/gateway", 1, to_everyone))
    marked = {path: navigation.links_for(frozenset(), path)[0].current
              for path in ("/gateway", "/gateway/GW-7KQ3", "/gateways", "/")}  # fmt: skip
    assert marked == {"/gateway": True, "/gateway/GW-7KQ3": True, "/gateways": False, "/": False}


def test_the_reader_is_the_last_link(browser):
    links = page(browser.get("/me")).xpath("//header//nav//a")
    assert (words(links[-1]), links[-1].get("href"), links[-1].get("aria-current")) == (
        "Ann Able",
        "/me",
        "true",
    )


# ------------------------------------------------------------------ parts


def test_a_link_back_stands_in_a_landmark():
    tree = draw("{% from 'components/back.html' import back_link %}{{ back_link('/today') }}")
    assert tree.xpath("//nav[@aria-label='Back']/a/@href") == ["/today"]


def test_welsh_readers_get_a_page_that_says_so(staff, ann):
    ann.language = "cy"
    ann.save()
    assert page(staff.browser(ann).get("/me")).get("lang") == "cy"


def test_sign_out_is_a_form_with_a_token(browser):
    (form,) = page(browser.get("/me")).xpath("//header//form")
    assert (form.get("method"), form.get("action")) == ("post", "/sign-out")
    assert form.xpath(".//input[@name='csrfmiddlewaretoken']")
