# SPDX-License-Identifier: MIT
"""The request as every view receives it: with the person who asks."""

from enum import StrEnum

from django.http import HttpRequest

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
