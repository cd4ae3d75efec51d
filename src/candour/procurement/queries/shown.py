# SPDX-License-Identifier: MIT
"""What the pages of a procurement show, of what the person may see."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from candour.ledger.datakeys import keep_open
from candour.people.models import Person
from candour.procurement.models import (
    Declaration,
    Mitigation,
    Participant,
    Procurement,
    Revision,
    Task,
)
from candour.procurement.queries.document import assessments_of, steps_of
from candour.procurement.queries.hits import Hit, hits_of
from candour.procurement.queries.visible import Seen, visible_to
from candour.procurement.rules.procurement import Stage
from candour.procurement.words import HANDS, NATURES, REGISTERS, STAGES, VERDICTS
from candour.registers.rules.promises import Standing, Watched, standing


@dataclass(frozen=True)
class Line:
    """One procurement in a list."""

    reference: str
    subject: str
    pence: int
    stage: str
    since: datetime
    live: bool


@dataclass(frozen=True)
class PersonLine:
    """Somebody who takes part, with where they stand, and nothing that they said."""

    id: UUID
    person: UUID
    name: str
    hand: str
    does: str
    asked_at: datetime
    declared: bool
    assessed: bool
    verdict: str
    leads: bool


@dataclass(frozen=True)
class TaskLine:
    """A task as procurement sees it: a supplier, perhaps who; never what the registers say."""

    id: UUID
    supplier: str
    who: str
    """Empty where it is nobody who takes part."""
    raised_at: datetime


@dataclass(frozen=True)
class StepLine:
    id: UUID
    text: str
    keeper: str
    owner: str
    due: date
    standing: Standing
    mine: bool


@dataclass(frozen=True)
class Said:
    """A declaration, opened."""

    made_at: datetime
    entries: Sequence[dict[str, Any]]
    natures: tuple[str, ...]
    details: str
    perceived: str

    @property
    def right(self) -> frozenset[str]:
        """Keys of the entries that the person called right."""
        return frozenset(
            f"{one['reference']} {one['supplier']}" for one in self.entries if one["right"]
        )


def list_for(person: Person, on: date) -> list[Line]:
    rows = list(visible_to(person, on).order_by("ended_at", "-opened_at")[:MOST])
    keep_open(row.stream for row in rows)
    return [
        Line(
            row.reference, row.subject, row.pence, str(STAGES[row.stage]), row.staged_at,
            row.ended_at is None,
        )
        for row in rows
    ]  # fmt: skip


MOST = 200


def people_of(seen: Seen) -> list[PersonLine]:
    made = assessments_of(seen.rows)
    return [
        PersonLine(
            one.pk, one.person_id, one.person.full_name, str(HANDS[one.hand]), one.does,
            one.asked_at, one.declared, one.assessed,
            str(VERDICTS[made[one.pk].verdict]) if one.pk in made else "", one.hand == "lead",
        )
        for one in seen.rows.people
    ]  # fmt: skip


def tasks_for(seen: Seen, person: Person) -> list[TaskLine]:
    """Never one about the reader themselves, unless they take part and so know of it."""
    names = {one.person_id: one.person.full_name for one in seen.rows.people}
    suppliers = {one.pk: one.name for one in seen.rows.suppliers}
    return [
        TaskLine(
            one.pk,
            suppliers[one.supplier_id],
            names.get(one.about_id, "") if one.about_id else "",
            one.raised_at,
        )
        for one in seen.rows.tasks
        if one.about_id != person.pk or one.about_id in names
    ]


def task_for(seen: Seen, key: UUID, person: Person) -> tuple[Task, TaskLine] | None:
    """An open task that this person may do; those about a part of it end by themselves."""
    line = next((one for one in tasks_for(seen, person) if one.id == key and not one.who), None)
    row = next((one for one in seen.rows.tasks if one.pk == key), None)
    return (row, line) if row is not None and line is not None else None


def steps_for(row: Procurement, viewer: Person, today: date) -> list[StepLine]:
    return [_step(one, viewer, today) for steps in steps_of(row).values() for one in steps]


def _step(one: Mitigation, viewer: Person, today: date) -> StepLine:
    return StepLine(
        one.pk, one.text, one.keeper.full_name, one.owner.full_name, one.next_check,
        standing(watched(one), today), one.owner_id == viewer.pk and not one.found,
    )  # fmt: skip


def watched(one: Mitigation) -> Watched:
    """What the one rule of standing goes by: looked at once, on its day."""
    return Watched(
        next_check=None if one.found else one.next_check,
        found=one.found,
        ended=one.ended_at is not None,
    )


def step_of(person: Person, key: UUID) -> Mitigation | None:
    """A step in force that this person sees to."""
    rows = Mitigation.objects.filter(pk=key, owner=person, ended_at=None)
    return rows.select_related("procurement", "keeper", "owner").first()


def own_part(seen: Seen, person: Person) -> Participant | None:
    return seen.rows.participant(person.pk)


def participant_of(seen: Seen, key: UUID) -> Participant | None:
    return next((one for one in seen.rows.people if one.pk == key), None)


def hits_for(seen: Seen, one: Participant) -> list[Hit]:
    return hits_of([one.person_id], seen.rows.suppliers)


def said_by(one: Participant) -> Said | None:
    """The declaration that counts."""
    row = Declaration.objects.filter(participant=one, superseded_at=None).first()
    if row is None:
        return None
    row.procurement = one.procurement
    told = json.loads(row.said)
    return Said(
        row.made_at, told["entries"], tuple(str(NATURES[each]) for each in told["natures"]),
        told["details"], told["perceived"],
    )  # fmt: skip


def register_words(register: str) -> str:
    return str(REGISTERS[register])


def revisions_of(row: Procurement) -> list[Revision]:
    rows = Revision.objects.filter(procurement=row).select_related("prepared_by", "confirmed_by")
    found = list(rows.order_by("-number"))
    for one in found:
        one.procurement = row
    return found


def revision_of(row: Procurement, number: int) -> Revision | None:
    return next((one for one in revisions_of(row) if one.number == number), None)


def is_live(row: Procurement) -> bool:
    return Stage(row.stage) not in {Stage.CLOSED, Stage.ABANDONED}
