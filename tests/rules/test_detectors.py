# SPDX-License-Identifier: MIT
"""Each detector finds what it is for, leaves alone what is like it, and says why in sentences."""

import pytest
from crosschecked import (
    BUYER,
    CONNECTED,
    GIVER,
    PAYEE,
    SAME,
    after,
    declared,
    found_by,
    raised,
    spent,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from candour.crosschecks.catalogue import DETECTORS, detector_named
from candour.crosschecks.detectors.repeated_offers import TO_ALL, TO_ONE
from candour.crosschecks.rules.answering import EVERYWHERE
from candour.crosschecks.rules.associates import names_in
from candour.crosschecks.rules.detecting import Severity
from candour.crosschecks.rules.sides import Answer, Compartment, Money, NameOf, Says
from candour.crosschecks.rules.snapshots import digest, facts_from, findings_lines, lines_of

FIXTURES = [
    # detector, declaration, money that it finds, money that it leaves alone
    ("hospitality-then-money", declared(), spent(days=20), spent(days=-20)),
    ("hospitality-then-money", declared(), spent(Money.PAYMENT, 300), spent(Money.PAYMENT, 400)),
    ("award-then-hospitality", declared(), spent(days=-30), spent(days=-200)),
    ("offer-during-tender", declared(), spent(days=59), spent(days=130)),
    ("offer-during-tender", declared(), spent(days=-900, ends=after(41)), spent(days=-900, ends=after(300))),
    ("interest-with-supplier", declared(Says.INTEREST, sort="company"), spent(days=400), spent(days=-400)),
    ("interest-with-supplier", declared(Says.MEMBERSHIP, ends=after(30)), spent(days=300), spent(days=500)),
    ("interest-with-supplier", declared(Says.ASSOCIATION), spent(days=5), spent(Money.CARD, 5)),
    ("card-spend-with-donor", declared(), spent(Money.CARD, 10, who="VALE, Pat"), spent(Money.CARD, 250)),
    ("organiser-with-history", declared(Says.ORGANISER), spent(days=-600), spent(days=-900)),
    ("undeclared-hold", declared(Says.HOLD), spent(days=100), spent(days=-900)),
]  # fmt: skip


@pytest.mark.parametrize(("detector", "one", "money", "too_far"), FIXTURES)
def test_a_detector_finds_what_lies_within_its_days_and_nothing_beyond(
    detector, one, money, too_far
):
    (finding,) = found_by(detector, raised([one], [money]))
    assert finding.spent == money
    assert all(point.sentence.endswith(".") for point in finding.points)
    assert found_by(detector, raised([one], [too_far])) == []


@pytest.mark.parametrize(("detector", "one", "money", "_too_far"), FIXTURES)
def test_nothing_is_found_where_no_name_matched(detector, one, money, _too_far):
    assert raised([one], [money], matches=[]).raised == []


def test_every_detector_has_a_fixture():
    assert {one[0] for one in FIXTURES} | {"repeated-offers"} == {one.slug for one in DETECTORS}


def test_a_buyer_s_taken_offer_before_a_contract_is_of_high_severity_and_says_so():
    (one,) = found_by("hospitality-then-money", raised([declared(posts=BUYER)], [spent(days=20)]))
    assert one.severity is Severity.HIGH
    assert "The declarer had a post in buying on one of these days." in [
        p.sentence for p in one.points
    ]
    assert (one.days, one.buying) == (20, "buys")


def test_a_declined_offer_long_before_a_contract_matters_little():
    (one,) = found_by("hospitality-then-money", raised([declared(taken=False)], [spent(days=200)]))
    assert one.severity is Severity.LOW


def test_money_that_flows_anyway_and_money_of_others_tells_less():
    regular = [spent(Money.PAYMENT, days) for days in (-90, -60, -30, 30)]
    (one,) = found_by("hospitality-then-money", raised([declared()], regular))
    assert any(
        point.points < 0 and "before the declaration" in point.sentence for point in one.points
    )
    (other,) = found_by("hospitality-then-money", raised([declared()], [spent(by="Tarn Council")]))
    assert "Another body paid: Tarn Council." in [point.sentence for point in other.points]


def test_what_is_only_connected_is_never_high():
    done = raised([declared(posts=BUYER)], [spent(days=20)], matches=[CONNECTED])
    assert {one.severity for one in done.raised} == {Severity.MEDIUM}


def test_names_that_share_little_are_not_worth_a_question():
    far = CONNECTED._replace(bits=-9.0)
    assert raised([declared(taken=False)], [spent(days=200)], matches=[far]).raised == []
    (one,) = found_by("award-then-hospitality", raised([declared()], [spent(days=-10)], [far]))
    assert "Their names have little in common." in [point.sentence for point in one.points]


def test_one_finding_stands_for_all_money_to_one_body_and_the_nearest_contract_for_it():
    money = [spent(Money.PAYMENT, 5), spent(days=25), spent(Money.PAYMENT, 200)]
    (one,) = found_by("hospitality-then-money", raised([declared()], money))
    assert (one.spent.kind, one.count, one.pence) == (Money.CONTRACT, 3, 1_500_000)


def test_two_spellings_of_one_body_are_one_finding():
    other = NameOf("Halewick Fleet Limited", "01234567")
    matches = [SAME, SAME._replace(paid=other, bits=9.0)]
    done = raised([declared()], [spent(days=5), spent(days=9, name=other)], matches)
    (one,) = found_by("hospitality-then-money", done)
    assert (one.count, one.match.paid) == (2, other)


# ------------------------------------------------------------------ repeated offers


def offers(number, *, apart=20, **about):
    return [
        declared(key=f"GR-{at}", starts=after(at * apart), **{"name": GIVER, **about})
        for at in range(number)
    ]


def test_offers_to_one_person_count_from_the_third_within_a_year():
    assert raised(offers(TO_ONE - 1), [], []).raised == []
    (one,) = raised(offers(TO_ONE), [], []).raised
    assert one.offers == tuple(offers(TO_ONE))
    assert raised(offers(TO_ONE, apart=200), [], []).raised == []


def test_offers_to_several_people_count_together():
    many = [
        declared(key=f"GR-{at}", starts=after(at), person=f"p{at % 4}", who=f"p{at % 4}")
        for at in range(TO_ALL)
    ]
    assert len(raised(many, [], []).raised) == 1


def test_givers_that_somebody_linked_count_as_one_and_are_only_connected():
    names = [NameOf("Ribblesea Systems"), NameOf("Ribblesea Holdings"), NameOf("Ribblesea Systems")]
    three = [
        declared(key=f"GR-{at}", starts=after(at), name=name, linked="first")
        for at, name in enumerate(names)
    ]
    (one,) = raised(three, [], []).raised
    assert (one.match.outcome, one.severity) == ("connected", Severity.MEDIUM)
    assert (
        raised([declared(key=o.key, starts=o.starts, name=o.name) for o in three], [], []).raised
        == []
    )


# ------------------------------------------------------------------ answers


def pair(scope=EVERYWHERE):
    return scope, GIVER.spelling, PAYEE.spelling


def test_what_a_person_called_different_is_raised_no_more_and_is_counted():
    done = raised([declared()], [spent()], answers={pair(): Answer.DIFFERENT})
    assert done.raised == []
    assert done.set_aside[Compartment.REGISTERS] == 1


def test_what_a_person_called_the_same_may_be_high_although_it_was_only_connected():
    one = declared(posts=BUYER)
    done = raised([one], [spent(days=20)], [CONNECTED], {pair(): Answer.SAME})
    assert {each.match.outcome for each in done.raised} == {"same"}
    assert max(each.severity for each in done.raised) is Severity.HIGH


def test_not_sure_changes_nothing():
    assert raised([declared()], [spent()], answers={pair(): Answer.NOT_SURE}).raised == (
        raised([declared()], [spent()]).raised
    )


def test_an_answer_about_an_association_shows_nowhere_else():
    open_, private = declared(), declared(Says.ASSOCIATION, key="NA-1")
    done = raised([open_, private], [spent()], answers={pair("NA-1"): Answer.DIFFERENT})
    assert {one.declared.compartment for one in done.raised} == {Compartment.REGISTERS}


def test_a_name_alone_never_confirms_a_person_but_a_person_may():
    hold = declared(Says.HOLD, doubt="One name")
    assert raised([hold], [spent()]).raised[0].match.outcome == "connected"
    said = raised([hold], [spent()], answers={pair("GR-1"): Answer.SAME})
    assert said.raised[0].match.outcome == "same"


# ------------------------------------------------------------------ caps, snapshots, arrival


def test_a_cap_holds_back_what_matters_least_and_counts_it():
    cap = detector_named("award-then-hospitality").cap
    many = [
        declared(key=f"GR-{at:03}", person=f"p{at}", taken=at % 2 == 0) for at in range(cap + 7)
    ]
    done = raised(many, [spent(days=-10)])
    kept = found_by("award-then-hospitality", done)
    assert len(kept) == cap
    assert done.held_back["award-then-hospitality", Compartment.REGISTERS] == 7
    assert sum(one.declared.taken for one in kept) == (cap + 8) // 2


ARRIVING = [
    declared(posts=BUYER), declared(key="GR-2", starts=after(60)), declared(key="GR-3", starts=after(90)),
    declared(Says.INTEREST, key="BI-1", sort="company"), declared(Says.ASSOCIATION, key="NA-1/1"),
    declared(Says.ORGANISER, key="GW-1/x"), spent(days=20), spent(days=-40, ends=after(30)),
    spent(Money.PAYMENT, 5), spent(Money.PAYMENT, 45, name=NameOf("Halewick Fleet (UK) Ltd")),
    spent(Money.CARD, 8, who="Pat Vale"), SAME,
    SAME._replace(paid=NameOf("Halewick Fleet (UK) Ltd"), bits=5.0), CONNECTED._replace(paid=NameOf("Halewick Group")),
    spent(days=70, name=NameOf("Halewick Group")),
]  # fmt: skip


def sides(facts):
    kinds = [[], [], []]
    for one in facts:
        kinds[2 if hasattr(one, "bits") else 1 if hasattr(one, "day") else 0].append(one)
    return kinds


@given(st.permutations(ARRIVING))
@settings(max_examples=60)
def test_findings_do_not_depend_on_what_came_first(order):
    expected = raised(*sides(ARRIVING))
    found = raised(*sides(order))
    assert findings_lines(found.raised) == findings_lines(expected.raised)
    assert [one.key for one in found.raised] == [one.key for one in expected.raised]


@given(st.permutations(ARRIVING))
@settings(max_examples=20)
def test_the_same_facts_are_the_same_bytes_and_give_the_findings_again(order):
    from candour.crosschecks.rules.evaluating import Facts, evaluate

    facts = Facts(*sides(order), {pair("NA-1/1"): Answer.NOT_SURE})
    lines = lines_of(facts)
    assert digest(lines) == digest(lines_of(Facts(*sides(ARRIVING), facts.answers)))
    again = evaluate(facts_from(lines), DETECTORS)
    assert findings_lines(again.raised) == findings_lines(evaluate(facts, DETECTORS).raised)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (
            "Robin Sale, about 40, runs Sale Haulage Ltd in Marlock",
            ["Robin Sale", "Sale Haulage Ltd"],
        ),
        ("Somebody from school", []),
        ("My cousin; owns Thornhythe Locksmiths", ["Thornhythe Locksmiths"]),
        ("", []),
    ],
)
def test_the_names_in_what_somebody_writes_of_an_associate(said, names):
    assert names_in(said) == names
