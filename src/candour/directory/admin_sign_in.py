# SPDX-License-Identifier: MIT
"""What an administrator can do about somebody's sign-in. Never: choose or see a password or code."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from candour.directory import queries
from candour.directory.services import accounts, factors, sessions
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.ui.access import holds, page
from candour.ui.fresh_proof import need_proof
from candour.ui.once import once
from candour.ui.request import Request, who

ADMINISTRATOR = holds(Role.ADMINISTRATOR)
STOP, ALLOW = "stop", "allow"


def _by(request: Request) -> By:
    return By(person=who(request).pk, role=Role.ADMINISTRATOR.value)


def _done(
    request: Request, person_id: UUID, act: Callable[[Person], object], words: str
) -> HttpResponseBase:
    person = queries.person(person_id)
    if person is None:
        raise Http404
    need_proof(request)

    def do() -> str:
        act(person)
        messages.success(request, words)
        return reverse("admin_person", args=[person.pk])

    try:
        return once(request, do)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("admin_person", person.pk)


@page(ADMINISTRATOR, methods=("POST",))
def end_sessions(request: Request, person_id: UUID) -> HttpResponseBase:
    """The kill switch: out everywhere, at once. They may sign in again."""
    by = _by(request)
    words = _("They are signed out everywhere.")
    return _done(request, person_id, lambda person: sessions.end_all(person, by=by), words)


@page(ADMINISTRATOR, methods=("POST",))
def sign_in(request: Request, person_id: UUID, what: str) -> HttpResponseBase:
    """Stop somebody's sign-in, which also ends their sessions, or allow it again."""
    if what not in {STOP, ALLOW}:
        raise Http404
    by, stopped = _by(request), what == STOP
    words = (
        _("They are signed out everywhere and cannot sign in.")
        if stopped
        else _("They can sign in again.")
    )
    return _done(
        request, person_id, lambda person: accounts.stop(person, stopped=stopped, by=by), words
    )


@page(ADMINISTRATOR, methods=("POST",))
def remove_factor(request: Request, person_id: UUID) -> HttpResponseBase:
    """For a lost telephone or key. Whoever asks was recognised by other means first."""
    by = _by(request)
    words = _("Their second factor is removed. They set up a new one when they next sign in.")
    return _done(request, person_id, lambda person: factors.remove_all(person, by=by), words)
