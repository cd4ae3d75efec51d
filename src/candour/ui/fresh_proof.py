# SPDX-License-Identifier: MIT
"""A fresh proof of who sits at the keyboard, before what cannot be undone or should not be seen.

One proof counts for five minutes. It is asked for when a form is sent, in place: the page that asks
carries every answer, and the same press that proves sends them. Who can check a proof registers here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from candour.ui.pages import render
from candour.ui.request import Request
from candour.ui.resume import kept

PROVEN_AT = "proven_at"
FIELDS = ("proof_password", "proof_code", "proof_passkey")
UNPROVEN = 401


class ProofWanted(Exception):
    """The act is allowed, once its doer has shown again who they are. The words say what is wrong."""

    def __init__(self, wrong: str = "", back: str = "") -> None:
        super().__init__(wrong)
        self.back = back


@dataclass(frozen=True)
class Ways:
    """How this account can prove itself, for the page that asks."""

    password: bool
    code: bool
    passkey: str = ""
    """What a browser is asked to sign, as JSON; empty without a passkey."""
    known_password: str = ""
    """The password of the demonstration."""


@dataclass(frozen=True)
class Prover:
    ways: Callable[[Request], Ways]
    check: Callable[[Request], str]
    """Judge what was sent: empty when it proves enough, otherwise what is wrong with it."""


_provers: list[Prover] = []


def register_prover(prover: Prover) -> None:
    _provers[:] = [prover]


def proven(request: Request) -> None:
    """From now on, for five minutes, this session is taken for its owner's."""
    request.session[PROVEN_AT] = int(timezone.now().timestamp())


def is_proven(request: Request) -> bool:
    age = timezone.now().timestamp() - int(request.session.get(PROVEN_AT, 0))
    return 0 <= age < settings.PROOF_LASTS


def need_proof(request: Request, *, back: str = "") -> None:
    """Stop here unless there is a fresh proof. Call it when nothing else stands in the way.

    A page that hands out a file says where to go `back` to: a browser stays where it saves one.
    """
    if is_proven(request):
        return
    if not any(request.POST.get(name) for name in FIELDS):
        raise ProofWanted(back=back)
    if wrong := _provers[0].check(request):
        raise ProofWanted(wrong)
    proven(request)


class ProofMiddleware:
    """Comes last: it answers for a view that wants a proof."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        if not isinstance(exception, ProofWanted):
            return None
        asked = cast("Request", request)
        if asked.method == "POST":
            return ask_for_proof(asked, str(exception))
        going = exception.back or asked.get_full_path()
        return redirect(f"{settings.PROOF_URL}?{urlencode({'next': going})}")


def ask_for_proof(request: Request, wrong: str = "", **context: str) -> HttpResponse:
    """The page that asks; what was sent stays on it."""
    values = {
        "ways": _provers[0].ways(request),
        "wrong_proof": wrong,
        "kept": kept(request),
        "action": request.get_full_path(),
        **context,
    }
    return render(request, "ui/fresh_proof.html", values, status=UNPROVEN)
