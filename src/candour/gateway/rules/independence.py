# SPDX-License-Identifier: MIT
"""Who may not judge, and who does instead: nobody has a hand in their own matter (SOD1-3, SOD22).

Each router returns the persons who may act, never the subject: first the office itself, then the
deputy, then someone from outside the body. So no matter is left with nobody to judge it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from candour.gateway.rules.matter import REASSESSORS, Matter, roles_in
from candour.kernel.clause import clause
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role

IN_TURN_TO_OVERSEE = (Role.OVERSEER, *REASSESSORS)


@dataclass(frozen=True)
class Bar:
    """One thing that keeps a person from judging a matter."""

    name: str
    applies: Callable[[Matter, str], bool]
    of_them: str
    of_you: str


def _reports_to_the_decider(matter: Matter, person: str) -> bool:
    managed = matter.principal in matter.posts.managers.get(person, frozenset())
    return managed and person not in matter.line_waived


SUBJECT = Bar(
    "subject",
    lambda matter, person: person == matter.principal,
    "the matter is about them",
    "the matter is about you",
)
NOTIFIER = Bar(
    "notifier",
    lambda matter, person: person == matter.notifier,
    "they sent the request",
    "you sent the request",
)
CONFLICTED = Bar(
    "conflicted",
    lambda matter, person: person in matter.conflicted,
    "they declared a conflict",
    "you declared a conflict",
)
REPRESENTATIVE = Bar(
    "representative",
    lambda matter, person: person in matter.representatives,
    "they give the staff association's view",
    "you give the staff association's view",
)
INVOLVED = Bar(
    "involved",
    lambda matter, person: person in matter.involved,
    "they are to attend or are otherwise concerned",
    "you are to attend or are otherwise concerned",
)
ASSESSED = Bar(
    "assessed",
    lambda matter, person: bool(matter.assessor) and person == matter.assessor,
    "they assessed it",
    "you assessed it",
)
FORMER = Bar(
    "former",
    lambda matter, person: person in matter.former,
    "they had the assessment before",
    "you had the assessment before",
)
MANAGED = Bar(
    "managed",
    _reports_to_the_decider,
    "they report to the person who decided",
    "you report to the person who decided",
)

BARS_TO_ASSESSING = (SUBJECT, NOTIFIER, CONFLICTED, REPRESENTATIVE, INVOLVED)
BARS_TO_REASSESSING = (
    SUBJECT,
    ASSESSED,
    FORMER,
    NOTIFIER,
    CONFLICTED,
    REPRESENTATIVE,
    INVOLVED,
    MANAGED,
)
BARS_TO_OVERSEEING = (SUBJECT, ASSESSED, CONFLICTED, REPRESENTATIVE)


def bar_to(bars: tuple[Bar, ...], matter: Matter, person: str) -> Bar | None:
    """The first thing that keeps this person out, or none."""
    for bar in bars:
        if bar.applies(matter, person):
            return bar
    return None


def _free(bars: tuple[Bar, ...], matter: Matter, role: Role) -> frozenset[str]:
    holders = matter.posts.of(role)
    return frozenset([person for person in holders if bar_to(bars, matter, person) is None])


def _first_free(bars: tuple[Bar, ...], matter: Matter, in_turn: tuple[Role, ...]) -> frozenset[str]:
    return next((free for role in in_turn if (free := _free(bars, matter, role))), frozenset())


def assessors(matter: Matter, chosen_by: str = "") -> frozenset[str]:
    """Who may be given the assessment: staff officers, or an outsider when none is free.

    Nobody chooses themselves: an overseer who is the only staff officer looks outside.
    """
    bars = (*BARS_TO_ASSESSING, _chooses(chosen_by))
    return _first_free(bars, matter, (Role.ASSESSOR, Role.EXTERNAL_ASSESSOR))


def _chooses(person: str) -> Bar:
    return Bar("chooses", lambda _, other: other == person, "they choose", "you choose")


def overseers(matter: Matter) -> frozenset[str]:
    """Who runs this matter: never its subject, and never its assessor."""
    return _first_free(BARS_TO_OVERSEEING, matter, IN_TURN_TO_OVERSEE)


def reassessors(matter: Matter) -> frozenset[str]:
    """Who may reassess: the office, else its deputy, else another force's (COG 3.4/2)."""
    return _first_free(BARS_TO_REASSESSING, matter, REASSESSORS)


@clause("COG R/HS/1")
def runs_the_matter(matter: Matter, by: str) -> None:
    if by in overseers(matter):
        return
    if bar := bar_to(BARS_TO_OVERSEEING, matter, by):
        raise Refused(f"Someone else runs this matter: {bar.of_you}.", "COG R/HS/1")
    raise Refused("Someone with the first duty to run this matter is free to do so.", "COG R/HS/1")


IN_THEIR_OWN_RIGHT = frozenset({Role.PRINCIPAL, Role.SECRETARIAT, Role.ASSESSOR})


@clause("COG R/HS/1")
def has_a_hand_in_the_matter(matter: Matter, by: str) -> None:
    """An office alone is not enough: whoever oversees must be the one whose turn it is."""
    if not (roles_in(matter, by) & IN_THEIR_OWN_RIGHT or (by and by == matter.reassessor)):
        runs_the_matter(matter, by)


@clause("COG 3.2/1")
def the_assessor_is_still_independent(matter: Matter, by: str) -> None:
    """A part taken on after the allocation bars as much as one held before."""
    if bar := bar_to(BARS_TO_ASSESSING, matter, by):
        raise Refused(f"Someone else has to assess this matter: {bar.of_you}.", "COG 3.2/1")


@clause("COG 3.4/2")
def reassesses_the_matter(matter: Matter, by: str) -> None:
    if by in reassessors(matter):
        return
    if bar := bar_to(BARS_TO_REASSESSING, matter, by):
        raise Refused(f"You cannot reassess this matter: {bar.of_you}.", "COG 3.4/2")
    raise Refused("The person whose turn it is to reassess is free to do so.", "COG 3.4/2")
