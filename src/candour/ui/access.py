# SPDX-License-Identifier: MIT
"""Who may open which page. Every view says so, and a contract test compares all of them.

Whoever may not open a page gets the page of a reference that never existed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect

from candour.ui.request import Request
from candour.ui.resume import ask_to_sign_in

View = Callable[..., HttpResponseBase]
METHODS = ("GET", "HEAD", "POST")


@dataclass(frozen=True)
class Rule:
    """A condition on the person who asks. The record itself is judged by `visible_to`."""

    name: str
    needs_person: bool = True
    roles: frozenset[StrEnum] = frozenset()


@dataclass(frozen=True)
class Access:
    rule: Rule
    lowest: str
    """The least of the roles that may open the page, in the words of the approved file."""


PUBLIC = Rule("public", needs_person=False)
TOKEN = Rule("token", needs_person=False)
SIGNED_IN = Rule("signed in")
ANY_PARTICIPANT = Rule("any participant")


def holds(*roles: StrEnum) -> Rule:
    """Only people whose posts give one of these roles today."""
    return Rule(f"holds {' or '.join(sorted(roles))}", roles=frozenset(roles))


def page(
    rule: Rule, *, lowest: str = "", methods: tuple[str, ...] = METHODS
) -> Callable[[View], View]:
    """Keep a view behind a rule."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            asked = cast("Request", request)
            refusal = _stopped(asked, rule)
            if refusal is not None:
                return refusal
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return view(asked, *args, **kwargs)

        guarded.access = Access(rule, lowest or " or ".join(sorted(rule.roles)) or rule.name)  # type: ignore[attr-defined]
        return guarded

    return decorate


def _stopped(request: Request, rule: Rule) -> HttpResponseBase | None:
    if not rule.needs_person:
        return None
    if request.person is None or not request.roles:
        return _without_rights(request)
    if rule.roles and not rule.roles & request.roles:
        raise Http404
    return None


def _without_rights(request: Request) -> HttpResponseBase:
    if request.user.is_authenticated:
        return redirect("welcome")
    return ask_to_sign_in(request)
