# SPDX-License-Identifier: MIT
"""A cost of an event is declared, from a request in the Gateway or by itself, and once."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from candour.kernel.procedure import Refused
from candour.ledger.services import By
from candour.people.models import Person
from candour.registers.entries.event_expenses import EventExpense
from candour.registers.matters import matter_told
from candour.registers.queries.of_matter import declared_before
from candour.registers.rules.expenses import it_is_declared_once, the_request_is_theirs
from candour.registers.services.acting import correct
from candour.registers.services.carrying_out import doer
from candour.registers.services.declaring import Declared, declare


def declare_expense(columns: Mapping[str, Any], *, person: Person, by: By) -> EventExpense:
    with transaction.atomic():
        linked = _linked(columns, person, by=by)
        return declare(EventExpense, Declared(linked), person=person, by=by)


def correct_expense(
    row: EventExpense, columns: Mapping[str, Any], why: str, *, by: By, seen: int | None = None
) -> EventExpense:
    """A new edition; a request that it named already is not looked for again."""
    if row.person is None:
        raise Refused("This line came from a file: correct it there.")
    with transaction.atomic():
        linked = _linked(columns, row.person, by=by, corrected=row)
        return correct(row, linked, why, by=by, seen=seen)


def _linked(
    columns: Mapping[str, Any], person: Person, *, by: By, corrected: EventExpense | None = None
) -> dict[str, Any]:
    """The columns with the request as the Gateway writes it; one sender at a time."""
    named = columns["gateway_reference"].strip().upper()
    if not named:
        return {**columns, "gateway_reference": ""}
    Person.objects.select_for_update().get(pk=person.pk)
    if corrected is None or corrected.gateway_reference != named:
        told = matter_told(Person.objects.get(pk=doer(by)), named)
        the_request_is_theirs(told is not None and told.principal == str(person.pk))
    without = corrected.reference if corrected else ""
    it_is_declared_once(declared_before(named, person.pk, columns["cost"], without=without))
    return {**columns, "gateway_reference": named}
