# SPDX-License-Identifier: MIT
"""How an account shows again that its owner sits there: password, code, or passkey."""

from django.conf import settings
from django.utils.translation import gettext as _

from candour.directory import passkeys
from candour.directory.backends import SIGN_IN
from candour.directory.services import accounts, factors, sessions
from candour.directory.session_store import kept_as
from candour.kernel.procedure import Refused
from candour.people.models import Account
from candour.ui.fresh_proof import Prover, Ways
from candour.ui.request import Request


def ways(request: Request) -> Ways:
    account = _account(request)
    has = factors.factors_of(account)
    known = settings.DEMO and account.check_password(settings.DEMO_PASSWORD)
    return Ways(
        password=account.has_usable_password(),
        code=has.app_since is not None,
        passkey=passkeys.to_be_signed(account) if has.passkeys else "",
        known_password=settings.DEMO_PASSWORD if known else "",
    )


def check(request: Request) -> str:
    """One wrong answer costs a try, as at sign-in; a right one gives the session a new key."""
    account = _account(request)
    try:
        not_too_often(account)
    except Refused as refused:
        return str(refused)
    if not _shown(request, account):
        return _("Check your password or code: it is not the right one")
    rotate(request)
    return ""


def not_too_often(account: Account) -> None:
    """Every way to guess at an account counts together."""
    if accounts.may_be_tried_from(account.username) is not None:
        raise Refused(_("This name has been tried too often. Wait a few minutes, then try again"))


def _shown(request: Request, account: Account) -> bool:
    if code := request.POST.get("proof_code", ""):
        good = factors.check_code(account, code) is not None  # it counts its own failures
        return good or _failed(account, counted=True)
    if answer := request.POST.get("proof_passkey", ""):
        passkey = passkeys.signed_by(account, answer)
        if passkey is not None:
            factors.passkey_used(passkey)
        return passkey is not None or _failed(account)
    good = account.check_password(request.POST.get("proof_password", ""))
    return good or _failed(account)


def _failed(account: Account, *, counted: bool = False) -> bool:
    accounts.proof_failed(account, counted=counted)
    return False


def rotate(request: Request) -> None:
    """Whoever knew the key of the session before the proof knows it no longer."""
    request.session.cycle_key()
    session_moved(request)


def session_moved(request: Request) -> None:
    """The session has a new key; the list of sessions follows it."""
    if sign_in := request.session.get(SIGN_IN):
        sessions.moved(sign_in, kept_as(request.session.session_key))


def _account(request: Request) -> Account:
    """Only people who signed in are asked for a proof."""
    if not isinstance(request.user, Account):
        raise TypeError("a proof is asked of an account")
    return request.user


PROVER = Prover(ways, check)
