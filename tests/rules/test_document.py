# SPDX-License-Identifier: MIT
"""A controlled document comes into force complete, consulted on and approved, or not at all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from candour.kernel.procedure import Refused, RefusedForSeveralReasons, attempt, reasons_against
from candour.kernel.roles import Role
from candour.policy.rules.document import (
    CHANGE,
    COMMENCE,
    CONSULT,
    DISCARD,
    PROCEDURE,
    RECORD_APPROVAL,
    RECORD_REPLY,
    REVIEW,
    one_draft_at_a_time,
    only_the_owner_sets_up,
)
from candour.policy.rules.document_facts import (
    Approval,
    Asking,
    Change,
    Consulted,
    OnDay,
    Reply,
    Review,
    Stage,
    Standing,
    Version,
    review_clock,
    standing,
)

TODAY = date(2026, 3, 27)
OWNER = frozenset({Role.OVERSEER})
ASKED = Consulted("Police Federation", True, date(2026, 2, 2), date(2026, 3, 2), date(2026, 2, 20))
READY = Version(
    risk_rating="medium",
    equality_impact="No group is treated worse; reviewed with the staff networks.",
    commences_on=date(2026, 4, 1),
    review_on=date(2027, 3, 31),
    consulted=(ASKED,),
    approved_by="Strategic Management Board",
    approved_on=date(2026, 3, 20),
)


def reasons(act, version, given, stage=Stage.DRAFT, roles=OWNER):
    return [
        (str(reason), reason.about) for reason in reasons_against(act, stage, version, given, roles)
    ]


def commence(version):
    return reasons(COMMENCE, version, OnDay(TODAY))


def test_a_complete_version_comes_into_force():
    assert attempt(COMMENCE, Stage.DRAFT, READY, OnDay(TODAY), OWNER) is Stage.ADOPTED


@pytest.mark.parametrize(
    ("blank", "sentence"),
    [
        ({"risk_rating": ""}, "Select a risk rating"),
        ({"risk_rating": "extreme"}, "Select a risk rating"),
        ({"equality_impact": " "}, "Enter how the policy affects equality"),
        ({"commences_on": None}, "Enter the date of commencement"),
        ({"review_on": None}, "Enter the date of the next review"),
    ],
)
def test_a_blank_on_the_front_page_is_refused_with_its_own_sentence(blank, sentence):
    """AC23."""
    assert commence(replace(READY, **blank)) == [(sentence, next(iter(blank)))]


def test_the_four_blanks_of_the_source_document_are_told_together():
    """COG 0/1."""
    empty = replace(READY, risk_rating="", equality_impact="", commences_on=None, review_on=None)
    with pytest.raises(RefusedForSeveralReasons) as refused:
        attempt(COMMENCE, Stage.DRAFT, empty, OnDay(TODAY), OWNER)
    assert [reason.about for reason in refused.value.reasons] == [
        "risk_rating",
        "equality_impact",
        "commences_on",
        "review_on",
    ]


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({"commences_on": date(2026, 3, 26), "review_on": date(2027, 3, 1)}, "commences_on"),
        ({"latest_commencement": date(2026, 4, 1)}, "commences_on"),
        ({"latest_commencement": date(2026, 5, 1)}, "commences_on"),
        ({"review_on": date(2026, 4, 1)}, "review_on"),
        ({"review_on": date(2027, 4, 2)}, "review_on"),
        ({"consulted": ()}, "consultation"),
        ({"consulted": (replace(ASKED, staff_body=False),)}, "consultation"),
        (
            {"consulted": (replace(ASKED, replied_on=None, reply_by=date(2026, 3, 27)),)},
            "consultation",
        ),
        ({"approved_by": ""}, "approval"),
        ({"approved_on": None}, "approval"),
        ({"approved_on": date(2026, 2, 1)}, "approval"),
        ({"pack_problems": ("line 3: “x” is not known here",)}, "pack_text"),
    ],
)
def test_what_else_keeps_a_version_from_coming_into_force(change, about):
    assert [found for _, found in commence(replace(READY, **change))] == [about]


@pytest.mark.parametrize(
    "change",
    [
        {"commences_on": TODAY, "review_on": TODAY + timedelta(days=365)},
        {"latest_commencement": date(2026, 3, 31)},
        {"review_on": date(2027, 4, 1)},
        {"consulted": (replace(ASKED, replied_on=None, reply_by=date(2026, 3, 26)),)},
        {"review_months": 24, "review_on": date(2028, 4, 1)},
    ],
)
def test_what_does_not_keep_it(change):
    assert commence(replace(READY, **change)) == []


def test_those_whose_reply_is_awaited_are_named():
    waiting = [
        replace(ASKED, consultee=name, replied_on=None, reply_by=date(2026, 4, 2))
        for name in ("Unison", "Police Federation")
    ]
    assert commence(replace(READY, consulted=tuple(waiting))) == [
        (
            "Enter the reply of Unison and Police Federation, or wait until their time is up",
            "consultation",
        )
    ]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OVERSEER}))
def test_nobody_but_the_owner_puts_a_policy_in_force(role):
    with pytest.raises(Refused, match="Only the overseer"):
        attempt(COMMENCE, Stage.DRAFT, READY, OnDay(TODAY), frozenset({role}))


@pytest.mark.parametrize("act", [CHANGE, CONSULT, RECORD_REPLY, RECORD_APPROVAL, COMMENCE, DISCARD])
@pytest.mark.parametrize("stage", [Stage.ADOPTED, Stage.DISCARDED])
def test_only_a_draft_can_still_change(act, stage):
    with pytest.raises(Refused, match=f"the matter is {stage}"):
        attempt(act, stage, READY, OnDay(TODAY), OWNER)


def test_only_an_adopted_version_is_reviewed():
    with pytest.raises(Refused, match="the matter is draft"):
        attempt(REVIEW, Stage.DRAFT, READY, OnDay(TODAY), OWNER)


def test_a_draft_can_always_be_discarded():
    assert attempt(DISCARD, Stage.DRAFT, Version(), OnDay(TODAY), OWNER) is Stage.DISCARDED


@pytest.mark.parametrize(
    ("commences_on", "review_on", "refused"),
    [
        (None, None, False),
        (date(2026, 4, 1), None, False),
        (None, date(2027, 4, 1), False),
        (date(2026, 4, 1), date(2027, 4, 1), False),
        (date(2026, 4, 1), date(2027, 4, 2), True),
        (date(2026, 4, 1), date(2026, 4, 1), True),
    ],
)
def test_the_review_is_set_within_the_year(commences_on, review_on, refused):
    found = reasons(CHANGE, Version(), Change(commences_on, review_on))
    assert [about for _, about in found] == (["review_on"] if refused else [])


@pytest.mark.parametrize(
    ("asking", "about"),
    [
        (Asking(" ", TODAY, date(2026, 4, 10)), ["consultee"]),
        (Asking("Unison", TODAY, TODAY), ["reply_by"]),
        (Asking("police federation ", TODAY, date(2026, 4, 10)), ["consultee"]),
        (Asking("Unison", TODAY, date(2026, 4, 10)), []),
    ],
)
def test_a_consultee_is_named_once_and_given_time(asking, about):
    assert [found for _, found in reasons(CONSULT, READY, asking)] == about


@pytest.mark.parametrize(
    ("text", "replied_on", "about"),
    [
        ("", date(2026, 3, 10), ["reply"]),
        ("We agree.", date(2026, 2, 1), ["replied_on"]),
        ("We agree.", date(2026, 3, 28), ["replied_on"]),
        ("We agree.", date(2026, 2, 2), []),
        ("We agree.", TODAY, []),
    ],
)
def test_a_reply_says_something_on_a_day_that_can_be(text, replied_on, about):
    given = Reply("Police Federation", text, replied_on, asked_on=date(2026, 2, 2), today=TODAY)
    assert [found for _, found in reasons(RECORD_REPLY, READY, given)] == about


@pytest.mark.parametrize(
    ("board", "reference", "decided_on", "about"),
    [
        (" ", "SMB 12/26", TODAY, ["board"]),
        ("SMB", " ", TODAY, ["reference"]),
        ("SMB", "SMB 12/26", date(2026, 3, 28), ["decided_on"]),
        ("SMB", "SMB 12/26", date(2026, 2, 1), ["decided_on"]),
        ("SMB", "SMB 12/26", TODAY, []),
    ],
)
def test_an_approval_can_be_found_again(board, reference, decided_on, about):
    given = Approval(board, reference, decided_on, TODAY)
    assert [found for _, found in reasons(RECORD_APPROVAL, READY, given)] == about


GOOD = Review(
    "keep", "Read against 14 matters.", "No effect found.", TODAY, date(2027, 3, 1), TODAY
)


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({}, []),
        ({"next_review_on": date(2027, 3, 27)}, []),
        ({"outcome": "perhaps"}, ["outcome"]),
        ({"findings": ""}, ["findings"]),
        ({"equality_findings": " "}, ["equality_findings"]),
        ({"reviewed_on": date(2026, 3, 28)}, ["reviewed_on"]),
        ({"next_review_on": date(2027, 3, 28)}, ["next_review_on"]),
        ({"next_review_on": TODAY}, ["next_review_on"]),
    ],
)
def test_a_yearly_review_looks_at_equality_and_sets_the_next(change, about):
    """COG R/HS/5."""
    given = replace(GOOD, **change)
    assert [found for _, found in reasons(REVIEW, READY, given, Stage.ADOPTED)] == about


def test_the_review_clock_runs_for_a_year():
    assert review_clock(date(2026, 4, 1)).due_on() == date(2027, 4, 1)


@pytest.mark.parametrize(
    ("stage", "commences_on", "next_one", "expected"),
    [
        (Stage.DRAFT, None, None, Standing.DRAFT),
        (Stage.DISCARDED, date(2026, 1, 1), None, Standing.DISCARDED),
        (Stage.ADOPTED, date(2026, 3, 28), None, Standing.TO_COME),
        (Stage.ADOPTED, TODAY, None, Standing.IN_FORCE),
        (Stage.ADOPTED, date(2026, 1, 1), date(2026, 3, 28), Standing.IN_FORCE),
        (Stage.ADOPTED, date(2026, 1, 1), TODAY, Standing.SUPERSEDED),
    ],
)
def test_how_a_version_stands_on_a_day(stage, commences_on, next_one, expected):
    assert standing(stage, commences_on, next_one, TODAY) is expected


def test_one_draft_at_a_time():
    one_draft_at_a_time([Stage.ADOPTED, Stage.DISCARDED])
    with pytest.raises(Refused, match="There is a draft already"):
        one_draft_at_a_time([Stage.ADOPTED, Stage.DRAFT])


def test_only_the_owner_sets_up_a_policy():
    only_the_owner_sets_up(OWNER)
    with pytest.raises(Refused, match="Only the overseer may set up a policy"):
        only_the_owner_sets_up(frozenset({Role.PRINCIPAL}))


def test_every_act_is_the_owner_s_and_a_draft_has_one():
    assert {role for act in PROCEDURE.acts for role in act.by} == {Role.OVERSEER}
    assert PROCEDURE.owners == {Stage.DRAFT: Role.OVERSEER}


def test_each_act_makes_true_what_the_next_one_asks_for():
    """The effects, one after the other, lead from nothing to a version in force."""
    version = Version()
    steps = [
        (CHANGE, Change(date(2026, 4, 1), date(2027, 3, 1), "low", "None found.")),
        (CONSULT, Asking("Unison", date(2026, 3, 2), date(2026, 4, 20), staff_body=True)),
        (RECORD_REPLY, Reply("Unison", "We agree.", TODAY, date(2026, 3, 2), TODAY)),
        (RECORD_APPROVAL, Approval("SMB", "12/26", TODAY, TODAY)),
        (COMMENCE, OnDay(TODAY)),
    ]
    for act, given in steps:
        assert reasons(act, version, given) == []
        version = act.effect(version, given)
    assert version.latest_commencement == date(2026, 4, 1)
    assert DISCARD.effect(version, OnDay(TODAY)) == version
    assert REVIEW.effect(version, GOOD).review_on == GOOD.next_review_on


def test_a_changed_text_loses_its_approval():
    same = (READY.commences_on, READY.review_on, READY.risk_rating, READY.equality_impact)
    changed = Change(*same, content_changed=True)
    assert CHANGE.effect(READY, changed).approved_on is None
    assert CHANGE.effect(READY, replace(changed, content_changed=False)) == READY


def test_only_the_consultee_who_replied_has_replied():
    other = replace(ASKED, consultee="Unison", replied_on=None)
    both = replace(READY, consulted=(replace(ASKED, replied_on=None), other))
    after = RECORD_REPLY.effect(both, Reply("Unison", "Yes.", TODAY, ASKED.asked_on, TODAY))
    assert [one.replied_on for one in after.consulted] == [None, TODAY]
