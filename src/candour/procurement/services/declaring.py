# SPDX-License-Identifier: MIT
"""People declare for a procurement; procurement says what was done about a task."""

import json
from dataclasses import dataclass
from uuid import UUID

from candour.kernel.procedure import Refused
from candour.ledger.services import By
from candour.procurement.models import Declaration, Participant, Procurement, Task
from candour.procurement.queries.hits import Hit
from candour.procurement.rules import procedure as acts
from candour.procurement.rules.procurement import Declared, TaskAnswered
from candour.procurement.services.carrying_out import Deed, carry_out
from candour.procurement.services.looking import new_in, raise_tasks


@dataclass(frozen=True)
class Entry:
    """A register entry as it was laid before somebody, and what they said to it."""

    hit: Hit
    right: bool
    note: str = ""


def declare(
    key: UUID, given: Declared, entries: list[Entry], *, by: By, perceived: str = ""
) -> Procurement:
    """`perceived` is what somebody could wrongly take for a conflict, in the person's own words."""

    def write(deed: Deed) -> None:
        one = deed.rows.participant(given.by)
        if one is None:  # the rules have said so
            raise Refused("You have no part in this procurement.")
        said = _said(given, entries, perceived)
        _keep(deed, one, said)
        mine = [new for new in new_in(deed.row) if new.about == one.person_id]
        raise_tasks(deed.row, mine, deed.event, deed.now, settled=True)
        deed.told = {"said": said}

    return carry_out(key, acts.DECLARE, given, write, by=by)


def _keep(deed: Deed, one: Participant, said: str) -> None:
    earlier = Declaration.objects.filter(participant=one, superseded_at=None)
    earlier.update(superseded_at=deed.now)
    Declaration(
        procurement=deed.row, event=deed.event, participant=one, said=said, made_at=deed.now
    ).save(force_insert=True)


def _said(given: Declared, entries: list[Entry], perceived: str) -> str:
    told = {
        "entries": [
            {
                "reference": one.hit.reference, "register": one.hit.register,
                "supplier": str(one.hit.supplier.pk), "name": one.hit.name,
                "right": one.right, "note": one.note.strip(),
            }
            for one in entries
        ],
        "natures": sorted(given.natures),
        "details": given.details.strip(),
        "perceived": perceived.strip(),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def answer_task(key: UUID, given: TaskAnswered, *, by: By) -> Procurement:
    def write(deed: Deed) -> None:
        task = Task.objects.get(pk=given.task, procurement=deed.row)
        task.procurement = deed.row
        task.answer, task.settled_by_id = given.text.strip(), UUID(given.by)
        task.save(update_fields=["answer", "settled_by"])
        deed.told = {"task": given.task, "text": given.text.strip()}

    return carry_out(key, acts.ANSWER_TASK, given, write, by=by)
