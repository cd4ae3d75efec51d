# SPDX-License-Identifier: MIT
"""The sentences of `invariants`, as yes or no: written without looking at the guards."""

from typing import Any

from candour.gateway.rules.gateway_test import Answer, Worksheet
from candour.gateway.rules.matter import Course, Matter, Outcome, Stage, View
from candour.gateway.rules.mitigations import Choice
from candour.gateway.rules.stage_three_recommendation import Decision
from candour.gateway.rules.stage_two_assessment import Advice
from candour.gateway.rules.visibility import Part, knows_of_it, visible_parts
from candour.kernel.exploration import Step
from candour.kernel.roles import Role

GatewayStep = Step[Matter]


def reasons(step: GatewayStep) -> str:
    return str(getattr(step.given, "reasons", "")).strip()


def unrelated_to_the_assessment(step: GatewayStep) -> bool:
    person = step.matter_after.assessor if "allocate" in step.act else step.given.by
    before = step.matter
    return person not in {before.principal, before.notifier} | before.conflicted | (
        before.representatives | before.involved
    )


def independent_reassessor(step: GatewayStep) -> bool:
    matter, person = step.matter, step.given.by
    return person not in _concerned(matter)


def _concerned(matter: Matter) -> frozenset[str]:
    """Everyone who had some part before the reassessment, or stands for a side."""
    once = {matter.principal, matter.assessor, matter.notifier}
    return matter.conflicted | matter.involved | matter.representatives | matter.former | once


def outside_the_line(step: GatewayStep) -> bool:
    matter, person = step.matter, step.given.by
    managed = matter.principal in matter.posts.managers.get(person, frozenset())
    return not managed or person in matter.line_waived


def in_turn(step: GatewayStep) -> bool:
    """The office itself unless barred, then the deputy, then another force."""
    matter = step.matter
    concerned = _concerned(matter)
    for role in (Role.REASSESSOR, Role.DEPUTY_REASSESSOR):
        free = {
            person
            for person in matter.posts.of(role) - concerned
            if matter.principal not in matter.posts.managers.get(person, frozenset())
            or person in matter.line_waived
        }
        if free:
            return step.given.by in free
    return step.given.by in matter.posts.of(Role.EXTERNAL_REASSESSOR)


def overseer_in_turn(step: GatewayStep) -> bool:
    """The overseer unless concerned, then standards, their deputy, another force."""
    matter = step.matter
    out = {matter.principal, matter.assessor} | matter.conflicted | matter.representatives
    in_turn = (
        Role.OVERSEER,
        Role.REASSESSOR,
        Role.DEPUTY_REASSESSOR,
        Role.EXTERNAL_REASSESSOR,
    )
    first = next((free for role in in_turn if (free := matter.posts.of(role) - out)), frozenset())
    return step.given.by in first


def files(step: GatewayStep) -> bool:
    matter, by = step.matter, step.given.by
    return by == matter.principal or by in matter.posts.of(Role.SECRETARIAT)


def arranges(step: GatewayStep) -> bool:
    has_part = step.given.by in {step.matter.assessor, step.matter.reassessor}
    return has_part or files(step) or overseer_in_turn(step)


def assessor_stays(step: GatewayStep) -> bool:
    matter = step.matter
    in_office = matter.posts.of(Role.ASSESSOR, Role.EXTERNAL_ASSESSOR)
    return matter.assessor not in in_office or matter.times.advice_overdue


def assessor_remembered(step: GatewayStep) -> bool:
    """Whoever loses the assessment is barred from looking again."""
    before, after = step.matter, step.matter_after
    return not before.assessor or before.assessor in {after.assessor} | after.former


def reassessor_stays(step: GatewayStep) -> bool:
    """A reassessment changes hands only by its holder's own act, or when they have left."""
    holder = step.matter.reassessor
    if step.act == "stand_aside" and holder == step.given.by:
        return True
    return not holder or holder not in step.matter.posts.of(
        Role.REASSESSOR, Role.DEPUTY_REASSESSOR, Role.EXTERNAL_REASSESSOR
    )


def seen_by_who_acts(step: GatewayStep) -> bool:
    """Nobody acts on a matter that is hidden from them; a party acts by what they were told."""
    if step.act == "notify" or step.given.by in step.matter.parties:
        return True
    return knows_of_it(step.matter, Stage(step.stage), step.given.by)


FOR_A_REPRESENTATIVE = frozenset({Part.SUMMARY, Part.VIEW, Part.OUTCOME})


def sees_no_material(step: GatewayStep) -> bool:
    """A representative sees the event, their own view and the outcome; the conflicted, nothing."""
    if step.matter_after is step.matter and step.stage_after is step.stage:
        return True
    matter, stage = step.matter_after, Stage(step.stage_after)
    return all(
        visible_parts(matter, stage, person) <= FOR_A_REPRESENTATIVE
        for person in matter.representatives - {matter.principal}
    ) and not any(visible_parts(matter, stage, person) for person in matter.conflicted)


def nobody_is_left_to_decide(step: GatewayStep) -> bool:
    matter = step.matter
    asked_twice = matter.escalated and matter.times.decision_overdue
    return asked_twice or matter.times.principal_left


def final_is_final(step: GatewayStep) -> bool:
    if not step.matter.final:
        return True
    frozen = ["course", "decided", "urgent", "outcome", "reassessor", "assessor"]
    if step.act != "respond":
        frozen.append("mitigations")
    same = all(getattr(step.matter, f) == getattr(step.matter_after, f) for f in frozen)
    return same and step.matter_after.final


def advice_never_changes(step: GatewayStep) -> bool:
    return step.matter.course is None or step.matter.course is step.matter_after.course


def outcome_never_changes(step: GatewayStep) -> bool:
    return step.matter.outcome is None or step.matter.outcome is step.matter_after.outcome


def advice_fits(step: GatewayStep) -> bool:
    given: Any = step.given
    if not isinstance(given, Advice) or given.course is None:
        return False
    if (given.course is Course.WITH_MITIGATION) is not bool(given.steps):
        return False
    checkable = all(s.text and s.owner and s.evidence and s.due_on for s in given.steps)
    doubted = step.matter.integrity_in_question and given.course is Course.PROCEED
    return checkable and not doubted


def tested_in_full(step: GatewayStep) -> bool:
    given: Any = step.given
    if not isinstance(given, Worksheet):
        return False
    answered = all(given.questions.get(code, "").strip() for code in given.asked_questions)
    quick = all(given.quick_tests.get(c) in set(Answer) for c in given.asked_quick_tests)
    thresholds = (given.affects_confidence, given.creates_risk, given.integrity_in_question)
    orderly = not (given.integrity_in_question and not given.creates_risk)
    return answered and quick and None not in thresholds and orderly


def decided_in_full(step: GatewayStep) -> bool:
    given: Any = step.given
    if not isinstance(given, Decision) or given.accepts is None:
        return False
    advised = step.matter.course is not Course.DECLINE
    if given.accepts and given.attends is not None and given.attends != advised:
        return False
    if not given.accepts and given.attends is None:
        return False
    return said_of_each_condition(step)


def said_of_each_condition(step: GatewayStep) -> bool:
    """Every recommended condition and no other; who does not take part may pass them over."""
    given: Any = step.given
    said = {one.step for one in given.said}
    every = said == step.matter.advised
    stays_away = not given.accepts and not given.attends and not said
    worded = all(one.choice is Choice.ACCEPTED or (one.choice and one.words) for one in given.said)
    return worded and (every or stays_away)


def reassessed_in_full(step: GatewayStep) -> bool:
    given: Any = step.given
    answered = all(given.tests.get(code) is not None for code in given.asked_tests)
    passed = all(given.tests.values())
    upheld_rightly = given.outcome is not Outcome.UPHELD or passed
    described = given.outcome is not Outcome.REPLACED or bool(given.other_course)
    checkable = all(s.text and s.owner and s.evidence and s.due_on for s in given.steps)
    if given.outcome is Outcome.UPHELD and (given.steps or given.keys):
        return False
    return bool(answered and given.outcome and upheld_rightly and described and checkable)


def heard(step: GatewayStep) -> bool:
    matter = step.matter
    if not matter.representatives:
        return True
    return matter.view in {View.GIVEN, View.WAIVED}


def open_condition(step: GatewayStep) -> bool:
    given: Any = step.given
    fresh = given.step in step.matter.mitigations and given.step not in step.matter.settled
    return bool(fresh and given.evidence)


def answered_or_overdue(matter: Matter) -> bool:
    """No other course waits for an answer that may still come in time."""
    waits = matter.outcome is Outcome.REPLACED and not matter.answered
    return not waits or matter.times.response_overdue


def closes_complete(step: GatewayStep) -> bool:
    matter = step.matter
    settled = matter.mitigations <= matter.settled
    told = matter.final or matter.parties <= matter.told
    over = matter.final or matter.times.windows_over
    return settled and told and over and answered_or_overdue(matter)


def names_a_party(step: GatewayStep) -> bool:
    given: Any = step.given
    return given.party in step.matter.parties and bool(given.method)


def waiver_by_another(step: GatewayStep) -> bool:
    given: Any = step.given
    offices = step.matter.posts.of(Role.REASSESSOR, Role.DEPUTY_REASSESSOR)
    return given.reassessor != step.given.by and given.reassessor in offices
