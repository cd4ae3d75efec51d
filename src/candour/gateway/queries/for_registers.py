# SPDX-License-Identifier: MIT
"""A matter and the registers: what a gift form may take from it, and the entries that it led to."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from candour.gateway.models import Case, Decision
from candour.gateway.queries.file import case_file
from candour.gateway.queries.visible import visible_one
from candour.gateway.rules.visibility import Part
from candour.people.models import Person
from candour.people.phrased import Phrased
from candour.registers.intake.queries.claiming import Expense, expenses_on
from candour.registers.matters import MatterTold
from candour.registers.queries.givers import entries_of_matter


def told(person: Person, reference: str) -> MatterTold | None:
    seen = visible_one(person, reference)
    if seen is None or Part.REQUEST not in seen.parts:
        return None
    file = case_file(seen.case, seen.parts & {Part.REQUEST, Part.PEOPLE}, person=person.pk)
    hosts = [one for one in file.people if one.kind == "organiser"]
    return MatterTold(
        reference=seen.case.reference,
        principal=str(seen.case.principal_id),
        about=file.request.activity if file.request else "",
        organiser=(hosts[0].organisation or hosts[0].name) if hosts else "",
        event_on=seen.case.event_on,
        takes_part=decided_to_take_part(seen.case.pk) if Part.DECISION in seen.parts else None,
    )


def told_on(person: Person, days: Collection[date]) -> Mapping[date, list[MatterTold]]:
    """The person's own matters with an event on these days; what was decided, as they may know."""
    found: dict[date, list[MatterTold]] = defaultdict(list)
    rows = Case.objects.filter(principal=person, event_on__in=days).order_by("notified_at")
    decided = rows.values_list("reference", "event_on", "told_at", "decision__attends")
    for reference, day, told_at, attends in decided:
        if day is None:
            continue
        takes_part = attends if told_at else None
        found[day].append(MatterTold(reference, str(person.pk), takes_part=takes_part))
    return found


TAKES_PART = Phrased(
    lambda case: Decision.objects.filter(case=case).values_list("attends", flat=True)[:1]
)


def decided_to_take_part(case: UUID) -> bool | None:
    """What was decided of a matter; nothing while it is open."""
    return TAKES_PART.first(case)


@dataclass(frozen=True)
class Entry:
    """An entry that a matter led to, and whether the two contradict each other."""

    reference: str
    about: str
    outcome: str
    contradicts: bool


def entries(person: Person, reference: str, attends: bool | None) -> list[Entry]:
    return [
        Entry(
            row.reference,
            row.description,
            row.get_outcome_display(),
            contradicts=attends is False and row.outcome in {"accepted", "part"},
        )
        for row in entries_of_matter(person, reference)
    ]


def expenses(person: Person, case: Case) -> list[Expense]:
    """What its principal claimed for the day of the event; others ask through finance."""
    if case.principal_id != person.pk or case.event_on is None:
        return []
    return expenses_on(person, case.event_on)
