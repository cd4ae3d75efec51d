# SPDX-License-Identifier: MIT
"""Findings of a run into their table: new ones, those that were there, and those that are gone."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from candour.crosschecks.models import Finding, Pair, Run
from candour.crosschecks.rules.answering import pair_of
from candour.crosschecks.rules.evaluating import Raised
from candour.crosschecks.rules.sides import Compartment, Declaration, Spend
from candour.crosschecks.services.fingerprints import Fingerprints
from candour.ledger.datakeys import keep_open

AT_ONCE = 300


@dataclass
class Kept:
    """What became of the findings of a run, by compartment."""

    new: Counter[Compartment] = field(default_factory=Counter)
    again: Counter[Compartment] = field(default_factory=Counter)
    gone: Counter[Compartment] = field(default_factory=Counter)


def keep(raised: Sequence[Raised], run: Run, prints: Fingerprints) -> Kept:
    kept = Kept()
    held = {row.fingerprint: row for row in Finding.objects.defer("evidence")}
    pairs = _Pairs(prints)
    told = [(one, prints.of(*one.key)) for one in raised]
    pairs.make(one for one, _print in told)
    for first in range(0, len(told), AT_ONCE):
        _keep_some(told[first : first + AT_ONCE], held, pairs, run, kept)
    raised_now = {fingerprint for _one, fingerprint in told}
    gone = [
        row for row in held.values() if row.gone_at is None and row.fingerprint not in raised_now
    ]
    for row in gone:
        row.gone_at = run.ended_at
        kept.gone[Compartment(row.compartment)] += 1
    Finding.objects.bulk_update(gone, ["gone_at"], batch_size=AT_ONCE)
    return kept


class _Pairs:
    """The pairs that findings are about, made where they are met for the first time."""

    def __init__(self, prints: Fingerprints) -> None:
        self.prints = prints
        self.known = {row.digest: row.pk for row in Pair.objects.all()}

    def digest(self, one: Raised) -> str:
        return self.prints.of(*pair_of(one.declared, one.match))

    def make(self, raised: Iterable[Raised]) -> None:
        fresh = {}
        for one in raised:
            digest = self.digest(one)
            if digest not in self.known and digest not in fresh:
                fresh[digest] = Pair(digest=digest, compartment=one.declared.compartment.value)
        Pair.objects.bulk_create(fresh.values(), batch_size=AT_ONCE)
        self.known |= {digest: row.pk for digest, row in fresh.items()}

    def of(self, one: Raised) -> UUID:
        return self.known[self.digest(one)]


def _keep_some(
    some: list[tuple[Raised, str]], held: dict[str, Finding], pairs: _Pairs, run: Run, kept: Kept
) -> None:
    keep_open({UUID(one.declared.stream) for one, _print in some})
    fresh: list[Finding] = []
    changed: list[Finding] = []
    same: list[UUID] = []
    for one, fingerprint in some:
        row = held.get(fingerprint)
        place = one.declared.compartment
        kept.again[place] += row is not None
        kept.new[place] += row is None
        evidence = json.dumps(evidence_of(one), ensure_ascii=False, sort_keys=True)
        content = pairs.prints.of(evidence)
        if row is not None and row.content == content and row.gone_at is None:
            same.append(row.pk)
            continue
        if row is None:
            row = Finding(fingerprint=fingerprint, first_run=run, first_seen_at=run.started_at)
            fresh.append(row)
        else:
            changed.append(row)
        _write(row, one, pairs, run)
        row.evidence, row.content = evidence, content
    Finding.objects.bulk_create(fresh)
    for row in changed:
        row.save()
    Finding.objects.filter(pk__in=same).update(last_run=run, last_seen_at=run.started_at)


def _write(row: Finding, one: Raised, pairs: _Pairs, run: Run) -> None:
    declared = one.declared
    row.detector, row.compartment = one.detector, declared.compartment.value
    row.body_id = UUID(declared.body) if declared.body else None
    row.person_id = UUID(declared.person) if declared.person else None
    row.pair_id = pairs.of(one)
    row.source, row.reference = declared.source, declared.reference[:80]
    row.stream = UUID(declared.stream)
    row.outcome, row.bits = one.match.outcome, round(one.match.bits, 2)
    row.need, row.severity = one.need, int(one.severity)
    row.declared_on = declared.starts
    row.spent_on = one.spent.day if one.spent else None
    row.days, row.buying = one.days, one.buying.value
    row.count, row.pence = one.count, one.pence
    row.last_run, row.last_seen_at, row.gone_at = run, run.started_at, None


def evidence_of(one: Raised) -> dict[str, Any]:
    """What the page of a finding shows, as plain values."""
    return {
        "declared": _declaration(one.declared),
        "paid": {"name": one.match.paid.name, "number": one.match.paid.number},
        "spent": _spend(one.spent) if one.spent else None,
        "also": [_spend(each) for each in one.also],
        "offers": [_declaration(each) for each in one.offers],
        "points": [[point.points, point.sentence] for point in one.points],
        "code": one.match.code,
        "reason": one.match.reason,
        "steps": one.match.steps,
        "numbers": [
            one.need, int(one.severity), one.match.outcome, round(one.match.bits, 2), one.count,
            one.pence, one.days, one.buying.value,
        ],
    }  # fmt: skip


def _declaration(one: Declaration) -> dict[str, Any]:
    return {
        "name": one.name.name, "number": one.name.number, "who": one.who, "source": one.source,
        "reference": one.reference, "starts": one.starts.isoformat(),
        "ends": one.ends.isoformat() if one.ends else "", "sort": one.sort, "pence": one.pence,
        "taken": one.taken, "says": one.says.value,
    }  # fmt: skip


def _spend(one: Spend) -> dict[str, Any]:
    return {
        "kind": one.kind.value, "name": one.name.name, "number": one.name.number,
        "day": one.day.isoformat(), "ends": one.ends.isoformat() if one.ends else "",
        "pence": one.pence, "what": one.what, "by": one.by, "who": one.who,
    }  # fmt: skip
