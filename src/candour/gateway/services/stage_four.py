# SPDX-License-Identifier: MIT
"""Stage Four: one reassessment, everyone told, and then only notes and the courts (COG 3.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils import timezone

from candour.files.models import StoredFile
from candour.gateway.models import (
    Answered,
    BiasDeclaration,
    Case,
    LineWaiver,
    Note,
    Reassessment,
    Representation,
    Wall,
)
from candour.gateway.models.outcome import About, Source
from candour.gateway.queries.facts import window
from candour.gateway.queries.snapshot import snapshot_for
from candour.gateway.rules import after_the_outcome
from candour.gateway.rules import stage_four_reassessment as rules
from candour.gateway.rules.matter import Outcome, Reasoned, Stage
from candour.gateway.rules.mitigations import Step
from candour.gateway.rules.stage_three_recommendation import Telling
from candour.gateway.services.carrying_out import Deed, actor, carry_out, doer
from candour.gateway.services.stage_three import Post, keep_telling
from candour.gateway.services.stage_two import add_mitigation, step_recorded, title_now
from candour.kernel.procedure import Given
from candour.ledger.services import By
from candour.policy.queries import pack_of


@dataclass(frozen=True)
class Words:
    """A representation as written."""

    text: str
    why_late: str = ""
    file: StoredFile | None = None


def ask_again(
    case_id: UUID, words: Words, *, by: By, party: UUID | None = None, seen: int | None = None
) -> Case:
    """Ask for the reassessment, or add a representation to one that was asked for.

    `party` is set for somebody from outside, who came in by a link and has no account.
    """
    case = Case.objects.get(pk=case_id)
    asked = case.stage in {Stage.REASSESSMENT_REQUESTED.value, Stage.REASSESSING.value}
    act = rules.ADD_REPRESENTATION if asked else rules.REQUEST
    late = is_late(case, party=party is not None)
    given = rules.Request(
        by=str(party) if party else actor(by),
        representation=words.text,
        late=late,
        why_late=words.why_late,
    )

    def write(deed: Deed) -> None:
        Representation.objects.create(
            case=deed.case,
            event=deed.event,
            person_id=None if party else by.person,
            party_id=party,
            text=words.text.strip(),
            late=late,
            why_late=words.why_late.strip(),
            file=words.file,
            made_at=deed.now,
        )
        deed.fields = {
            "text": words.text.strip(),
            "late": late,
            "why_late": words.why_late.strip(),
            "party": str(party) if party else None,
            "sha256": words.file.sha256 if words.file else None,
        }

    return carry_out(case_id, act, given, by=by, seen=seen, write=write)


def is_late(case: Case, *, party: bool) -> bool:
    """Whether asking today is after the window that the matter's policy version gives."""
    last = window(case, pack_of(case.policy_id), party=party)
    return timezone.localdate() > last


def waive_line(
    case_id: UUID, reassessor: UUID, reasons: str, *, by: By, seen: int | None = None
) -> Case:
    """A second role says why the line of management does not matter here (SOD3, waived)."""

    def write(deed: Deed) -> None:
        LineWaiver.objects.create(
            case=deed.case,
            event=deed.event,
            reassessor_id=reassessor,
            reasons=reasons.strip(),
            waived_by_id=doer(by),
            waived_at=deed.now,
        )
        deed.fields = {"reassessor": str(reassessor), "reasons": reasons.strip()}

    given = rules.LineWaiver(by=actor(by), reassessor=str(reassessor), reasons=reasons)
    return carry_out(case_id, rules.WAIVE_LINE, given, by=by, seen=seen, write=write)


def take_up(case_id: UUID, *, by: By, statement: str = "", seen: int | None = None) -> Case:
    """The reassessor declares no conflict and opens the frozen file."""

    def write(deed: Deed) -> None:
        _declaration(deed, by=by, conflict=False, reasons=statement)

    return carry_out(case_id, rules.TAKE_UP, Given(by=actor(by)), by=by, seen=seen, write=write)


def stand_aside(case_id: UUID, reasons: str, *, by: By, seen: int | None = None) -> Case:
    """The reassessor declares a conflict; the next in turn takes over."""

    def write(deed: Deed) -> None:
        _declaration(deed, by=by, conflict=True, reasons=reasons)
        Wall.objects.create(case=deed.case, event=deed.event, person_id=doer(by))

    given = Reasoned(by=actor(by), reasons=reasons)
    return carry_out(case_id, rules.STAND_ASIDE, given, by=by, seen=seen, write=write)


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


@dataclass(frozen=True)
class Conclusion:
    """What the reassessor concludes; test codes are those of the matter's policy version."""

    outcome: Outcome | None
    tests: Mapping[str, bool | None]
    other_course: str = ""
    steps: Sequence[Step] = ()
    reasons: str = ""


def conclude(case_id: UUID, conclusion: Conclusion, *, by: By, seen: int | None = None) -> Case:
    """Record the outcome on the file as it stood; conditions of another course come into force."""
    pack = pack_of(Case.objects.get(pk=case_id).policy_id)
    keys = [uuid4() for _ in conclusion.steps]
    given = rules.Reassessment(
        by=actor(by),
        outcome=conclusion.outcome,
        tests=dict(conclusion.tests),
        asked_tests=frozenset(one.code for one in pack.reassessment_tests),
        other_course=conclusion.other_course,
        steps=tuple(conclusion.steps),
        keys=frozenset(str(key) for key in keys),
        reasons=conclusion.reasons,
    )

    def write(deed: Deed) -> None:
        deed.fields = {
            "outcome": str(conclusion.outcome),
            "tests": dict(conclusion.tests),
            "other_course": conclusion.other_course.strip(),
            "steps": [step_recorded(step) for step in conclusion.steps],
            "reasons": conclusion.reasons.strip(),
            **snapshot_for(deed.case, deed.before, actor(by)),
        }
        Reassessment.objects.create(
            case=deed.case,
            event=deed.event,
            outcome=str(conclusion.outcome),
            tests=dict(conclusion.tests),
            other_course=conclusion.other_course.strip(),
            reasons=conclusion.reasons.strip(),
            made_by_id=doer(by),
            made_by_was=title_now(doer(by)),
            made_at=deed.now,
        )
        for key, step in zip(keys, conclusion.steps, strict=True):
            add_mitigation(deed, step, Source.REASSESSED, key=key)

    return carry_out(case_id, rules.CONCLUDE, given, by=by, seen=seen, write=write)


def tell_outcome(
    case_id: UUID,
    party: UUID,
    method: str,
    *,
    by: By,
    post: Post | None = None,
    seen: int | None = None,
) -> Case:
    """Record that a party heard the outcome, in person or in writing, as the reassessor chose."""

    def write(deed: Deed) -> None:
        keep_telling(deed, party, method, About.OUTCOME, by=by, post=post)

    given = Telling(by=actor(by), party=str(party), method=method)
    return carry_out(case_id, rules.TELL_OUTCOME, given, by=by, seen=seen, write=write)


def make_final(case_id: UUID, *, by: By, seen: int | None = None) -> Case:
    """After this there is no other reassessment; only the courts."""

    def write(deed: Deed) -> None:
        deed.columns = {"final_at": deed.now}

    return carry_out(case_id, rules.MAKE_FINAL, Given(by=actor(by)), by=by, seen=seen, write=write)


def respond(
    case_id: UUID, reasons: str, *, accepts: bool | None, by: By, seen: int | None = None
) -> Case:
    """The chief officer answers another course; refusing it is lawful, reasoned and reported."""

    def write(deed: Deed) -> None:
        Answered.objects.create(
            case=deed.case,
            event=deed.event,
            accepts=bool(accepts),
            reasons=reasons.strip(),
            made_at=deed.now,
        )
        if not accepts:
            deed.columns = {"divergent": True}
        deed.fields = {
            "accepts": bool(accepts),
            "reasons": reasons.strip(),
            **snapshot_for(deed.case, deed.before, actor(by)),
        }

    given = rules.Response(by=actor(by), accepts=accepts, reasons=reasons)
    return carry_out(case_id, rules.RESPOND, given, by=by, seen=seen, write=write)


def add_note(case_id: UUID, text: str, *, by: By, seen: int | None = None) -> Case:
    return _add(case_id, text, "note", by=by, seen=seen)


def mark_judicial(case_id: UUID, text: str, *, by: By, seen: int | None = None) -> Case:
    return _add(case_id, text, "judicial", by=by, seen=seen)


def _add(case_id: UUID, text: str, kind: str, *, by: By, seen: int | None) -> Case:
    def write(deed: Deed) -> None:
        Note.objects.create(
            case=deed.case,
            event=deed.event,
            text=text.strip(),
            by_id=doer(by),
            kind=kind,
            added_at=deed.now,
        )
        deed.fields = {"text": text.strip()}

    acts = {"note": after_the_outcome.ADD_NOTE, "judicial": after_the_outcome.MARK_JUDICIAL}
    given = Reasoned(by=actor(by), reasons=text)
    return carry_out(case_id, acts[kind], given, by=by, seen=seen, write=write)
