# SPDX-License-Identifier: MIT
"""What the rules know of a controlled document, and what people give when they act on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from candour.kernel.clocks import Basis, Clock, Unit
from candour.kernel.procedure import Given

DEFAULT_REVIEW_MONTHS = 12


class Stage(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"
    DISCARDED = "discarded"


class Standing(StrEnum):
    """What an adopted version is on a given day; computed, never stored."""

    DRAFT = "draft"
    TO_COME = "to come"
    IN_FORCE = "in force"
    SUPERSEDED = "superseded"
    DISCARDED = "discarded"


class Risk(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Outcome(StrEnum):
    """What a yearly review finds."""

    KEEP = "keep"
    CHANGE = "change"


@dataclass(frozen=True)
class Consulted:
    """One consultee, when they were asked and what came back."""

    consultee: str
    staff_body: bool
    asked_on: date
    reply_by: date
    replied_on: date | None = None

    def answered_or_late(self, today: date) -> bool:
        return self.replied_on is not None or today > self.reply_by


@dataclass(frozen=True)
class Version:
    """The facts of one version that the rules judge."""

    risk_rating: str = ""
    equality_impact: str = ""
    commences_on: date | None = None
    review_on: date | None = None
    """When the next review is due."""
    consulted: tuple[Consulted, ...] = ()
    approved_by: str = ""
    approved_on: date | None = None
    pack_problems: tuple[str, ...] = ()
    latest_commencement: date | None = None
    """When the newest adopted version of the document came, or comes, into force."""
    review_months: int = DEFAULT_REVIEW_MONTHS


@dataclass(frozen=True)
class ByOwner(Given):
    """What the owner gives with an act; the service says who the owner is."""

    by: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class Change(ByOwner):
    """The front page that a draft is given, and whether anything changed that the board approves."""

    commences_on: date | None
    review_on: date | None
    risk_rating: str = ""
    equality_impact: str = ""
    content_changed: bool = False
    pack_problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asking(ByOwner):
    consultee: str
    asked_on: date
    reply_by: date
    staff_body: bool = False
    """Whether this is a staff association or trade union."""


@dataclass(frozen=True)
class Reply(ByOwner):
    consultee: str
    text: str
    replied_on: date
    asked_on: date
    today: date


@dataclass(frozen=True)
class Approval(ByOwner):
    """The decision of the board, and where it is written down."""

    board: str
    reference: str
    decided_on: date
    today: date


@dataclass(frozen=True)
class OnDay(ByOwner):
    today: date


@dataclass(frozen=True)
class Review(ByOwner):
    outcome: str
    findings: str
    equality_findings: str
    reviewed_on: date
    next_review_on: date
    today: date


def review_clock(start: date, months: int = DEFAULT_REVIEW_MONTHS) -> Clock:
    """The longest that a version may go without review."""
    return Clock("review of the policy", start, months, Unit.MONTHS, Basis.SOURCE)


def standing(stage: Stage, commences_on: date | None, next_one: date | None, on: date) -> Standing:
    """What a version is on a day, given when the one after it comes into force."""
    if stage is not Stage.ADOPTED or commences_on is None:
        return Standing.DISCARDED if stage is Stage.DISCARDED else Standing.DRAFT
    if on < commences_on:
        return Standing.TO_COME
    return Standing.SUPERSEDED if next_one is not None and on >= next_one else Standing.IN_FORCE
