# SPDX-License-Identifier: MIT
"""Builds the facts of a procurement for the rules, from its rows as they are now."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from candour.kernel.roles import Role
from candour.people.offices import roles_held_in
from candour.procurement.models import Participant, Procurement, Supplier, Task
from candour.procurement.rules.procurement import ANSWERS_FOR_IT, BUYS, Part
from candour.procurement.rules.procurement import Procurement as Facts
from candour.procurement.rules.procurement import Task as Raised


class Rows:
    """The rows of one procurement that its facts are made of; each kind is asked for once."""

    def __init__(self, row: Procurement) -> None:
        self.row = row
        people = Participant.objects.filter(procurement=row, stood_down_at=None)
        self.people = list(people.select_related("person").order_by("person__full_name", "id"))
        self.suppliers = list(Supplier.objects.filter(procurement=row).order_by("id"))
        self.tasks = list(
            Task.objects.filter(procurement=row, settled_at=None)
            .select_related("about")
            .order_by("raised_at", "id")
        )
        for one in (*self.people, *self.suppliers, *self.tasks):
            one.procurement = row

    def participant(self, person: str | UUID) -> Participant | None:
        return next((one for one in self.people if str(one.person_id) == str(person)), None)

    def supplier(self, key: str) -> Supplier | None:
        return next((one for one in self.suppliers if str(one.pk) == key), None)

    @property
    def facts(self) -> Facts:
        row = self.row
        held = roles_held_in(row.body_id, timezone.localdate())
        return Facts(
            buyers=_holding(held, BUYS),
            may_answer=_holding(held, ANSWERS_FOR_IT),
            accountable=str(row.accountable_id),
            people=frozenset(_part(one) for one in self.people),
            suppliers=frozenset(str(one.pk) for one in self.suppliers),
            tasks=frozenset(Raised(str(one.pk), str(one.about_id or "")) for one in self.tasks),
            asked=row.asked,
            prepared_by=str(row.prepared_by_id or ""),
            confirmed=row.confirmed,
        )


def _part(one: Participant) -> Part:
    return Part(str(one.person_id), one.declared, one.assessed, str(one.excludes_id or ""))


def _holding(
    held: Iterable[tuple[UUID, frozenset[Role]]], wanted: frozenset[Role]
) -> frozenset[str]:
    return frozenset(str(person) for person, roles in held if roles & wanted)
