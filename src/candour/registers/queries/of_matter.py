# SPDX-License-Identifier: MIT
"""Entries that came from a matter in the Gateway, and where the two contradict each other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from candour.people.models import Person
from candour.people.phrased import Phrased
from candour.registers.base import RegisterEntry
from candour.registers.entries.event_expenses import EventExpense
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.matters import MatterTold, matter_told
from candour.registers.queries.visible import visible_to
from candour.registers.rules.entry import State
from candour.registers.rules.expenses import (
    Contradiction,
    Cost,
    Says,
    Spent,
    Went,
    contradictions,
    known_beforehand,
)
from candour.registers.rules.gift_policy import Outcome, taken
from candour.registers.wording import CONTRADICTIONS, TAKEN_ALL_THE_SAME
from candour.ui.words import money

NO_MATTER = "-"
NAMING = Phrased(
    lambda reference: (
        GiftOrHospitality.objects.filter(gateway_reference=reference, superseded_at=None)
        .order_by()
        .values_list("reference")
        .union(
            EventExpense.objects.filter(gateway_reference=reference, superseded_at=None)
            .order_by()
            .values_list("reference"),
            all=True,
        )
    )
)


@dataclass(frozen=True)
class Entry:
    """An entry that a matter led to, in a line, and each way in which the two contradict."""

    reference: str
    about: str
    outcome: str
    problems: tuple[str, ...]


def named_by(reference: str) -> frozenset[str]:
    """The registers, by the letters of their references, with an entry that names a matter."""
    return frozenset(called.partition("-")[0] for (called,) in NAMING(reference))


def entries_of_matter(
    person: Person, reference: str, named: Collection[str], says: Says
) -> list[Entry]:
    """Entries that name a matter, as far as this person may see them."""
    found = []
    if GiftOrHospitality.register.prefix in named:
        rows = visible_to(GiftOrHospitality, person).filter(gateway_reference=reference)
        counted = rows.exclude(state=State.WITHDRAWN.value).order_by("declared_at")
        found += [_gift(row, says) for row in counted]
    if EventExpense.register.prefix in named:
        costs = visible_to(EventExpense, person).filter(gateway_reference=reference)
        found += _expenses(list(costs.exclude(state=State.WITHDRAWN.value)), says)
    return found


def _gift(row: GiftOrHospitality, says: Says) -> Entry:
    against = says.takes_part is False and taken(Outcome(row.outcome))
    problems = (str(TAKEN_ALL_THE_SAME),) if against else ()
    return Entry(row.reference, row.description, str(row.get_outcome_display()), problems)


def _expenses(rows: Sequence[EventExpense], says: Says) -> list[Entry]:
    claimed = sum(row.pence for row in rows)
    return [
        Entry(
            row.reference,
            str(row.get_cost_display()),
            money(row.pence),
            in_words(contradictions(spent(row), says, claimed)),
        )
        for row in sorted(rows, key=lambda one: one.declared_at)
    ]


def spent(row: EventExpense) -> Spent:
    return Spent(row.event_on, Cost(row.cost), Went(row.went))


def in_words(found: Sequence[Contradiction]) -> tuple[str, ...]:
    return tuple(str(CONTRADICTIONS[one]) for one in found)


@dataclass(frozen=True)
class Beside:
    """The matter that an entry belongs to, for whoever may know of it."""

    matter: MatterTold
    problems: tuple[str, ...]


def beside_its_matter(person: Person, row: RegisterEntry) -> Beside | None:
    """Asked whether or not it belongs to one: a page takes no longer for one that is hidden."""
    if not isinstance(row, EventExpense) or row.person_id is None:
        return None
    told = matter_told(person, row.gateway_reference or NO_MATTER)
    if told is None:
        return None
    claimed = claimed_for(row.gateway_reference, row.person_id)
    return Beside(told, in_words(contradictions(spent(row), told.says, claimed)))


def warnings_of(says: Says) -> tuple[str, ...]:
    """What whoever begins a claim from a request should know before anything is asked."""
    return in_words(known_beforehand(says))


def claimed_for(reference: str, person: UUID) -> int:
    """Everything that somebody claims for one matter."""
    rows = EventExpense.objects.filter(
        gateway_reference=reference, person=person, superseded_at=None
    ).exclude(state=State.WITHDRAWN.value)
    return rows.aggregate(pence=Sum("pence"))["pence"] or 0


def declared_before(reference: str, person: UUID, cost: str, *, without: str = "") -> str:
    """The entry that has this cost of this matter already; empty when there is none."""
    rows = EventExpense.objects.filter(
        gateway_reference=reference, person=person, cost=cost, superseded_at=None
    ).exclude(state=State.WITHDRAWN.value)
    return rows.exclude(reference=without).values_list("reference", flat=True).first() or ""
