# SPDX-License-Identifier: MIT
"""Stage Two: declarations, views, the Gateway Test and the recommendation (COG 3.2)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from candour.gateway.models import (
    Assessment,
    AssociationView,
    BiasDeclaration,
    Case,
    GistRequest,
    Involved,
    Mitigation,
    Recommendation,
    Wall,
)
from candour.gateway.models.case import Kind as InvolvedKind
from candour.gateway.models.outcome import Source
from candour.gateway.queries.snapshot import snapshot_for
from candour.gateway.rules.gateway_test import Worksheet
from candour.gateway.rules.matter import Course, Reasoned, Stage
from candour.gateway.rules.mitigations import Step
from candour.gateway.rules.stage_two_assessment import (
    ASK_FOR_GIST,
    ASK_FOR_MORE,
    ASK_FOR_VIEW,
    ASSESS,
    DECLARE_CONFLICT,
    DECLARE_CONFLICT_EARLY,
    DECLARE_NO_CONFLICT,
    GIVE_GIST,
    GIVE_VIEW,
    RECOMMEND,
    WAIVE_VIEW,
    Advice,
)
from candour.gateway.services.carrying_out import Deed, actor, carry_out, doer
from candour.kernel.procedure import Given, Refused
from candour.kernel.working_days import ENGLAND_AND_WALES
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By
from candour.people.queries import known_as
from candour.policy.queries import pack_of

ANSWER_NOT_BEFORE = 1
"""Working days before a gist can be read, so that a quick answer betrays nothing."""


def declare_no_conflict(
    case_id: UUID, *, by: By, statement: str = "", seen: int | None = None
) -> Case:
    """The assessor says that nothing stands between them and a fair view; the file opens."""

    def write(deed: Deed) -> None:
        _declaration(deed, by=by, conflict=False, reasons=statement)

    given = Given(by=actor(by))
    return carry_out(case_id, DECLARE_NO_CONFLICT, given, by=by, seen=seen, write=write)


def declare_conflict(case_id: UUID, reasons: str, *, by: By, seen: int | None = None) -> Case:
    """The assessor steps back; from this moment the matter is shut to them."""

    def write(deed: Deed) -> None:
        _declaration(deed, by=by, conflict=True, reasons=reasons)
        Wall.objects.create(case=deed.case, event=deed.event, person_id=doer(by))

    gathering = Case.objects.get(pk=case_id).stage == Stage.GATHERING.value
    act = DECLARE_CONFLICT_EARLY if gathering else DECLARE_CONFLICT
    given = Reasoned(by=actor(by), reasons=reasons)
    return carry_out(case_id, act, given, by=by, seen=seen, write=write)


def _declaration(deed: Deed, *, by: By, conflict: bool, reasons: str) -> None:
    BiasDeclaration.objects.create(
        case=deed.case,
        event=deed.event,
        person_id=doer(by),
        conflict=conflict,
        reasons=reasons.strip(),
        declared_at=deed.now,
    )
    deed.fields = {"conflict": conflict, "reasons": reasons.strip()}


def ask_for_more(case_id: UUID, reasons: str, *, by: By, seen: int | None = None) -> Case:
    """Send the matter back for material; the declaration is made anew on what comes."""

    def write(deed: Deed) -> None:
        Assessment.objects.filter(case=deed.case, superseded_by=None).update(
            superseded_by=deed.event
        )
        deed.fields = {"reasons": reasons.strip()}

    given = Reasoned(by=actor(by), reasons=reasons)
    return carry_out(case_id, ASK_FOR_MORE, given, by=by, seen=seen, write=write)


def ask_for_view(case_id: UUID, *, by: By, seen: int | None = None) -> Case:
    """Ask each representative who attends; they see the event's summary and nothing else."""

    def write(deed: Deed) -> None:
        clock = pack_of(deed.case.policy_id).clock("representative_view")
        due = clock.start(timezone.localdate(deed.now)).due_on()
        asked = []
        for one in Involved.objects.filter(
            case=deed.case, kind=InvolvedKind.REPRESENTATIVE, superseded_by=None
        ):
            if one.person_id is None:
                continue
            AssociationView.objects.create(
                case=deed.case,
                event=deed.event,
                representative_id=one.person_id,
                asked_at=deed.now,
                due_on=due,
            )
            asked.append(str(one.person_id))
        deed.fields = {"asked": sorted(asked), "due_on": due.isoformat()}

    return carry_out(case_id, ASK_FOR_VIEW, Given(by=actor(by)), by=by, seen=seen, write=write)


def give_view(case_id: UUID, view: str, *, by: By) -> Case:
    """The representative's own words; they take no other part (COG 3.2/10)."""

    def write(deed: Deed) -> None:
        asked = AssociationView.objects.filter(
            case=deed.case, representative_id=doer(by), given_at=None
        ).order_by("-asked_at")
        row = asked.select_related("case").first()
        if row is not None:
            row.view, row.given_at = view.strip(), deed.now
            row.save(update_fields=["view", "given_at"])
        deed.fields = {"view": view.strip()}

    given = Reasoned(by=actor(by), reasons=view)
    return carry_out(case_id, GIVE_VIEW, given, by=by, write=write)


def waive_view(case_id: UUID, reasons: str, *, by: By, seen: int | None = None) -> Case:
    """A second role lets the assessment go on without an overdue view (SOD5, waived)."""

    def write(deed: Deed) -> None:
        for row in AssociationView.objects.filter(
            case=deed.case, given_at=None, waived_by=None
        ).select_related("case"):
            row.waived_because, row.waived_by_id = reasons.strip(), doer(by)
            row.save(update_fields=["waived_because", "waived_by"])
        deed.fields = {"reasons": reasons.strip()}

    given = Reasoned(by=actor(by), reasons=reasons)
    return carry_out(case_id, WAIVE_VIEW, given, by=by, seen=seen, write=write)


def ask_for_gist(case_id: UUID, question: str, *, by: By, seen: int | None = None) -> Case:
    """Ask the counter-corruption unit; the acknowledgement is the same whatever is held."""

    def write(deed: Deed) -> None:
        today = timezone.localdate(deed.now)
        GistRequest.objects.create(
            case=deed.case,
            event=deed.event,
            question=question.strip(),
            asked_at=deed.now,
            not_before=ENGLAND_AND_WALES.add_working_days(today, ANSWER_NOT_BEFORE),
        )
        deed.fields = {"question": question.strip()}

    return carry_out(case_id, ASK_FOR_GIST, Given(by=actor(by)), by=by, seen=seen, write=write)


def give_gist(case_id: UUID, gist: str, *, by: By) -> Case:
    """A sanitised statement, or that there is nothing to add; readable from the set day on."""

    def write(deed: Deed) -> None:
        row = GistRequest.objects.select_related("case").get(case=deed.case, answered_at=None)
        row.gist, row.answered_at, row.answered_by_id = gist.strip(), deed.now, doer(by)
        row.save(update_fields=["gist", "answered_at", "answered_by"])
        deed.fields = {"gist": gist.strip()}

    given = Reasoned(by=actor(by), reasons=gist)
    return carry_out(case_id, GIVE_GIST, given, by=by, write=write)


@dataclass(frozen=True)
class TestAnswers:
    """The Gateway Test as filled in; codes are those of the matter's policy version."""

    __test__ = False  # a name for people, not for the test runner

    questions: Mapping[str, str]
    quick_tests: Mapping[str, str]
    quick_reasons: Mapping[str, str]
    principles: Mapping[str, str]
    harms: Sequence[str]
    affects_confidence: bool | None
    creates_risk: bool | None
    integrity_in_question: bool | None
    reasons: str


def assess(case_id: UUID, answers: TestAnswers, *, by: By, seen: int | None = None) -> Case:
    """Complete the Gateway Test; completing it again supersedes the earlier answers."""
    pack = pack_of(Case.objects.get(pk=case_id).policy_id)
    given = Worksheet(
        by=actor(by),
        questions=dict(answers.questions),
        quick_tests=dict(answers.quick_tests),
        affects_confidence=answers.affects_confidence,
        creates_risk=answers.creates_risk,
        integrity_in_question=answers.integrity_in_question,
        reasons=answers.reasons,
        asked_questions=frozenset(one.code for one in pack.questions),
        asked_quick_tests=frozenset(one.code for one in pack.quick_tests),
    )

    def write(deed: Deed) -> None:
        rows = Assessment.objects.filter(case=deed.case, superseded_by=None)
        rows.update(superseded_by=deed.event)
        _keep_answers(deed, answers, by=by)

    return carry_out(case_id, ASSESS, given, by=by, seen=seen, write=write)


def _keep_answers(deed: Deed, answers: TestAnswers, *, by: By) -> None:
    words: dict[str, Json] = {
        "questions": dict(answers.questions),
        "quick_tests": dict(answers.quick_tests),
        "quick_reasons": dict(answers.quick_reasons),
        "principles": dict(answers.principles),
        "harms": list(answers.harms),
    }
    Assessment.objects.create(
        case=deed.case,
        event=deed.event,
        assessor_id=doer(by),
        answers=json.dumps(words),
        affects_confidence=bool(answers.affects_confidence),
        creates_risk=bool(answers.creates_risk),
        integrity_in_question=bool(answers.integrity_in_question),
        reasons=answers.reasons.strip(),
        completed_at=deed.now,
    )
    deed.fields = {
        **words,
        "affects_confidence": answers.affects_confidence,
        "creates_risk": answers.creates_risk,
        "integrity_in_question": answers.integrity_in_question,
        "reasons": answers.reasons.strip(),
    }


def recommend(
    case_id: UUID,
    course: Course | None,
    steps: Sequence[Step],
    reasons: str,
    *,
    by: By,
    seen: int | None = None,
) -> Case:
    """Freeze the recommendation with everything that the assessor could see (COG R/SO/2)."""
    keys = [uuid4() for _ in steps]
    given = Advice(
        by=actor(by),
        course=course,
        steps=tuple(steps),
        keys=frozenset(str(key) for key in keys),
        reasons=reasons,
    )

    def write(deed: Deed) -> None:
        deed.fields = {
            "course": str(course),
            "steps": [step_recorded(step) for step in steps],
            "reasons": reasons.strip(),
            **snapshot_for(deed.case, deed.before, actor(by)),
        }
        _keep_advice(deed, str(course), reasons, by=by)
        for key, step in zip(keys, steps, strict=True):
            add_mitigation(deed, step, Source.RECOMMENDED, key=key)
        today = timezone.localdate(deed.now)
        clock = pack_of(deed.case.policy_id).clock("decision")
        deed.columns = {
            "recommended_at": deed.now,
            "decision_due_on": clock.start(today).due_on(),
        }

    return carry_out(case_id, RECOMMEND, given, by=by, seen=seen, write=write)


def _keep_advice(deed: Deed, course: str, reasons: str, *, by: By) -> None:
    Recommendation.objects.create(
        case=deed.case,
        event=deed.event,
        course=course,
        reasons=reasons.strip(),
        made_by_id=doer(by),
        made_by_was=title_now(doer(by)),
        made_at=deed.now,
    )


def add_mitigation(deed: Deed, step: Step, source: Source, *, key: UUID) -> None:
    """Keep a condition as a row; its id is the name that the rules know it by."""
    if step.due_on is None:
        raise Refused("Enter the date by which it is done.", "COG 3.2/8")
    Mitigation.objects.create(
        id=key,
        case=deed.case,
        event=deed.event,
        source=source.value,
        code=step.code,
        text=step.text.strip(),
        owner_id=UUID(step.owner),
        evidence_needed=step.evidence.strip(),
        due_on=step.due_on,
    )


def step_recorded(step: Step) -> dict[str, Any]:
    return {
        "code": step.code,
        "text": step.text,
        "owner": step.owner,
        "evidence": step.evidence,
        "due_on": step.due_on.isoformat() if step.due_on else None,
    }


def title_now(person: UUID) -> str:
    _name, title = known_as(person, timezone.localdate())
    return title
