# SPDX-License-Identifier: MIT
"""Prepares a release: lays its rows out, proposes what to withhold, keeps what was decided."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Given, Refused
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Body, Person
from candour.people.queries import roles_by_body
from candour.transparency.models import IN_HAND, DatasetRelease, ReleaseLine
from candour.transparency.queries.held import HeldRow, held
from candour.transparency.queries.releases import (
    as_kept,
    cells_left,
    dataset_and_span,
    lines_of,
    places_in,
)
from candour.transparency.rules import publication as acts
from candour.transparency.rules.personal_data import NOBODY, findings
from candour.transparency.rules.publication import PREPARERS, Decided, Reasoned
from candour.transparency.rules.redaction import Choice, Decision, proposal
from candour.transparency.rules.scheme import Dataset, is_over
from candour.transparency.rules.spans import Span
from candour.transparency.services.carrying_out import Deed, carry_out, doer

ROW = ""
"""Stands for the whole row, in place of a column."""


@transaction.atomic
def prepare(body: Body, dataset: Dataset, span: Span, *, by: By) -> DatasetRelease:
    """Draft a period anew from what is held now; a period that is public gets a correction."""
    _they_may(body, by)
    if not is_over(span, timezone.localdate()):
        raise Refused("The period has not ended, so not all of it is known.", "EAP D3")
    of_span = DatasetRelease.objects.filter(body=body, dataset=dataset.code, span=span.code)
    if of_span.filter(stage__in=IN_HAND).exists():
        raise Refused("This period is being prepared already.")
    earlier = of_span.order_by("-number").first()
    now = held(dataset, body, span)
    if now.waits:
        raise Refused(now.waits, "EAP D3")
    release = DatasetRelease(
        body=body,
        bands=[list(one) for one in now.bands],
        dataset=dataset.code,
        span=span.code,
        starts_on=span.first,
        number=earlier.number + 1 if earlier else 1,
        event=new_event_id(),
        prepared_by_id=doer(by),
        prepared_at=timezone.now(),
        preparers=[str(doer(by))],
    )
    release.save(force_insert=True)
    ReleaseLine.objects.bulk_create(_lines(release, now.rows, _decided_before(earlier)))
    told: dict[str, Json] = {
        "dataset": dataset.code, "span": span.code, "number": release.number, "rows": len(now.rows),
    }  # fmt: skip
    record(
        release.stream, "prepare_release", by=by, kind=Kind.COLLECTION, fields=told,
        clauses=("EAP D3",), event_id=release.event,
    )  # fmt: skip
    return release


def _they_may(body: Body, by: By) -> None:
    person = Person.objects.get(pk=doer(by))
    held_here = roles_by_body(person, timezone.localdate())
    if not any(one == body.pk and roles & PREPARERS for one, roles in held_here):
        raise Refused("Only those who keep a register of this body may prepare it.")


def _decided_before(earlier: DatasetRelease | None) -> Mapping[str, ReleaseLine]:
    if earlier is None:
        return {}
    return {line.reference: line for line in ReleaseLine.objects.filter(release=earlier)}


def _lines(
    release: DatasetRelease, rows: Iterable[HeldRow], before: Mapping[str, ReleaseLine]
) -> Iterable[ReleaseLine]:
    """The rows of a draft; what was decided on the same words before holds again."""
    for position, one in enumerate(rows):
        line = ReleaseLine(
            id=uuid4(),
            release=release,
            position=position,
            reference=one.reference,
            entry=one.entry,
            person_id=one.person,
            row=dict(one.row),
            found={name: as_kept(places) for name, places in one.found.items()},
        )
        earlier = before.get(one.reference)
        if earlier is not None:
            line.withheld = earlier.withheld
            line.decided = {
                name: decided
                for name, decided in earlier.decided.items()
                if earlier.row.get(name) == line.row.get(name)
            }
        yield line


# ------------------------------------------------------------------ deciding


def decide(
    key: UUID,
    reference: str,
    decisions: Mapping[str, Decision],
    *,
    by: By,
    seen: int | None = None,
) -> DatasetRelease:
    """Decide on careful values of one row; under ROW, whether the row stays back."""
    _fit_to_be_read(decisions)
    hides = any(one.hides and not one.reason for one in decisions.values())
    reason = "" if hides else "given"
    given = Decided(
        by=str(by.person),
        cells=frozenset(f"{reference}/{name}" for name in decisions),
        hides=any(one.hides for one in decisions.values()),
        reason=reason,
    )

    def write(deed: Deed) -> None:
        line = _line(deed, reference)
        told: dict[str, Json] = {}
        for name, decision in decisions.items():
            told[name or "row"] = _kept(decision)
            if name == ROW:
                line.withheld = decision.reason if decision.hides else ""
            elif name in deed.dataset.careful:
                line.decided[name] = _kept(decision)
        line.save(update_fields=["withheld", "decided"])
        deed.told = {"reference": reference, "decided": told}

    return carry_out(key, acts.DECIDE, given, by=by, seen=seen, write=write)


def accept_proposals(
    key: UUID, *, only_clean: bool, by: By, seen: int | None = None
) -> DatasetRelease:
    """Show what nothing was found in; and unless `only_clean`, do what is proposed for the rest."""
    release = DatasetRelease.objects.select_related("body").get(pk=key)
    chosen = _proposals(release, only_clean=only_clean)
    given = Decided(by=str(by.person), cells=frozenset(chosen))

    def write(deed: Deed) -> None:
        changed = []
        for line in deed.lines:
            names = [name for name in deed.dataset.careful if f"{line.reference}/{name}" in chosen]
            for name in names:
                line.decided[name] = _kept(chosen[f"{line.reference}/{name}"])
            if names:
                changed.append(line)
        ReleaseLine.objects.bulk_update(changed, ["decided"])
        deed.told = {"decided": {cell: _kept(one) for cell, one in sorted(chosen.items())}}

    return carry_out(key, acts.DECIDE, given, by=by, seen=seen, write=write)


def _proposals(release: DatasetRelease, *, only_clean: bool) -> dict[str, Decision]:
    dataset, _span = dataset_and_span(release)
    found = {}
    for line in lines_of(release):
        places = places_in(line)
        for cell in cells_left(line, dataset):
            here = places.get(cell.rpartition("/")[2], [])
            if not (only_clean and here):
                found[cell] = proposal(here)
    return found


def _line(deed: Deed, reference: str) -> ReleaseLine:
    line = next((one for one in deed.lines if one.reference == reference), None)
    if line is None:
        raise Refused("There is no such row in this release.")
    return line


def _kept(decision: Decision) -> dict[str, Any]:
    return {
        "choice": decision.choice.value, "reason": decision.reason, "words": decision.words,
    }  # fmt: skip


def _fit_to_be_read(decisions: Mapping[str, Decision]) -> None:
    """Words that take the place of others hold nothing personal themselves."""
    for name, decision in decisions.items():
        if decision.choice is Choice.REWORD and not decision.words.strip():
            raise Refused("Enter the words that are shown instead.", about=f"{name}-words")
        if findings(decision.words, NOBODY):
            raise Refused(
                "Check the words: they still hold something personal.", about=f"{name}-words"
            )


# ------------------------------------------------------------------ on, or away


def propose(key: UUID, note: str, *, hides_earlier: bool = False, by: By, seen: int | None = None) -> DatasetRelease:  # fmt: skip
    """Send it to a second person."""

    def write(deed: Deed) -> None:
        deed.columns = {"note": note.strip(), "sent_back": "", "hides_earlier": hides_earlier}
        deed.told = {"note": note.strip(), "hides_earlier": hides_earlier}

    given = Reasoned(by=str(by.person), reason=note)
    return carry_out(key, acts.PROPOSE, given, by=by, seen=seen, write=write)


def drop(key: UUID, *, by: By, seen: int | None = None) -> DatasetRelease:
    return carry_out(key, acts.GIVE_UP, Given(by=str(by.person)), by=by, seen=seen)
