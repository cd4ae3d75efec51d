# SPDX-License-Identifier: MIT
"""All that people might try with an entry, and what must hold at every step, whoever holds what.

One person may hold several offices, and may apply for themselves: each such world is walked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from itertools import product
from typing import Any

from candour.kernel.exploration import Invariant, Step, World
from candour.kernel.procedure import Act, Given
from candour.kernel.roles import Role
from candour.registers.rules.associations import (
    ASSOCIATIONS,
    Association,
    Deciding,
    Decision,
    Grade,
    Grading,
)
from candour.registers.rules.entry import ENTRY, AnEntry, Entry, Words, roles_in
from candour.registers.rules.expenses import EXPENSES
from candour.registers.rules.gifts import GIFTS, Disposal, Gift

HOLDER, KEEPER, OTHER, OVERSIGHT = "holder", "keeper", "someone else", "oversight"
STANDARDS, SPONSOR, PEER = "head of standards", "sponsor", "another chief officer"


def words_tried(act: Act[Any, Any], entry: Entry, by: str) -> Iterable[Given]:
    yield Words(by=by, text="Because.")
    yield Words(by=by, text=" ")


def nothing_is_past(stage: StrEnum, entry: AnEntry) -> AnEntry:
    return entry


def minutes_pass(entry: AnEntry) -> AnEntry | None:
    return replace(entry, fresh=False) if entry.fresh else None


def _never_by_oneself() -> Callable[[Step[Any]], bool]:
    return lambda step: step.given.by not in {step.matter.person, step.matter.sender}


def entry_worlds() -> tuple[World[Entry], ...]:
    """Somebody declares, or somebody else for them; the keeper may be either of them."""
    found = []
    for person, sender in product((HOLDER, KEEPER), repeat=2):
        start = Entry(person=person, sender=sender, keepers=frozenset({KEEPER, OTHER}), fresh=True)
        found.append(
            World(
                name=f"of the {person}, sent by the {sender}",
                procedure=ENTRY,
                starts=((ENTRY.start, start),),
                people=(HOLDER, KEEPER, OTHER),
                roles=roles_in,
                tries=words_tried,
                time_passes=minutes_pass,
                forget=nothing_is_past,
                invariants=ENTRY_SENTENCES,
            )
        )
    return tuple(found)


def expense_worlds() -> tuple[World[Entry], ...]:
    """The same people with a cost of an event: claimed, or sent for them, by a keeper too."""
    start = EXPENSES.start
    return tuple(
        replace(
            world, procedure=EXPENSES, starts=tuple((start, entry) for _, entry in world.starts)
        )
        for world in entry_worlds()
    )


ENTRY_SENTENCES: tuple[Invariant[Entry], ...] = (
    Invariant(
        "OWN",
        "nobody handles their own entry",
        _never_by_oneself(),
        frozenset({"note", "ask"}),
    ),
    Invariant(
        "ASKED",
        "an entry is not noted while a question is open",
        lambda step: not step.matter.asked,
        frozenset({"note"}),
    ),
)


# ------------------------------------------------------------------ gifts


def gift_worlds() -> tuple[World[Gift], ...]:
    found = []
    offices = frozenset(
        {(Role.PRINCIPAL, PEER), (Role.PRINCIPAL, HOLDER), (Role.REASSESSOR, STANDARDS),
         (Role.SPONSOR, SPONSOR), (Role.OVERSIGHT, OVERSIGHT)}
    )  # fmt: skip
    people = (HOLDER, KEEPER, PEER, STANDARDS, SPONSOR, OVERSIGHT)
    for person, chief, needs, shared in product(
        (HOLDER, KEEPER, STANDARDS), (False, True), (False, True), ((), (PEER,), (KEEPER,))
    ):
        start = Gift(
            person=person,
            sender=person,
            keepers=frozenset({KEEPER, STANDARDS}),
            offices=offices,
            chief=chief,
            needs_agreement=needs,
            shared_with=frozenset(shared),
            standards_own=person == STANDARDS,
        )
        # Where the one chief officer there is shared in it, a second gives the view.
        more = frozenset({(Role.PRINCIPAL, OTHER)}) if shared else frozenset()
        start = replace(start, offices=offices | more)
        found.append(
            World(
                name=f"{person}, chief officer {chief}, to be agreed {needs}, shared with {shared}",
                procedure=GIFTS,
                starts=((GIFTS.start, start),),
                people=(*people, OTHER),
                roles=roles_in,
                tries=gifts_tried,
                time_passes=minutes_pass,
                forget=nothing_is_past,
                invariants=GIFT_SENTENCES,
            )
        )
    return tuple(found)


def gifts_tried(act: Act[Any, Any], gift: Gift, by: str) -> Iterable[Given]:
    if act.name == "dispose":
        yield Disposal(by=by, how="donated")
        yield Disposal(by=by)
    else:
        yield from words_tried(act, gift, by)


AGREEING = frozenset({"agree", "refuse"})
GIFT_SENTENCES: tuple[Invariant[Gift], ...] = (
    Invariant(
        "SOD9",
        "who agrees is neither the recipient nor shared in the offer",
        lambda step: step.given.by not in {step.matter.person, *step.matter.shared_with},
        AGREEING | {"give_peer_view"},
    ),
    Invariant(
        "SOD9/standards",
        "the head of standards' own offers go to the sponsor or the oversight body",
        lambda step: not step.matter.standards_own or step.given.by in {SPONSOR, OVERSIGHT},
        AGREEING,
    ),
    Invariant(
        "R04",
        "a chief officer's offer has a colleague's view before anybody agrees",
        lambda step: not step.matter.chief or step.matter.peer_view,
        AGREEING,
    ),
)


# ------------------------------------------------------------------ associations

INVESTIGATOR, LEAD = "investigator", "lead of the unit"


def association_worlds() -> tuple[World[Association], ...]:
    """One person may both investigate and lead; either may be the one who declares."""
    offices = frozenset(
        {(Role.CORRUPTION_INVESTIGATOR, INVESTIGATOR), (Role.CORRUPTION_SUPERVISOR, LEAD),
         (Role.CORRUPTION_INVESTIGATOR, LEAD), (Role.CORRUPTION_INVESTIGATOR, OTHER),
         (Role.CORRUPTION_SUPERVISOR, OTHER), (Role.REASSESSOR, STANDARDS)}
    )  # fmt: skip
    keepers = frozenset({INVESTIGATOR, LEAD, OTHER})
    return tuple(
        World(
            name=f"of the {person}",
            procedure=ASSOCIATIONS,
            starts=(
                (
                    ASSOCIATIONS.start,
                    Association(person=person, sender=person, offices=offices, keepers=keepers),
                ),
            ),
            people=(HOLDER, INVESTIGATOR, LEAD, STANDARDS, OTHER),
            roles=roles_in,
            tries=associations_tried,
            time_passes=minutes_pass,
            forget=nothing_is_past,
            invariants=ASSOCIATION_SENTENCES,
        )
        for person in (HOLDER, INVESTIGATOR, LEAD, STANDARDS)
    )


def associations_tried(act: Act[Any, Any], association: Association, by: str) -> Iterable[Given]:
    if act.name == "grade":
        for covert in (False, True):
            yield Grading(by=by, text="Because.", grade=Grade.HIGH.value, covert=covert)
        yield Grading(by=by, text="Because.")
    elif act.name == "decide":
        for decision, conditions in (
            (Decision.CEASE, 0),
            (Decision.CONDITIONS, 0),
            (Decision.CONDITIONS, 1),
        ):
            yield Deciding(
                by=by,
                text="Do this.",
                decision=decision.value,
                reasons="Because.",
                conditions=conditions,
            )
        yield Deciding(by=by, text="Do this.", reasons="Because.")
        yield Deciding(by=by, text="Do this.", decision=Decision.CEASE.value)
    else:
        yield from words_tried(act, association, by)


ASSOCIATION_SENTENCES: tuple[Invariant[Association], ...] = (
    Invariant(
        "OWN",
        "nobody handles their own declaration",
        _never_by_oneself(),
        frozenset({"grade", "decide", "ask"}),
    ),
    Invariant(
        "D.2",
        "whoever graded it does not decide",
        lambda step: step.given.by != step.matter.graded_by,
        frozenset({"decide"}),
    ),
    Invariant(
        "CONDITIONS",
        "a decision for conditions names one",
        lambda step: (
            not isinstance(step.given, Deciding)
            or step.given.decision != Decision.CONDITIONS
            or step.given.conditions > 0
        ),
        frozenset({"decide"}),
    ),
)
