# SPDX-License-Identifier: MIT
"""The figures of the quarterly report, each defined once (EAP B3, T04).

A figure is the set of records that it counts: the number on the page is how many there are, and
whoever may open the records opens exactly these. The same facts always give the same figures.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from candour.review.rules.exceptions import ExceptionClass
from candour.review.rules.quarterly import Verdict
from candour.review.rules.traces import Quarter


class Group(StrEnum):
    """A part of the report: its figures, and what is written beside them."""

    GATEWAY = "gateway"
    REGISTERS = "registers"
    REVIEW = "review"


GROUP_WORDS = {
    Group.GATEWAY: "The Transparency Gateway",
    Group.REGISTERS: "The integrity registers",
    Group.REVIEW: "The quarterly review",
}


@dataclass(frozen=True)
class MatterFact:
    """A request in the Gateway, by its days and marks; no words of it."""

    reference: str
    notified_on: date
    decided_on: date | None = None
    ended_on: date | None = None
    retrospective: bool = False
    urgent: bool = False
    divergent: bool = False


@dataclass(frozen=True)
class EntryFact:
    """An entry of a register that the public reads."""

    reference: str
    register: str
    declared_on: date
    late: bool = False


@dataclass(frozen=True)
class ExceptionFact:
    """An exception of a review that both reviewers have signed."""

    key: str
    klass: ExceptionClass
    verdicts: frozenset[Verdict] = frozenset()


@dataclass(frozen=True)
class Facts:
    quarter: Quarter
    matters: tuple[MatterFact, ...] = ()
    entries: tuple[EntryFact, ...] = ()
    exceptions: tuple[ExceptionFact, ...] = ()


Records = frozenset[str]


@dataclass(frozen=True)
class Figure:
    code: str
    group: Group
    title: str
    says: str
    """Exactly what is counted."""
    find: Callable[[Facts], Records]


GIFTS, INTERESTS, MEDIA = "gifts-and-hospitality", "business-interests", "media-contacts"


def _matters(holds: Callable[[MatterFact, Quarter], bool]) -> Callable[[Facts], Records]:
    def find(facts: Facts) -> Records:
        return frozenset(one.reference for one in facts.matters if holds(one, facts.quarter))

    return find


def _entries(holds: Callable[[EntryFact], bool]) -> Callable[[Facts], Records]:
    def find(facts: Facts) -> Records:
        declared = (one for one in facts.entries if facts.quarter.holds(one.declared_on))
        return frozenset(one.reference for one in declared if holds(one))

    return find


def _exceptions(holds: Callable[[ExceptionFact], bool]) -> Callable[[Facts], Records]:
    def find(facts: Facts) -> Records:
        return frozenset(one.key for one in facts.exceptions if holds(one))

    return find


def _notified(one: MatterFact, quarter: Quarter) -> bool:
    return quarter.holds(one.notified_on)


def _decided(one: MatterFact, quarter: Quarter) -> bool:
    return one.decided_on is not None and quarter.holds(one.decided_on)


def _open_at_the_end(one: MatterFact, quarter: Quarter) -> bool:
    ended = one.ended_on is not None and one.ended_on <= quarter.ends
    return one.notified_on <= quarter.ends and not ended


FIGURES = (
    Figure(
        "requests", Group.GATEWAY, "Requests",
        "Requests of which the Gateway was told in the quarter.", _matters(_notified),
    ),
    Figure(
        "decisions", Group.GATEWAY, "Decisions",
        "Requests on which the chief officer decided in the quarter.", _matters(_decided),
    ),
    Figure(
        "against_advice", Group.GATEWAY, "Decisions against the advice",
        "Of the decisions, those that differ from the recommendation.",
        _matters(lambda one, quarter: _decided(one, quarter) and one.divergent),
    ),
    Figure(
        "before_advice", Group.GATEWAY, "Decisions before the advice",
        "Of the decisions, those that were urgent and came before a recommendation.",
        _matters(lambda one, quarter: _decided(one, quarter) and one.urgent),
    ),
    Figure(
        "after_the_event", Group.GATEWAY, "Requests after the event",
        "Of the requests, those of which the Gateway was told after the event.",
        _matters(lambda one, quarter: _notified(one, quarter) and one.retrospective),
    ),
    Figure(
        "still_open", Group.GATEWAY, "Open at the end",
        "Requests that were told of by the last day of the quarter and had not ended by then.",
        _matters(_open_at_the_end),
    ),
    Figure(
        "gifts", Group.REGISTERS, "Gifts and hospitality",
        "Entries declared in the quarter, offers that were declined included.",
        _entries(lambda one: one.register == GIFTS),
    ),
    Figure(
        "interests", Group.REGISTERS, "Second jobs and business interests",
        "Applications and declarations made in the quarter.",
        _entries(lambda one: one.register == INTERESTS),
    ),
    Figure(
        "media", Group.REGISTERS, "Contacts with journalists",
        "Contacts declared in the quarter.", _entries(lambda one: one.register == MEDIA),
    ),
    Figure(
        "late", Group.REGISTERS, "Declared late",
        "Of all these, those that were declared after the time allowed.",
        _entries(lambda one: one.late),
    ),
    Figure(
        "exceptions", Group.REVIEW, "Exceptions",
        "What did not add up when commitments, claims and entries were laid side by side. "
        "Counted once both reviewers have signed.",
        _exceptions(lambda one: True),
    ),
    Figure(
        "put_right", Group.REVIEW, "To be put right",
        "Exceptions on which a reviewer found a request, a claim or an entry missing or wrong.",
        _exceptions(lambda one: Verdict.ENTRY_ASKED in one.verdicts),
    ),
    Figure(
        "to_learn", Group.REVIEW, "Something to learn",
        "Exceptions in which a reviewer found something to learn.",
        _exceptions(lambda one: Verdict.LEARNING in one.verdicts),
    ),
    Figure(
        "referred", Group.REVIEW, "Referred",
        "Exceptions that a reviewer referred to professional standards.",
        _exceptions(lambda one: Verdict.REFERRED in one.verdicts),
    ),
)  # fmt: skip


def drawn(facts: Facts) -> dict[str, list[str]]:
    """Every figure as the records that it counts, in an order that does not change."""
    return {figure.code: sorted(figure.find(facts)) for figure in FIGURES}


def figure_named(code: str) -> Figure | None:
    return next((one for one in FIGURES if one.code == code), None)


def of_group(group: Group) -> Iterator[Figure]:
    return (one for one in FIGURES if one.group is group)


def differing(then: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> list[str]:
    """The codes of figures that would come out otherwise today."""
    return [one.code for one in FIGURES if then.get(one.code, []) != now.get(one.code, [])]
