# SPDX-License-Identifier: MIT
"""Two people changed the same thing: both versions are there, and nothing typed is lost."""

import pytest

from markup import by_class, hidden, page, words

pytestmark = pytest.mark.urls("specimen_urls")


@pytest.fixture
def answer(browser):
    return browser.post(
        "/specimen/changed?x=1", {"text": "Mine", "kind": "a", "version": "7", "once": "k"}
    )


def test_theirs_and_mine_stand_side_by_side(answer):
    assert answer.status_code == 409
    first, second = by_class(page(answer), "app-compare__row")
    assert "Different" in words(first)
    assert [
        words(side).split()[-1] for side in by_class(page(answer), "app-compare__side")[:2]
    ] == ["Theirs", "Mine"]
    assert "Different" not in words(second)


def test_a_choice_is_shown_by_its_words(answer):
    assert "Advice" in words(by_class(page(answer), "app-compare__row")[1])


def test_my_answers_can_be_sent_again_as_an_answer_to_the_new_version(answer):
    kept = [(n, v) for n, v in hidden(page(answer)) if n not in {"csrfmiddlewaretoken", "once"}]
    assert kept == [("text", "Mine"), ("kind", "a"), ("version", "8")]
    assert page(answer).xpath("//main//form/@action") == ["/specimen/changed?x=1"]


def test_sending_it_again_is_a_new_sending(answer):
    (once,) = [value for name, value in hidden(page(answer)) if name == "once"]
    assert once != "k"


def test_theirs_can_be_kept(answer):
    (keep,) = page(answer).xpath("//main//form//a")
    assert (words(keep), keep.get("href")) == ("Keep what is saved now", "/help")
