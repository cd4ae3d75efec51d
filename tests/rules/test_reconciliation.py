# SPDX-License-Identifier: MIT
"""What does not add up, case by case (COG R/HS/2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.review.rules.exceptions import ExceptionClass, reconcile
from candour.review.rules.pairing import pair
from candour.review.rules.standing import DiaryFacts, speaks_of_hospitality, standing_of
from candour.review.rules.traces import (
    ClaimTrace,
    Commitment,
    EntryTrace,
    MatterTrace,
    Quarter,
    Standing,
    Traces,
)

DAY = date(2026, 11, 12)
DINNER = Commitment(
    "dinner", "deputy", DAY, DAY, "Halewick Telecom annual dinner", "Guildhall, Marlock",
    "Halewick Telecom", areas=("Mentions “dinner”",), hospitality=True,
)  # fmt: skip
MATTER = MatterTrace(
    "GW-1", "deputy", DAY, DAY - timedelta(days=20), "Annual dinner hosted by Halewick Telecom",
    "Halewick Telecom", attends=True, hospitality=True,
)  # fmt: skip
MILEAGE = ClaimTrace("mileage", "deputy", DAY, "mileage", 24_80, "Mileage HQ to Marlock", "Marlock")
ENTRY = EntryTrace("entry", "deputy", DAY, "Halewick Telecom", "dinner and wine", 60_00)
WHOLE = Traces((DINNER,), (MATTER,), (MILEAGE,), (ENTRY,))


def found(traces, **kwargs):
    return {(one.klass, one.about) for one in reconcile(traces, **kwargs).findings}


def test_an_activity_with_all_its_traces_raises_no_exception():
    assert found(WHOLE) == set()
    assert reconcile(WHOLE).balance.with_matter == 1


def test_a_commitment_in_an_area_that_the_gateway_never_heard_of():
    traces = replace(WHOLE, matters=())
    assert (ExceptionClass.COMMITMENT_WITHOUT_MATTER, "dinner") in found(traces)


def test_a_claim_on_a_day_when_the_diary_is_empty_says_so():
    claim = replace(MILEAGE, key="lonely", day=DAY + timedelta(days=30))
    findings = reconcile(replace(WHOLE, claims=(MILEAGE, claim))).findings
    assert [(one.about, one.reasons) for one in findings] == [
        ("lonely", ("The diary is empty that day",))
    ]


def test_a_claim_on_a_day_with_something_else_is_an_exception_too_but_needs_less():
    other = replace(MILEAGE, key="hotel", text="Hotel in Aldbury", place="Aldbury")
    lonely = replace(other, key="lonely", day=DAY + timedelta(days=30))
    findings = reconcile(replace(WHOLE, claims=(other, lonely))).findings
    assert [one.about for one in findings] == ["lonely", "hotel"]
    assert findings[1].reasons == ("Nothing in the diary that day speaks of it",)


def test_a_claim_that_says_nothing_belongs_to_what_was_on_that_day():
    assert found(replace(WHOLE, claims=(replace(MILEAGE, text="Mileage", place=""),))) == set()


def test_a_receipt_of_the_next_morning_belongs_to_the_evening():
    claim = replace(MILEAGE, day=DAY + timedelta(days=1))
    assert found(replace(WHOLE, claims=(claim,))) == set()
    claim = replace(MILEAGE, day=DAY + timedelta(days=2))
    assert found(replace(WHOLE, claims=(claim,))) != set()


def test_a_claim_of_staff_who_went_along_belongs_to_the_officers_evening():
    claim = replace(MILEAGE, kind="overtime", text="Overtime, driver for annual dinner", place="")
    assert found(replace(WHOLE, claims=(claim,))) == set()


def test_hospitality_that_no_entry_speaks_of():
    assert found(replace(WHOLE, entries=())) == {(ExceptionClass.GIFT_WITHOUT_ENTRY, "dinner")}


def test_who_declined_by_decision_owes_no_entry():
    declined = replace(MATTER, attends=False)
    assert found(Traces((DINNER,), (declined,))) == set()


def test_hospitality_that_only_the_decision_knows_of():
    traces = Traces(matters=(MATTER,))
    assert found(traces) == {(ExceptionClass.GIFT_WITHOUT_ENTRY, "GW-1")}


def test_a_bottle_that_came_by_post_excuses_no_evening():
    bottle = replace(ENTRY, at_an_event=False, text="bottle of wine")
    assert found(replace(WHOLE, entries=(bottle,))) == {
        (ExceptionClass.GIFT_WITHOUT_ENTRY, "dinner")
    }


def test_an_entry_whose_event_nobody_knows():
    entry = replace(ENTRY, key="lone", donor="Alder Fleet", day=DAY + timedelta(days=40))
    assert found(replace(WHOLE, entries=(ENTRY, entry))) == {
        (ExceptionClass.ENTRY_WITHOUT_EVENT, "lone")
    }


@pytest.mark.parametrize("without", [{"accepted": False}, {"at_an_event": False}])
def test_an_entry_that_needs_no_event_raises_none(without):
    entry = replace(ENTRY, donor="Alder Fleet", day=DAY + timedelta(days=40), **without)
    assert found(Traces(entries=(entry,))) == set()


def test_another_hosts_evening_of_the_same_kind_does_not_take_the_entry():
    other = replace(
        DINNER, key="other", title="Alder Fleet annual dinner", organiser="Alder Fleet",
        day=DAY + timedelta(days=3), last_day=DAY + timedelta(days=3),
    )  # fmt: skip
    paired = pair(Traces((DINNER, other), entries=(replace(ENTRY, day=DAY + timedelta(days=3)),)))
    assert paired.entries["entry"].right == "dinner"


def test_a_misspelt_host_is_still_the_host():
    for donor in ("Halewck Telecom", "HalewickTelecom", "HALEWICK TELECOM LTD"):
        assert found(replace(WHOLE, entries=(replace(ENTRY, donor=donor),))) == set()


def test_a_conference_of_three_days_has_one_matter():
    days = tuple(
        replace(
            DINNER, key=f"day{n}", day=DAY + timedelta(days=n), last_day=DAY + timedelta(days=n)
        )
        for n in range(3)
    )
    assert reconcile(Traces(days, (MATTER,))).balance.with_matter == 3


def test_a_matter_covers_no_other_activity_of_the_same_day():
    demo = replace(DINNER, key="demo", title="Halewick Telecom product demonstration")
    done = reconcile(replace(WHOLE, commitments=(DINNER, demo)))
    assert done.paired.matters["dinner"].right == "GW-1"
    assert "demo" not in done.paired.matters


def test_another_officers_traces_prove_nothing():
    assert found(replace(WHOLE, matters=(replace(MATTER, person="chief"),))) != set()


def test_traces_around_the_quarter_help_to_pair_but_raise_no_exception_in_it():
    eve = replace(MATTER, day=date(2026, 12, 31))
    new_year = replace(DINNER, day=date(2027, 1, 1), last_day=date(2027, 1, 1))
    traces = Traces((new_year,), (eve,), entries=(replace(ENTRY, day=date(2027, 1, 1)),))
    assert found(traces, quarter=Quarter(2026, 4)) == set()
    assert reconcile(traces, Quarter(2026, 3)).balance.commitments == 0


def test_the_greater_sum_needs_an_answer_first():
    cheap, dear = (
        replace(MILEAGE, key=key, day=DAY + timedelta(days=30), pence=pence, text=key, place="")
        for key, pence in (("cheap", 10_00), ("dear", 1200_00))
    )
    assert [one.about for one in reconcile(Traces(claims=(cheap, dear))).findings] == [
        "dear",
        "cheap",
    ]


def test_reasons_are_words_for_people():
    paired = pair(WHOLE)
    assert paired.matters["dinner"].reasons[0] == "the same day"
    assert "“halewick”" in paired.matters["dinner"].reasons[1]
    assert paired.claims["mileage"].reasons == ("the same day", "the same place")


@given(st.lists(st.sampled_from(list(Standing)), max_size=12), st.booleans())
def test_the_accounting_of_commitments_always_balances(standings, with_matter):
    commitments = tuple(
        replace(DINNER, key=str(n), standing=standing) for n, standing in enumerate(standings)
    )
    done = reconcile(Traces(commitments, (MATTER,) if with_matter else ()))
    assert done.balance.adds_up
    assert done.balance.commitments == len(standings)


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        (DiaryFacts("Dinner", cancelled=True, areas=("a",)), Standing.CANCELLED),
        (DiaryFacts("Dinner", private=True, areas=("a",)), Standing.PRIVATE),
        (DiaryFacts("SMT", areas=("a",)), Standing.INTERNAL),
        (DiaryFacts("SMT", guests_outside=True, areas=("a",)), Standing.NEEDS_MATTER),
        (DiaryFacts("SMT", organiser_outside=True, areas=("a",)), Standing.NEEDS_MATTER),
        (DiaryFacts("Charity ball", areas=("a",)), Standing.NEEDS_MATTER),
        (DiaryFacts("School visit"), Standing.ROUTINE),
        (DiaryFacts("School visit", organiser_outside=True), Standing.ROUTINE),
    ],
)
def test_what_a_diary_entry_is_to_the_gateway(facts, standing):
    assert standing_of(facts) is standing


@pytest.mark.parametrize(
    ("title", "speaks"),
    [
        ("Business breakfast", True),
        ("Charity golf day", True),
        ("Tickets for the concert", True),
        ("SMT working lunch", False),
        ("Custody visit", False),
    ],
)
def test_hospitality_is_read_from_the_words(title, speaks):
    assert speaks_of_hospitality(DiaryFacts(title)) is speaks
