# SPDX-License-Identifier: MIT
"""A matter and the registers: what a gift form may take from it, and the entries that it led to."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from candour.gateway.models import Case, Decision
from candour.gateway.queries.file import case_file
from candour.gateway.queries.visible import visible_one
from candour.gateway.rules.matter import Stage
from candour.gateway.rules.visibility import Part
from candour.people.models import Person
from candour.people.phrased import Phrased
from candour.registers.intake.queries.claiming import Expense, expenses_on
from candour.registers.matters import MatterTold
from candour.registers.queries.of_matter import Entry, entries_of_matter, named_by
from candour.registers.rules.expenses import Says


def told(person: Person, reference: str) -> MatterTold | None:
    seen = visible_one(person, reference)
    if seen is None or Part.REQUEST not in seen.parts:
        return None
    file = case_file(seen.case, seen.parts & {Part.REQUEST, Part.PEOPLE}, person=person.pk)
    hosts = [one for one in file.people if one.kind == "organiser"]
    says, details = says_of(seen.case, seen.parts), _details(seen.case, seen.parts)
    return MatterTold(
        reference=seen.case.reference,
        principal=str(seen.case.principal_id),
        about=file.request.activity if file.request else "",
        organiser=(hosts[0].organisation or hosts[0].name)
        if hosts
        else _text(details, "organiser"),
        event_on=says.day,
        takes_part=says.takes_part,
        place=_text(details, "place"),
        withdrawn=says.withdrawn,
        host_offers=says.host_offers,
        pence=says.pence,
        url=reverse("case", args=[seen.case.reference]),
    )


def says_of(case: Case, parts: Collection[Part]) -> Says:
    """What gifts and claims are held against, as far as whoever sees these parts may know."""
    details = _details(case, parts)
    cost = details.get("cost")
    return Says(
        day=case.event_on,
        takes_part=taking_part(case, parts),
        withdrawn=case.stage == Stage.WITHDRAWN.value,
        host_offers=details.get("hospitality") is True,
        pence=int(cost) if cost not in (None, "") else None,
    )


def _details(case: Case, parts: Collection[Part]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(case.details or "{}") if Part.REQUEST in parts else {}
    return found


def _text(details: Mapping[str, Any], name: str) -> str:
    return str(details.get(name) or "")


def taking_part(case: Case, parts: Collection[Part]) -> bool | None:
    """What was decided; none while nothing is, or where this person may not know."""
    knows = Part.DECISION in parts or Part.OUTCOME in parts
    return decided_to_take_part(case.pk) if knows else None


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


def expenses(person: Person, case: Case) -> list[Expense]:
    """What its principal claimed for the day of the event; others ask through finance."""
    if case.principal_id != person.pk or case.event_on is None:
        return []
    return expenses_on(person, case.event_on)


@dataclass(frozen=True)
class InRegisters:
    """What a matter led to, as one person may see it."""

    entries: Sequence[Entry] = ()
    expenses: Sequence[Expense] = ()
    declined: bool = False


def in_registers(person: Person, case: Case, parts: Collection[Part]) -> InRegisters:
    """Entries and claims beside the matter. What was decided is asked where there are some."""
    named, claimed = named_by(case.reference), expenses(person, case)
    if not named and not claimed:
        return InRegisters()
    says = says_of(case, parts)
    return InRegisters(
        entries=entries_of_matter(person, case.reference, named, says),
        expenses=claimed,
        declined=says.takes_part is False,
    )
