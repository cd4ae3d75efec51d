# SPDX-License-Identifier: MIT
"""What somebody spent on an event and claims, and where it contradicts the request (COG 2/area3).

Finance pays and approves; here the cost stands beside the request that it comes from. Somebody
other than whoever claims, or sent it for them, looks at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.procedure import Procedure, Refused
from candour.kernel.roles import Role
from candour.registers.rules import entry
from candour.registers.rules.entry import Entry


class State(StrEnum):
    DRAFT = "draft"
    DECLARED = "declared"
    NOTED = "noted"
    WITHDRAWN = "withdrawn"


class Cost(StrEnum):
    """What the money went on."""

    TRAVEL = "travel"
    STAY = "stay"
    MEALS = "meals"
    ENTRY = "entry"
    OTHER = "other"


HOSTS_BEAR = frozenset({Cost.TRAVEL, Cost.STAY, Cost.MEALS})
"""What a host who offers a meal, travel or a stay may be paying for."""


class Went(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Spent:
    """One cost as it is claimed."""

    day: date
    cost: Cost
    went: Went


@dataclass(frozen=True)
class Says:
    """What the request says, as far as the reader may know; none where it says nothing."""

    day: date | None = None
    takes_part: bool | None = None
    """What was decided; none while nothing is."""
    withdrawn: bool = False
    host_offers: bool = False
    """A meal, a gift, travel or a stay."""
    pence: int | None = None
    """What it was to cost the public."""


class Contradiction(StrEnum):
    DECLINED = "declined"
    GIVEN_UP = "given_up"
    NOT_THERE = "not_there"
    OTHER_DAY = "other_day"
    HOST_PAYS = "host_pays"
    DEARER = "dearer"


@clause("COG 2/area3")
def contradictions(spent: Spent, says: Says, claimed: int) -> tuple[Contradiction, ...]:
    """Where the claim and its request cannot both be right. `claimed` is all that it came to."""
    return tuple(_found(spent, says, claimed))


def known_beforehand(says: Says) -> tuple[Contradiction, ...]:
    """What stands against any claim, whatever it will say."""
    if says.withdrawn:
        return (Contradiction.GIVEN_UP,)
    return (Contradiction.DECLINED,) if says.takes_part is False else ()


def _found(spent: Spent, says: Says, claimed: int) -> Iterator[Contradiction]:
    yield from known_beforehand(says)
    if spent.went is Went.NO:
        yield Contradiction.NOT_THERE
    if says.day is not None and spent.day != says.day:
        yield Contradiction.OTHER_DAY
    if says.host_offers and spent.cost in HOSTS_BEAR:
        yield Contradiction.HOST_PAYS
    if says.pence is not None and claimed > says.pence:
        yield Contradiction.DEARER


@clause("COG 2/area3")
def it_is_declared_once(before: str) -> None:
    """`before` is the entry that has the same cost of the same request, if there is one."""
    if before:
        raise Refused(
            f"This cost is in {before} already. Correct that entry, or withdraw it.",
            "COG 2/area3",
            about="cost",
        )


@clause("COG 2/area3")
def the_request_is_theirs(is_theirs: bool) -> None:
    """One that does not exist, one that the sender may not know of: the same words."""
    if not is_theirs:
        raise Refused(
            "Enter the reference of a request about this person.",
            "COG 2/area3",
            about="gateway_reference",
        )


OPEN = frozenset({State.DECLARED, State.NOTED})
DECLARE = replace(entry.DECLARE, source=frozenset({State.DRAFT}), target=State.DECLARED)
NOTE = replace(entry.NOTE, source=frozenset({State.DECLARED}), target=State.NOTED)
ASK = replace(entry.ASK, source=OPEN)
ANSWER = replace(entry.ANSWER, source=OPEN)
CORRECT = replace(entry.CORRECT, by=frozenset({Role.DECLARANT}), source=OPEN, target=State.DRAFT)
"""Only theirs: the form names a request that whoever keeps the register may not know of."""
WITHDRAW = replace(entry.WITHDRAW, source=OPEN, target=State.WITHDRAWN)

EXPENSES = Procedure[Entry](
    name="Expense for an event",
    start=State.DRAFT,
    acts=(DECLARE, NOTE, ASK, ANSWER, CORRECT, WITHDRAW),
    ends=frozenset({State.NOTED, State.WITHDRAWN}),
    given_up=frozenset({State.WITHDRAWN}),
    owners={State.DRAFT: Role.DECLARANT, State.DECLARED: Role.REGISTRAR},
    clauses=("COG 2/area3",),
)
