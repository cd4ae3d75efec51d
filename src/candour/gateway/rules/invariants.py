# SPDX-License-Identifier: MIT
"""What must be true of every step in the Gateway, said without looking at the guards.

Each sentence is written from the documents anew, so that a guard that is dropped or weakened breaks
one. Rule ids: SOD from the separation-of-duty table, P for persons, T for the order of things, A
for an answer that an act needs.
"""

from collections.abc import Callable

from candour.gateway.rules.matter import Matter, Outcome, Stage, View
from candour.gateway.rules.truths import (
    GatewayStep,
    advice_fits,
    advice_never_changes,
    answered_or_overdue,
    arranges,
    assessor_remembered,
    assessor_stays,
    closes_complete,
    decided_in_full,
    files,
    final_is_final,
    heard,
    in_turn,
    independent_reassessor,
    names_a_party,
    nobody_is_left_to_decide,
    open_condition,
    outcome_never_changes,
    outside_the_line,
    overseer_in_turn,
    reasons,
    reassessed_in_full,
    reassessor_stays,
    said_of_each_condition,
    seen_by_who_acts,
    sees_no_material,
    tested_in_full,
    unrelated_to_the_assessment,
    waiver_by_another,
)
from candour.kernel.exploration import Invariant
from candour.kernel.roles import Role

RUNNING = {
    "allocate",
    "reallocate",
    "waive_view",
    "escalate",
    "lapse",
    "waive_line",
    "mark_judicial",
}
JUDGING = {"take_up", "stand_aside", "conclude", "tell_outcome", "make_final"}
ASSESSING = {
    "declare_no_conflict",
    "declare_conflict",
    "declare_conflict_early",
    "ask_for_more",
    "assess",
    "recommend",
    "ask_for_view",
    "ask_for_gist",
}
FILING = {"notify", "confirm_areas", "describe", "name_people", "complete_material", "withdraw"}
ARRANGING = {"tell", "commission", "show_kept", "show_not_kept", "close", "add_note"}


def _row(
    rule: str, says: str, acts: set[str], holds: Callable[[GatewayStep], bool]
) -> Invariant[Matter]:
    return Invariant(rule, says, holds, frozenset(acts))


SEPARATION: tuple[Invariant[Matter], ...] = (
    _row(
        "SOD1",
        "nobody assesses a matter in which they have a part",
        {"allocate", "reallocate", "declare_no_conflict", "assess", "recommend"},
        unrelated_to_the_assessment,
    ),
    _row(
        "SOD1-self",
        "nobody chooses themselves as assessor",
        {"allocate", "reallocate"},
        lambda step: step.matter_after.assessor != step.given.by,
    ),
    _row(
        "SOD1-steer",
        "nobody swaps an assessor who is at work",
        {"allocate", "reallocate"},
        assessor_stays,
    ),
    _row(
        "SOD3-past",
        "whoever had the assessment before is remembered",
        {"allocate", "reallocate"},
        assessor_remembered,
    ),
    _row(
        "SOD3-steer",
        "nobody takes a reassessment from another who is at work",
        {"take_up", "stand_aside"},
        reassessor_stays,
    ),
    Invariant("SOD4", "nobody acts on a matter that is hidden from them", seen_by_who_acts),
    Invariant("SOD4-apart", "representatives and the conflicted see no material", sees_no_material),
    Invariant(
        "SOD2",
        "no assessing without the assessor's own clear declaration",
        lambda step: (
            step.stage_after != Stage.ASSESSING
            or (step.matter_after.bias_cleared and bool(step.matter_after.assessor))
        ),
    ),
    _row(
        "SOD2-person",
        "only the assessor assesses",
        ASSESSING,
        lambda step: step.given.by == step.matter.assessor,
    ),
    _row("SOD3", "the reassessor had no earlier part", JUDGING, independent_reassessor),
    _row(
        "SOD3-line",
        "the reassessor does not report to the decider without a waiver",
        {"take_up", "stand_aside"},
        outside_the_line,
    ),
    _row("SOD3-turn", "the reassessor is the one whose turn it is", {"take_up"}, in_turn),
    _row(
        "SOD3-person",
        "who took up the reassessment concludes it",
        {"conclude", "tell_outcome", "make_final"},
        lambda step: step.given.by == step.matter.reassessor,
    ),
    _row("SOD3-waiver", "a line waiver comes from another", {"waive_line"}, waiver_by_another),
    _row("SOD5", "the association is heard before any advice", {"recommend"}, heard),
    _row(
        "SOD5-waiver",
        "advice without the association's view only when it is overdue",
        {"waive_view"},
        lambda step: step.matter.view is View.ASKED and step.matter.times.view_overdue,
    ),
    _row(
        "SOD6",
        "no decision before advice, and never without reasons",
        {"decide"},
        lambda step: step.matter.course is not None and bool(reasons(step)),
    ),
    _row(
        "SOD6-urgent",
        "an urgent decision only where the event comes first, with reasons",
        {"decide_urgently"},
        lambda step: (
            step.matter.times.event_before_advice_due
            and bool(reasons(step))
            and said_of_each_condition(step)
        ),
    ),
    Invariant("SOD7", "final is final", final_is_final),
    _row("SOD22", "nobody runs a matter about themselves", RUNNING, overseer_in_turn),
)

PERSONS = (
    _row(
        "P1",
        "only the chief officer concerned decides and answers",
        {"decide", "decide_urgently", "respond", "declare_issues"},
        lambda step: step.given.by == step.matter.principal,
    ),
    _row(
        "P2",
        "a reassessment is asked for by the chief officer or a party",
        {"request_reassessment", "add_representation"},
        lambda step: step.given.by in {step.matter.principal} | step.matter.parties,
    ),
    _row(
        "P3",
        "a request is filed by the chief officer or with authority, for whom it applies to",
        {"notify"},
        lambda step: (
            getattr(step.given, "may_file", False) and getattr(step.given, "in_population", False)
        ),
    ),
    _row(
        "P4",
        "the association speaks through its own representative, when asked",
        {"give_view"},
        lambda step: (
            step.given.by in step.matter.representatives and step.matter.view is View.ASKED
        ),
    ),
    _row("P6", "the chief officer or their secretariat files", FILING, files),
    _row(
        "P7",
        "material comes from those who file and from the assessor",
        {"add_material"},
        lambda step: files(step) or step.given.by == step.matter.assessor,
    ),
    _row("P8", "whoever arranges has a part or the duty to oversee", ARRANGING, arranges),
    _row(
        "P9",
        "a gist comes from the unit",
        {"give_gist"},
        lambda step: step.given.by in step.matter.posts.of(Role.SOURCE_UNIT),
    ),
    _row(
        "P5",
        "no chief officer is their own association's voice",
        {"name_people"},
        lambda step: step.matter_after.principal not in step.matter_after.representatives,
    ),
)

ORDER = (
    Invariant("T1", "advice never changes", advice_never_changes),
    Invariant("T2", "the outcome of a reassessment never changes", outcome_never_changes),
    _row(
        "T3",
        "one reassessment only, and only of a decision",
        {"request_reassessment"},
        lambda step: not step.matter.asked_again and step.matter.decided,
    ),
    _row(
        "T4",
        "material is complete only with an area and the known issues declared",
        {"complete_material"},
        lambda step: bool(step.matter.areas) and step.matter.issues_declared,
    ),
    _row("T5", "advice only after the Gateway Test", {"recommend"}, lambda s: s.matter.tested),
    _row(
        "T6",
        "the Gateway Test only after a clear declaration",
        {"assess", "ask_for_view", "ask_for_gist", "recommend"},
        lambda step: step.matter.bias_cleared,
    ),
    _row(
        "T7",
        "final only when concluded and everyone is told",
        {"make_final"},
        lambda s: s.matter.outcome is not None and s.matter.parties <= s.matter.outcome_told,
    ),
    _row(
        "T8",
        "nobody is told of an outcome before there is one",
        {"tell_outcome"},
        lambda step: step.matter.outcome is not None,
    ),
    _row("T9", "a matter closes only when complete", {"close"}, closes_complete),
    _row(
        "T10",
        "conditions start only where there are some, and no answer is waited for",
        {"commission"},
        lambda step: bool(step.matter.mitigations) and answered_or_overdue(step.matter),
    ),
    _row(
        "T11",
        "a matter lapses only after an overdue decision was escalated, or with its chief officer",
        {"lapse"},
        nobody_is_left_to_decide,
    ),
    _row(
        "T12",
        "escalated once, when overdue",
        {"escalate"},
        lambda step: step.matter.times.decision_overdue and not step.matter.escalated,
    ),
    _row(
        "T13",
        "the association is asked only where it attends",
        {"ask_for_view"},
        lambda s: bool(s.matter.representatives) and s.matter.view in {View.NOT_ASKED, View.ASKED},
    ),
    _row(
        "T14",
        "the unit is asked once",
        {"ask_for_gist"},
        lambda step: step.matter.gist is View.NOT_NEEDED,
    ),
    _row(
        "T15",
        "a gist only when asked for",
        {"give_gist"},
        lambda step: step.matter.gist is View.ASKED,
    ),
    _row(
        "T16",
        "another course is answered once",
        {"respond"},
        lambda s: s.matter.outcome is Outcome.REPLACED and not s.matter.answered,
    ),
    _row(
        "T17",
        "representations only before the outcome",
        {"add_representation"},
        lambda step: step.matter.outcome is None,
    ),
    _row(
        "T18",
        "court proceedings are noted once, after a reassessment",
        {"mark_judicial"},
        lambda step: step.matter.final and not step.matter.judicial,
    ),
    _row(
        "T20",
        "nobody steps back from a reassessment that is concluded",
        {"stand_aside"},
        lambda step: step.matter.outcome is None,
    ),
    _row("T19", "one outcome", {"conclude"}, lambda step: step.matter.outcome is None),
)

IN_WORDS = {
    "withdraw",
    "declare_conflict",
    "declare_conflict_early",
    "ask_for_more",
    "give_view",
    "waive_view",
    "give_gist",
    "lapse",
    "waive_line",
    "stand_aside",
    "conclude",
    "respond",
    "add_note",
    "mark_judicial",
    "assess",
    "recommend",
}

ANSWERS = (
    _row("A1", "reasons in words", IN_WORDS, lambda step: bool(reasons(step))),
    _row(
        "A2",
        "a request says what it is, and what delayed it",
        {"notify"},
        lambda step: bool(
            getattr(step.given, "activity", "")
            and (not getattr(step.given, "retrospective", False) or step.given.why_late)  # type: ignore[attr-defined]
        ),
    ),
    _row("A3", "an area is named", {"confirm_areas"}, lambda s: bool(s.matter_after.areas)),
    _row("A4", "the Gateway Test is answered in full", {"assess"}, tested_in_full),
    _row("A5", "advice fits its threshold and can be checked", {"recommend"}, advice_fits),
    _row("A6", "a decision answers everything", {"decide"}, decided_in_full),
    _row("A7", "a party is told in a named way", {"tell", "tell_outcome"}, names_a_party),
    _row(
        "A8",
        "an open condition is settled with words",
        {"show_kept", "show_not_kept"},
        open_condition,
    ),
    _row(
        "A9",
        "a request for reassessment is written, and says what delayed it",
        {"request_reassessment", "add_representation"},
        lambda step: bool(
            getattr(step.given, "representation", "")
            and (
                step.act == "add_representation"
                or not getattr(step.given, "late", False)
                or step.given.why_late  # type: ignore[attr-defined]
            )
        ),
    ),
    _row("A10", "a reassessment answers everything", {"conclude"}, reassessed_in_full),
    _row(
        "A11",
        "an answer to another course says yes or no",
        {"respond"},
        lambda step: getattr(step.given, "accepts", None) is not None,
    ),
)

INVARIANTS = (*SEPARATION, *PERSONS, *ORDER, *ANSWERS)
