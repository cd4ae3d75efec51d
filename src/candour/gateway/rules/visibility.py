# SPDX-License-Identifier: MIT
"""Who sees which part of a matter, and when (SOD4, tiers T2 and T3; COG R/SO/1, 3.2/10).

A person sees the parts of every role that they play in the matter, with two exceptions that beat
any grant: its subject sees it only as its subject, and whoever declared a conflict sees nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from candour.gateway.rules.independence import overseers, reassessors
from candour.gateway.rules.matter import Matter, Stage, View
from candour.kernel.clause import clause
from candour.kernel.roles import Role


class Part(StrEnum):
    """A part of the case file that is shown or withheld as a whole."""

    SUMMARY = "summary"
    CLOCKS = "clocks"
    REQUEST = "request"
    PEOPLE = "people"
    KNOWN_ISSUES = "known_issues"
    SHARED_MATERIAL = "shared_material"
    ASSESSOR_MATERIAL = "assessor_material"
    GIST = "gist"
    BIAS = "bias"
    VIEW = "view"
    WORKSHEET = "worksheet"
    RECOMMENDATION = "recommendation"
    DECISION = "decision"
    MITIGATIONS = "mitigations"
    REPRESENTATIONS = "representations"
    REASSESSMENT = "reassessment"
    OUTCOME = "outcome"
    TIMELINE = "timeline"


Stages = frozenset[Stage]
ALWAYS: Stages = frozenset(Stage)
ONCE_RECOMMENDED: Stages = frozenset(
    {
        Stage.RECOMMENDED,
        Stage.DECIDED,
        Stage.MITIGATING,
        Stage.REASSESSMENT_REQUESTED,
        Stage.REASSESSING,
        Stage.FINAL,
        Stage.CLOSED,
    }
)
ONCE_DECIDED: Stages = ONCE_RECOMMENDED - {Stage.RECOMMENDED}
WAITS_FOR_A_DECISION: Stages = frozenset({Stage.RECOMMENDED})
IN_REASSESSMENT: Stages = frozenset({Stage.REASSESSMENT_REQUESTED, Stage.REASSESSING})


def _final(matter: Matter) -> bool:
    return matter.final


def _advised(matter: Matter) -> bool:
    """Work on an assessment that was never sent stays with the assessor."""
    return matter.course is not None


def _cleared(matter: Matter) -> bool:
    return matter.bias_cleared


def _always(matter: Matter) -> bool:
    return True


def _put_before_the_sponsor(matter: Matter) -> bool:
    return matter.escalated


def _refused(matter: Matter) -> bool:
    return matter.refused


@dataclass(frozen=True)
class Sight:
    """One row: these parts, at these stages, where this holds."""

    parts: frozenset[Part]
    stages: Stages = ALWAYS
    holds: Callable[[Matter], bool] = _always


FRONT = frozenset({Part.SUMMARY, Part.CLOCKS, Part.PEOPLE})
WHOLE_FILE = frozenset(Part)

SIGHTS: dict[Role, tuple[Sight, ...]] = {
    Role.PRINCIPAL: (
        Sight(FRONT | {Part.REQUEST, Part.KNOWN_ISSUES, Part.SHARED_MATERIAL, Part.TIMELINE}),
        Sight(
            frozenset({Part.VIEW, Part.WORKSHEET, Part.RECOMMENDATION}),
            ONCE_RECOMMENDED,
            holds=_advised,
        ),
        Sight(frozenset({Part.DECISION, Part.MITIGATIONS, Part.OUTCOME}), ONCE_DECIDED),
        Sight(frozenset({Part.REASSESSMENT}), holds=_final),
    ),
    Role.SECRETARIAT: (
        Sight(FRONT | {Part.REQUEST, Part.SHARED_MATERIAL}),
        Sight(frozenset({Part.OUTCOME, Part.MITIGATIONS}), ONCE_DECIDED),
    ),
    Role.ASSESSOR: (
        Sight(FRONT),
        Sight(
            WHOLE_FILE - {Part.REPRESENTATIONS, Part.REASSESSMENT},
            holds=_cleared,
        ),
        Sight(frozenset({Part.REASSESSMENT}), holds=_final),
    ),
    Role.REPRESENTATIVE: (
        Sight(frozenset({Part.SUMMARY, Part.VIEW})),
        Sight(frozenset({Part.OUTCOME}), ONCE_DECIDED),
    ),
    Role.OVERSEER: (
        Sight(FRONT),
        Sight(frozenset({Part.OUTCOME}), ONCE_DECIDED),
    ),
    Role.REASSESSOR: (Sight(FRONT, IN_REASSESSMENT),),
    Role.SPONSOR: (
        Sight(FRONT, WAITS_FOR_A_DECISION, holds=_put_before_the_sponsor),
        Sight(FRONT | {Part.OUTCOME}, ONCE_DECIDED, holds=_refused),
    ),
    Role.SOURCE_UNIT: (Sight(frozenset({Part.SUMMARY, Part.PEOPLE, Part.GIST})),),
}
"""What each part played shows. A role that is not listed, the administrator's, shows nothing."""

LET_IN = Sight(WHOLE_FILE - {Part.GIST})
"""What somebody sees who was let in by name: all but the gist of sensitive material."""

WHOLE = Sight(WHOLE_FILE)
"""What whoever took up the reassessment sees."""
ONCE_ASKED = frozenset({View.ASKED, View.GIVEN, View.WAIVED})


@clause("COG R/SO/1", "COG 3.2/10")
def parts_played(matter: Matter, stage: Stage, person: str) -> frozenset[Role]:
    """The parts that this person plays for the purpose of seeing; none for the conflicted."""
    return frozenset(_played(matter, stage, person))


def _played(matter: Matter, stage: Stage, person: str) -> Iterator[Role]:
    if person in matter.conflicted:
        return
    if person == matter.principal:
        yield Role.PRINCIPAL
    elif person in matter.representatives:
        if matter.view in ONCE_ASKED:
            yield Role.REPRESENTATIVE
    else:
        yield from _by_office(matter, stage, person)


def _by_office(matter: Matter, stage: Stage, person: str) -> Iterator[Role]:
    held = matter.posts.roles_of(person)
    if Role.SECRETARIAT in held:
        yield Role.SECRETARIAT
    if matter.assessor and person == matter.assessor:
        yield Role.ASSESSOR
    if person in overseers(matter):
        yield Role.OVERSEER
    if stage in IN_REASSESSMENT and person in reassessors(matter):
        yield Role.REASSESSOR
    if Role.SPONSOR in held and (matter.escalated or matter.refused):
        yield Role.SPONSOR
    if Role.SOURCE_UNIT in held and matter.gist is not View.NOT_NEEDED:
        yield Role.SOURCE_UNIT


def _sights(matter: Matter, stage: Stage, person: str) -> Iterator[Sight]:
    one_sided = matter.conflicted | matter.representatives
    if matter.reassessor and person == matter.reassessor and person not in one_sided:
        yield WHOLE
        return
    if is_let_in(matter, person):
        yield LET_IN
    for role in _played(matter, stage, person):
        for sight in SIGHTS[role]:
            if stage in sight.stages and sight.holds(matter):
                yield sight


def is_let_in(matter: Matter, person: str) -> bool:
    """Whether a grant by name counts; it never does for anybody whom the matter concerns."""
    return person in matter.posts.let_in and not concerns(matter, person)


def concerns(matter: Matter, person: str) -> bool:
    """Whoever it is about, takes part in the event, gives a view on it or declared a conflict."""
    sides = matter.involved | matter.representatives | matter.conflicted
    return person == matter.principal or person in sides


@clause("COG R/SO/1", "COG 3.2/10", "COG 2/1")
def visible_parts(matter: Matter, stage: Stage, person: str) -> frozenset[Part]:
    """Every part of the file that this person may see now; empty means: as if it did not exist."""
    return frozenset(part for sight in _sights(matter, stage, person) for part in sight.parts)


def knows_of_it(matter: Matter, stage: Stage, person: str) -> bool:
    """Whether this person may see any part at all."""
    return any(sight.parts for sight in _sights(matter, stage, person))


def may_disclose(matter: Matter, stage: Stage, person: str) -> bool:
    """Whether this person may let facts out of what they see: who decided, or looked at it again."""
    played = _played(matter, stage, person)
    took_up = bool(matter.reassessor) and person == matter.reassessor
    return took_up or Role.PRINCIPAL in played
