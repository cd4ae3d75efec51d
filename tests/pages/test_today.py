# SPDX-License-Identifier: MIT
"""Today: four lists, one sentence, and numbers that are true."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candour.ui import today
from candour.ui.drafts import drafts_of
from candour.ui.tags import tag
from candour.ui.today import DRAFTS, NEEDS_YOU, NEW, WAITING, Feed, TodayItem, gather, register_feed
from markup import by_class, page, words

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def no_feeds(monkeypatch):
    monkeypatch.setattr(today, "_feeds", {})


def feed(list_, *items, name="matters"):
    register_feed(Feed(name, list_, lambda _person, _today: list(items)))


def item(verb="Decide", **kwargs):
    return TodayItem(verb, kwargs.pop("reference", "GW-7KQ3-9FXD"), "/x", **kwargs)


def due(days, verb="Decide"):
    return item(verb, due=timezone.localdate() + days * DAY, due_words="soon")


def test_the_most_pressing_comes_first(ann):
    now = timezone.localdate()
    feed(
        NEEDS_YOU,
        item("new", since=now), item("old", since=now - 9 * DAY), due(30, "far"),
        due(3, "week"), due(0, "today"), due(-1, "late"), due(-5, "later still"),
    )  # fmt: skip
    verbs = [each.verb for each in gather(ann, now).lists[NEEDS_YOU]]
    assert verbs == ["later still", "late", "today", "week", "old", "far", "new"]


def test_the_sentence_counts_what_needs_you(browser):
    feed(NEEDS_YOU, due(-2), due(-1), due(1), due(2), due(9))
    assert "5 things need you. 2 are overdue." in words(page(browser.get("/today")))


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((), "Nothing needs you today."),
        ((1,), "1 thing needs you."),
        ((-1,), "1 thing needs you. 1 is overdue."),
    ],
)
def test_the_sentence_is_right_for_few(browser, days, sentence):
    feed(NEEDS_YOU, *(due(day) for day in days))
    assert words(by_class(page(browser.get("/today")), "govuk-body-l")[0]) == sentence


def test_every_number_equals_the_list_that_it_opens(browser):
    feed(NEEDS_YOU, *(due(day) for day in range(-3, 12)))
    feed(WAITING, item("Views", since=timezone.localdate()), name="views")
    register_feed(Feed("more", WAITING, lambda _p, _t: [item("Answer")]))
    numbers = by_class(page(browser.get("/today")), "app-numbers__link")
    assert [words(link) for link in numbers] == [
        "15 need you",
        "3 overdue",
        "2 waiting for someone else",
    ]
    for link in numbers:
        rows = by_class(page(browser.get(link.get("href"))), "app-today__item")
        assert len(rows) == int(words(link).split()[0])


def test_a_list_shows_ten_rows_and_the_way_to_all(browser):
    feed(NEEDS_YOU, *(due(day) for day in range(12)))
    tree = page(browser.get("/today"))
    assert len(by_class(tree, "app-today__item")) == 10
    (see_all,) = tree.xpath("//a[starts-with(normalize-space(.), 'See all 12')]")
    assert see_all.get("href") == "/today/needs-you"


def test_beyond_a_hundred_a_list_says_that_there_are_more(browser):
    feed(NEEDS_YOU, *(due(-day) for day in range(1, 102)))
    tree = page(browser.get("/today"))
    assert "More than 100 things need you. More than 100 are overdue." in words(tree)
    assert words(by_class(tree, "app-numbers__link")[0]) == "100+ need you"
    assert tree.xpath("//a[starts-with(normalize-space(.), 'See the first 100')]")
    whole = page(browser.get("/today/needs-you"))
    assert len(by_class(whole, "app-today__item")) == 100
    assert "These are the first 100 lines. There are more" in words(whole)


def test_exactly_a_hundred_are_all(browser):
    feed(NEEDS_YOU, *(due(1) for _ in range(100)))
    assert "100 things need you." in words(page(browser.get("/today")))
    assert "100 lines" in words(page(browser.get("/today/needs-you")))


def test_the_lists_come_in_their_order(browser):
    headings = [words(each) for each in page(browser.get("/today")).xpath("//main//h2")]
    assert headings[1:] == ["Needs you", "Waiting for someone else", "Your drafts", "New to you"]


def test_an_empty_list_says_what_will_appear(browser):
    empty = [words(each) for each in by_class(page(browser.get("/today")), "app-empty")]
    assert len(empty) == 4
    assert all("here" in each for each in empty)


def test_a_row_says_what_for_whom_and_until_when(browser):
    feed(NEEDS_YOU, item("Decide", for_whom="Ben Baker", due=timezone.localdate(), due_words="Due today",
                         tag=tag("decision_needed")))  # fmt: skip
    (row,) = by_class(page(browser.get("/today")), "app-today__item")
    for part in (
        "Decide GW-7KQ3-9FXD",
        "Decision needed",
        "Ben Baker",
        "Due today",
        str(timezone.localdate().year),
    ):
        assert part in words(row)


def test_one_broken_feed_leaves_the_others(browser, caplog):
    def broken(_person, _today):
        raise RuntimeError("a private detail")

    register_feed(Feed("outcomes", NEW, broken))
    feed(NEEDS_YOU, due(1))
    tree = page(browser.get("/today"))
    assert "We could not load: outcomes." in words(by_class(tree, "govuk-notification-banner")[0])
    assert len(by_class(tree, "app-today__item")) == 1
    assert "a private detail" not in words(tree)
    assert "the feed outcomes failed" in caplog.text


def test_a_whole_list_asks_only_the_feeds_of_that_list(browser):
    def broken(_person, _today):
        raise AssertionError("nobody asked")

    register_feed(Feed("outcomes", NEW, broken))
    assert "could not load" not in words(page(browser.get("/today/waiting")))


def test_a_reminder_is_sent_by_a_form(browser):
    feed(WAITING, item("Views", remind="/remind/GW-7KQ3"))
    (form,) = page(browser.get("/today")).xpath("//main//form")
    assert (form.get("method"), form.get("action")) == ("post", "/remind/GW-7KQ3")
    assert {each.get("name") for each in form.xpath(".//input")} == {"csrfmiddlewaretoken", "once"}


def test_a_list_that_does_not_exist_is_not_found(browser):
    assert browser.get("/today/everything").status_code == 404


def test_today_asks_the_database_few_questions(browser, django_assert_max_num_queries):
    register_feed(Feed("your drafts", DRAFTS, drafts_of))
    browser.get("/today")
    with django_assert_max_num_queries(5):
        browser.get("/today")
