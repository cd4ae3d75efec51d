# SPDX-License-Identifier: MIT
"""How I sign in: the second factor, where I am signed in, and when I signed in."""

from typing import Any
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from candour.directory import passkeys, queries
from candour.directory.backends import HAS_FACTOR, SIGN_IN
from candour.directory.forms import CodeForm, PasskeyForm
from candour.directory.middleware import must_set_up
from candour.directory.organisation import is_on
from candour.directory.services import accounts, factors, identities, sessions
from candour.kernel.procedure import Refused
from candour.people.models import Account
from candour.ui.access import SIGNED_IN, page
from candour.ui.fresh_proof import need_proof
from candour.ui.pages import render
from candour.ui.request import Request, posted, who

PENDING = "code_app_being_set_up"


def _account(request: Request) -> Account:
    return accounts.account_of(who(request))


def _here(request: Request) -> str:
    return str(request.session.get(SIGN_IN, ""))


@page(SIGNED_IN, lowest="workforce")
def my_sign_in(request: Request) -> HttpResponseBase:
    account = _account(request)
    context = {
        "has": factors.factors_of(account),
        "must": must_set_up(request),
        "organisation": settings.ORGANISATION["name"] if is_on() else "",
        "linked": is_on() and identities.is_linked(account),
        "sessions": queries.sessions_of(account, _here(request)),
        "sign_ins": queries.sign_ins_of(account),
    }
    return render(request, "directory/my_sign_in.html", context)


# ------------------------------------------------------------------ the code app


@never_cache
@page(SIGNED_IN, lowest="workforce")
def set_up_app(request: Request) -> HttpResponseBase:
    """Scan or type the secret, then show that the app has it. The recovery codes come next, once."""
    account = _account(request)
    if factors.factors_of(account).app_since:
        return redirect("my_sign_in")
    form = CodeForm(posted(request))
    secret = _pending(request, account)
    if form.is_valid():
        need_proof(request)
        try:
            codes = factors.add_app(account, secret, form.cleaned_data["code"])
        except Refused as refused:
            form.refuse(refused)
        else:
            request.session.pop(PENDING, None)
            request.session[HAS_FACTOR] = True
            return render(request, "directory/recovery_codes.html", {"codes": codes})
    groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
    return render(request, "directory/set_up_app.html", {"form": form, "groups": groups})


def _pending(request: Request, account: Account) -> str:
    """The secret that is being set up; a copy of the sessions does not give it away."""
    if kept := request.session.get(PENDING):
        return factors.opened_secret(account, kept)
    secret = factors.new_secret()
    request.session[PENDING] = factors.sealed_secret(account, secret)
    return secret


@page(SIGNED_IN, lowest="workforce", methods=("GET", "HEAD"))
def app_picture(request: Request) -> HttpResponseBase:
    """The secret as a picture that a telephone reads, while it is being set up."""
    if PENDING not in request.session:
        raise Http404
    account, adapter = _account(request), get_adapter()
    address = adapter.build_totp_url(account, _pending(request, account))
    return HttpResponse(adapter.build_totp_svg(address), content_type="image/svg+xml")


@page(SIGNED_IN, lowest="workforce")
def remove_app(request: Request) -> HttpResponseBase:
    account = _account(request)
    if request.method == "POST":
        need_proof(request)
        return _removed(request, account, lambda: factors.remove_app(account))
    context = {"what": _("your code app"), "recovery": True}
    return render(request, "directory/remove_factor.html", context)


@never_cache
@page(SIGNED_IN, lowest="workforce")
def recovery_codes(request: Request) -> HttpResponseBase:
    """New recovery codes in place of the old ones."""
    account = _account(request)
    has = factors.factors_of(account)
    if has.app_since is None:
        raise Http404
    if request.method == "POST":
        need_proof(request)
        codes = factors.remake_recovery_codes(account)
        return render(request, "directory/recovery_codes.html", {"codes": codes})
    return render(request, "directory/make_recovery_codes.html", {"left": has.recovery_left})


def _removed(request: Request, account: Account, remove: Any) -> HttpResponseBase:
    try:
        remove()
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        request.session[HAS_FACTOR] = factors.factors_of(account).any
        messages.success(request, _("It is removed. We have told you by e-mail too."))
    return redirect("my_sign_in")


# ------------------------------------------------------------------ passkeys


@never_cache
@page(SIGNED_IN, lowest="workforce")
def add_passkey(request: Request) -> HttpResponseBase:
    account = _account(request)
    form = PasskeyForm(posted(request))
    if form.is_valid():
        need_proof(request)
        try:
            credential = passkeys.made(request.POST.get("passkey", ""))
            factors.add_passkey(account, form.cleaned_data["name"], credential)
        except Refused as refused:
            form.refuse(refused)
        else:
            request.session[HAS_FACTOR] = True
            messages.success(request, _("The passkey is added."))
            return redirect("my_sign_in")
    context = {"form": form, "options": passkeys.to_be_made(account)}
    return render(request, "directory/add_passkey.html", context)


@page(SIGNED_IN, lowest="workforce")
def remove_passkey(request: Request, order: int) -> HttpResponseBase:
    """`order` is the number of the passkey among the person's own."""
    account = _account(request)
    mine = factors.factors_of(account).passkeys
    if not 1 <= order <= len(mine):
        raise Http404
    passkey = mine[order - 1]
    if request.method == "POST":
        need_proof(request)
        return _removed(request, account, lambda: factors.remove_passkey(account, passkey.id))
    return render(request, "directory/remove_factor.html", {"what": passkey.name})


# ------------------------------------------------------------------ sessions


@page(SIGNED_IN, lowest="workforce", methods=("POST",))
def end_session(request: Request, sign_in_id: UUID) -> HttpResponseBase:
    account = _account(request)
    try:
        sessions.end_one(account, sign_in_id, by=accounts.themselves(account))
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("That session has ended."))
    return redirect("my_sign_in")


@page(SIGNED_IN, lowest="workforce", methods=("POST",))
def end_other_sessions(request: Request) -> HttpResponseBase:
    account = _account(request)
    sessions.end_others(account, _here(request), by=accounts.themselves(account))
    messages.success(request, _("You are signed in here only."))
    return redirect("my_sign_in")
