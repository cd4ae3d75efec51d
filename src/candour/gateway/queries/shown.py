# SPDX-License-Identifier: MIT
"""The parts of a case file as frozen values, as pages show them and as the record freezes them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from candour.gateway.rules.visibility import Part


@dataclass(frozen=True)
class SomeoneShown:
    id: UUID
    kind: str
    kind_words: str
    person: UUID | None
    name: str
    organisation: str
    email: str
    is_party: bool


@dataclass(frozen=True)
class IssueShown:
    heading: str
    text: str


@dataclass(frozen=True)
class MaterialShown:
    id: UUID
    lane: str
    title: str
    supplied_by: str
    dated: date | None
    marking: str
    text: str
    file: UUID | None
    added_by: UUID
    added_at: datetime


@dataclass(frozen=True)
class DeclarationShown:
    person: UUID
    conflict: bool
    reasons: str
    declared_at: datetime


@dataclass(frozen=True)
class ViewShown:
    representative: UUID
    asked_at: datetime
    due_on: date
    view: str
    given_at: datetime | None
    waived_because: str


@dataclass(frozen=True)
class GistShown:
    question: str
    asked_at: datetime
    not_before: date
    gist: str
    answered_at: datetime | None


@dataclass(frozen=True)
class WorksheetShown:
    questions: dict[str, str]
    quick_tests: dict[str, str]
    quick_reasons: dict[str, str]
    principles: dict[str, str]
    harms: list[str]
    affects_confidence: bool
    creates_risk: bool
    integrity_in_question: bool
    reasons: str
    assessor: UUID
    completed_at: datetime


@dataclass(frozen=True)
class AdviceShown:
    course: str
    reasons: str
    made_by: UUID
    made_by_was: str
    made_at: datetime


@dataclass(frozen=True)
class ConditionShown:
    id: UUID
    source: str
    code: str
    text: str
    owner: UUID
    evidence_needed: str
    due_on: date
    choice: str
    varied_to: str
    kept: str
    evidence: str
    file: UUID | None
    settled_at: datetime | None
    in_force: bool


@dataclass(frozen=True)
class DecisionShown:
    accepts: bool | None
    attends: bool
    urgent: bool
    divergent: bool
    reasons: str
    made_by: UUID
    made_by_was: str
    made_at: datetime


@dataclass(frozen=True)
class TellingShown:
    party: UUID
    about: str
    method: str
    message: UUID | None
    told_by: UUID
    told_at: datetime


@dataclass(frozen=True)
class RepresentationShown:
    person: UUID | None
    party: UUID | None
    text: str
    late: bool
    why_late: str
    file: UUID | None
    made_at: datetime


@dataclass(frozen=True)
class ReassessmentShown:
    outcome: str
    tests: dict[str, bool]
    other_course: str
    reasons: str
    made_by: UUID
    made_by_was: str
    made_at: datetime
    answer: bool | None = None
    answer_reasons: str = ""


@dataclass(frozen=True)
class NoteShown:
    event: UUID
    """The recorded act that added it."""
    text: str
    kind: str
    by: UUID
    added_at: datetime


@dataclass(frozen=True)
class Request:
    """What is asked; empty words where nothing was said."""

    subject: str
    activity: str
    event_on: date | None
    areas: tuple[str, ...]
    details: dict[str, Any]


@dataclass(frozen=True)
class CaseFile:
    """Everything that one person may see of one matter."""

    parts: frozenset[Part]
    request: Request | None = None
    people: tuple[SomeoneShown, ...] = ()
    issues: tuple[IssueShown, ...] = ()
    material: tuple[MaterialShown, ...] = ()
    declarations: tuple[DeclarationShown, ...] = ()
    views: tuple[ViewShown, ...] = ()
    gists: tuple[GistShown, ...] = ()
    worksheet: WorksheetShown | None = None
    advice: AdviceShown | None = None
    conditions: tuple[ConditionShown, ...] = ()
    decision: DecisionShown | None = None
    tellings: tuple[TellingShown, ...] = ()
    representations: tuple[RepresentationShown, ...] = ()
    reassessment: ReassessmentShown | None = None
    notes: tuple[NoteShown, ...] = ()

    def sees(self, part: str) -> bool:
        return part in self.parts

    def party(self, key: UUID) -> SomeoneShown | None:
        return next((one for one in self.people if one.id == key), None)
