# SPDX-License-Identifier: MIT
"""What a printed case file holds. The app that owns the matter fills it in for one reader.

Nothing here is looked up: what a reader may not see is not in the value, so it cannot be printed.
"""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Stamp:
    """Who took this copy, as what, when and for what purpose."""

    reader: str
    role: str
    taken_at: datetime
    purpose: str


@dataclass(frozen=True)
class Fact:
    label: str
    value: str | date | datetime | None


@dataclass(frozen=True)
class PersonInvolved:
    name: str
    part: str
    organisation: str = ""
    note: str = ""


@dataclass(frozen=True)
class MaterialLine:
    number: int
    what: str
    lane: str
    supplied_by: str
    received_on: date | None
    marking: str = ""
    fingerprint: str = ""
    """SHA-256 of the file, in hexadecimal; empty for a note."""


@dataclass(frozen=True)
class Answer:
    """One question of a worksheet or one test, with what was answered."""

    question: str
    answer: str
    verdict: str = ""
    """The short form, for example "Yes" or "Met"."""


@dataclass(frozen=True)
class Worksheet:
    assessor: str
    bias_declaration: str
    questions: tuple[Answer, ...]
    quick_tests: tuple[Answer, ...]
    thresholds: tuple[Answer, ...]
    association_view: str = ""
    gist: str = ""
    principles: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A recommendation, decision, outcome or addendum: what, why, who and when."""

    outcome: str
    reasons: str
    by: str
    at: datetime
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class MitigationLine:
    what: str
    owner: str
    due_on: date | None
    decision: str
    evidence: str = ""


@dataclass(frozen=True)
class Representation:
    by: str
    at: datetime
    text: str


@dataclass(frozen=True)
class Reassessment:
    representations: tuple[Representation, ...]
    tests: tuple[Answer, ...] = ()
    outcome: Statement | None = None


@dataclass(frozen=True)
class PartyTold:
    who: str
    how: str
    at: datetime | None
    by: str


@dataclass(frozen=True)
class Happening:
    at: datetime
    act: str
    by: str


@dataclass(frozen=True)
class RecordLine:
    """One event of the record: its place in the matter's stream and its leaf hash."""

    number: int
    at: datetime
    kind: str
    leaf: str


@dataclass(frozen=True)
class InTheRecord:
    """How somebody without an account checks the last act in this copy; never its place in the log."""

    leaf: str
    signed_at: datetime | None
    """When the checkpoint that covers it was signed; none while it waits for the next."""
    page: str


@dataclass(frozen=True)
class CaseFile:
    organisation: str
    reference: str
    marking: str
    handling: str
    policy: str
    stage: str
    stamp: Stamp
    request: tuple[Fact, ...]
    areas: tuple[Answer, ...] = ()
    known_issues: tuple[Answer, ...] = ()
    people: tuple[PersonInvolved, ...] = ()
    material: tuple[MaterialLine, ...] = ()
    worksheet: Worksheet | None = None
    recommendation: Statement | None = None
    decision: Statement | None = None
    mitigations: tuple[MitigationLine, ...] = ()
    reassessment: Reassessment | None = None
    told: tuple[PartyTold, ...] = ()
    addenda: tuple[Statement, ...] = ()
    timeline: tuple[Happening, ...] = ()
    record: tuple[RecordLine, ...] = ()
    proof: InTheRecord | None = None
    left_out: tuple[str, ...] = field(default=())
    """Parts that this reader's copy does not hold, said only where the reader may know of them."""
