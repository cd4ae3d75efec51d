# SPDX-License-Identifier: MIT
"""The card of each exception: the trace that raises it, why, and what stands nearest to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from candour.ledger.rules.commitments import Json
from candour.review.rules.exceptions import Finding, Reconciliation
from candour.review.rules.traces import (
    ClaimTrace,
    Commitment,
    EntryTrace,
    MatterTrace,
    TraceKind,
    Traces,
)

NEAR = timedelta(days=3)
MOST_NEAR = 6

AnyTrace = Commitment | MatterTrace | ClaimTrace | EntryTrace
KINDS: dict[type, TraceKind] = {
    Commitment: TraceKind.COMMITMENT,
    MatterTrace: TraceKind.MATTER,
    ClaimTrace: TraceKind.CLAIM,
    EntryTrace: TraceKind.ENTRY,
}


@dataclass(frozen=True)
class Card:
    """One exception, ready to be kept."""

    klass: str
    key: str
    trace: str
    person: str
    reassessed_by: str
    day: date
    need: float
    reference: str
    shown: dict[str, Json]


def cards_of(traces: Traces, done: Reconciliation) -> list[Card]:
    held: list[AnyTrace] = []
    for kind in (traces.commitments, traces.matters, traces.claims, traces.entries):
        held += kind
    every = {one.key: one for one in held}
    by_person: dict[str, list[AnyTrace]] = {}
    for one in every.values():
        by_person.setdefault(one.person, []).append(one)
    return [_card(find, every[find.about], by_person[find.person]) for find in done.findings]


def _card(find: Finding, trace: AnyTrace, others: Iterable[AnyTrace]) -> Card:
    matter = trace if isinstance(trace, MatterTrace) else None
    return Card(
        klass=find.klass.value,
        key=find.about,
        trace=KINDS[type(trace)].value,
        person=find.person,
        reassessed_by=matter.reassessed_by if matter else "",
        day=find.day,
        need=find.need,
        reference=trace.key if isinstance(trace, MatterTrace | EntryTrace) else "",
        shown={
            "reasons": list(find.reasons),
            "trace": _in_words(trace),
            "near": _nearest(find, trace, others),
        },
    )


def _nearest(find: Finding, trace: AnyTrace, others: Iterable[AnyTrace]) -> list[Json]:
    """What else is held of this officer around that day, so that nobody has to search."""
    around = [
        one for one in others
        if one is not trace and (day := _day(one)) is not None and abs(day - find.day) <= NEAR
    ]  # fmt: skip
    around.sort(key=lambda one: (abs((_day(one) or find.day) - find.day), one.key))
    return [_in_words(one) for one in around[:MOST_NEAR]]


def _day(one: AnyTrace) -> date | None:
    return one.day


def _in_words(one: AnyTrace) -> dict[str, Json]:
    day = _day(one)
    told: dict[str, Json] = {"kind": KINDS[type(one)].value, "day": day.isoformat() if day else ""}
    match one:
        case Commitment():
            return told | {"what": one.title, "who": one.organiser, "place": one.place}
        case MatterTrace():
            # A reviewer sees the reference; the words stay with those who have a part in it.
            return told | {"what": one.key, "who": "", "place": ""}
        case ClaimTrace():
            says = f"{one.kind}: {one.text}" if one.text else one.kind
            return told | {
                "what": says,
                "who": one.merchant or one.host,
                "place": one.place,
                "pence": one.pence,
            }
        case EntryTrace():
            return told | {"what": one.text, "who": one.donor, "place": "", "pence": one.pence}
