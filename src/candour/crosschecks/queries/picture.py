# SPDX-License-Identifier: MIT
"""One giver in the round: what it gave and to whom, who has a part in it, and what it was paid (R03)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from candour.crosschecks.catalogue import detector_named
from candour.crosschecks.models import Finding
from candour.crosschecks.queries.matters import Found, Line, lines_for
from candour.crosschecks.queries.visible import visible_to
from candour.crosschecks.rules.detecting import Severity
from candour.kernel.clause import clause
from candour.ledger.datakeys import Erased
from candour.people.models import Person
from candour.registers.queries.of_body import BodyEntry, entries_of_body


@dataclass(frozen=True)
class Picture:
    name: str
    names: tuple[str, ...]
    """Every name that it stands under in this finding."""
    lines: tuple[Line, ...]
    entries: tuple[BodyEntry, ...]
    found: tuple[Found, ...]

    @property
    def people(self) -> int:
        return len({one.who for one in self.entries if one.who})

    @property
    def paid(self) -> int:
        return sum(line.paid for line in self.lines if not line.connected)

    @property
    def given(self) -> int:
        return sum(one.pence or 0 for one in self.entries)


@clause("HMIC12 2/1")
def picture_of(row: Finding, person: Person) -> Picture | None:
    """None where the declaration that the finding is about has been erased."""
    try:
        told = json.loads(row.evidence)
    except Erased:
        return None
    name, paid = told["declared"]["name"], told["paid"]["name"]
    names = tuple(dict.fromkeys([name, paid, *(one["name"] for one in told["offers"])]))
    entries = entries_of_body(person, row.body_id, names)
    return Picture(
        name,
        names,
        tuple(lines_for(name, timezone.localdate())), tuple(entries),
        tuple(_found(row, entries, person)),
    )  # fmt: skip


def _found(row: Finding, entries: Sequence[BodyEntry], person: Person) -> list[Found]:
    """Findings about these names or these entries."""
    about = Q(pair=row.pair_id) | Q(reference__in=[one.reference for one in entries])
    rows = visible_to(person).filter(about, gone_at=None).select_related("pair")
    return [
        Found(
            one.pk, detector_named(one.detector).title, Severity(one.severity),
            one.outcome == "connected", one.pair.answer,
        )
        for one in rows.order_by("-need", "id")[:MOST]
    ]  # fmt: skip


MOST = 50
