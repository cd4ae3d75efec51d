# SPDX-License-Identifier: MIT
"""How allauth signs our accounts in: by name or address, one answer for every failure."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candour.directory.rules.devices import device
from candour.directory.rules.second_factor import SEES_CASES
from candour.directory.rules.session_words import Ended, How
from candour.directory.services import accounts, factors
from candour.directory.services.sessions import Came
from candour.directory.session_store import kept_as
from candour.people.models import Account
from candour.people.phrased import Phrased
from candour.people.queries import is_here, roles_of
from candour.ui.fresh_proof import proven
from candour.ui.request import Request

# What a session remembers of its sign-in.
SIGNED_IN_AT = "signed_in_at"
SIGN_IN = "sign_in"
HAS_FACTOR = "has_factor"
# What a page says of the request to the adapter.
SIGNED_IN_BY = "signed_in_by"
SIGNED_OUT_BECAUSE = "signed_out_because"
SECONDS = 60

# With person, body and brand: every page shows something of each.
ACCOUNT = Phrased(
    lambda account: Account.objects.filter(pk=account).select_related("person__body__brand")
)


class NameOrAddressBackend(BaseBackend):
    """Accepts a sign-in name or an e-mail address. Rights come from posts, never from here."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:  # noqa: ARG002  Django's signature
        username, password = credentials.get("username"), credentials.get("password")
        if not username or not password:
            return None
        account = accounts.find_account(username)
        if account is None:
            Account().set_password(password)  # takes as long as a wrong password does
            return None
        allowed = account.check_password(password) and self.user_can_authenticate(account)
        return account if allowed else None

    def get_user(self, user_id: Any) -> Account | None:
        """The account of a request, as long as it may be used."""
        account = ACCOUNT.first(user_id)
        return account if account and self.user_can_authenticate(account) else None

    def user_can_authenticate(self, user: Account | AnonymousUser | None) -> bool:
        if not isinstance(user, Account) or not user.is_active:
            return False
        return user.person is None or is_here(user.person, timezone.localdate())


class TriedTooOften(ValidationError):
    """The same for a name that exists and a name that does not."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is not typed
    """Counts failures per name in the database, so that all workers know and nothing is lost."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002  the library's signature
        until = accounts.may_be_tried_from(credentials["username"])
        if until is None:
            return
        minutes = int((until - timezone.now()).total_seconds() // SECONDS) + 1
        raise TriedTooOften(
            ngettext(
                "This name has been tried too often. Wait %(minutes)s minute, then try again",
                "This name has been tried too often. Wait %(minutes)s minutes, then try again",
                minutes,
            )
            % {"minutes": minutes}
        )

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        self.pre_authenticate(request, **credentials)
        backend = NameOrAddressBackend()
        account = backend.authenticate(request, **credentials)
        if account is None:
            accounts.count_failure(credentials["username"])
        return account

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        with transaction.atomic():
            super().login(request, user)
            if isinstance(user, Account):
                self._note(request, user)

    def _note(self, request: HttpRequest, account: Account) -> None:
        session = request.session
        session[SIGNED_IN_AT] = int(timezone.now().timestamp())
        idle = _idle_limit(account)
        session.set_expiry(idle)
        how: How = getattr(request, SIGNED_IN_BY, How.PASSWORD)
        came = Came(
            how=how,
            device=device(request.headers.get("User-Agent", "")),
            failures=accounts.failures_since(account),
            session=kept_as(session.session_key),
            idle_seconds=idle,
        )
        session[SIGN_IN] = str(accounts.signed_in(account, came).pk)
        session[HAS_FACTOR] = factors.factors_of(account).any
        if settings.SECOND_FACTOR_REQUIRED and not session[HAS_FACTOR]:
            messages.info(request, _("A password alone is weak. Set up a code app on your page."))
        if how is not How.ORGANISATION:  # whether somebody sat there, only the organisation knows
            proven(cast("Request", request))

    def logout(self, request: HttpRequest) -> None:
        user, sign_in = request.user, str(request.session.get(SIGN_IN, ""))
        why = getattr(request, SIGNED_OUT_BECAUSE, Ended.SIGNED_OUT)
        with transaction.atomic():
            super().logout(request)
            if isinstance(user, Account):
                accounts.signed_out(user, sign_in, why)

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Our pages say what happened; the library's own words stay out."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  the library's signature
        return False


def _idle_limit(account: Account) -> int:
    """Shorter for those whose posts let them see cases."""
    person = account.person
    roles = roles_of(person, timezone.localdate()) if person else frozenset()
    return settings.IDLE_LIMIT_WITH_CASES if roles & SEES_CASES else settings.SESSION_COOKIE_AGE
