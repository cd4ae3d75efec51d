# SPDX-License-Identifier: MIT
"""Matters of the Gateway for tests of its rules: one for each stage, and good answers to each act."""

from dataclasses import replace
from datetime import date

from candour.gateway.rules.gateway_test import Answer, Worksheet
from candour.gateway.rules.matter import Course, Matter, Outcome, Reasoned, Stage, View, roles_in
from candour.gateway.rules.mitigations import Choice, Said, Step
from candour.gateway.rules.procedure import GATEWAY
from candour.gateway.rules.stage_four_reassessment import (
    LineWaiver,
    Reassessment,
    Request,
    Response,
)
from candour.gateway.rules.stage_one_notification import (
    Allocation,
    Areas,
    Concerned,
    Notification,
)
from candour.gateway.rules.stage_three_recommendation import Decision, Showing, Telling
from candour.gateway.rules.stage_two_assessment import Advice
from candour.gateway.rules.world import OUTSIDE_ASSESSORS, Setting, posts_held, sharing
from candour.gateway.rules.world import OUTSIDE_REASSESSORS as OUTSIDERS
from candour.gateway.rules.world import PARTY as ORGANISER
from candour.gateway.rules.world import SOURCE_UNIT as UNIT
from candour.kernel.procedure import Given, reasons_against

CHIEF, SECRETARY, OVERSEER = "chief officer", "secretariat", "head of secretariat"
STAFF, HEAD, DEPUTY = "staff officer", "head of standards", "deputy head of standards"
REP = "association representative"
OUTSIDE_ASSESSOR, OUTSIDE_REASSESSOR = OUTSIDE_ASSESSORS[0], OUTSIDERS[0]
SOMEONE = "someone who holds no post"
EVERYONE = (
    *(CHIEF, SECRETARY, OVERSEER, STAFF, HEAD, DEPUTY, REP, OUTSIDE_ASSESSOR),
    *(OUTSIDE_REASSESSOR, UNIT, ORGANISER, SOMEONE),
)

GATHERED = {"areas": frozenset({"external_event"}), "issues_declared": True, "assessor": STAFF}
ASSESSED = {**GATHERED, "bias_cleared": True, "tested": True}
ADVISED = {**ASSESSED, "course": Course.WITH_MITIGATION, "advised": frozenset({"minutes"})}
DECIDED = {**ADVISED, "decided": True, "mitigations": frozenset({"minutes"})}
ASKED = {**DECIDED, "asked_again": True, "told": frozenset({ORGANISER})}
CONCLUDED = {
    **ASKED,
    "reassessor": HEAD,
    "outcome": Outcome.REPLACED,
    "pending": frozenset({"minutes again"}),
    "outcome_told": frozenset({ORGANISER}),
}
AT = {
    Stage.UNNOTIFIED: {"notifier": ""},
    Stage.NOTIFIED: {},
    Stage.GATHERING: GATHERED | {"assessor": ""},
    Stage.MATERIAL_COMPLETE: GATHERED,
    Stage.ASSESSING: ASSESSED,
    Stage.RECOMMENDED: ADVISED,
    Stage.DECIDED: DECIDED,
    Stage.MITIGATING: DECIDED,
    Stage.REASSESSMENT_REQUESTED: ASKED,
    Stage.REASSESSING: CONCLUDED,
    Stage.FINAL: CONCLUDED | {"final": True},
    Stage.CLOSED: DECIDED,
    Stage.WITHDRAWN: {},
}


def at(stage, **changes):
    """A matter as it usually is at a stage, each post held by a person of its name."""
    times = changes.pop("late", ())
    line = changes.pop("line", False)
    start = Matter(
        principal=CHIEF,
        posts=posts_held(sharing(), Setting(line=line)),
        notifier=CHIEF,
        parties=frozenset({ORGANISER}),
    )
    judged = replace(start.times, **dict.fromkeys(times, True))
    return replace(start, times=judged, **{**AT[stage], **changes})


STEP = Step("minutes", "Full minutes", "secretary", "The minutes", date(2026, 12, 1))
WORKSHEET = Worksheet(
    by=STAFF,
    questions={"duties": "none", "community": "some"},
    quick_tests={"visibility": Answer.YES, "legacy": Answer.UNSURE},
    affects_confidence=True,
    creates_risk=True,
    integrity_in_question=True,
    reasons="A tender is open.",
    asked_questions=frozenset({"duties", "community"}),
    asked_quick_tests=frozenset({"visibility", "legacy"}),
)
ADVICE = Advice(
    by=STAFF,
    course=Course.WITH_MITIGATION,
    steps=(STEP,),
    keys=frozenset({"minutes"}),
    reasons="The host will bid.",
)
DECISION = Decision(
    by=CHIEF, accepts=True, said=(Said("minutes", Choice.ACCEPTED),), reasons="I have weighed it."
)
REASSESSMENT = Reassessment(
    by=HEAD,
    outcome=Outcome.UPHELD,
    tests={"necessary": True, "proportionate": True},
    asked_tests=frozenset({"necessary", "proportionate"}),
    reasons="The file bears it out.",
)


def because(by):
    return Reasoned(by=by, reasons="because")


FRESH = {"outcome": None, "pending": frozenset(), "outcome_told": frozenset()}
GOOD = {
    "notify": (Stage.UNNOTIFIED, Notification(by=CHIEF, activity="A dinner"), {}),
    "confirm_areas": (Stage.NOTIFIED, Areas(by=CHIEF, areas=frozenset({"other"})), {}),
    "describe": (Stage.GATHERING, Given(by=SECRETARY), {}),
    "name_people": (Stage.GATHERING, Concerned(by=CHIEF, representatives=frozenset({REP})), {}),
    "declare_issues": (Stage.GATHERING, Given(by=CHIEF), {}),
    "add_material": (Stage.ASSESSING, Given(by=STAFF), {}),
    "complete_material": (Stage.GATHERING, Given(by=SECRETARY), {}),
    "allocate": (Stage.GATHERING, Allocation(by=OVERSEER, assessor=STAFF), {}),
    "reallocate": (
        Stage.ASSESSING,
        Allocation(by=OVERSEER, assessor=STAFF),
        {"assessor": OUTSIDE_ASSESSOR, "late": ("advice_overdue",)},
    ),
    "withdraw": (Stage.RECOMMENDED, because(CHIEF), {}),
    "declare_no_conflict": (Stage.MATERIAL_COMPLETE, Given(by=STAFF), {}),
    "declare_conflict_early": (Stage.GATHERING, because(STAFF), {"assessor": STAFF}),
    "declare_conflict": (Stage.ASSESSING, because(STAFF), {}),
    "ask_for_more": (Stage.ASSESSING, because(STAFF), {}),
    "ask_for_view": (
        Stage.ASSESSING,
        Given(by=STAFF),
        {"view": View.NOT_ASKED, "representatives": frozenset({REP})},
    ),
    "give_view": (
        Stage.ASSESSING,
        because(REP),
        {"view": View.ASKED, "representatives": frozenset({REP})},
    ),
    "waive_view": (
        Stage.ASSESSING,
        because(OVERSEER),
        {
            "view": View.ASKED,
            "representatives": frozenset({REP}),
            "late": ("view_overdue",),
        },
    ),
    "ask_for_gist": (Stage.ASSESSING, Given(by=STAFF), {}),
    "give_gist": (Stage.ASSESSING, because(UNIT), {"gist": View.ASKED}),
    "assess": (Stage.ASSESSING, WORKSHEET, {"tested": False}),
    "recommend": (Stage.ASSESSING, ADVICE, {}),
    "decide": (Stage.RECOMMENDED, DECISION, {}),
    "decide_urgently": (
        Stage.GATHERING,
        replace(DECISION, accepts=None, attends=True, said=()),
        {"late": ("event_before_advice_due",)},
    ),
    "escalate": (Stage.RECOMMENDED, Given(by=OVERSEER), {"late": ("decision_overdue",)}),
    "lapse": (
        Stage.RECOMMENDED,
        because(OVERSEER),
        {"late": ("decision_overdue",), "escalated": True},
    ),
    "tell": (Stage.DECIDED, Telling(by=CHIEF, party=ORGANISER, method="in writing"), {}),
    "commission": (Stage.DECIDED, Given(by=CHIEF), {}),
    "show_kept": (Stage.MITIGATING, Showing(by=STAFF, step="minutes", evidence="Here."), {}),
    "show_not_kept": (Stage.MITIGATING, Showing(by=STAFF, step="minutes", evidence="No."), {}),
    "close": (
        Stage.MITIGATING,
        Given(by=CHIEF),
        {
            "settled": frozenset({"minutes"}),
            "told": frozenset({ORGANISER}),
            "late": ("windows_over",),
        },
    ),
    "request_reassessment": (Stage.DECIDED, Request(by=ORGANISER, representation="Look"), {}),
    "add_representation": (
        Stage.REASSESSING,
        Request(by=CHIEF, representation="Look"),
        FRESH,
    ),
    "waive_line": (
        Stage.REASSESSMENT_REQUESTED,
        LineWaiver(by=OVERSEER, reassessor=HEAD, reasons="because"),
        {"line": True},
    ),
    "take_up": (Stage.REASSESSMENT_REQUESTED, Given(by=HEAD), {}),
    "stand_aside": (Stage.REASSESSMENT_REQUESTED, because(HEAD), {}),
    "conclude": (Stage.REASSESSING, REASSESSMENT, FRESH),
    "tell_outcome": (
        Stage.REASSESSING,
        Telling(by=HEAD, party=ORGANISER, method="in person"),
        {"outcome_told": frozenset()},
    ),
    "make_final": (Stage.REASSESSING, Given(by=HEAD), {}),
    "respond": (Stage.FINAL, Response(by=CHIEF, accepts=True, reasons="because"), {}),
    "add_note": (Stage.CLOSED, because(STAFF), {}),
    "mark_judicial": (Stage.FINAL, because(OVERSEER), {}),
}
"""For each act: the stage, good answers, and what the matter must be besides."""


def outcome(act, changes=None, **answers):
    """The clauses for which the act is refused, or the matter and stage after it.

    `changes` are facts of the matter; `answers` are put in place of good ones.
    """
    stage, given, facts = GOOD[act]
    facts = {**facts, **(changes or {})}
    stage = facts.pop("stage", stage)
    matter = at(stage, **facts)
    given = replace(given, **answers)
    row = GATEWAY.act(act)
    reasons = reasons_against(row, stage, matter, given, roles_in(matter, given.by))
    if reasons:
        return tuple(reasons)
    return (row.target or stage), row.effect(matter, given)


def refusals(act, changes=None, **answers):
    """The clause and the answer concerned, of each reason against the act."""
    reasons = outcome(act, changes, **answers)
    return [(one.clause, one.about) if isinstance(one, Exception) else one for one in reasons]


def after(act, changes=None, **answers):
    """The matter after an act that goes through."""
    stage, matter = outcome(act, changes, **answers)
    assert isinstance(matter, Matter), stage
    return matter
