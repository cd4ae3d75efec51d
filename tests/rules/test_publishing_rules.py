# SPDX-License-Identifier: MIT
"""What is published passes two people, and nothing undecided leaves: SOD17, walked through and case by case."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.kernel.exploration import explore
from candour.kernel.procedure import Given, Refused, attempt
from candour.kernel.roles import Role
from candour.transparency.rules import publication as acts
from candour.transparency.rules.personal_data import Finding, Found, findings, known_people, masked
from candour.transparency.rules.publication import (
    After,
    Decided,
    Reasoned,
    Release,
    Stage,
    stage_of,
)
from candour.transparency.rules.publication_world import worlds
from candour.transparency.rules.redaction import (
    Choice,
    Decision,
    proposal,
    shown,
    undecided,
)
from candour.transparency.rules.scheme import (
    NotAScheme,
    due_by,
    is_over,
    last_finished,
    next_due,
    parse_scheme,
)
from candour.transparency.rules.spans import (
    Frequency,
    Span,
    as_span,
    financial_quarter,
    financial_year,
    span_of,
)
from candour.transparency.scheme import scheme_named, shipped_schemes

KEEPER, STANDARDS = frozenset({Role.REGISTRAR}), frozenset({Role.REASSESSOR})
READY = Release(frozenset({"keeper"}))


def test_every_state_of_a_release_is_sound():
    for world in worlds():
        findings_ = explore(world)
        assert findings_.sound, (findings_.broken, findings_.dead_ends)
        assert {act.name for act in acts.PUBLICATION.acts} <= findings_.fired


def test_whoever_prepared_or_decided_never_approves():
    both = STANDARDS | KEEPER
    with pytest.raises(Refused, match="somebody else approves"):
        attempt(acts.PUBLISH, Stage.PROPOSED, READY, Given(by="keeper"), both)
    decided = acts.DECIDE.effect(READY, Decided(by="other", cells=frozenset({"GR-1/x"})))
    with pytest.raises(Refused, match="somebody else approves"):
        attempt(acts.PUBLISH, Stage.PROPOSED, decided, Given(by="other"), STANDARDS)
    assert (
        attempt(acts.PUBLISH, Stage.PROPOSED, READY, Given(by="third"), STANDARDS)
        == Stage.PUBLISHED
    )


def test_a_value_that_nobody_looked_at_stops_both_steps():
    left = Release(frozenset({"keeper"}), frozenset({"GR-1/description"}))
    for act, stage, who in (
        (acts.PROPOSE, Stage.DRAFT, KEEPER),
        (acts.PUBLISH, Stage.PROPOSED, STANDARDS),
    ):
        with pytest.raises(Refused, match="1 value is still"):
            attempt(act, stage, left, Reasoned(by="third"), who)


def test_what_is_withheld_and_what_is_corrected_has_a_reason():
    with pytest.raises(Refused, match="Select why"):
        attempt(
            acts.DECIDE,
            Stage.DRAFT,
            READY,
            Decided(by="k", cells=frozenset({"a/b"}), hides=True),
            KEEPER,
        )
    again = Release(frozenset({"keeper"}), corrects=True)
    with pytest.raises(Refused, match="what was corrected"):
        attempt(acts.PROPOSE, Stage.DRAFT, again, Reasoned(by="k"), KEEPER)


# ------------------------------------------------------------------ periods and the scheme


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)), st.sampled_from(Frequency))
def test_every_day_lies_in_one_period_whose_code_reads_back(day, frequency):
    span = span_of(day, frequency)
    assert span.holds(day)
    assert as_span(span.code) == span
    assert span.next.before == span
    assert span.next.first == span.last + timedelta(days=1)


@pytest.mark.parametrize(
    ("frequency", "code"),
    [
        (Frequency.MONTHLY, "2027-01"),
        (Frequency.QUARTERLY, "2027-01-to-03"),
        (Frequency.YEARLY, "2026-04-to-2027-03"),
    ],
)
def test_a_code_says_what_it_covers(frequency, code):
    assert span_of(date(2027, 1, 9), frequency).code == code


@pytest.mark.parametrize(
    "code", ["", "2026-13", "2026-01-to-02", "2026-04-to-2029-03", "x", "2026-05-to-04"]
)
def test_what_is_no_period_is_none(code):
    assert as_span(code) is None


def test_the_financial_year_begins_in_april():
    assert [financial_year(day) for day in (date(2026, 3, 31), date(2026, 4, 1), date(2099, 4, 1))] == [
        "2025-26", "2026-27", "2099-00",
    ]  # fmt: skip
    assert [financial_quarter(date(2026, month, 1)) for month in (1, 4, 7, 12)] == [4, 1, 2, 3]


@pytest.mark.parametrize("kind", shipped_schemes())
def test_a_shipped_scheme_says_everything_in_both_languages(kind):
    scheme = scheme_named(kind)
    assert {one.code for one in scheme.datasets} >= {"gifts-and-hospitality", "business-interests"}
    for dataset in scheme.datasets:
        assert dataset.part("person") or dataset.part("giver") or dataset.part("least")
        assert dataset.careful or dataset.part("least")
        assert dataset.columns[0].name == "ref"


def test_what_comes_next_follows_what_was_published_last():
    gifts = scheme_named("police_force").datasets[0]
    july = Span(date(2026, 7, 1), 3)
    due = next_due(gifts, july, july, date(2026, 11, 28))
    assert (due.span.code, due.by, due.overdue) == ("2026-10-to-12", date(2027, 1, 31), False)
    never = next_due(gifts, None, july, date(2026, 11, 28))
    assert (never.span, never.overdue) == (july, True)
    assert due_by(gifts, july) == date(2026, 10, 31)


def test_a_scheme_that_cannot_be_used_is_named():
    shared = '[columns.every]\n[columns.x]\n[registers.x]\nday="a"\nready=[]\n[codes]\n'
    text = '[[datasets]]\ncode="x"\nregister="x"\ntitle={en="a"}\n'
    with pytest.raises(NotAScheme, match="x: "):
        parse_scheme(text, shared)


COLUMN = """
[columns.every]
redaction_note = { from = "=redactions", title = { en = "a", cy = "b" }, says = { en = "a", cy = "b" } }
[columns.x]
ref = { from = "=ref", codes = "none", title = { en = "a", cy = "b" }, says = { en = "a", cy = "b" } }
[registers.x]
day = "a"
ready = []
[codes]
"""
DATASET = """
[[datasets]]
code = "x"
register = "x"
title = { en = "a", cy = "b" }
says = { en = "a", cy = "b" }
frequency = "monthly"
due_days = 1
owner = "registrar"
columns = ["ref"]
"""


def test_codes_that_nobody_listed_and_words_in_one_language_are_named():
    with pytest.raises(NotAScheme, match="unknown codes none"):
        parse_scheme(DATASET, COLUMN)
    with pytest.raises(NotAScheme, match="both languages"):
        parse_scheme(DATASET.replace(', cy = "b"', "", 1), COLUMN)
    with pytest.raises(NotAScheme, match="owner"):
        parse_scheme(DATASET.replace('owner = "registrar"', ""), COLUMN)
    scheme = parse_scheme(DATASET, COLUMN.replace('codes = "none", ', ""))
    assert scheme.dataset("x").column("ref").source == "=ref"
    assert scheme.dataset("y") is None
    assert is_over(Span(date(2026, 1, 1), 1), date(2026, 2, 1))
    assert last_finished(scheme.dataset("x"), date(2026, 2, 1)).code == "2026-01"


def test_what_the_calendar_or_a_correction_did_is_a_stage_too():
    assert stage_of("expired") is After.EXPIRED
    assert stage_of("draft") is Stage.DRAFT
    with pytest.raises(Refused, match="the matter is corrected"):
        attempt(acts.WITHDRAW, stage_of("corrected"), READY, Reasoned(by="k", reason="x"), KEEPER)


# ------------------------------------------------------------------ personal data

PEOPLE = known_people(["Carys Gorsemere", "Anil Willowthwaite", "Wei Li"])


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("write to a.b+c@mail.example.org", Found.EMAIL, "a.b+c@mail.example.org"),
        ("write to a.b (at) mail.example.org", Found.EMAIL, "a.b (at) mail.example.org"),
        ("call 07700 900 123 now", Found.PHONE, "07700 900 123"),
        ("call +44 (0)1632 960 001", Found.PHONE, "+44 (0)1632 960 001"),
        ("call 01632 960001", Found.PHONE, "01632 960001"),
        ("NI QQ 12 34 56 C", Found.NI_NUMBER, "QQ 12 34 56 C"),
        ("JG123456A", Found.NI_NUMBER, "JG123456A"),
        ("at 12 Old Mill Lane", Found.ADDRESS, "12 Old Mill Lane"),
        ("flowers to ZZ9 9ZZ", Found.ADDRESS, "ZZ9 9ZZ"),
        ("flat 4b", Found.ADDRESS, "flat 4b"),
        ("his car AB12 CDE", Found.VEHICLE, "AB12 CDE"),
        ("her van A123 BCD", Found.VEHICLE, "A123 BCD"),
        ("born 12/03/1980", Found.BIRTH, "born 12/03/1980"),
        ("from Mrs P Gorsemere", Found.NAME, "Gorsemere"),
        ("tea with Dr Vale", Found.NAME, "Dr Vale"),
        ("lunch with carys gorsemere", Found.NAME, "carys gorsemere"),
        ("lunch with Willowthwaite", Found.NAME, "Willowthwaite"),
        ("a card from Carys Oakenhurst", Found.NAME, "Carys Oakenhurst"),
    ],
)
def test_what_may_be_personal_is_found(text, kind, place):
    if kind is Found.NI_NUMBER and text.startswith("NI QQ"):
        text, place = text.replace("QQ", "AB"), place.replace("QQ", "AB")
    found = findings(text, PEOPLE)
    assert any(one.kind is kind and place in text[one.start : one.end] for one in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Lunch for two", "Gorsemere Cricket Club", "Willowthwaite Catering Ltd", "£1,250.00 of vouchers",
        "Award of 12 medals", "A pen", "Conference 2026 to 2027", "Box of chocolates", "",
    ],
)  # fmt: skip
def test_ordinary_entries_are_left_alone(text):
    assert findings(text, PEOPLE) == []


@given(st.text(max_size=200))
def test_any_text_can_be_searched_and_nothing_found_is_left(text):
    found = findings(text, PEOPLE)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for one in found:
        assert text[one.start : one.end] not in masked(text, found, "\N{FULL BLOCK}") or (
            text.count(text[one.start : one.end]) > 1
        )


def test_places_that_overlap_are_one():
    text = "to flat 4 Carys Close now"
    (one,) = findings(text)
    assert text[one.start : one.end] == "flat 4 Carys Close"


def test_a_private_giver_is_put_in_other_words():
    whole = findings("tea with Dr Vale")
    assert proposal(whole) == Decision(Choice.MASK, "personal_data")
    assert proposal([]).choice is Choice.SHOW
    giver = Finding(0, 7, Found.PRIVATE_GIVER)
    assert proposal([giver]) == Decision(Choice.REWORD, "personal_data", "A member of the public")
    assert shown({"a": "x"}, {"a": Decision(Choice.SHOW)}, {})["a"] == "x"
    row = {"donor_name": "Dr Vale", "description": "tea with Dr Vale", "worth": None}
    decided = {
        "donor_name": Decision(Choice.REWORD, "personal_data", "A member of the public"),
        "description": Decision(Choice.MASK, "personal_data"),
    }
    public = shown(row, decided, {"description": whole})
    assert public == {
        "donor_name": "A member of the public", "description": "tea with […]", "worth": None,
        "redaction_note": "personal_data",
    }  # fmt: skip
    assert undecided(row, ["donor_name", "description", "worth"], decided) == frozenset()
    assert undecided(row, ["donor_name", "worth"], {}) == {"donor_name"}
    assert shown(row, {"donor_name": Decision(Choice.WITHHOLD, "harm")}, {})["donor_name"] is None
