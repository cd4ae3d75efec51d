# SPDX-License-Identifier: MIT
"""A procedure is a set of acts: who may do each, from which stage, and what must hold.

Buttons, refusals, diagrams, role tables and the names of recorded events all read the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

Matter = TypeVar("Matter")


class Refused(Exception):
    """The procedure does not allow this. The message is fit to show to the person."""

    def __init__(self, message: str, clause: str = "", *, about: str = "") -> None:
        """`about` names the answer that has to change, where there is one."""
        super().__init__(message)
        self.clause = clause
        self.about = about


class RefusedForSeveralReasons(Refused):
    """Every reason why an act is not open, each with its clause."""

    def __init__(self, reasons: tuple[Refused, ...]) -> None:
        super().__init__(" ".join(str(reason) for reason in reasons), reasons[0].clause)
        self.reasons = reasons


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a person gives with an act; at the least, who they are."""

    by: str
    """The person who acts, by their stable id: rules compare persons, never accounts."""


AnyGiven = TypeVar("AnyGiven", bound=Given)


@dataclass(frozen=True)
class Act(Generic[Matter, AnyGiven]):
    """One thing a person may do in a procedure."""

    name: str
    label: str
    """Completes "You cannot …", for example "send the recommendation"."""
    past: str
    """What the timeline says afterwards, for example "Recommendation sent"."""
    by: frozenset[StrEnum]
    source: frozenset[StrEnum]
    target: StrEnum | None
    """The stage that the act leads to; none when the matter stays where it is."""
    effect: Callable[[Matter, AnyGiven], Matter]
    """What becomes true of the matter, apart from its stage."""
    clauses: tuple[str, ...] = ()
    when: tuple[Callable[[Matter, str], None], ...] = ()
    """What must hold before any answer is given: these decide whether a button shows."""
    requires: tuple[Callable[[Matter, AnyGiven], None], ...] = ()
    """What the answers must satisfy."""
    records: str = "alteration"
    """The kind of record that the act leaves (DPA 2018 s.62)."""


def reasons_not_open(
    act: Act[Matter, Any], stage: StrEnum, matter: Matter, by: str, roles: frozenset[StrEnum]
) -> tuple[Refused, ...]:
    """Every reason why this person may not begin this act now; empty when they may."""
    return tuple(_before_answers(act, stage, matter, by, roles))


def reasons_against(
    act: Act[Matter, AnyGiven],
    stage: StrEnum,
    matter: Matter,
    given: AnyGiven,
    roles: frozenset[StrEnum],
) -> tuple[Refused, ...]:
    """Every reason why this act is refused with these answers; empty when it is allowed."""
    before = reasons_not_open(act, stage, matter, given.by, roles)
    return before or tuple(_refusals(act.requires, matter, given))


def may_begin(
    act: Act[Matter, Any], stage: StrEnum, matter: Matter, by: str, roles: frozenset[StrEnum]
) -> bool:
    """Whether nothing stands in the way; stops at the first reason."""
    if stage not in act.source or roles.isdisjoint(act.by):
        return False
    return next(_refusals(act.when, matter, by), None) is None


def answers_hold(act: Act[Matter, AnyGiven], matter: Matter, given: AnyGiven) -> bool:
    """Whether these answers are enough, for an act that may begin."""
    return next(_refusals(act.requires, matter, given), None) is None


def _before_answers(
    act: Act[Matter, Any], stage: StrEnum, matter: Matter, by: str, roles: frozenset[StrEnum]
) -> Iterator[Refused]:
    clause = act.clauses[0] if act.clauses else ""
    if stage not in act.source:
        yield Refused(f"You cannot {act.label}: the matter is {words(stage)}.", clause)
    elif not roles & act.by:
        who = " or ".join(sorted(words(role) for role in act.by))
        yield Refused(f"Only the {who} may {act.label}.", clause)
    else:
        yield from _refusals(act.when, matter, by)


def _refusals(
    checks: tuple[Callable[[Matter, Any], None], ...], matter: Matter, given: object
) -> Iterator[Refused]:
    for check in checks:
        try:
            check(matter, given)
        except Refused as refused:
            yield refused


def attempt(
    act: Act[Matter, AnyGiven],
    stage: StrEnum,
    matter: Matter,
    given: AnyGiven,
    roles: frozenset[StrEnum],
) -> StrEnum:
    """Return the stage the act leads to, or refuse the act with every reason."""
    reasons = reasons_against(act, stage, matter, given, roles)
    if len(reasons) == 1:
        raise reasons[0]
    if reasons:
        raise RefusedForSeveralReasons(reasons)
    return stage if act.target is None else act.target


def words(name: StrEnum | str) -> str:
    return str(name).replace("_", " ")


@dataclass(frozen=True)
class Procedure(Generic[Matter]):
    """The acts of one procedure, in the order its document gives them."""

    name: str
    start: StrEnum
    acts: tuple[Act[Matter, Any], ...]
    ends: frozenset[StrEnum]
    given_up: frozenset[StrEnum] = frozenset()
    """Ends that are no way out: a matter must always be able to end otherwise."""
    owners: Mapping[StrEnum, StrEnum] = field(default_factory=dict)
    """Whose turn it is at each stage that is not an end."""
    clauses: tuple[str, ...] = ()
    """What the document says of the procedure as a whole."""

    def open_to(
        self, stage: StrEnum, matter: Matter, by: str, roles: frozenset[StrEnum]
    ) -> list[Act[Matter, Any]]:
        """Acts that this person may begin now."""
        return [act for act in self.acts if may_begin(act, stage, matter, by, roles)]

    def act(self, name: str) -> Act[Matter, Any]:
        """Raise KeyError when the procedure has no such act."""
        for act in self.acts:
            if act.name == name:
                return act
        raise KeyError(name)
