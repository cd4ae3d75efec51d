# SPDX-License-Identifier: MIT
"""What does not add up in a quarter (X03): four classes, each with what speaks for it.

An exception is a question to two people, not a verdict. Higher need comes first: what was worth
more, what touches an area of vulnerability, what nothing else explains.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from candour.kernel.clause import clause
from candour.review.rules.pairing import Paired, pair
from candour.review.rules.traces import (
    ClaimTrace,
    Commitment,
    EntryTrace,
    MatterTrace,
    Quarter,
    Standing,
    Traces,
)


class ExceptionClass(StrEnum):
    COMMITMENT_WITHOUT_MATTER = "commitment_without_matter"
    CLAIM_WITHOUT_COMMITMENT = "claim_without_commitment"
    GIFT_WITHOUT_ENTRY = "gift_without_entry"
    ENTRY_WITHOUT_EVENT = "entry_without_event"
    DIVERGENCE = "divergence"
    LATE_NOTIFICATION = "late_notification"
    URGENT_DECISION = "urgent_decision"
    OVERDUE_CONDITION = "overdue_condition"


PAIRED = (
    ExceptionClass.COMMITMENT_WITHOUT_MATTER,
    ExceptionClass.CLAIM_WITHOUT_COMMITMENT,
    ExceptionClass.GIFT_WITHOUT_ENTRY,
    ExceptionClass.ENTRY_WITHOUT_EVENT,
)
"""What laying the sources side by side brings out; the others the Gateway marks by itself."""

CLASS_WORDS = {
    ExceptionClass.COMMITMENT_WITHOUT_MATTER: "Commitment without a Gateway request",
    ExceptionClass.CLAIM_WITHOUT_COMMITMENT: "Claim without a commitment",
    ExceptionClass.GIFT_WITHOUT_ENTRY: "Hospitality without a register entry",
    ExceptionClass.ENTRY_WITHOUT_EVENT: "Register entry without an event",
    ExceptionClass.DIVERGENCE: "Decision against the advice",
    ExceptionClass.LATE_NOTIFICATION: "Gateway request after the event",
    ExceptionClass.URGENT_DECISION: "Decision before the advice",
    ExceptionClass.OVERDUE_CONDITION: "Condition not shown to be kept",
}


@dataclass(frozen=True)
class Finding:
    """One exception: about whom, which trace raises it, why, and how much it needs an answer."""

    klass: ExceptionClass
    about: str
    """The trace that raises it."""
    person: str
    day: date
    need: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Balance:
    """Every commitment has exactly one place; the parts add up to the whole."""

    commitments: int
    with_matter: int
    without_matter: int
    internal: int
    private: int
    cancelled: int
    routine: int

    @property
    def adds_up(self) -> bool:
        parts = (
            self.with_matter, self.without_matter, self.internal, self.private, self.cancelled, self.routine,
        )  # fmt: skip
        return self.commitments == sum(parts)


@dataclass(frozen=True)
class Reconciliation:
    findings: tuple[Finding, ...]
    balance: Balance
    paired: Paired


def reconcile(traces: Traces, quarter: Quarter | None = None) -> Reconciliation:
    """The findings of a quarter, most in need first; traces around it take part in the pairing."""
    paired = pair(traces)
    found = [
        *commitments_without_matter(traces, paired),
        *claims_without_commitment(traces, paired),
        *gifts_without_entry(traces, paired),
        *entries_without_event(traces, paired),
        *marked_by_the_gateway(traces),
    ]
    kept = [one for one in found if quarter is None or quarter.holds(one.day)]
    kept.sort(key=lambda one: (-one.need, one.day, one.about))
    return Reconciliation(tuple(kept), balance_of(traces, paired, quarter), paired)


@clause("COG R/HS/2", "COG R/CO/1")
def commitments_without_matter(traces: Traces, paired: Paired) -> Iterator[Finding]:
    """An activity in an area of vulnerability that the Gateway never heard of."""
    for commitment in traces.commitments:
        if commitment.standing is Standing.NEEDS_MATTER and commitment.key not in paired.matters:
            reasons = commitment.areas or ("Somebody outside the organisation holds it",)
            need = 2.0 + len(commitment.areas) + commitment.hospitality
            yield _finding(
                ExceptionClass.COMMITMENT_WITHOUT_MATTER, commitment, commitment.day, need, reasons
            )


@clause("COG R/HS/2")
def claims_without_commitment(traces: Traces, paired: Paired) -> Iterator[Finding]:
    """Money was claimed for a day on which the diary holds nothing like it."""
    days = {(c.person, c.day) for c in traces.commitments if c.standing is not Standing.CANCELLED}
    for claim in traces.claims:
        if claim.key in paired.claims or claim.key in paired.matter_claims:
            continue
        busy = (claim.person, claim.day) in days
        reason = (
            "Nothing in the diary that day speaks of it" if busy else "The diary is empty that day"
        )
        need = 2.0 + _worth(claim.pence) + (0.0 if busy else 0.5)
        yield _finding(ExceptionClass.CLAIM_WITHOUT_COMMITMENT, claim, claim.day, need, (reason,))


@clause("COG R/HS/2", "COG 2/area3")
def gifts_without_entry(traces: Traces, paired: Paired) -> Iterator[Finding]:
    """Somebody's hospitality was enjoyed, by the diary or the decision, and no entry says so."""
    entered = {one.right for one in paired.entries.values()}
    matters = {one.key: one for one in traces.matters}
    matters_entered = {one.right for one in paired.matter_entries.values()}
    met = set()
    for commitment in traces.commitments:
        held = paired.matters.get(commitment.key)
        matter = matters[held.right] if held else None
        if matter:
            met.add(matter.key)
        known = commitment.key in entered or (matter and matter.key in matters_entered)
        if not known and _was_guest(commitment, matter):
            yield _finding(
                ExceptionClass.GIFT_WITHOUT_ENTRY, commitment, commitment.day, 3.0,
                tuple(_guest_reasons(commitment, matter)),
            )  # fmt: skip
    for matter in traces.matters:
        alone = matter.key not in met and matter.key not in matters_entered
        if alone and matter.attends and matter.hospitality and matter.day:
            reasons = ("The decision was to attend, and the event offers hospitality",)
            yield _finding(ExceptionClass.GIFT_WITHOUT_ENTRY, matter, matter.day, 3.5, reasons)


def _was_guest(commitment: Commitment, matter: MatterTrace | None) -> bool:
    if commitment.standing in {Standing.CANCELLED, Standing.INTERNAL, Standing.PRIVATE}:
        return False
    if matter is None:
        return commitment.hospitality
    return matter.attends is not False and (commitment.hospitality or matter.hospitality)


def _guest_reasons(commitment: Commitment, matter: MatterTrace | None) -> Iterator[str]:
    if commitment.hospitality:
        yield "The diary speaks of food, drink, tickets or a stay"
    if matter and matter.hospitality:
        yield "The Gateway request expects hospitality"
    if matter and matter.attends:
        yield "The decision was to attend"


@clause("COG R/HS/2")
def entries_without_event(traces: Traces, paired: Paired) -> Iterator[Finding]:
    """Hospitality was declared, and no diary or matter knows where it was had."""
    for entry in traces.entries:
        if not entry.at_an_event or not entry.accepted:
            continue
        if entry.key not in paired.entries and entry.key not in paired.matter_entries:
            need = 1.5 + _worth(entry.pence or 0)
            reasons = ("Neither the diary nor a Gateway request holds the event",)
            yield _finding(ExceptionClass.ENTRY_WITHOUT_EVENT, entry, entry.day, need, reasons)


@clause("COG R/HS/2")
def marked_by_the_gateway(traces: Traces) -> Iterator[Finding]:
    """What the Gateway itself holds to be out of the ordinary in a matter."""
    for matter in traces.matters:
        day = matter.day or matter.notified_on
        if matter.divergent:
            reasons = ("The decision differs from the recommendation",)
            yield _finding(ExceptionClass.DIVERGENCE, matter, day, 3.0, reasons)
        if matter.urgent:
            reasons = ("It was decided before there was a recommendation",)
            yield _finding(ExceptionClass.URGENT_DECISION, matter, day, 3.0, reasons)
        if matter.retrospective:
            reasons = ("The Gateway was asked after the event",)
            yield _finding(ExceptionClass.LATE_NOTIFICATION, matter, day, 2.5, reasons)
        if matter.conditions_overdue:
            number = matter.conditions_overdue
            says = "1 condition is overdue" if number == 1 else f"{number} conditions are overdue"
            yield _finding(ExceptionClass.OVERDUE_CONDITION, matter, day, 2.0 + number, (says,))


def balance_of(traces: Traces, paired: Paired, quarter: Quarter | None) -> Balance:
    """Where every commitment of the quarter went."""
    counted = [one for one in traces.commitments if quarter is None or quarter.holds(one.day)]
    with_matter = {one.key for one in counted if one.key in paired.matters}
    rest = [one.standing for one in counted if one.key not in with_matter]
    return Balance(
        commitments=len(counted),
        with_matter=len(with_matter),
        without_matter=rest.count(Standing.NEEDS_MATTER),
        internal=rest.count(Standing.INTERNAL),
        private=rest.count(Standing.PRIVATE),
        cancelled=rest.count(Standing.CANCELLED),
        routine=rest.count(Standing.ROUTINE),
    )


def _worth(pence: int) -> float:
    """A point for each step of £50, £250, £1,000."""
    steps = (50_00, 250_00, 1000_00)
    return float(sum(abs(pence) >= step for step in steps))


def _finding(
    klass: ExceptionClass,
    about: Commitment | MatterTrace | ClaimTrace | EntryTrace,
    day: date,
    need: float,
    reasons: tuple[str, ...],
) -> Finding:
    return Finding(klass, about.key, about.person, day, need, reasons)
