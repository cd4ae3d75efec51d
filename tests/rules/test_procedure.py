# SPDX-License-Identifier: MIT
"""A procedure as a table: who may do what, every reason why not, and how it reads."""

from dataclasses import dataclass
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.kernel import tables
from candour.kernel.clause import clause
from candour.kernel.procedure import (
    Act,
    Given,
    Procedure,
    Refused,
    RefusedForSeveralReasons,
    answers_hold,
    attempt,
    may_begin,
    reasons_against,
    reasons_not_open,
    words,
)


class Stage(StrEnum):
    ASKED = "asked"
    NOT_YET_SEEN = "not_yet_seen"
    OVER = "over"


class Role(StrEnum):
    KEEPER = "keeper"
    KEY_HOLDER = "key_holder"


@dataclass(frozen=True)
class Loan:
    owner: str = "Ann"
    paid: bool = True


def it_is_paid(loan, by):
    if not loan.paid:
        raise Refused("It is not paid.", "L 2")


def nobody_lends_to_themselves(loan, by):
    if loan.owner == by:
        raise Refused("It is yours.", "L 3")


def the_reason_is_given(loan, given):
    if not given.reason:
        raise Refused("Enter a reason.", "L 4", about="reason")


@dataclass(frozen=True, kw_only=True)
class Reason(Given):
    reason: str = ""


LEND = Act[Loan, Reason](
    name="lend",
    label="lend it",
    past="Lent",
    by=frozenset({Role.KEEPER, Role.KEY_HOLDER}),
    source=frozenset({Stage.ASKED, Stage.NOT_YET_SEEN}),
    target=Stage.OVER,
    effect=lambda loan, given: loan,
    clauses=("L 1", "L 9"),
    when=(it_is_paid, nobody_lends_to_themselves),
    requires=(the_reason_is_given,),
)
LOOK = Act[Loan, Given](
    name="look",
    label="look at it",
    past="Looked at",
    by=frozenset({Role.KEEPER}),
    source=frozenset(Stage),
    target=None,
    effect=lambda loan, given: loan,
)
LOANS = Procedure("Loans", Stage.ASKED, (LEND, LOOK), ends=frozenset({Stage.OVER}))
KEEPER = frozenset({Role.KEEPER})


def clauses(stage=Stage.ASKED, loan=Loan(), by="Bob", reason="why", roles=KEEPER):
    reasons = reasons_against(LEND, stage, loan, Reason(by=by, reason=reason), roles)
    return [one.clause for one in reasons]


def test_an_act_goes_through_when_nothing_stands_against_it():
    assert attempt(LEND, Stage.ASKED, Loan(), Reason(by="Bob", reason="why"), KEEPER) is Stage.OVER
    assert attempt(LOOK, Stage.ASKED, Loan(), Given(by="Bob"), KEEPER) is Stage.ASKED


def test_the_first_thing_that_is_wrong_is_the_stage_then_the_role():
    nobody = frozenset()
    (stage,) = reasons_not_open(LEND, Stage.OVER, Loan(paid=False), "Bob", nobody)
    assert (str(stage), stage.clause) == ("You cannot lend it: the matter is over.", "L 1")
    (role,) = reasons_not_open(LEND, Stage.ASKED, Loan(paid=False), "Bob", nobody)
    assert str(role) == "Only the keeper or key holder may lend it."
    assert reasons_not_open(LOOK, Stage.ASKED, Loan(), "Bob", nobody)[0].clause == ""


def test_every_reason_is_given_but_answers_are_asked_last():
    assert clauses(loan=Loan("Bob", paid=False), reason="") == ["L 2", "L 3"]
    assert clauses(reason="") == ["L 4"]


def test_one_reason_is_raised_as_it_is_and_several_together():
    with pytest.raises(Refused) as one:
        attempt(LEND, Stage.ASKED, Loan(), Reason(by="Bob"), KEEPER)
    assert (one.value.about, one.value.clause) == ("reason", "L 4")
    with pytest.raises(RefusedForSeveralReasons) as several:
        attempt(LEND, Stage.ASKED, Loan("Bob", paid=False), Reason(by="Bob"), KEEPER)
    assert str(several.value) == "It is not paid. It is yours."
    assert [each.clause for each in several.value.reasons] == ["L 2", "L 3"]


@given(
    st.sampled_from(Stage),
    st.sampled_from(["Ann", "Bob"]),
    st.booleans(),
    st.sampled_from(["", "why"]),
    st.frozensets(st.sampled_from(Role)),
)
def test_the_quick_answer_and_the_reasons_agree(stage, by, paid, reason, roles):
    loan, said = Loan(paid=paid), Reason(by=by, reason=reason)
    open_ = may_begin(LEND, stage, loan, by, roles)
    assert open_ is not bool(reasons_not_open(LEND, stage, loan, by, roles))
    allowed = open_ and answers_hold(LEND, loan, said)
    assert allowed is not bool(reasons_against(LEND, stage, loan, said, roles))
    assert (LEND in LOANS.open_to(stage, loan, by, roles)) is open_


def test_an_act_is_found_by_its_name():
    assert LOANS.act("look") is LOOK
    with pytest.raises(KeyError):
        LOANS.act("lose")


def test_a_name_reads_as_words():
    assert words(Stage.NOT_YET_SEEN) == "not yet seen"


def test_a_mark_says_which_clauses_a_function_carries():
    assert clause("L 1", "L 2")(it_is_paid).clauses == ("L 1", "L 2")


# ------------------------------------------------------------------ as people read it


def test_the_drawing_has_every_stage_and_each_way_between_two():
    assert tables.drawing(LOANS).splitlines() == [
        "stateDiagram-v2",
        "    [*] --> asked",
        "    asked: asked",
        "    not_yet_seen: not yet seen",
        "    over: over",
        "    asked --> over: lend it",
        "    not_yet_seen --> over: lend it",
        "    over --> [*]",
    ]


def test_the_table_has_a_row_for_each_act():
    lend, look = tables.acts_table(LOANS)
    assert lend == (
        "lend it",
        "keeper, key holder",
        "asked, not yet seen",
        "over",
        "it is paid; nobody lends to themselves",
        "the reason is given",
        "L 1, L 9",
    )
    assert look[3:] == ("as it was", "", "", "")


LENT = """\
Lend it
  Who: keeper, key holder
  From: asked, not yet seen
  To: over
  What must hold: it is paid; nobody lends to themselves
  What the answers must satisfy: the reason is given
  Clauses: L 1, L 9"""
LOOKED = """\
Look at it
  Who: keeper
  From: asked, not yet seen, over
  To: as it was"""


def test_on_a_terminal_each_act_is_a_paragraph_without_empty_lines():
    assert tables.acts_in_words(LOANS).split("\n\n") == ["Loans", LENT, LOOKED]


def test_the_same_table_in_the_documentation():
    assert tables.markdown(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
