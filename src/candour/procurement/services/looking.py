# SPDX-License-Identifier: MIT
"""The registers are laid beside the suppliers: what is new becomes a task, without private data.

A task names the supplier and, where they take part, the person; not the register, nor what stands in it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from candour.crosschecks.queries.linked import Linked
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, NewEvent, new_event_id, record_all
from candour.procurement.models import Procurement, Supplier, Task
from candour.procurement.queries.facts import Rows
from candour.procurement.queries.hits import answered_of, hits_of, is_about
from candour.procurement.rules.effects import with_task
from candour.procurement.rules.procurement import Task as Raised
from candour.procurement.services.carrying_out import reopen

SERVICE = By(person=None, role="service", name="Register checks")


@dataclass(frozen=True)
class New:
    """Something that no task has told of yet."""

    supplier: Supplier
    about: UUID | None
    references: frozenset[str]
    pair: UUID | None = None


def new_in(row: Procurement) -> list[New]:
    """What the registers and the answered cross-checks hold, as far as nobody was told of it."""
    rows = Rows(row)
    told = _told(row)
    found: dict[tuple[UUID, UUID | None], set[str]] = defaultdict(set)
    pairs: dict[tuple[UUID, UUID | None], UUID] = {}
    for hit in hits_of([one.person_id for one in rows.people], rows.suppliers):
        found[hit.supplier.pk, hit.person].add(hit.reference)
    for link, supplier in answered_of(row, rows.suppliers):
        found[supplier.pk, link.person].add(f"pair {link.pair}")
        pairs[supplier.pk, link.person] = link.pair
    by_key = {one.pk: one for one in rows.suppliers}
    return [
        New(by_key[supplier], about, frozenset(seen), pairs.get((supplier, about)))
        for (supplier, about), seen in found.items()
        if seen - told[supplier, about]
    ]


def _told(row: Procurement) -> defaultdict[tuple[UUID, UUID | None], set[str]]:
    found: defaultdict[tuple[UUID, UUID | None], set[str]] = defaultdict(set)
    for one in Task.objects.filter(procurement=row):
        one.procurement = row
        found[one.supplier_id, one.about_id] |= set(json.loads(one.seen))
    return found


def raise_tasks(
    row: Procurement, news: Iterable[New], event: UUID, now: datetime, *, settled: bool = False
) -> list[Task]:
    """One open task for a supplier and a person, however much there is behind it."""
    made = []
    for one in news:
        task = Task(
            procurement=row, event=event, supplier=one.supplier, about_id=one.about,
            pair=one.pair, seen=json.dumps(sorted(one.references)), raised_at=now,
            settled_at=now if settled else None,
        )  # fmt: skip
        task.save(force_insert=True)
        made.append(task)
    return made


@transaction.atomic
def look_anew(key: UUID, *, by: By = SERVICE) -> int:
    """Look at the registers again; returns how many tasks came of it."""
    row = Procurement.objects.select_for_update().get(pk=key)
    event = _looked(row, new_in(row), by) if row.ended_at is None else None
    if event is None:
        return 0
    record_all([event])
    return int(str(event.fields["tasks"]))


def _looked(row: Procurement, news: list[New], by: By) -> NewEvent | None:
    """Raise what is new and ask whom it concerns again; the event that tells of it."""
    if not news:
        return None
    event, now = new_event_id(), timezone.now()
    facts = Rows(row).facts
    for task in raise_tasks(row, news, event, now):
        facts = with_task(facts, Raised(str(task.pk), str(task.about_id or "")))
    reopen(row, facts, now)
    told: dict[str, Json] = {"tasks": len(news), "version": row.version}
    return NewEvent(
        row.stream, "look_at_registers", by, Kind.COMBINATION, told, ("HMIC12 2/2",), event
    )


def hear(links: Iterable[Linked], holds: bool) -> None:
    """Somebody answered about two names: every live procurement with that supplier gets a task."""
    told = list(links)
    pairs = {link.pair for link in told}
    live = Procurement.objects.select_for_update().filter(ended_at=None).order_by("pk")
    rows = [row for row in live if any(link.body in {None, row.body_id} for link in told)]
    events = [_heard(row, told) if holds else _taken_back(row, pairs) for row in rows]
    record_all([event for event in events if event])


def _heard(row: Procurement, links: list[Linked]) -> NewEvent | None:
    suppliers, done = Rows(row).suppliers, _told(row)
    news = [
        New(supplier, link.person, frozenset({f"pair {link.pair}"}), link.pair)
        for link in links
        if link.body in {None, row.body_id}
        for supplier in suppliers
        if is_about(link, supplier) and f"pair {link.pair}" not in done[supplier.pk, link.person]
    ]
    return _looked(row, list({(one.supplier.pk, one.about): one for one in news}.values()), SERVICE)


def _taken_back(row: Procurement, pairs: set[UUID]) -> NewEvent | None:
    """They have nothing to do with each other after all: the task goes, and may come again."""
    event, now, number = new_event_id(), timezone.now(), 0
    named = {f"pair {pair}" for pair in pairs}
    for task in Task.objects.filter(procurement=row, settled_at=None, pair__isnull=False):
        task.procurement = row
        left = sorted(set(json.loads(task.seen)) - named)
        task.seen, task.settled_at = json.dumps(left), None if left else now
        task.save(update_fields=["seen", "settled_at"])
        number += not left
    if not number:
        return None
    told: dict[str, Json] = {"tasks": number}
    return NewEvent(row.stream, "withdraw_tasks", SERVICE, Kind.ALTERATION, told, (), event)


def look_nightly(_now: datetime) -> None:
    """As the worker runs it."""
    for key in (
        Procurement.objects.filter(ended_at=None).order_by("pk").values_list("pk", flat=True)
    ):
        look_anew(key)
