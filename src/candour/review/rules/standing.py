# SPDX-License-Identifier: MIT
"""Which commitments the Gateway should know of, judged from the diary alone (COG 2, COG R/CO/1).

The proposals of the Gateway say which areas a commitment touches. What is held inside the
organisation, in the words that forces use for it, needs no request unless somebody outside
holds it.
"""

import re
from dataclasses import dataclass

from candour.kernel.clause import clause
from candour.review.rules.traces import Standing

_INSIDE = re.compile(
    r"\b(1[-:]1|one[ -]to[ -]one|121|smt|smb|tmb|cog|dpr|qpr|pdr|briefing|catch[ -]?up|team meeting|weekly meeting"
    r"|performance board|management board|gold group|gold meeting|daily meeting|daily management|huddle|prayers|orb"
    r"|leave|annual leave|rest day|rdil|toil|off duty|on call|duty|dentist|doctor|travel time|blocked?|hold|focus time"
    r"|reading time|admin|desk day|working from home|wfh|lunch break|no meetings|paperwork|emails?|corporate induction"
    r"|passing[ -]out|attestation|misconduct hearing|appraisal|force executive|chief officer (group|meeting)|roadshow"
    r"|diary meeting|diary planning|gym|fitness test|training day|probation(ers)?)\b",
    re.IGNORECASE,
)
_AS_A_GUEST = re.compile(
    r"\b(dinner|lunch(eon)?|breakfast|drinks|banquet|gala|ball|reception|canap[eé]s|hospitality|champagne|wine tasting"
    r"|box at|tickets?|race day|golf day|concert|theatre|gig|awards?|supper|buffet|barbecue|bbq|garden party|hotel stay"
    r"|overnight stay|match day|test match|as (a |your |our |my )?guests?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DiaryFacts:
    """What the diary says of one commitment, before anything is judged."""

    title: str
    text: str = ""
    place: str = ""
    cancelled: bool = False
    private: bool = False
    organiser_outside: bool = False
    guests_outside: bool = False
    areas: tuple[str, ...] = ()


@clause("COG R/CO/1")
def standing_of(facts: DiaryFacts) -> Standing:
    """The first answer that holds; the order matters."""
    if facts.cancelled:
        return Standing.CANCELLED
    if facts.private:
        return Standing.PRIVATE
    if facts.organiser_outside:
        return Standing.NEEDS_MATTER if facts.areas else Standing.ROUTINE
    inside = _INSIDE.search(facts.title) is not None
    if inside and not facts.guests_outside:
        return Standing.INTERNAL
    return Standing.NEEDS_MATTER if facts.areas else Standing.ROUTINE


def speaks_of_hospitality(facts: DiaryFacts) -> bool:
    """Whether somebody's food, drink, seats or bed are named."""
    if _INSIDE.search(facts.title) and not (facts.organiser_outside or facts.guests_outside):
        return False
    return bool(_AS_A_GUEST.search(f"{facts.title}\n{facts.text}"))
