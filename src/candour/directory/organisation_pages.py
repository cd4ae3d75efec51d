# SPDX-License-Identifier: MIT
"""To the organisation's own sign-in and back: to sign in, or to link its account to one's own here."""

import base64
import logging
import secrets
from collections.abc import Mapping
from hashlib import sha256

from allauth.account.utils import perform_login
from allauth.socialaccount.internal import statekit
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from candour.directory.backends import SIGNED_IN_BY, NameOrAddressBackend
from candour.directory.organisation import PROVIDER, Identity, NotBelieved, Organisation, is_on
from candour.directory.rules.session_words import How
from candour.directory.services import accounts, identities
from candour.directory.views import next_page
from candour.kernel.procedure import Refused
from candour.ui.access import PUBLIC, SIGNED_IN, page
from candour.ui.fresh_proof import need_proof
from candour.ui.pages import render
from candour.ui.request import Request, who

SIGN_IN, LINK = "sign in", "link"
FAILED = 403
log = logging.getLogger(__name__)


@never_cache
@page(PUBLIC, methods=("GET",))
def start(request: Request) -> HttpResponseBase:
    """Off to the organisation's sign-in. A form could not lead there: our pages send to us only."""
    if not is_on():
        raise Http404
    if request.user.is_authenticated:
        return redirect(next_page(request))
    return _off(request, SIGN_IN)


@never_cache
@page(SIGNED_IN, lowest="workforce", methods=("GET",))
def link(request: Request) -> HttpResponseBase:
    """Show the organisation who one is, so that its account opens this one from now on."""
    if not is_on():
        raise Http404
    need_proof(request)
    return _off(request, LINK)


def _off(request: Request, purpose: str) -> HttpResponseBase:
    verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(32)
    digest = sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    kept = {
        "verifier": verifier,
        "nonce": nonce,
        "purpose": purpose,
        "next": next_page(request),
        "account": str(request.user.pk or ""),
    }
    state = statekit.stash_state(request, provider_id=PROVIDER, state=kept)
    try:
        there = Organisation(request).way_there(state=state, nonce=nonce, challenge=challenge)
    except Exception as wrong:  # noqa: BLE001  whatever is wrong with the other side, people can still sign in here
        return _failed(request, wrong)
    return redirect(there)


@never_cache
@page(PUBLIC, methods=("GET",))
def back(request: Request) -> HttpResponseBase:
    """Back from there. A state counts once, in the browser that it was given to."""
    if not is_on():
        raise Http404
    state_id = request.GET.get("state", "")
    kept = statekit.unstash_state(request, state_id=state_id, provider_id=PROVIDER)
    try:
        identity = _identity(request, kept)
    except NotBelieved as wrong:
        return _failed(request, wrong)
    assert kept is not None  # noqa: S101  or it had not been believed
    if kept["purpose"] == LINK:
        return _linked(request, identity)
    return _signed_in(request, identity, kept["next"])


def _identity(request: Request, kept: Mapping[str, str] | None) -> Identity:
    if kept is None or kept["account"] != str(request.user.pk or ""):
        raise NotBelieved("this browser did not ask, or asked before")
    return Organisation(request).who_came_back(request.GET.dict(), kept)


def _signed_in(request: Request, identity: Identity, going: str) -> HttpResponseBase:
    """Only somebody who linked this very identity comes in; an e-mail address opens nothing."""
    account = identities.account_of(identity.issuer, identity.subject)
    if account is None or not NameOrAddressBackend().user_can_authenticate(account):
        return _failed(request, NotBelieved("nobody has linked this identity"))
    setattr(request, SIGNED_IN_BY, How.ORGANISATION)
    response: HttpResponseBase = perform_login(request, account, redirect_url=going)
    return response


def _linked(request: Request, identity: Identity) -> HttpResponseBase:
    account = accounts.account_of(who(request))
    try:
        identities.link(account, identity.issuer, identity.subject)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(
            request, _("From now on you can sign in with your organisation’s account.")
        )
    return redirect("my_sign_in")


@page(SIGNED_IN, lowest="workforce")
def unlink(request: Request) -> HttpResponseBase:
    if not is_on():
        raise Http404
    account = accounts.account_of(who(request))
    if request.method == "POST":
        need_proof(request)
        try:
            identities.unlink(account)
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("It is removed. We have told you by e-mail too."))
        return redirect("my_sign_in")
    context = {"what": _("sign-in with your organisation’s account")}
    return render(request, "directory/remove_factor.html", context)


def _failed(request: Request, why: Exception) -> HttpResponseBase:
    """One page for everything: what exactly was wrong is in the log, without names."""
    log.warning(
        "sign-in by the organisation failed: %s",
        why if isinstance(why, NotBelieved) else type(why).__name__,
    )
    return render(request, "directory/organisation_failed.html", status=FAILED)
