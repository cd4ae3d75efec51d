# SPDX-License-Identifier: MIT
from datetime import date

import pytest

from candour.correspondence.composing import compose, day_in_words, suggest_reply
from candour.kernel.procedure import Refused

INSIDE = {
    "name": "Rowan Ellery",
    "reference": "GW-7KQ3-9FXD",
    "link": "https://candour.example/gateway/GW-7KQ3-9FXD",
}
OUTSIDE = {
    "name": "Sam Lowe",
    "reference": "GW-7KQ3-9FXD",
    "organisation": "Aldshire Constabulary",
}


def test_the_subject_says_first_what_to_do_and_by_when():
    draft = compose("recommendation_sent", "en", {**INSIDE, "deadline": date(2026, 11, 27)})
    assert draft.subject == "Decide by Friday 27 November 2026: Gateway GW-7KQ3-9FXD"


def test_without_a_deadline_the_subject_still_reads_well():
    draft = compose("recommendation_sent", "en", INSIDE)
    assert draft.subject == "Decide: Gateway GW-7KQ3-9FXD"
    assert "Deadline" not in draft.text


def test_a_value_that_the_letter_has_no_place_for_is_refused_by_name():
    with pytest.raises(Refused, match="no place for 'donor'"):
        compose("recommendation_sent", "en", {**INSIDE, "donor": "Acme"})


def test_case_content_cannot_be_slipped_into_a_message_to_an_account():
    with pytest.raises(Refused, match="no place for 'event'"):
        compose("recommendation_sent", "en", {**INSIDE, "event": "Dinner of the Acme Guild"})


@pytest.mark.parametrize("missing", ["name", "link", "reference"])
def test_a_value_that_the_letter_needs_is_asked_for_by_name(missing):
    values = {name: value for name, value in INSIDE.items() if name != missing}
    with pytest.raises(Refused, match=f"Enter '{missing}'") as refused:
        compose("recommendation_sent", "en", values)
    assert refused.value.about == missing


def test_a_letter_that_does_not_exist_is_refused():
    with pytest.raises(Refused, match="no letter called 'love_letter'"):
        compose("love_letter", "en", INSIDE)


def test_what_a_person_typed_is_never_read_as_a_template():
    typed = "Budget {signatory} [see {name}] <b>bold</b> {{ 7 * 7 }} & more"
    values = {**OUTSIDE, "signatory": "Tamsin Orrell", "reply": typed}
    draft = compose("organiser_decline", "en", values)
    assert typed in draft.text
    assert "&lt;b&gt;bold&lt;/b&gt; {{ 7 * 7 }} &amp; more" in draft.html


def test_a_subject_stays_on_one_line_whatever_was_typed():
    draft = compose("reminder", "en", {**INSIDE, "task": "Decide\r\nBcc: everyone@example.com"})
    assert "\n" not in draft.subject
    assert "\r" not in draft.subject


def test_the_approved_reply_takes_the_place_of_the_proposed_one():
    draft = compose("organiser_decline", "en", {**OUTSIDE, "reply": "Sadly I am away that week."})
    assert "Sadly I am away that week." in draft.text
    assert suggest_reply("organiser_decline", "en", OUTSIDE) not in draft.text


def test_a_polite_reply_is_proposed_where_none_was_written():
    draft = compose("organiser_decline", "en", OUTSIDE)
    assert suggest_reply("organiser_decline", "en", OUTSIDE) in draft.text
    assert "grateful" in draft.text


def test_a_person_outside_may_be_written_to_in_welsh():
    draft = compose("organiser_decline", "cy", {**OUTSIDE, "event": "Cinio Blynyddol"})
    assert draft.language == "cy"
    assert draft.text.startswith("Annwyl Sam Lowe")


def test_a_letter_without_welsh_goes_out_in_english_and_says_so():
    draft = compose("recommendation_sent", "cy", INSIDE)
    assert draft.language == "en"
    assert '<html lang="en">' in draft.html


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Sunday 1 March 2026"), ("cy", "dydd Sul 1 Mawrth 2026")],
)
def test_days_are_written_out_in_the_language_of_the_letter(language, words):
    assert day_in_words(date(2026, 3, 1), language) == words


def test_lines_that_start_with_a_dash_become_a_list():
    values = {**OUTSIDE, "arrangements": "- A note is taken\n- One person attends"}
    html = compose("organiser_accept_with_conditions", "en", values).html
    assert html.count("<li") == 2
    assert ">A note is taken</li>" in html
