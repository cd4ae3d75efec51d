# SPDX-License-Identifier: MIT
"""Every reachable state of a controlled document is sound, and each check is needed for that."""

from dataclasses import replace
from datetime import date

import pytest

from candour.kernel.exploration import explore
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.policy.rules.document import PROCEDURE
from candour.policy.rules.document_checks import dates_are_in_order
from candour.policy.rules.document_facts import OnDay, Stage, Version
from candour.policy.rules.document_world import worlds

# A second guard: what it refuses at the end was refused when it was typed, or cannot be typed.
BEHIND_ANOTHER = {dates_are_in_order}
CHECKS = [(act.name, check) for act in PROCEDURE.acts for check in act.requires]


def walk(procedure=PROCEDURE):
    (world,) = worlds(procedure)
    return explore(world)


def without(act_name, check):
    acts = tuple(
        replace(act, requires=tuple(one for one in act.requires if one is not check))
        if act.name == act_name
        else act
        for act in PROCEDURE.acts
    )
    return replace(PROCEDURE, acts=acts)


def test_every_state_is_sound_and_every_version_can_end():
    findings = walk()
    assert findings.broken == {}
    assert findings.dead_ends == []
    assert findings.fired == {act.name for act in PROCEDURE.acts}
    assert findings.stages == set(Stage)
    assert findings.states > 100


@pytest.mark.walk
@pytest.mark.parametrize(
    ("act", "check"),
    [(act, check) for act, check in CHECKS if check not in BEHIND_ANOTHER],
    ids=lambda part: getattr(part, "__name__", part),
)
def test_without_any_one_check_something_breaks(act, check):
    assert walk(without(act, check)).broken


def test_the_second_guard_of_the_dates_holds_when_the_first_is_gone():
    """Dates that were typed out of order are refused again when the version comes into force."""
    version = Version(commences_on=date(2026, 4, 1), review_on=date(2027, 6, 1))
    with pytest.raises(Refused) as refused:
        dates_are_in_order(version, OnDay(date(2026, 3, 27)))
    assert refused.value.about == "review_on"


def test_an_act_open_to_everyone_breaks_the_owner_s_rule():
    acts = tuple(replace(act, by=frozenset(Role)) for act in PROCEDURE.acts)
    assert "owner" in walk(replace(PROCEDURE, acts=acts)).broken
