# SPDX-License-Identifier: MIT
"""What no letter may ever do, whoever edits the words."""

import re

import pytest

from candour.correspondence.composing import compose, has_welsh
from candour.correspondence.letters_on_file import (
    SUBJECT_PLACES,
    Audience,
    LetterProblem,
    all_letters,
    parse_letters,
)

NAME, EVENT = "Rowan Ellery", "Dinner of the Acme Guild"
VALUES = {
    "name": NAME,
    "organisation": "Aldshire Constabulary",
    "reference": "GW-7KQ3-9FXD",
    "deadline": "Friday 27 November 2026",
    "link": "https://candour.example/gateway/GW-7KQ3-9FXD",
    "contact": "Gateway team, 01632 960000",
    "settings": "https://candour.example/me/settings",
    "signatory": "Tamsin Orrell",
    "event": EVENT,
    "reply": "The private words of the reply",
    "arrangements": "- A note is taken",
    "received": "Monday 2 November 2026",
    "task": "Decide",
    "count": 5,
    "summary": "5 things need you.",
    "items": "- Decide GW-7KQ3-9FXD",
}
EVERY_LETTER = [
    (key, language) for language in ("en", "cy") for key in sorted(all_letters(language))
]
NEEDED_BY_THE_GATEWAY = {
    "request_received", "assessor_allocated", "association_view_asked", "gist_asked",
    "recommendation_sent", "decision_recorded", "organiser_accept",
    "organiser_accept_with_conditions", "organiser_decline", "party_told",
    "reassessment_requested", "reassessment_outcome", "final_notice",
    "sponsor_told_of_divergence", "reminder", "escalation", "external_link", "daily_digest",
}  # fmt: skip
BANNED = re.compile(r"\b(please|successfully|invalid|submit\w*)\b", re.IGNORECASE)


def draft_of(key, language):
    letter = all_letters(language)[key]
    return compose(key, language, {k: v for k, v in VALUES.items() if k in letter.places})


def test_every_letter_that_the_gateway_sends_is_on_file():
    assert set(all_letters("en")) >= NEEDED_BY_THE_GATEWAY


@pytest.mark.parametrize(("key", "language"), EVERY_LETTER)
def test_a_subject_holds_no_name_and_no_case_content(key, language):
    subject = draft_of(key, language).subject
    for private in (NAME, EVENT, VALUES["reply"], VALUES["signatory"], VALUES["organisation"]):
        assert private not in subject
    assert "\n" not in subject
    assert len(subject) <= 100


@pytest.mark.parametrize(("key", "language"), EVERY_LETTER)
def test_a_subject_names_the_reference_or_counts(key, language):
    assert re.search(r"GW-7KQ3-9FXD|\(5\)", draft_of(key, language).subject)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_subject_does_not_give_away_how_the_organiser_was_answered(language):
    answers = ("organiser_accept", "organiser_accept_with_conditions", "organiser_decline")
    assert len({draft_of(key, language).subject for key in answers}) == 1


@pytest.mark.parametrize(
    "key", [key for key, each in all_letters("en").items() if each.audience is Audience.INTERNAL]
)
def test_a_message_to_a_person_with_an_account_has_no_place_for_case_content(key):
    letter = all_letters("en")[key]
    assert not letter.places & {"event", "reply", "arrangements", "signatory"}


@pytest.mark.parametrize(
    "key", [key for key, each in all_letters("en").items() if each.audience is Audience.PARTY]
)
def test_every_letter_to_a_person_outside_exists_in_welsh_with_the_same_places(key):
    assert has_welsh(key)
    assert all_letters("cy")[key].places == all_letters("en")[key].places
    assert all_letters("cy")[key].needed == all_letters("en")[key].needed


@pytest.mark.parametrize(("key", "language"), EVERY_LETTER)
def test_both_parts_of_a_letter_say_the_same(key, language):
    draft = draft_of(key, language)
    words = re.sub(r"<head>.*</head>", "", draft.html, flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", words).replace("&#39;", "'").replace("&amp;", "&")
    said = [re.sub(r"[:\-]", " ", line).split() for line in draft.text.splitlines()]
    written = re.sub(r"[:\-]", " ", words).split()
    for line in filter(None, said):
        assert " ".join(line) in " ".join(written)


@pytest.mark.parametrize(("key", "language"), EVERY_LETTER)
def test_a_letter_holds_no_picture_no_script_and_no_address_but_its_own(key, language):
    html = draft_of(key, language).html
    assert not re.search(r"<(img|script|link|iframe|style|object)\b|url\(|@import", html)
    assert set(re.findall(r'(?:href|src)="([^"]*)"', html)) <= {VALUES["link"]}
    assert f'<html lang="{language}">' in html
    assert "Arial" in html


@pytest.mark.parametrize(("key", "language"), EVERY_LETTER)
def test_a_letter_is_in_plain_words(key, language):
    letter = all_letters(language)[key]
    for text in (letter.subject, letter.body, letter.reply, letter.why, letter.action):
        assert not BANNED.search(text)
        for sentence in re.split(r"[.!?:]\s|\n", text):
            assert len(sentence.split()) <= 25


@pytest.mark.parametrize(("key", "language"), EVERY_LETTER)
def test_no_place_and_no_bracket_is_left_in_a_letter(key, language):
    draft = draft_of(key, language)
    assert not re.search(r"[{}\[\]]", draft.text + draft.subject)


def test_a_name_in_a_subject_line_is_refused_when_the_file_is_read():
    with pytest.raises(LetterProblem, match=r"\[hello\] has 'name' in its subject"):
        parse_letters(one_letter(subject="For {name}"), "en", source="en.toml")


def test_case_content_in_a_message_to_an_account_is_refused_when_the_file_is_read():
    with pytest.raises(LetterProblem, match=r"\[hello\] has 'event' in its body"):
        parse_letters(one_letter(body="About {event}"), "en", source="en.toml")


def test_an_unknown_place_is_refused_by_its_name():
    with pytest.raises(LetterProblem, match="'refrence'"):
        parse_letters(one_letter(body="{refrence}"), "en", source="en.toml")


def test_every_problem_of_a_file_is_named_at_once():
    text = one_letter(subject="{name}", body="{event}") + 'colour = "red"\n'
    with pytest.raises(LetterProblem) as problem:
        parse_letters(text, "en", source="en.toml")
    assert len(str(problem.value).splitlines()) == 3


def test_a_file_that_is_not_toml_is_refused_with_its_line():
    with pytest.raises(LetterProblem, match="line 2"):
        parse_letters("[hello]\nsubject = \n", "en", source="en.toml")


@pytest.mark.parametrize(
    ("was", "now", "problem"),
    [
        ('sign_off = ""', "", r"\[frame\] has no text called 'sign_off'"),
        ('sign_off = ""', 'sign_off = ""\nwave = ""', r"\[frame\] does not know 'wave'"),
        ('"6", "7"]', '"6"]', r"\[frame\] needs 7 names in 'days'"),
        ('body = "Hello"', "", r"\[hello\] has no text called 'body'"),
    ],
)
def test_what_is_missing_from_a_file_is_named(was, now, problem):
    with pytest.raises(LetterProblem, match=problem):
        parse_letters(one_letter().replace(was, now), "en", source="en.toml")


@pytest.mark.parametrize("audience", ["", "everyone"])
def test_a_letter_for_nobody_in_particular_is_refused(audience):
    with pytest.raises(LetterProblem, match="use internal or party"):
        parse_letters(one_letter(audience=audience), "en", source="en.toml")


def test_subjects_have_room_for_four_things_only():
    assert frozenset({"reference", "deadline", "task", "count"}) == SUBJECT_PLACES


def one_letter(*, subject="Read: {reference}", body="Hello", audience="internal"):
    frame = (
        '[frame]\nhello = "Hello"\ndear = "Dear"\ndeadline = ""\nwhy = ""\ncontact = ""\n'
        'reference = ""\ndigest = ""\nautomatic = ""\nsign_off = ""\n'
        'days = ["1", "2", "3", "4", "5", "6", "7"]\n'
        'months = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]\n'
    )
    letter = f'[hello]\naudience = "{audience}"\nsubject = "{subject}"\nbody = "{body}"\nwhy = ""\n'
    return frame + letter
