# SPDX-License-Identifier: MIT
"""Who has to say why they open a matter, and whose look at it its subject may learn of."""

from collections.abc import Set as AbstractSet

from candour.gateway.rules.matter import Matter, Stage
from candour.gateway.rules.visibility import FRONT, Part, parts_played
from candour.kernel.roles import Role

NOT_CONFIDENTIAL = FRONT | {Part.OUTCOME}
"""What those see who answer for the procedure: which matter, how far, who, and how it ended."""
KNOWN_TO_THE_SUBJECT = frozenset(
    {Role.SECRETARIAT, Role.ASSESSOR, Role.OVERSEER, Role.REPRESENTATIVE}
)
"""That the others looked could tell what was asked, or that somebody looks again."""


def is_confidential(parts: AbstractSet[Part]) -> bool:
    """Whether somebody who sees these parts sees what the matter is about (T3)."""
    return bool(parts - NOT_CONFIDENTIAL)


def has_a_part(matter: Matter, person: str) -> bool:
    """Whether the matter itself names this person for a task; an office alone is not enough."""
    named = {matter.principal, matter.assessor, matter.reassessor} | matter.representatives
    return person in named or Role.SECRETARIAT in matter.posts.roles_of(person)


def may_see_readers(matter: Matter, stage: Stage, person: str) -> bool:
    """Whoever runs the matter: the office that oversees it, and who took up the reassessment."""
    took_up = bool(matter.reassessor) and person == matter.reassessor
    return took_up or Role.OVERSEER in parts_played(matter, stage, person)
