# SPDX-License-Identifier: MIT
"""Finds out who asks, once per request: the person, their roles today, and for whom they act."""

from collections.abc import Callable
from datetime import date
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from candour.ledger.datakeys import Erased
from candour.people.asked import asking_once
from candour.people.models import Person
from candour.people.offices import ask_around
from candour.people.queries import principals_for, roles_of
from candour.ui.pages import render
from candour.ui.request import Request

ACTING_FOR = "acting_for"
SEEN_AT = "seen_at"
KEEP_ALIVE_EVERY = 60
GONE = 410
READING = frozenset({"GET", "HEAD"})

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class WhoMiddleware:
    """Comes after authentication and messages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in READING:
            with asking_once():
                _ask_around(cast("Request", request))
                return self._answer(request)
        return self._answer(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """What was erased is said to be; whoever gets here was allowed to see it."""
        if isinstance(exception, Erased):
            return render(cast("Request", request), "ui/erased.html", status=GONE)
        return None

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        asked = cast("Request", request)
        today = timezone.localdate()
        asked.person = _person(asked, today)
        asked.roles = roles_of(asked.person, today) if asked.person else frozenset()
        asked.acting_for = _acting_for(asked, today)
        if asked.person is None:
            response = self.get_response(asked)
        else:
            _keep_alive(asked)
            with translation.override(asked.person.language):
                response = self.get_response(asked)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if asked.person or asked.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def _ask_around(request: Request) -> None:
    """Who asks and who else holds an office there: nearly every page needs both."""
    if request.user.is_authenticated and request.user.person_id is not None:
        ask_around(request.user.person_id, timezone.localdate())


def _person(request: Request, today: date) -> Person | None:
    user = request.user
    if not user.is_authenticated or user.person is None:
        return None
    left_on = user.person.left_on
    return user.person if left_on is None or today < left_on else None


def _acting_for(request: Request, today: date) -> Person | None:
    """The grant is asked for again at each request; one that ended is said and forgotten."""
    wanted = request.session.get(ACTING_FOR) if request.person else None
    if request.person is None or not wanted:
        return None
    for principal in principals_for(request.person, today):
        if str(principal.pk) == wanted:
            return principal
    del request.session[ACTING_FOR]
    messages.warning(request, _("You no longer act for anyone else: the permission has ended."))
    return None


def _keep_alive(request: Request) -> None:
    """Move the idle limit on, at most once a minute so that reading does not mean writing."""
    now = int(timezone.now().timestamp())
    if now - request.session.get(SEEN_AT, 0) >= KEEP_ALIVE_EVERY:
        request.session[SEEN_AT] = now
