# SPDX-License-Identifier: MIT
"""Who hears of which act by e-mail: a verb, a reference and a link, and nothing of the case.

Nobody hears of their own act, and whoever declared a conflict hears nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from candour.gateway.rules.independence import overseers, reassessors
from candour.gateway.rules.matter import Matter
from candour.kernel.clause import clause
from candour.kernel.roles import Role

People = Callable[[Matter], frozenset[str]]


class Due(StrEnum):
    """The deadline that a letter names."""

    NONE = "none"
    ADVICE = "recommendation"
    VIEW = "representative_view"
    DECISION = "decision"
    REASSESSMENT = "reassessment"


@dataclass(frozen=True)
class Notice:
    """One letter, the page that it leads to, and who gets it."""

    letter: str
    page: str
    whom: People
    due: Due = Due.NONE


def _assessor(matter: Matter) -> frozenset[str]:
    return frozenset({matter.assessor} - {""})


def _principal(matter: Matter) -> frozenset[str]:
    return frozenset({matter.principal})


def _source_unit(matter: Matter) -> frozenset[str]:
    return matter.posts.of(Role.SOURCE_UNIT) - {matter.principal}


def _assessor_and_secretariat(matter: Matter) -> frozenset[str]:
    return _assessor(matter) | matter.posts.of(Role.SECRETARIAT)


def sponsors(matter: Matter) -> frozenset[str]:
    return matter.posts.of(Role.SPONSOR) - {matter.principal}


def next_above(matter: Matter) -> frozenset[str]:
    """Who steps in when the principal does not: the sponsor, or who runs it if that is them."""
    return sponsors(matter) or reassessors(matter)


def overseers_without_assessor(matter: Matter) -> frozenset[str]:
    return frozenset() if matter.assessor else overseers(matter)


ALLOCATE = Notice("request_received", "case_allocate", overseers_without_assessor, Due.ADVICE)
ASSESS = Notice("assessor_allocated", "case_bias", _assessor, Due.ADVICE)
GIVE_VIEW = Notice("association_view_asked", "case_views", lambda m: m.representatives, Due.VIEW)
ANSWER = Notice("gist_asked", "case_gist", _source_unit)
DECIDE = Notice("recommendation_sent", "case_decision", _principal, Due.DECISION)
DECIDED = Notice("decision_recorded", "case", _assessor_and_secretariat)
REASSESS = Notice("reassessment_requested", "case_review", reassessors, Due.REASSESSMENT)
OUTCOME = Notice("reassessment_outcome", "case_review", lambda m: _principal(m) | _assessor(m))
ESCALATED = Notice("escalation", "cases", next_above, Due.DECISION)
DIVERGED = Notice("sponsor_told_of_divergence", "case", sponsors)

NOTICES: dict[str, tuple[Notice, ...]] = {
    "complete_material": (ALLOCATE,),
    "allocate": (ASSESS,),
    "reallocate": (ASSESS,),
    "declare_conflict": (ALLOCATE,),
    "declare_conflict_early": (ALLOCATE,),
    "ask_for_view": (GIVE_VIEW,),
    "ask_for_gist": (ANSWER,),
    "recommend": (DECIDE,),
    "decide": (DECIDED,),
    "decide_urgently": (DECIDED,),
    "escalate": (ESCALATED,),
    "request_reassessment": (REASSESS,),
    "stand_aside": (REASSESS,),
    "make_final": (OUTCOME,),
}
MAY_DIVERGE = frozenset({"decide", "respond"})
"""Acts whose refusal of advice the sponsor hears of, where the policy says so (G25)."""


@clause("COG R/HS/1")
def heard_of(matter: Matter, people: frozenset[str], *, actor: str) -> frozenset[str]:
    """Of these, the people who are told: not who acted, and nobody with a conflict."""
    return people - {actor} - matter.conflicted
