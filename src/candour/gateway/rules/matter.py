# SPDX-License-Identifier: MIT
"""The facts of one matter in the Transparency Gateway, and who plays which part in it (COG 3).

Facts only: persons are stable ids, times are already judged against the calendar and the policy
version that the matter was opened under.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from candour.kernel.procedure import Given, Refused
from candour.kernel.roles import Role


class Stage(StrEnum):
    """Where a matter stands; the four stages of the procedure, as states."""

    UNNOTIFIED = "not_yet_notified"
    NOTIFIED = "notified"
    GATHERING = "gathering"
    MATERIAL_COMPLETE = "material_complete"
    ASSESSING = "assessing"
    RECOMMENDED = "recommended"
    DECIDED = "decided"
    MITIGATING = "mitigating"
    REASSESSMENT_REQUESTED = "reassessment_requested"
    REASSESSING = "reassessing"
    FINAL = "final"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


BEFORE_THE_DECISION = frozenset(
    {
        Stage.NOTIFIED,
        Stage.GATHERING,
        Stage.MATERIAL_COMPLETE,
        Stage.ASSESSING,
        Stage.RECOMMENDED,
    }
)


class Course(StrEnum):
    """What the assessor recommends (COG 3.2)."""

    PROCEED = "proceed"
    WITH_MITIGATION = "with_mitigation"
    DECLINE = "decline"


class View(StrEnum):
    """Where the staff association's view stands (COG 3.2/9)."""

    NOT_NEEDED = "not_needed"
    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GIVEN = "given"
    WAIVED = "waived"


class Outcome(StrEnum):
    """What the reassessment concludes (COG 3.4/6)."""

    UPHELD = "upheld"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Posts:
    """Who holds which function in the body, today."""

    holders: dict[Role, frozenset[str]]
    managers: dict[str, frozenset[str]] = field(default_factory=dict)
    """For each person, everyone above them in the line."""
    let_in: frozenset[str] = frozenset()
    """Those who were let in to read this matter, by name and for a time."""

    @cached_property
    def _by_person(self) -> dict[str, frozenset[Role]]:
        return {}

    def roles_of(self, person: str) -> frozenset[Role]:
        """Functions by post alone; parts that a matter gives are in `roles_in`."""
        known = self._by_person.get(person)
        if known is None:
            roles = (role for role, held in self.holders.items() if person in held)
            known = self._by_person[person] = frozenset(roles)
        return known

    @cached_property
    def _together(self) -> dict[tuple[Role, ...], frozenset[str]]:
        return {}

    def of(self, *roles: Role) -> frozenset[str]:
        """Everyone who holds any of these functions."""
        known = self._together.get(roles)
        if known is None:
            people = (self.holders.get(role, frozenset()) for role in roles)
            known = self._together[roles] = frozenset().union(*people)
        return known


@dataclass(frozen=True)
class Times:
    """What the calendar says today, each already judged."""

    event_passed: bool = False
    event_before_advice_due: bool = False
    """The event comes before a recommendation is due: the urgent route is open."""
    advice_overdue: bool = False
    view_overdue: bool = False
    decision_overdue: bool = False
    response_overdue: bool = False
    windows_over: bool = False
    """Nobody may still ask for a reassessment in time."""
    principal_left: bool = False
    """The principal has left the body; whoever only changes post still decides."""


@dataclass(frozen=True)
class Matter:
    """All that the rules need to know of a matter."""

    principal: str
    posts: Posts = field(compare=False)
    notifier: str = ""
    times: Times = Times()
    areas: frozenset[str] = frozenset()
    issues_declared: bool = False
    assessor: str = ""
    bias_cleared: bool = False
    conflicted: frozenset[str] = frozenset()
    """Persons who declared a conflict on this matter: they take no part again."""
    former: frozenset[str] = frozenset()
    """Persons who had the assessment before it was given to another."""
    involved: frozenset[str] = frozenset()
    """Persons in the body who are to attend or are otherwise concerned."""
    representatives: frozenset[str] = frozenset()
    view: View = View.NOT_NEEDED
    gist: View = View.NOT_NEEDED
    tested: bool = False
    """All four questions, four quick tests and three thresholds are answered."""
    integrity_in_question: bool = False
    """The third threshold: more probable than not (COG 2/2)."""
    course: Course | None = None
    advised: frozenset[str] = frozenset()
    """Mitigations that the assessor recommends."""
    mitigations: frozenset[str] = frozenset()
    """Mitigations in force: accepted or varied by the decision, or set by the reassessment."""
    settled: frozenset[str] = frozenset()
    """Of these, the ones with evidence or a recorded failure."""
    decided: bool = False
    urgent: bool = False
    escalated: bool = False
    refused: bool = False
    """The chief officer did not follow the advice, or the course of the reassessment."""
    parties: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    asked_again: bool = False
    line_waived: frozenset[str] = frozenset()
    """Reassessors for whom the line-management rule was waived, with a reason."""
    reassessor: str = ""
    pending: frozenset[str] = frozenset()
    """Conditions of another course: in force once the chief officer accepts it."""
    outcome: Outcome | None = None
    outcome_told: frozenset[str] = frozenset()
    final: bool = False
    answered: bool = False
    """The principal has answered the reassessor's other course."""
    judicial: bool = False


@dataclass(frozen=True, kw_only=True)
class Reasoned(Given):
    """An act that needs nothing but a reason."""

    reasons: str = ""


def in_the_persons_words(text: str, sentence: str, clause: str, about: str) -> None:
    """Refuse an empty text with a sentence that says what to enter."""
    if not text.strip():
        raise Refused(sentence, clause, about=about)


OVERSEERS = frozenset(
    {Role.OVERSEER, Role.REASSESSOR, Role.DEPUTY_REASSESSOR, Role.EXTERNAL_REASSESSOR}
)
"""Who may have to run a matter: the overseer or, where each is conflicted, the next in turn."""

REASSESSORS = (Role.REASSESSOR, Role.DEPUTY_REASSESSOR, Role.EXTERNAL_REASSESSOR)
"""Who may have to reassess, in turn."""


BY_NAME_ONLY = frozenset(
    {Role.PRINCIPAL, Role.ASSESSOR, Role.REPRESENTATIVE, Role.EXTERNAL_ASSESSOR, Role.PARTY}
)
"""Roles that count in a matter only for the person it names, not for everyone who could."""


def roles_in(matter: Matter, person: str) -> frozenset[Role]:
    """Every part that this person could play in this matter, before any guard.

    Who declared a conflict plays none, nor does a principal who has left; a representative gives
    a view and does nothing else.
    """
    if person in matter.conflicted:
        return frozenset()
    if person in matter.parties:
        return frozenset({Role.PARTY})
    if person in matter.representatives:
        return frozenset({Role.REPRESENTATIVE})
    parts = matter.posts.roles_of(person) - BY_NAME_ONLY
    if person == matter.principal and not matter.times.principal_left:
        parts |= {Role.PRINCIPAL}
    if matter.assessor and person == matter.assessor:
        parts |= {Role.ASSESSOR}
    return parts
