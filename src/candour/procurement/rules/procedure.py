# SPDX-License-Identifier: MIT
"""The acts of a procurement as far as conflicts go, in the order in which they are done."""

from candour.kernel.procedure import Act, Given, Procedure
from candour.kernel.roles import Role
from candour.procurement.rules import effects
from candour.procurement.rules import procurement as rules
from candour.procurement.rules.procurement import (
    ANSWERS_FOR_IT,
    ASSESSES,
    BUYS,
    LIVE,
    Assessed,
    AwardedTo,
    Declared,
    Named,
    NamedSupplier,
    Prepared,
    Procurement,
    Reason,
    Stage,
    StoodDown,
    TaskAnswered,
)

_BEFORE = frozenset({Stage.PLANNING, Stage.TENDER})
_AFTER = frozenset({Stage.AWARD, Stage.CHANGE})
_MONEY = ("HMIC12 A/1",)
_READY = (rules.everybody_was_asked_anew, rules.the_assessment_is_confirmed)

NAME_PERSON = Act[Procurement, Named](
    name="name_person",
    label="name who has a part in it",
    past="Somebody named who has a part in it",
    by=BUYS,
    source=LIVE,
    target=None,
    effect=effects.they_take_part,
    clauses=_MONEY,
    requires=(
        rules.somebody_is_named,
        rules.they_are_not_named_yet,
        rules.they_do_not_answer_for_it,
    ),
    records="collection",
)
STAND_DOWN = Act[Procurement, StoodDown](
    name="stand_down",
    label="let somebody stand down",
    past="Somebody stood down",
    by=BUYS,
    source=LIVE,
    target=None,
    effect=effects.they_take_no_further_part,
    clauses=_MONEY,
    requires=(rules.they_are_named, rules.it_is_said_why),
)
NAME_ACCOUNTABLE = Act[Procurement, Named](
    name="name_accountable",
    label="name another accountable officer",
    past="Another accountable officer named",
    by=BUYS,
    source=LIVE,
    target=None,
    effect=effects.they_answer_for_it_now,
    clauses=_MONEY,
    requires=(rules.the_officer_is_independent,),
)
NAME_SUPPLIER = Act[Procurement, NamedSupplier](
    name="name_supplier",
    label="name a supplier",
    past="Supplier named, and everybody asked about it",
    by=BUYS,
    source=LIVE,
    target=None,
    effect=effects.the_supplier_is_known,
    clauses=_MONEY,
    requires=(rules.the_supplier_is_new,),
    records="collection",
)
DECLARE = Act[Procurement, Declared](
    name="declare_for_it",
    label="declare for this procurement",
    past="Declaration made",
    by=frozenset({Role.WORKFORCE}),
    source=LIVE,
    target=None,
    effect=effects.it_is_declared,
    clauses=("HMIC12 2/2",),
    when=(rules.they_have_a_part,),
    requires=(
        rules.every_entry_is_answered,
        rules.it_is_one_or_the_other,
        rules.what_it_is_is_said,
    ),
    records="collection",
)
ANSWER_TASK = Act[Procurement, TaskAnswered](
    name="answer_task",
    label="say what was done about a task",
    past="Task done",
    by=BUYS,
    source=LIVE,
    target=None,
    effect=effects.the_task_is_done,
    clauses=("HMIC12 2/2",),
    requires=(
        rules.the_task_is_open,
        rules.only_the_person_settles_it,
        rules.it_is_somebody_elses,
        rules.what_was_done_is_said,
    ),
)
ASSESS = Act[Procurement, Assessed](
    name="assess_declaration",
    label="assess a declaration",
    past="Declaration assessed",
    by=ASSESSES,
    source=LIVE,
    target=None,
    effect=effects.it_is_assessed,
    clauses=_MONEY,
    when=(rules.they_do_not_buy, rules.they_have_no_part),
    requires=(
        rules.they_have_declared,
        rules.a_verdict_is_given,
        rules.a_conflict_has_its_steps,
        rules.what_shows_that_there_is_none_is_said,
        rules.the_excluded_supplier_is_named,
    ),
)
PREPARE = Act[Procurement, Prepared](
    name="prepare_assessment",
    label="prepare the conflicts assessment",
    past="Conflicts assessment prepared",
    by=ASSESSES,
    source=LIVE,
    target=None,
    effect=effects.it_says_how_things_are,
    clauses=_MONEY,
    when=(
        rules.they_do_not_buy,
        rules.they_have_no_part,
        rules.somebody_takes_part,
        rules.everybody_is_assessed,
        rules.no_task_is_open,
    ),
    requires=(rules.something_is_said,),
    records="combination",
)
CONFIRM = Act[Procurement, Given](
    name="confirm_assessment",
    label="confirm the conflicts assessment",
    past="Conflicts assessment confirmed",
    by=ANSWERS_FOR_IT,
    source=LIVE,
    target=None,
    effect=effects.it_is_confirmed,
    clauses=_MONEY,
    when=(
        rules.it_is_prepared,
        rules.they_answer_for_it,
        rules.they_do_not_buy,
        rules.somebody_else_prepared_it,
    ),
)
ASK_ANEW = Act[Procurement, Given](
    name="ask_anew",
    label="ask everybody what is new",
    past="Everybody asked what is new",
    by=BUYS,
    source=frozenset({Stage.TENDER, Stage.AWARD, Stage.CHANGE}),
    target=None,
    effect=effects.all_are_asked,
    clauses=_MONEY,
    when=(rules.nobody_was_asked_yet,),
)
PUBLISH_TENDER = Act[Procurement, Given](
    name="publish_tender",
    label="note that the tender notice is out",
    past="Tender notice out",
    by=BUYS,
    source=frozenset({Stage.PLANNING}),
    target=Stage.TENDER,
    effect=effects.the_notice_is_out,
    clauses=_MONEY,
    when=(rules.the_assessment_is_confirmed,),
)
AWARD = Act[Procurement, AwardedTo](
    name="award_contract",
    label="note the award",
    past="Contract awarded",
    by=BUYS,
    source=frozenset({Stage.TENDER}),
    target=Stage.AWARD,
    effect=effects.the_notice_is_out,
    clauses=_MONEY,
    when=_READY,
    requires=(rules.it_goes_to_a_supplier_that_may_have_it,),
)
CHANGE = Act[Procurement, Given](
    name="change_contract",
    label="note a change of the contract",
    past="Contract changed",
    by=BUYS,
    source=_AFTER,
    target=Stage.CHANGE,
    effect=effects.the_notice_is_out,
    clauses=_MONEY,
    when=_READY,
)
CLOSE = Act[Procurement, Reason](
    name="close_procurement",
    label="note that the contract is over",
    past="Contract over",
    by=BUYS,
    source=_AFTER,
    target=Stage.CLOSED,
    effect=effects.nothing_more,
    clauses=_MONEY,
    requires=(rules.a_reason_is_given,),
)
ABANDON = Act[Procurement, Reason](
    name="abandon_procurement",
    label="give the procurement up",
    past="Procurement given up",
    by=BUYS,
    source=_BEFORE,
    target=Stage.ABANDONED,
    effect=effects.nothing_more,
    clauses=_MONEY,
    requires=(rules.a_reason_is_given,),
)

PROCUREMENT = Procedure[Procurement](
    name="procurement",
    start=Stage.PLANNING,
    acts=(
        NAME_PERSON,
        STAND_DOWN,
        NAME_ACCOUNTABLE,
        NAME_SUPPLIER,
        DECLARE,
        ANSWER_TASK,
        ASSESS,
        PREPARE,
        CONFIRM,
        ASK_ANEW,
        PUBLISH_TENDER,
        AWARD,
        CHANGE,
        CLOSE,
        ABANDON,
    ),
    ends=frozenset({Stage.CLOSED, Stage.ABANDONED}),
    given_up=frozenset({Stage.ABANDONED}),
    owners=dict.fromkeys(
        (Stage.PLANNING, Stage.TENDER, Stage.AWARD, Stage.CHANGE), Role.PROCUREMENT
    ),
    clauses=_MONEY,
)
