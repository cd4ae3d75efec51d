# SPDX-License-Identifier: MIT
"""Why somebody opens something confidential: asked once while they are signed in, and recorded.

The words go into the record at once. The session only remembers that they were given, and where
somebody was going.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from candour.ledger.services import By
from candour.ui.request import Request

GIVEN, WANTED = "reasons_given", "reasons_wanted"
MOST_WANTED = 20
"""Pages that may wait for a reason at once, in several windows."""


@dataclass(frozen=True)
class About:
    """What is to be opened, and as what."""

    stream: UUID
    by: By
    what: str = ""
    """A part of it that needs a reason of its own."""

    @property
    def key(self) -> str:
        return f"{self.stream.hex}/{self.what}"


class ReasonWanted(Exception):
    """The page opens once its reader has said why."""

    def __init__(self, about: About) -> None:
        super().__init__()
        self.about = about


def need_reason(request: Request, about: About) -> str:
    """The recorded event that says why this reader opens this; without one, they are asked."""
    given: dict[str, str] = request.session.get(GIVEN, {})
    if about.key not in given:
        raise ReasonWanted(about)
    return given[about.key]


def keep(request: Request, key: str, event: UUID) -> None:
    """The reason counts until this session ends."""
    request.session[GIVEN] = {**request.session.get(GIVEN, {}), key: str(event)}
    request.session.modified = True


def wanted_for(request: Request, going: str) -> tuple[str, str] | None:
    """The key and the role that wait at this address; none where nobody was sent from."""
    waiting = request.session.get(WANTED, {}).get(going)
    return tuple(waiting) if waiting else None


class ReasonMiddleware:
    """Leads a reader to the question, and remembers where they were going."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        if not isinstance(exception, ReasonWanted):
            return None
        asked, about = cast("Request", request), exception.about
        going = asked.get_full_path()
        waiting = {**asked.session.get(WANTED, {}), going: [about.key, about.by.role]}
        asked.session[WANTED] = dict(list(waiting.items())[-MOST_WANTED:])
        return redirect(f"{reverse('reason')}?{urlencode({'next': going})}")
