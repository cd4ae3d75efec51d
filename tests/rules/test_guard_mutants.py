# SPDX-License-Identifier: MIT
"""Take away one guard at a time: the walk through the states must notice.

A guard that can go unnoticed is either redundant, and then listed here with its reason, or the
invariants say too little.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest

from candour.gateway.rules import independence
from candour.gateway.rules.matter import Matter
from candour.gateway.rules.procedure import GATEWAY
from candour.gateway.rules.stage_three_recommendation import nobody_will_decide
from candour.gateway.rules.world import THE_KNOWN_HOLE, Circumstance, sharing, world
from candour.kernel.exploration import Walk, World, explore
from candour.kernel.procedure import Act
from candour.kernel.roles import Role

CHIEF, SECRETARIAT, OVERSEER = "chief officer", "secretariat", "head of secretariat"
STAFF, STANDARDS, ASSOCIATION = "staff officer", "head of standards", "association representative"

PLACES = (
    (sharing(), Circumstance.ORDINARY),
    (sharing(*THE_KNOWN_HOLE), Circumstance.ORDINARY),
    (sharing((OVERSEER, STAFF, SECRETARIAT, STANDARDS)), Circumstance.ORDINARY),
    (sharing((STAFF, ASSOCIATION)), Circumstance.REPRESENTATIVE_ATTENDS),
    (sharing(), Circumstance.SUCCESSION),
    (sharing(), Circumstance.URGENT),
    (sharing(), Circumstance.LINE),
    (sharing(), Circumstance.SENSITIVE),
    (sharing(), Circumstance.STAFF_OFFICER_ATTENDS),
)
"""The worlds in which a missing guard is looked for, the most telling first."""

PICKED = "its checks already pick the one person or office; the roles feed buttons and tables"
DECLARED = "only a clear declaration leads to this stage; kept for the sentence"
UNCHANGED = "parts change only while gathering, and the declaration comes after; kept in depth"
REDUNDANT = {
    **dict.fromkeys(
        (
            f"{act} by anybody"
            for act in (
                *("allocate", "reallocate", "waive_view", "escalate", "lapse", "waive_line"),
                *("take_up", "stand_aside", "conclude", "tell_outcome", "make_final"),
                *("tell", "commission", "show_kept", "show_not_kept", "close", "add_note"),
                "mark_judicial",
            )
        ),
        PICKED,
    ),
    **dict.fromkeys(
        (
            f"{act} without bias_is_declared_clear"
            for act in ("ask_for_view", "ask_for_gist", "assess", "recommend")
        ),
        DECLARED,
    ),
    "assess without the_assessor_is_still_independent": UNCHANGED,
    "recommend without the_assessor_is_still_independent": UNCHANGED,
    "complete_material without an_area_is_confirmed": "naming an area leads to this stage",
    "ask_for_view without a_representative_attends": "without one, no view is outstanding",
}
"""Guards that another one implies."""


@dataclass(frozen=True)
class Mutant:
    """An act that lost a check, or that anybody may do."""

    name: str
    act: Act[Matter, Any]


def mutants() -> Iterator[Mutant]:
    for act in GATEWAY.acts:
        yield Mutant(f"{act.name} by anybody", replace(act, by=frozenset(Role)))
        for check in act.when:
            left = tuple(one for one in act.when if one is not check)
            yield Mutant(f"{act.name} without {check.__name__}", replace(act, when=left))
        for check in act.requires:
            left = tuple(one for one in act.requires if one is not check)
            yield Mutant(f"{act.name} without {check.__name__}", replace(act, requires=left))


@cache
def every_state_of(number: int) -> World[Matter]:
    """A world of the sound procedure that starts at each of its reachable states."""
    walk = Walk(world(*PLACES[number]))
    assert walk.through(stop_at_once=False).sound
    return replace(walk.world, starts=tuple(walk.states))


def missed(mutant: Mutant) -> bool:
    """Whether the mutated act breaks an invariant in a state that can be reached."""
    alone = replace(GATEWAY, acts=(mutant.act,))
    found = (
        explore(replace(every_state_of(number), procedure=alone), stop_at_once=True)
        for number in range(len(PLACES))
    )
    return any(findings.broken for findings in found)


@pytest.mark.walk
@pytest.mark.parametrize("mutant", list(mutants()), ids=lambda mutant: mutant.name)
def test_a_guard_that_is_taken_away_is_missed(mutant):
    assert missed(mutant) is (mutant.name not in REDUNDANT)


def test_every_redundant_guard_still_exists():
    assert {mutant.name for mutant in mutants()} >= set(REDUNDANT)


ORDINARY, ATTENDS = Circumstance.ORDINARY, Circumstance.STAFF_OFFICER_ATTENDS
REPRESENTATIVE = Circumstance.REPRESENTATIVE_ATTENDS
BY_THE_NEXT = sharing((OVERSEER, ASSOCIATION), (STAFF, STANDARDS))
WHERE_IT_COUNTS = {
    "BARS_TO_ASSESSING": {
        "subject": (sharing((CHIEF, STAFF)), ORDINARY),
        "notifier": (sharing((SECRETARIAT, STAFF)), ORDINARY),
        "conflicted": (sharing(), ORDINARY),
        "representative": (sharing((STAFF, ASSOCIATION)), REPRESENTATIVE),
        "involved": (sharing(), ATTENDS),
    },
    "BARS_TO_REASSESSING": {
        "subject": (sharing((CHIEF, STANDARDS)), ORDINARY),
        "assessed": (sharing((STAFF, STANDARDS)), ORDINARY),
        "former": (sharing((STAFF, STANDARDS)), ATTENDS),
        "notifier": (sharing((SECRETARIAT, STANDARDS)), ORDINARY),
        "conflicted": (sharing(), ORDINARY),
        "representative": (sharing((STANDARDS, ASSOCIATION)), REPRESENTATIVE),
        "involved": (sharing((STAFF, STANDARDS)), ATTENDS),
        "managed": (sharing(), Circumstance.LINE),
    },
    "BARS_TO_OVERSEEING": {
        "subject": (sharing((CHIEF, OVERSEER)), ORDINARY),
        "assessed": (BY_THE_NEXT, REPRESENTATIVE),
        "conflicted": (BY_THE_NEXT, REPRESENTATIVE),
        "representative": (sharing((OVERSEER, ASSOCIATION)), REPRESENTATIVE),
    },
}
"""For each bar, the world in which it alone keeps a person out."""


@pytest.mark.walk
@pytest.mark.parametrize(
    ("bars", "name"), [(bars, name) for bars, names in WHERE_IT_COUNTS.items() for name in names]
)
def test_a_bar_that_is_taken_away_is_missed(bars, name, monkeypatch):
    left = tuple(bar for bar in getattr(independence, bars) if bar.name != name)
    monkeypatch.setattr(independence, bars, left)
    assert not explore(world(*WHERE_IT_COUNTS[bars][name]), stop_at_once=True).sound


def no_post_no_decision(matter, by):
    """The guard as it once was: whoever holds no chief officer's post counted as gone."""
    if matter.principal in matter.posts.of(Role.PRINCIPAL):
        nobody_will_decide(matter, by)


@pytest.mark.walk
def test_a_matter_closed_over_the_head_of_somebody_in_another_post_is_missed():
    lapse = GATEWAY.act("lapse")
    when = tuple(no_post_no_decision if one is nobody_will_decide else one for one in lapse.when)
    careless = replace(GATEWAY, acts=(*GATEWAY.acts, replace(lapse, when=when)))
    here = world(sharing(), Circumstance.IN_ANOTHER_POST)
    assert "T11" in explore(replace(here, procedure=careless)).broken
    elsewhere = world(sharing(), Circumstance.ORDINARY)
    assert explore(replace(elsewhere, procedure=careless)).sound


@pytest.mark.parametrize("bars", sorted(WHERE_IT_COUNTS))
def test_every_bar_is_tried(bars):
    assert {bar.name for bar in getattr(independence, bars)} == set(WHERE_IT_COUNTS[bars])
