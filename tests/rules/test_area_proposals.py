# SPDX-License-Identifier: MIT
"""Which of the nine areas an invitation seems to touch, and the reason that is shown."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.gateway.rules import area_words
from candour.gateway.rules.area_proposals import (
    PROPOSERS,
    Facts,
    Limits,
    OrganiserKind,
    Proposal,
    outside_working_hours,
    propose,
)

CODES = [
    "financial_decision",
    "external_event",
    "creates_register_entry",
    "procurement",
    "coaching_in_promotion",
    "complainant",
    "unsolicited",
    "poor_value",
    "external_group",
]

TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            [
                "dinner",
                "drinks",
                "tender",
                "mentoring",
                "solicitor",
                "golf",
                "society",
                "grant",
                "x",
            ]
        ),
        max_size=12,
    ).map(" ".join),
)
FACTS = st.builds(
    Facts,
    title=TEXTS,
    text=TEXTS,
    organiser=TEXTS,
    organiser_kind=st.sampled_from(OrganiserKind),
    place=TEXTS,
    cost=st.none() | st.decimals(0, 100_000, places=2),
    days_away=st.integers(0, 30),
    out_of_hours=st.booleans(),
    unsolicited=st.booleans(),
    outside_portfolio=st.booleans(),
    is_supplier=st.booleans(),
    tender_open=st.booleans(),
    contract_ends_in_days=st.none() | st.integers(-400, 400),
    attendee_in_promotion_process=st.booleans(),
    attendee_with_complaint_or_claim=st.booleans(),
)


def proposed(facts: Facts) -> dict[str, str]:
    return {proposal.code: proposal.reason for proposal in propose(facts)}


def test_the_areas_come_in_the_order_of_the_document():
    assert [code for code, _ in PROPOSERS] == CODES


def test_each_area_carries_its_clause():
    clauses = [proposer.clauses for _, proposer in PROPOSERS]  # type: ignore[attr-defined]
    assert clauses == [(f"COG 2/area{number}",) for number in range(1, 10)]


def test_nothing_known_proposes_nothing():
    assert propose(Facts()) == ()


def test_a_supplier_dinner_is_an_event_a_gift_and_a_chance_to_sell():
    """Journey 2: the contract is up for tender before anyone says yes."""
    facts = Facts(
        title="Supplier dinner",
        text="Drinks from 6.30pm. Tickets are complimentary.",
        organiser="Meridian Fleet Systems Ltd",
        is_supplier=True,
        contract_ends_in_days=41,
        out_of_hours=True,
    )
    assert propose(facts) == (
        Proposal("external_event", "Mentions “dinner”: it may be an external event"),
        Proposal(
            "creates_register_entry",
            "Mentions “dinner”, “drinks” and “tickets”; falls outside working hours: it may create a "
            "gift, hospitality, expense or overtime entry",
        ),
        Proposal(
            "procurement",
            "The organiser supplies this organisation; the organiser's contract is up for tender in "
            "41 days; mentions “supplier”: it may create or seek a chance to sell",
        ),
    )


@pytest.mark.parametrize(
    ("code", "facts", "reason"),
    [
        ("financial_decision", Facts(text="We hope to negotiate a grant."), "Mentions “negotiate” and “grant”"),
        ("external_event", Facts(title="Autumn conference"), "Mentions “conference”"),
        ("creates_register_entry", Facts(out_of_hours=True), "Falls outside working hours"),
        ("creates_register_entry", Facts(cost=Decimal(1)), "Has a cost"),
        ("creates_register_entry", Facts(days_away=1), "Takes 1 day away"),
        ("procurement", Facts(tender_open=True), "The organiser has a tender open"),
        ("procurement", Facts(organiser="Sentinel Optics plc"), "The organiser looks like a private company"),
        ("procurement", Facts(organiser_kind=OrganiserKind.PRIVATE_COMPANY), "The organiser looks like a private company"),
        ("procurement", Facts(contract_ends_in_days=1), "The organiser's contract is up for tender in 1 day"),
        ("coaching_in_promotion", Facts(text="mock board"), "Mentions “mock board”"),
        ("coaching_in_promotion", Facts(attendee_in_promotion_process=True), "Someone named here is in a promotion process"),
        ("complainant", Facts(text="our solicitors"), "Mentions “solicitors”"),
        ("complainant", Facts(attendee_with_complaint_or_claim=True), "The check of complaints and legal claims has a hit"),
        ("unsolicited", Facts(unsolicited=True), "Nobody asked for it"),
        ("unsolicited", Facts(outside_portfolio=True), "Lies outside the officer's portfolio"),
        ("unsolicited", Facts(text="May I introduce myself?"), "Mentions “introduce myself”"),
        ("poor_value", Facts(cost=Decimal("1234.50")), "Costs £1,234.50"),
        ("poor_value", Facts(cost=Decimal("100.00")), "Costs £100"),
        ("poor_value", Facts(days_away=3), "Takes 3 days away"),
        ("external_group", Facts(organiser="Rotary Club of Aldbury"), "Mentions “rotary” and “club”"),
        ("external_group", Facts(organiser_kind=OrganiserKind.CLUB_OR_SOCIETY), "The organiser is a club or society"),
        ("external_group", Facts(organiser_kind=OrganiserKind.POLITICAL), "The organiser is political"),
    ],
)  # fmt: skip
def test_each_reason_says_what_was_seen(code, facts, reason):
    assert proposed(facts)[code].split(": ")[0] == reason


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (Facts(cost=Decimal("99.99")), "poor_value"),
        (Facts(days_away=1), "poor_value"),
        (Facts(contract_ends_in_days=-3), "procurement"),
        (Facts(contract_ends_in_days=0), "procurement"),
        (Facts(organiser_kind=OrganiserKind.PUBLIC_BODY), "external_group"),
        (Facts(cost=Decimal(0)), "creates_register_entry"),
        (Facts(text="dinnerware"), "procurement"),
        (Facts(text="clubs are trump"), "external_group"),
        (Facts(text="balloon"), "external_event"),
    ],
)
def test_what_does_not_point_to_an_area_is_not_proposed(facts, code):
    assert code not in proposed(facts)


def test_the_limits_are_the_policys():
    dear = Facts(cost=Decimal(60), limits=Limits(cost=Decimal(50)))
    assert proposed(dear)["poor_value"].startswith("Costs £60:")
    assert "poor_value" not in proposed(replace(dear, limits=Limits(cost=Decimal(70))))


@pytest.mark.parametrize(
    ("starts", "ends", "outside"),
    [
        (datetime(2026, 12, 3, 9), datetime(2026, 12, 3, 17), False),
        (datetime(2026, 12, 3, 8), datetime(2026, 12, 3, 18), False),
        (datetime(2026, 12, 3, 7, 59), None, True),
        (datetime(2026, 12, 3, 18), None, False),
        (datetime(2026, 12, 3, 17), datetime(2026, 12, 3, 18, 1), True),
        (datetime(2026, 12, 3, 9), datetime(2026, 12, 4, 9), True),
        (datetime(2026, 12, 5, 9), None, True),
    ],
)
def test_the_hours_of_a_working_day(starts, ends, outside):
    assert outside_working_hours(starts, ends, Limits()) is outside


def test_a_phrase_may_run_over_a_line():
    assert "financial_decision" in proposed(Facts(text="a memorandum\n  of understanding"))


def test_curly_and_straight_apostrophes_are_the_same():
    assert proposed(Facts(text="Hope you don’t mind")) == proposed(
        Facts(text="Hope you don't mind")
    )


def test_the_content_of_a_complaint_is_never_shown():
    """G25: a hit or no hit, nothing more."""
    reason = proposed(Facts(attendees=("Jo Bloggs",), attendee_with_complaint_or_claim=True))
    assert "Jo Bloggs" not in reason["complainant"]


@given(FACTS)
def test_proposals_are_some_of_the_nine_in_order_each_once_with_a_reason(facts):
    codes = [proposal.code for proposal in propose(facts)]
    assert codes == [code for code in CODES if code in codes]
    for proposal in propose(facts):
        evidence, _, consequence = proposal.reason.partition(": ")
        assert evidence
        assert consequence
        assert proposal.reason[0].isupper()
        assert "\n" not in proposal.reason
        assert len(proposal.reason) < 300


@given(FACTS, TEXTS)
def test_more_text_never_takes_a_proposal_away(facts, more):
    before = {proposal.code for proposal in propose(facts)}
    after = {proposal.code for proposal in propose(replace(facts, text=f"{facts.text}\n{more}"))}
    assert before <= after


@given(FACTS)
def test_capitals_change_nothing(facts):
    # Some letters have no capital of their own; plain text shows the rule.
    plain = replace(
        facts, title="", text=facts.text.encode("ascii", "ignore").decode(), organiser="", place=""
    )
    loud = replace(plain, text=plain.text.upper())
    assert propose(plain) == propose(loud)


LISTS = {name: words for name, words in vars(area_words).items() if name.isupper()}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_word_of_the_lists_is_found_as_it_stands(name):
    """A word that can never match is a word that deceives."""
    unseen = [
        word
        for word in LISTS[name]
        if name != "COMPANY_NAME" and not propose(Facts(text=word.strip("*")))
    ]
    assert unseen == []
    assert len(set(LISTS[name])) == len(LISTS[name])
    assert all(word == word.lower().strip() for word in LISTS[name])
