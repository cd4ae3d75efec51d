# SPDX-License-Identifier: MIT
"""Business interests and second jobs, from the application to its end (HMIC12 2/3).

The supervisor gives a view, the risk panel advises, the appropriate officer decides. Before
"incompatible", and before conditions, the applicant hears the preliminary view and answers it. An
appeal is heard by the chief in person. A change of particulars begins anew.
"""

from __future__ import annotations

from dataclasses import replace

from candour.kernel.procedure import Act, Given, Procedure
from candour.kernel.roles import Role
from candour.registers.rules import entry
from candour.registers.rules.entry import (
    Words,
    it_is_not_ones_own,
    nothing_changes,
    nothing_is_asked,
    something_is_said,
)
from candour.registers.rules.interest_checks import (
    a_preliminary_view_is_needed,
    it_goes_no_further_than_the_preliminary_view,
    it_has_conditions,
    it_is_no_relatives,
    it_was_adverse,
    it_was_refused,
    nobody_is_next_in_line,
    somebody_is_next_in_line,
    the_appeal_is_heard_by_another,
    the_appeal_is_late,
    the_applicant_was_heard,
    the_chief_hears_it_in_person,
    the_decider_is_the_right_one,
    the_review_is_overdue,
    the_time_to_answer_is_over,
    there_are_conditions,
    there_is_one_appeal_in_time,
)
from candour.registers.rules.interest_effects import (
    a_late_appeal_is_allowed,
    is_compatible,
    is_conditional,
    is_incompatible,
    it_begins_anew,
    it_is_appealed,
    it_is_decided_again,
    it_was_heard,
    the_appeal_finds_it_compatible,
    the_appeal_sets_conditions,
    the_applicant_may_answer,
)
from candour.registers.rules.interest_facts import (
    Determination,
    Interest,
    Preliminary,
    State,
)

CLAUSES = ("HMIC12 2/3",)
DECIDERS = frozenset({Role.APPROPRIATE_OFFICER, Role.OVERSIGHT})
HEARERS = frozenset({Role.CHIEF, Role.OVERSIGHT})
WAITING = frozenset({State.SUBMITTED, State.PANEL, State.TO_DECIDE, State.MINDED_TO})
SEPARATE = (it_is_no_relatives, the_decider_is_the_right_one, nothing_is_asked)
IN_PERSON = (it_is_no_relatives, the_chief_hears_it_in_person, the_appeal_is_heard_by_another)


# ------------------------------------------------------------------ applying and advising

SUBMIT = Act[Interest, Given](
    name="submit",
    label="send an application",
    past="Application sent",
    by=frozenset({Role.DECLARANT, Role.REGISTRAR}),
    source=frozenset({State.DRAFT}),
    target=State.SUBMITTED,
    effect=nothing_changes,
    clauses=CLAUSES,
    when=(somebody_is_next_in_line,),
    records="collection",
)
SUBMIT_TO_PANEL = replace(
    SUBMIT,
    name="submit_to_panel",
    past="Application sent to the panel",
    target=State.PANEL,
    when=(nobody_is_next_in_line,),
)
GIVE_SUPERVISOR_VIEW = Act[Interest, Words](
    name="give_supervisor_view",
    label="give the supervisor's view",
    past="The supervisor gave a view",
    by=frozenset({Role.SUPERVISOR}),
    source=frozenset({State.SUBMITTED}),
    target=State.PANEL,
    effect=nothing_changes,
    clauses=CLAUSES,
    when=(it_is_no_relatives, nothing_is_asked),
    requires=(something_is_said,),
)
GO_ON_WITHOUT_VIEW = Act[Interest, Words](
    name="go_on_without_view",
    label="go on without the supervisor's view",
    past="Went on without the supervisor's view",
    by=frozenset({Role.REGISTRAR}),
    source=frozenset({State.SUBMITTED}),
    target=State.PANEL,
    effect=nothing_changes,
    clauses=CLAUSES,
    when=(it_is_not_ones_own,),
    requires=(something_is_said,),
)
ADVISE = Act[Interest, Words](
    name="advise",
    label="send the panel's advice",
    past="The panel advised",
    by=frozenset({Role.INTERESTS_PANEL}),
    source=frozenset({State.PANEL}),
    target=State.TO_DECIDE,
    effect=nothing_changes,
    clauses=CLAUSES,
    when=(it_is_no_relatives, nothing_is_asked),
    requires=(something_is_said,),
)

# ------------------------------------------------------------------ deciding

SEND_PRELIMINARY_VIEW = Act[Interest, Preliminary](
    name="send_preliminary_view",
    label="send a preliminary view",
    past="Preliminary view sent with its reasons",
    by=DECIDERS,
    source=frozenset({State.TO_DECIDE}),
    target=State.MINDED_TO,
    effect=the_applicant_may_answer,
    clauses=CLAUSES,
    when=SEPARATE,
    requires=(a_preliminary_view_is_needed, something_is_said),
)
MAKE_REPRESENTATIONS = Act[Interest, Words](
    name="make_representations",
    label="answer the preliminary view",
    past="Representations made",
    by=frozenset({Role.DECLARANT}),
    source=frozenset({State.MINDED_TO}),
    target=State.TO_DECIDE,
    effect=it_was_heard,
    clauses=CLAUSES,
    requires=(something_is_said,),
)
GO_ON_WITHOUT_ANSWER = Act[Interest, Words](
    name="go_on_without_answer",
    label="go on without an answer",
    past="Went on without an answer to the preliminary view",
    by=DECIDERS,
    source=frozenset({State.MINDED_TO}),
    target=State.TO_DECIDE,
    effect=it_was_heard,
    clauses=CLAUSES,
    when=(it_is_no_relatives, the_decider_is_the_right_one, the_time_to_answer_is_over),
    requires=(something_is_said,),
)
FIND_COMPATIBLE = Act[Interest, Determination](
    name="find_compatible",
    label="find it compatible",
    past="Decided: compatible",
    by=DECIDERS,
    source=frozenset({State.TO_DECIDE}),
    target=State.LIVE,
    effect=is_compatible,
    clauses=CLAUSES,
    when=SEPARATE,
)
FIND_CONDITIONAL = replace(
    FIND_COMPATIBLE,
    name="find_conditional",
    label="find it compatible with conditions",
    past="Decided: compatible with conditions",
    effect=is_conditional,
    when=(*SEPARATE, the_applicant_was_heard),
    requires=(something_is_said, there_are_conditions),
)
FIND_INCOMPATIBLE = replace(
    FIND_COMPATIBLE,
    name="find_incompatible",
    label="find it incompatible",
    past="Decided: incompatible",
    target=State.INCOMPATIBLE,
    effect=is_incompatible,
    when=(*SEPARATE, the_applicant_was_heard, it_goes_no_further_than_the_preliminary_view),
    requires=(something_is_said,),
)

# ------------------------------------------------------------------ appealing

APPEAL = Act[Interest, Words](
    name="appeal",
    label="appeal",
    past="Appeal made",
    by=frozenset({Role.DECLARANT}),
    source=frozenset({State.INCOMPATIBLE, State.LIVE}),
    target=State.APPEALED,
    effect=it_is_appealed,
    clauses=CLAUSES,
    when=(it_was_adverse, there_is_one_appeal_in_time),
    requires=(something_is_said,),
)
ALLOW_LATE_APPEAL = Act[Interest, Words](
    name="allow_late_appeal",
    label="allow a late appeal",
    past="A late appeal was allowed",
    by=HEARERS,
    source=frozenset({State.INCOMPATIBLE, State.LIVE}),
    target=None,
    effect=a_late_appeal_is_allowed,
    clauses=CLAUSES,
    when=(*IN_PERSON, it_was_adverse, the_appeal_is_late),
    requires=(something_is_said,),
)
UPHOLD_REFUSAL = Act[Interest, Determination](
    name="uphold_refusal",
    label="uphold the refusal",
    past="Appeal decided: the refusal stands",
    by=HEARERS,
    source=frozenset({State.APPEALED}),
    target=State.INCOMPATIBLE,
    effect=nothing_changes,
    clauses=CLAUSES,
    when=(*IN_PERSON, it_was_refused),
    requires=(something_is_said,),
)
UPHOLD_CONDITIONS = replace(
    UPHOLD_REFUSAL,
    name="uphold_conditions",
    label="uphold the conditions",
    past="Appeal decided: the conditions stand",
    target=State.LIVE,
    when=(*IN_PERSON, it_has_conditions),
)
LIFT = replace(
    UPHOLD_REFUSAL,
    name="lift",
    label="find it compatible on appeal",
    past="Appeal decided: compatible",
    target=State.LIVE,
    effect=the_appeal_finds_it_compatible,
    when=IN_PERSON,
)
SET_CONDITIONS = replace(
    LIFT,
    name="set_conditions",
    label="set conditions in place of a refusal",
    past="Appeal decided: compatible with conditions",
    effect=the_appeal_sets_conditions,
    when=(*IN_PERSON, it_was_refused),
    requires=(something_is_said, there_are_conditions),
)
REMIT = replace(
    LIFT,
    name="remit",
    label="send it back to be decided again",
    past="Appeal decided: sent back",
    target=State.TO_DECIDE,
    effect=it_is_decided_again,
)

# ------------------------------------------------------------------ living with it

CONFIRM = Act[Interest, Words](
    name="confirm",
    label="confirm that nothing has changed",
    past="Confirmed at the review",
    by=frozenset({Role.DECLARANT}),
    source=frozenset({State.LIVE}),
    target=None,
    effect=nothing_changes,
    clauses=CLAUSES,
)
RECORD_BREACH = Act[Interest, Words](
    name="record_breach",
    label="record that a condition was not kept",
    past="A condition was not kept: referred as a lawful-order matter",
    by=frozenset({Role.SUPERVISOR, Role.REGISTRAR, Role.APPROPRIATE_OFFICER, Role.REASSESSOR}),
    source=frozenset({State.LIVE}),
    target=State.BREACHED,
    effect=nothing_changes,
    clauses=("PEEL18 2.2/6",),
    when=(it_is_no_relatives, it_has_conditions),
    requires=(something_is_said,),
)
GO_ON = Act[Interest, Words](
    name="go_on",
    label="let it go on after a breach",
    past="Goes on after the breach",
    by=DECIDERS,
    source=frozenset({State.BREACHED}),
    target=State.LIVE,
    effect=nothing_changes,
    clauses=CLAUSES,
    when=(it_is_no_relatives, the_decider_is_the_right_one),
    requires=(something_is_said,),
)
LAPSE = Act[Interest, Words](
    name="lapse",
    label="let it lapse",
    past="Lapsed: no longer agreed to",
    by=DECIDERS,
    source=frozenset({State.LIVE}),
    target=State.LAPSED,
    effect=nothing_changes,
    clauses=CLAUSES,
    when=(it_is_no_relatives, the_decider_is_the_right_one, the_review_is_overdue),
    requires=(something_is_said,),
)
END_BREACHED = replace(
    LAPSE,
    name="end_after_breach",
    label="withdraw the agreement after a breach",
    past="No longer agreed to, after a breach",
    source=frozenset({State.BREACHED}),
    when=(it_is_no_relatives, the_decider_is_the_right_one),
)
CEASE = replace(
    entry.END,
    name="cease",
    past="Ceased",
    source=frozenset({State.LIVE, State.BREACHED}),
    target=State.CEASED,
)
ASK = replace(entry.ASK, source=WAITING)
ANSWER = replace(entry.ANSWER, source=WAITING)
CORRECT = replace(
    entry.CORRECT,
    label="change the particulars",
    past="Particulars changed",
    source=WAITING | {State.LIVE},
    target=State.DRAFT,
    effect=it_begins_anew,
)
WITHDRAW = replace(entry.WITHDRAW, source=WAITING, target=State.WITHDRAWN)

INTERESTS = Procedure[Interest](
    name="Business interest",
    start=State.DRAFT,
    acts=(
        SUBMIT, SUBMIT_TO_PANEL, GIVE_SUPERVISOR_VIEW, GO_ON_WITHOUT_VIEW, ADVISE,
        SEND_PRELIMINARY_VIEW, MAKE_REPRESENTATIONS, GO_ON_WITHOUT_ANSWER,
        FIND_COMPATIBLE, FIND_CONDITIONAL, FIND_INCOMPATIBLE,
        APPEAL, ALLOW_LATE_APPEAL, UPHOLD_REFUSAL, UPHOLD_CONDITIONS, LIFT, SET_CONDITIONS, REMIT,
        CONFIRM, RECORD_BREACH, GO_ON, LAPSE, END_BREACHED, CEASE,
        ASK, ANSWER, CORRECT, WITHDRAW,
    ),
    ends=frozenset(
        {State.LIVE, State.INCOMPATIBLE, State.LAPSED, State.CEASED, State.WITHDRAWN}
    ),
    given_up=frozenset({State.WITHDRAWN}),
    owners={
        State.DRAFT: Role.DECLARANT,
        State.SUBMITTED: Role.SUPERVISOR,
        State.PANEL: Role.INTERESTS_PANEL,
        State.TO_DECIDE: Role.APPROPRIATE_OFFICER,
        State.MINDED_TO: Role.DECLARANT,
        State.APPEALED: Role.CHIEF,
        State.BREACHED: Role.APPROPRIATE_OFFICER,
    },
    clauses=CLAUSES,
)  # fmt: skip
