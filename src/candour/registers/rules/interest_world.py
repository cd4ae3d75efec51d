# SPDX-License-Identifier: MIT
"""All that people might try with a second job, whoever applies and whoever is a relative."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from typing import Any

from candour.kernel.exploration import Invariant, World
from candour.kernel.procedure import Act, Given
from candour.kernel.roles import Role
from candour.registers.rules.entry import roles_in
from candour.registers.rules.interest_checks import ADVERSE
from candour.registers.rules.interest_facts import (
    Determination,
    Finding,
    Interest,
    Preliminary,
)
from candour.registers.rules.interests import INTERESTS
from candour.registers.rules.worlds import (
    HOLDER,
    KEEPER,
    OTHER,
    OVERSIGHT,
    nothing_is_past,
    words_tried,
)

CHIEF, SECOND_OVERSIGHT, SUPERVISOR = "chief", "second of oversight", "supervisor"
PANEL, OFFICER = "panel", "appropriate officer"


def interest_worlds() -> tuple[World[Interest], ...]:
    """The applicant may hold any of the offices; a relative may; a supervisor may be missing."""
    found = []
    offices = {
        (Role.INTERESTS_PANEL, PANEL), (Role.APPROPRIATE_OFFICER, OFFICER), (Role.CHIEF, CHIEF),
        (Role.OVERSIGHT, OVERSIGHT), (Role.OVERSIGHT, SECOND_OVERSIGHT),
        (Role.INTERESTS_PANEL, OTHER), (Role.APPROPRIATE_OFFICER, OTHER),
    }  # fmt: skip
    people = (HOLDER, SUPERVISOR, PANEL, OFFICER, CHIEF, OVERSIGHT, SECOND_OVERSIGHT, OTHER, KEEPER)
    cases = product((HOLDER, PANEL, OFFICER, CHIEF), ((), (OFFICER,), (SUPERVISOR,)), (True, False))
    for person, relatives, supervised in cases:
        start = Interest(
            person=person,
            sender=person,
            keepers=frozenset({KEEPER}),
            supervisors=frozenset({SUPERVISOR} if supervised else ()),
            offices=frozenset(offices),
            chiefs_own=person == CHIEF,
            relatives=frozenset(relatives),
        )
        found.append(
            World(
                name=f"{person}, relatives {relatives}, supervised {supervised}",
                procedure=INTERESTS,
                starts=((INTERESTS.start, start),),
                people=people,
                roles=roles_in,
                tries=interests_tried,
                time_passes=days_pass,
                forget=nothing_is_past,
                invariants=INTEREST_SENTENCES,
            )
        )
    return tuple(found)


def interests_tried(act: Act[Any, Any], interest: Interest, by: str) -> Iterable[Given]:
    if act.name == "send_preliminary_view":
        for leans in Finding:
            yield Preliminary(by=by, text="Because.", intends=leans.value)
        yield Preliminary(by=by, intends=Finding.INCOMPATIBLE.value)
    elif act.target is not None and act.name.startswith(("find", "uphold", "lift", "set", "remit")):
        yield Determination(by=by, text="Because.", conditions=1)
        yield Determination(by=by, text="Because.")
        yield Determination(by=by)
    else:
        yield from words_tried(act, interest, by)


def days_pass(interest: Interest) -> Interest | None:
    """First the day that is waited for, then the time to appeal."""
    if not interest.overdue:
        return replace(interest, overdue=True)
    return replace(interest, in_time=False) if interest.in_time else None


DETERMINED = frozenset({"find_compatible", "find_conditional", "find_incompatible"})
HEARD = frozenset({"uphold_refusal", "uphold_conditions", "lift", "set_conditions", "remit"})
INTEREST_SENTENCES: tuple[Invariant[Interest], ...] = (
    Invariant(
        "SOD10",
        "who decides or hears an appeal is neither the applicant nor a relative",
        lambda step: step.given.by not in {step.matter.person, *step.matter.relatives},
        DETERMINED | HEARD | {"advise", "send_preliminary_view"},
    ),
    Invariant(
        "SOD10/appeal",
        "an appeal is heard by the chief in person, or by oversight for the chief's own",
        lambda step: (
            step.given.by in {OVERSIGHT, SECOND_OVERSIGHT}
            if step.matter.chiefs_own
            else step.given.by == CHIEF
        ),
        HEARD | {"allow_late_appeal"},
    ),
    Invariant(
        "SOD10/another",
        "who hears the appeal did not decide",
        lambda step: step.given.by != step.matter.decided_by,
        HEARD,
    ),
    Invariant(
        "AC19",
        "nothing adverse without a preliminary view and its answer",
        lambda step: bool(step.matter.intends) and step.matter.heard,
        frozenset({"find_conditional", "find_incompatible"}),
    ),
    Invariant(
        "r.8",
        "a refusal was announced as one",
        lambda step: step.matter.intends == Finding.INCOMPATIBLE,
        frozenset({"find_incompatible"}),
    ),
    Invariant(
        "r.9",
        "there is one appeal, in time or allowed, against something adverse",
        lambda step: (
            not step.matter.appealed
            and (step.matter.in_time or step.matter.late_appeal_allowed)
            and step.matter.finding in set(ADVERSE)
        ),
        frozenset({"appeal"}),
    ),
    Invariant(
        "DECIDER",
        "the chief's own is decided by oversight, everybody else's by the appropriate officer",
        lambda step: (step.given.by in {OVERSIGHT, SECOND_OVERSIGHT}) == step.matter.chiefs_own,
        DETERMINED,
    ),
    Invariant(
        "R06",
        "a review lapses by decision, and only when it is overdue",
        lambda step: step.matter.overdue,
        frozenset({"lapse"}),
    ),
)
