# SPDX-License-Identifier: MIT
"""No session lasts longer than a working day, and none goes far without the second factor it needs."""

from collections.abc import Callable
from typing import cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.directory.backends import HAS_FACTOR, SIGNED_IN_AT, SIGNED_OUT_BECAUSE
from candour.directory.rules.second_factor import needs_second_factor
from candour.directory.rules.session_words import Ended
from candour.kernel.roles import Role
from candour.ui.request import Request


class LongestSessionMiddleware:
    """Comes after authentication and messages, and before the person is looked up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and _too_long(request):
            setattr(request, SIGNED_OUT_BECAUSE, Ended.TOO_LONG)
            get_adapter(request).logout(request)
            messages.info(request, _("You were signed in for 10 hours. Sign in again to go on."))
        return self.get_response(request)


def _too_long(request: HttpRequest) -> bool:
    since = int(request.session.get(SIGNED_IN_AT, 0))
    return bool(since) and timezone.now().timestamp() - since > settings.LONGEST_SESSION


OPEN_WITHOUT = frozenset({"/sign-out", "/brand.css", "/stay", "/timed-out", "/health", "/help"})
BELOW_OPEN = ("/me/sign-in", "/help/")


class SecondFactorMiddleware:
    """Comes after the person is looked up: who can reach cases sets up a second factor first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if must_set_up(cast("Request", request)) and not _open(request.path):
            messages.info(request, _("Set up a second way to show that it is you, then go on."))
            return redirect("my_sign_in")
        return self.get_response(request)


def must_set_up(request: Request) -> bool:
    return needs_second_factor(
        frozenset(Role(role) for role in request.roles),
        has_one=bool(request.session.get(HAS_FACTOR)),
        required=settings.SECOND_FACTOR_REQUIRED,
    )


def _open(path: str) -> bool:
    return path in OPEN_WITHOUT or path.startswith(BELOW_OPEN)
