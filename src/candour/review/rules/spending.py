# SPDX-License-Identifier: MIT
"""What the activities of a quarter cost public money, and what was received at them (COG 2/area8).

Every claim of the quarter has exactly one place: with the commitment or the request that it was made
for, or with nothing. So the parts of each officer add up to what was claimed, to the penny.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from candour.kernel.clause import clause
from candour.review.rules.pairing import Paired
from candour.review.rules.traces import ClaimTrace, EntryTrace, Quarter, Standing, Traces

NOT_OUTSIDE = frozenset({Standing.INTERNAL, Standing.PRIVATE, Standing.CANCELLED})


@dataclass(frozen=True)
class Sum:
    """One claim or one entry of a register: the evidence behind a figure."""

    key: str
    kind: str
    day: date
    says: str
    pence: int | None


@dataclass(frozen=True)
class Activity:
    """One commitment, or one request of which the diary says nothing."""

    what: str
    day: date
    matter: str
    claimed: tuple[Sum, ...] = ()
    received: tuple[Sum, ...] = ()

    @property
    def cost(self) -> int:
        return total(self.claimed)


@dataclass(frozen=True)
class Spending:
    """One officer's quarter."""

    person: str
    outside: int
    """Commitments beyond the organisation that were not cancelled."""
    with_money: tuple[Activity, ...]
    """The activities that something was claimed for or received at."""
    alone: tuple[Sum, ...]
    """Claims that belong to nothing that is held."""
    received_alone: tuple[Sum, ...]

    @property
    def claimed(self) -> int:
        return sum(one.cost for one in self.with_money) + self.alone_cost

    @property
    def received(self) -> int:
        return sum(total(one.received) for one in self.with_money) + total(self.received_alone)

    @property
    def alone_cost(self) -> int:
        return total(self.alone)

    @property
    def kinds(self) -> dict[str, int]:
        """What was claimed by kind, the most first."""
        found: dict[str, int] = defaultdict(int)
        for one in self.claims:
            found[one.kind] += one.pence or 0
        return dict(sorted(found.items(), key=lambda kind: (-kind[1], kind[0])))

    @property
    def claims(self) -> tuple[Sum, ...]:
        return (*(claim for one in self.with_money for claim in one.claimed), *self.alone)


def total(sums: Iterable[Sum]) -> int:
    return sum(one.pence or 0 for one in sums)


@clause("COG 2/area8", "COG R/HS/2")
def spending_of(traces: Traces, paired: Paired, quarter: Quarter) -> tuple[Spending, ...]:
    """Of every officer of whom the quarter holds anything, in the order of their ids."""
    events = _Events(traces, paired)
    for claim in traces.claims:
        if quarter.holds(claim.day):
            events.put(claim.person, events.of_claim(claim), claimed=_claim(claim))
    for entry in traces.entries:
        if quarter.holds(entry.day) and entry.accepted:
            events.put(entry.person, events.of_entry(entry), received=_entry(entry))
    outside: dict[str, int] = defaultdict(int)
    for one in traces.commitments:
        if quarter.holds(one.day):
            outside[one.person] += one.standing not in NOT_OUTSIDE
    people = sorted({*outside, *(person for person, _event in events.claimed | events.received)})
    return tuple(events.spending(person, outside[person]) for person in people)


Place = tuple[str, str]
"""A person, and the key of an activity: empty where there is none."""


class _Events:
    """The activities of the quarter, and the sums that belong to each."""

    def __init__(self, traces: Traces, paired: Paired) -> None:
        self.commitments = {one.key: one for one in traces.commitments}
        self.matters = {one.key: one for one in traces.matters}
        self.matter_of = {left: pair.right for left, pair in paired.matters.items()}
        self.commitment_of = {matter: left for left, matter in self.matter_of.items()}
        self.paired = paired
        self.claimed: dict[Place, list[Sum]] = defaultdict(list)
        self.received: dict[Place, list[Sum]] = defaultdict(list)

    def of_claim(self, claim: ClaimTrace) -> str:
        with_commitment = self.paired.claims.get(claim.key)
        with_matter = self.paired.matter_claims.get(claim.key)
        if with_commitment:
            return with_commitment.right
        return self._of_matter(with_matter.right) if with_matter else ""

    def of_entry(self, entry: EntryTrace) -> str:
        with_commitment = self.paired.entries.get(entry.key)
        with_matter = self.paired.matter_entries.get(entry.key)
        if with_commitment:
            return with_commitment.right
        return self._of_matter(with_matter.right) if with_matter else ""

    def _of_matter(self, matter: str) -> str:
        """The commitment that goes with a matter, else the matter itself."""
        return self.commitment_of.get(matter, matter)

    def put(
        self, person: str, event: str, *, claimed: Sum | None = None, received: Sum | None = None
    ) -> None:
        if claimed:
            self.claimed[person, event].append(claimed)
        if received:
            self.received[person, event].append(received)

    def spending(self, person: str, outside: int) -> Spending:
        mine = {event for whose, event in self.claimed | self.received if whose == person}
        with_money = [self._activity(person, event) for event in mine if event]
        with_money.sort(key=lambda one: (-one.cost, one.day, one.what))
        return Spending(
            person=person,
            outside=outside,
            with_money=tuple(with_money),
            alone=_in_order(self.claimed.get((person, ""), ())),
            received_alone=_in_order(self.received.get((person, ""), ())),
        )

    def _activity(self, person: str, event: str) -> Activity:
        commitment, matter = self.commitments.get(event), self.matters.get(event)
        claimed = _in_order(self.claimed.get((person, event), ()))
        received = _in_order(self.received.get((person, event), ()))
        if commitment:
            known = self.matter_of.get(event, "")
            return Activity(commitment.title, commitment.day, known, claimed, received)
        first = min(one.day for one in (*claimed, *received))
        # A reviewer sees the reference of a matter; its words stay with those who have a part in it.
        return Activity(event, (matter.day if matter else None) or first, event, claimed, received)


def _in_order(sums: Iterable[Sum]) -> tuple[Sum, ...]:
    return tuple(sorted(sums, key=lambda one: (one.day, one.key)))


def _claim(claim: ClaimTrace) -> Sum:
    says = ", ".join(part for part in (claim.text, claim.merchant, claim.host, claim.place) if part)
    return Sum(claim.key, claim.kind, claim.day, says, claim.pence)


def _entry(entry: EntryTrace) -> Sum:
    says = ", ".join(part for part in (entry.text, entry.donor) if part)
    return Sum(entry.key, "entry", entry.day, says, entry.pence)
