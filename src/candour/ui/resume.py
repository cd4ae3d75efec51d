# SPDX-License-Identifier: MIT
"""Nothing typed is lost when a session or a form ends: the page hands the answers back."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from candour.ui.pages import render
from candour.ui.request import Request

NEVER_OFFERED_AGAIN = frozenset(
    {
        "csrfmiddlewaretoken",
        "password",
        "password1",
        "password2",
        "proof_password",
        "proof_code",
        "proof_passkey",
    }
)


@dataclass(frozen=True)
class Kept:
    """What was posted, ready to be sent again from hidden fields."""

    answers: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    """Names of the files that have to be chosen again: a page cannot hold a file."""


def kept(request: Request) -> Kept:
    answers = tuple(
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_OFFERED_AGAIN
        for value in values
    )
    names = tuple(str(file.name) for name in request.FILES for file in request.FILES.getlist(name))
    return Kept(answers, names)


def words_sent(request: Request) -> tuple[str, ...]:
    """What somebody wrote in their own words, to show once more where it came too late."""
    return tuple(value.strip() for _name, value in kept(request).answers if " " in value.strip())


def ask_to_sign_in(request: Request) -> HttpResponseBase:
    """Send a stranger to sign in; what they posted stays on the page that says so."""
    back = f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}"
    if request.method != "POST":
        return redirect(back)
    if request.headers.get("HX-Request"):
        return HttpResponse("You were signed out. Sign in again to go on.", status=401)
    context = {"kept": kept(request), "sign_in": settings.LOGIN_URL, "action": request.path}
    return render(request, "ui/signed_out.html", context, status=401)
