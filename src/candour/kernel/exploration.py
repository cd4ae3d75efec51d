# SPDX-License-Identifier: MIT
"""Walks every reachable state of a procedure and says what it found.

A procedure that is data can be checked as a whole: no state from which no end can be reached, no
act that can never be done, and no step that breaks an invariant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from candour.kernel.procedure import Act, Given, Procedure, answers_hold, may_begin

Matter = TypeVar("Matter")


@dataclass(frozen=True)
class Step(Generic[Matter]):
    """One act that went through, with what held before and after."""

    act: str
    given: Given
    stage: StrEnum
    matter: Matter
    stage_after: StrEnum
    matter_after: Matter


@dataclass(frozen=True)
class Invariant(Generic[Matter]):
    """A sentence that must be true of every step; the rule it guards is named beside it."""

    rule: str
    says: str
    holds: Callable[[Step[Matter]], bool]
    acts: frozenset[str] = frozenset()
    """The acts that it speaks of; empty means all."""


@dataclass(frozen=True)
class World(Generic[Matter]):
    """One way in which the posts are held, and all that its people might try."""

    name: str
    procedure: Procedure[Matter]
    starts: tuple[tuple[StrEnum, Matter], ...]
    people: tuple[str, ...]
    roles: Callable[[Matter, str], frozenset[StrEnum]]
    tries: Callable[[Act[Matter, Any], Matter, str], Iterable[Given]]
    """All that a person who plays a part in an act might answer, well or badly."""
    time_passes: Callable[[Matter], Matter | None]
    forget: Callable[[StrEnum, Matter], Matter]
    """Drop what no later act reads, so that states that differ only in their past are one."""
    invariants: tuple[Invariant[Matter], ...]


@dataclass
class Findings:
    """What a walk through one or more worlds found."""

    worlds: int = 0
    states: int = 0
    transitions: int = 0
    broken: dict[str, str] = field(default_factory=dict)
    """Rule id to the first step that broke it, in words."""
    dead_ends: list[str] = field(default_factory=list)
    """One for each world that has any, in words."""
    fired: set[str] = field(default_factory=set)
    stages: set[str] = field(default_factory=set)

    @property
    def sound(self) -> bool:
        return not self.broken and not self.dead_ends

    def add(self, other: Findings) -> None:
        self.worlds += other.worlds
        self.states += other.states
        self.transitions += other.transitions
        self.broken = {**other.broken, **self.broken}
        self.dead_ends += other.dead_ends
        self.fired |= other.fired
        self.stages |= other.stages


def explore(world: World[Matter], *, stop_at_once: bool = False) -> Findings:
    """Visit every reachable state of one world, or stop at the first broken invariant."""
    return Walk(world).through(stop_at_once=stop_at_once)


class Walk(Generic[Matter]):
    """A walk in progress: states by number, and for each the numbers of those that lead to it."""

    def __init__(self, world: World[Matter]) -> None:
        procedure = world.procedure
        self.world = world
        self.findings = Findings(worlds=1)
        self.acts = {
            stage: tuple(act for act in procedure.acts if stage in act.source)
            for stage in {stage for act in procedure.acts for stage in act.source}
        }
        self.sentences = {
            act.name: [one for one in world.invariants if not one.acts or act.name in one.acts]
            for act in procedure.acts
        }
        self.numbers: dict[tuple[StrEnum, Matter], int] = {}
        self.states: list[tuple[StrEnum, Matter]] = []
        self.came_from: list[list[int]] = []

    def through(self, *, stop_at_once: bool) -> Findings:
        for stage, matter in self.world.starts:
            self._number(stage, matter)
        here = 0
        while here < len(self.states):
            if stop_at_once and self.findings.broken:
                break
            self._leave(here)
            here += 1
        else:
            self.findings.dead_ends = self._dead_ends()
        self.findings.states = len(self.states)
        self.findings.stages = {str(stage) for stage, _ in self.states}
        return self.findings

    def _number(self, stage: StrEnum, matter: Matter) -> int:
        state = stage, self.world.forget(stage, matter)
        number = self.numbers.setdefault(state, len(self.states))
        if number == len(self.states):
            self.states.append(state)
            self.came_from.append([])
        return number

    def _leave(self, here: int) -> None:
        """Take every way that leads on from a state."""
        stage, matter = self.states[here]
        for stage_after, after in self._ways_on(stage, matter):
            self.findings.transitions += 1
            if after is matter and stage_after is stage:
                continue
            there = self._number(stage_after, after)
            if there != here:
                self.came_from[there].append(here)

    def _ways_on(self, stage: StrEnum, matter: Matter) -> Iterator[tuple[StrEnum, Matter]]:
        later = self.world.time_passes(matter)
        if later is not None and stage not in self.world.procedure.ends:
            yield stage, later
        acts = self.acts.get(stage, ())
        for person in self.world.people:
            roles = self.world.roles(matter, person)
            for act in acts:
                if may_begin(act, stage, matter, person, roles):
                    yield from self._outcomes(act, stage, matter, person)

    def _outcomes(
        self, act: Act[Matter, Any], stage: StrEnum, matter: Matter, person: str
    ) -> Iterator[tuple[StrEnum, Matter]]:
        stage_after = stage if act.target is None else act.target
        for given in self.world.tries(act, matter, person):
            if answers_hold(act, matter, given):
                after = act.effect(matter, given)
                self._judge(Step(act.name, given, stage, matter, stage_after, after))
                yield stage_after, after

    def _judge(self, step: Step[Matter]) -> None:
        self.findings.fired.add(step.act)
        broken = self.findings.broken
        for invariant in self.sentences[step.act]:
            if not invariant.holds(step) and invariant.rule not in broken:
                where = f"'{step.act}' from {step.stage} ({self.world.name})"
                broken[invariant.rule] = f"{invariant.says}: broken by {where}"

    def _dead_ends(self) -> list[str]:
        """The states from which a matter can only be given up, by walking back from the ends."""
        procedure = self.world.procedure
        ways_out = procedure.ends - procedure.given_up
        can_end = {n for n, (stage, _) in enumerate(self.states) if stage in ways_out}
        waiting = list(can_end)
        while waiting:
            before = [n for n in self.came_from[waiting.pop()] if n not in can_end]
            can_end.update(before)
            waiting.extend(before)
        stuck = [
            state
            for number, state in enumerate(self.states)
            if number not in can_end and state[0] not in procedure.ends
        ]
        return [f"{len(stuck)} in '{self.world.name}', first: {stuck[0]}"] if stuck else []
