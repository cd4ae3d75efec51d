# SPDX-License-Identifier: MIT
"""The conflicts assessment of a procurement: walked whole, and each guard taken away in turn."""

from dataclasses import replace
from functools import cache

import pytest

from candour.kernel.exploration import Walk, explore
from candour.kernel.procedure import Given, Refused, attempt
from candour.kernel.roles import Role
from candour.procurement.rules import procedure as acts
from candour.procurement.rules.effects import with_task
from candour.procurement.rules.procedure import PROCUREMENT
from candour.procurement.rules.procurement import (
    Assessed,
    AwardedTo,
    Declared,
    Nature,
    Part,
    Procurement,
    Stage,
    StoodDown,
    Task,
    TaskAnswered,
    Verdict,
)
from candour.procurement.rules.procurement_world import worlds

REDUNDANT = {
    "declare_for_it by anybody": "everybody works here",
    "confirm_assessment by anybody": "its checks pick the one officer; the roles feed buttons and tables",
}
"""Guards that another one implies, each with its reason."""


def mutants():
    for act in PROCUREMENT.acts:
        yield f"{act.name} by anybody", replace(act, by=frozenset(Role))
        for kind in ("when", "requires"):
            for check in getattr(act, kind):
                left = tuple(one for one in getattr(act, kind) if one is not check)
                yield f"{act.name} without {check.__name__}", replace(act, **{kind: left})


@cache
def every_state():
    """The worlds of the sound procedure, each starting at every state that it reaches."""
    found = []
    for world in worlds():
        walk = Walk(world)
        assert walk.through(stop_at_once=False).sound
        found.append(replace(world, starts=tuple(walk.states)))
    return found


def missed(act):
    alone = replace(PROCUREMENT, acts=(act,))
    return any(
        explore(replace(world, procedure=alone), stop_at_once=True).broken
        for world in every_state()
    )


def test_every_state_is_sound_every_act_is_done_and_a_contract_can_always_end():
    for world in worlds():
        found = explore(world)
        assert found.broken == {}
        assert found.dead_ends == []
        assert found.fired == {act.name for act in PROCUREMENT.acts}
        assert found.stages == set(Stage)


@pytest.mark.walk
@pytest.mark.parametrize(
    ("name", "act"), list(mutants()), ids=lambda part: part if isinstance(part, str) else ""
)
def test_a_guard_that_is_taken_away_is_missed(name, act):
    assert missed(act) is (name not in REDUNDANT)


def test_every_redundant_guard_still_exists():
    assert {name for name, _act in mutants()} >= set(REDUNDANT)


ALL = frozenset(Role)
MATTER = Procurement(
    buyers=frozenset({"buyer"}),
    may_answer=frozenset({"chief"}),
    accountable="chief",
    people=frozenset({Part("pat", declared=True)}),
    suppliers=frozenset({"one", "two"}),
)
VERDICT = Assessed(by="registrar", who="pat", verdict=Verdict.NONE, reasons="Looked at.")


def refusal(act, matter, given, stage=Stage.PLANNING):
    with pytest.raises(Refused) as refused:
        attempt(act, stage, matter, given, ALL)
    return refused.value


def test_an_evaluator_does_not_clear_themselves_nor_anybody_beside_them():
    assert "You have a part" in str(refusal(acts.ASSESS, MATTER, replace(VERDICT, by="pat")))


def test_whoever_buys_does_not_assess():
    assert "Whoever buys" in str(refusal(acts.ASSESS, MATTER, replace(VERDICT, by="buyer")))


def test_the_officer_who_prepared_it_does_not_confirm_it():
    matter = replace(MATTER, prepared_by="chief")
    assert "somebody else confirms" in str(refusal(acts.CONFIRM, matter, Given(by="chief")))


def test_a_conflict_without_a_step_is_refused_at_its_question():
    given = replace(VERDICT, verdict=Verdict.MITIGATED, nature=Nature.PERSONAL)
    assert refusal(acts.ASSESS, MATTER, given).about == "step-0-text"


def test_what_only_looks_like_one_needs_what_shows_that_there_is_none():
    given = replace(VERDICT, verdict=Verdict.PERCEIVED, nature=Nature.PERSONAL)
    assert refusal(acts.ASSESS, MATTER, given).about == "shows"


def test_an_excluded_supplier_wins_nothing_until_the_person_stands_down():
    given = replace(VERDICT, verdict=Verdict.EXCLUDED, nature=Nature.FINANCIAL, supplier="one")
    matter = acts.ASSESS.effect(MATTER, given)
    ready = replace(matter, confirmed=True, prepared_by="registrar")
    award = AwardedTo(by="buyer", supplier="one")
    assert "excluded" in str(refusal(acts.AWARD, ready, award, Stage.TENDER))
    assert attempt(acts.AWARD, Stage.TENDER, ready, replace(award, supplier="two"), ALL)
    away = acts.STAND_DOWN.effect(matter, StoodDown(by="buyer", who="pat", reason="Recused."))
    assert away.excluded == frozenset()


def test_something_new_in_the_registers_asks_the_person_again_and_outdates_the_document():
    before = replace(MATTER, prepared_by="registrar", confirmed=True)
    after = with_task(before, Task("t", "pat"))
    assert not after.confirmed
    assert after.part_of("pat") == Part("pat")
    declared = acts.DECLARE.effect(after, Declared(by="pat", nothing=True))
    assert declared.tasks == frozenset()


def test_nobody_settles_a_task_that_is_about_themselves():
    matter = with_task(MATTER, Task("t", "buyer"))
    given = TaskAnswered(by="buyer", task="t", text="All is well.")
    assert "Somebody else" in str(refusal(acts.ANSWER_TASK, matter, given))
