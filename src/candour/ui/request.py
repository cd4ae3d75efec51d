# SPDX-License-Identifier: MIT
"""The request as every view receives it: with the person who asks."""

from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Any

from django.http import HttpRequest

from candour.kernel.roles import Role
from candour.ledger.actors import By
from candour.people.models import Person


class Request(HttpRequest):
    """Filled in by WhoMiddleware; a person is there on every page that needs sign-in."""

    person: Person | None
    acting_for: Person | None
    roles: frozenset[StrEnum]


def who(request: Request) -> Person:
    """The person who asks, on a page that its access rule keeps for people who signed in."""
    if request.person is None:
        raise LookupError("this page is open to everyone: its access rule lets nobody be named")
    return request.person


def posted(request: HttpRequest) -> Any:
    """What was sent with the form, for its constructor; nothing when it is only drawn."""
    return request.POST if request.method == "POST" else None


def acting_as(request: Request, held: AbstractSet[StrEnum]) -> By:
    """Whoever acts, in the first of the offices that let them; without one, as one who works here."""
    role = min(held, default=Role.WORKFORCE)
    return By(person=who(request).pk, role=str(role))
