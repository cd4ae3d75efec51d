# SPDX-License-Identifier: MIT
"""Whose turn it is: what a matter needs from one person now, and from whom it waits.

An act that is merely allowed, such as withdrawing, is nobody's turn. Whether a turn is open is left
to the procedure itself, so that nobody is asked for something that would be refused.
"""

from collections.abc import Callable
from dataclasses import dataclass

from candour.gateway.rules.matter import (
    OVERSEERS,
    REASSESSORS,
    Matter,
    Outcome,
    Stage,
    View,
    roles_in,
)
from candour.gateway.rules.procedure import GATEWAY
from candour.gateway.rules.visibility import Part
from candour.kernel.procedure import reasons_not_open
from candour.kernel.roles import Role

Owed = Callable[[Matter], bool]
PRINCIPAL = frozenset({Role.PRINCIPAL})
SECRETARIAT = frozenset({Role.SECRETARIAT})
ASSESSOR = frozenset({Role.ASSESSOR})
WHO_REASSESSES = frozenset(REASSESSORS)


def _always(matter: Matter) -> bool:
    return True


def _assessor_at_work(matter: Matter) -> bool:
    able = matter.posts.of(Role.ASSESSOR, Role.EXTERNAL_ASSESSOR)
    return bool(matter.assessor) and matter.assessor in able


def _no_assessor(matter: Matter) -> bool:
    return not _assessor_at_work(matter)


def _nobody_named(matter: Matter) -> bool:
    return not (matter.parties or matter.involved or matter.representatives)


def _untold(matter: Matter) -> bool:
    return not matter.final and bool(matter.parties - matter.told)


def _conditions_open(matter: Matter) -> bool:
    return bool(matter.mitigations - matter.settled)


def without_assessor(owed: Owed) -> Owed:
    """The chief officer arranges what an assessor would, where there is none."""
    return lambda matter: _no_assessor(matter) and owed(matter)


@dataclass(frozen=True)
class Turn:
    """One row: the act, whose turn it is, and when the matter owes it."""

    act: str
    by: frozenset[Role]
    owed: Owed = _always


TURNS = (
    Turn("declare_issues", PRINCIPAL, lambda matter: not matter.issues_declared),
    Turn("confirm_areas", PRINCIPAL | SECRETARIAT, lambda matter: not matter.areas),
    Turn("name_people", SECRETARIAT, _nobody_named),
    Turn("complete_material", PRINCIPAL | SECRETARIAT),
    Turn("allocate", OVERSEERS, _no_assessor),
    Turn("reallocate", OVERSEERS, _no_assessor),
    Turn("waive_view", OVERSEERS),
    Turn("escalate", OVERSEERS),
    Turn("give_view", frozenset({Role.REPRESENTATIVE})),
    Turn("give_gist", frozenset({Role.SOURCE_UNIT})),
    Turn("declare_no_conflict", ASSESSOR),
    Turn("ask_for_view", ASSESSOR, lambda matter: matter.view is View.NOT_ASKED),
    Turn("assess", ASSESSOR, lambda matter: not matter.tested),
    Turn("recommend", ASSESSOR),
    Turn("decide", PRINCIPAL),
    Turn("respond", PRINCIPAL),
    Turn("tell", PRINCIPAL | SECRETARIAT, _untold),
    Turn("commission", ASSESSOR, _conditions_open),
    Turn("show_kept", ASSESSOR, _conditions_open),
    Turn("close", ASSESSOR),
    Turn("commission", PRINCIPAL, without_assessor(_conditions_open)),
    Turn("show_kept", PRINCIPAL, without_assessor(_conditions_open)),
    Turn("close", PRINCIPAL, without_assessor(_always)),
    Turn("take_up", WHO_REASSESSES),
    Turn("conclude", WHO_REASSESSES),
    Turn("tell_outcome", WHO_REASSESSES, lambda matter: bool(matter.parties - matter.outcome_told)),
    Turn("make_final", WHO_REASSESSES),
)
"""In the order of urgency: the first that is open is the one that a person is told of."""


def turn_of(stage: Stage, matter: Matter, person: str) -> str:
    """The act that this matter needs from this person now, by its name; empty when none."""
    roles = roles_in(matter, person)
    for turn in TURNS:
        if roles & turn.by and turn.owed(matter):
            act = GATEWAY.act(turn.act)
            if not reasons_not_open(act, stage, matter, person, roles):
                return turn.act
    return ""


@dataclass(frozen=True)
class Awaited:
    """What a matter waits for: the act, and the role whose turn it is."""

    act: str
    role: Role


def awaited(stage: Stage, matter: Matter, parts: frozenset[Part]) -> tuple[Awaited, ...]:
    """What a matter waits for, as far as somebody who sees these parts may know."""
    if stage is Stage.ASSESSING:
        return _awaited_by_the_assessor(matter, parts)
    if stage is Stage.MATERIAL_COMPLETE:
        chosen = Awaited("declare_no_conflict", Role.ASSESSOR)
        return (chosen if matter.assessor else Awaited("allocate", Role.OVERSEER),)
    if stage is Stage.FINAL:
        unanswered = matter.outcome is Outcome.REPLACED and not matter.answered
        return (Awaited("respond", Role.PRINCIPAL),) if unanswered else ()
    if stage is Stage.MITIGATING and not _conditions_open(matter):
        return ()
    found = AWAITED_AT.get(stage)
    return (found,) if found else ()


def _awaited_by_the_assessor(matter: Matter, parts: frozenset[Part]) -> tuple[Awaited, ...]:
    found = [Awaited("recommend", Role.ASSESSOR)]
    if matter.view is View.ASKED and Part.VIEW in parts:
        found.append(Awaited("give_view", Role.REPRESENTATIVE))
    if matter.gist is View.ASKED and Part.GIST in parts:
        found.append(Awaited("give_gist", Role.SOURCE_UNIT))
    return tuple(found)


AWAITED_AT = {
    Stage.NOTIFIED: Awaited("complete_material", Role.PRINCIPAL),
    Stage.GATHERING: Awaited("complete_material", Role.PRINCIPAL),
    Stage.RECOMMENDED: Awaited("decide", Role.PRINCIPAL),
    Stage.MITIGATING: Awaited("show_kept", Role.ASSESSOR),
    Stage.REASSESSMENT_REQUESTED: Awaited("take_up", Role.REASSESSOR),
    Stage.REASSESSING: Awaited("conclude", Role.REASSESSOR),
}
