# SPDX-License-Identifier: MIT
"""Signing in and out, the welcome of someone without rights, and choosing a password."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from candour.directory import queries
from candour.directory.forms import AskForAccessForm, NewPasswordForm, SignInForm
from candour.directory.organisation import is_on
from candour.directory.services import accounts
from candour.kernel.procedure import Refused
from candour.ui.access import PUBLIC, TOKEN, page
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, posted


@sensitive_post_parameters("password")
@never_cache
@page(PUBLIC)
def sign_in(request: Request) -> HttpResponseBase:
    """One answer for a wrong password, a name nobody has and a name that may not sign in."""
    if request.user.is_authenticated:
        return redirect(next_page(request))
    form = SignInForm(posted(request), initial=_chosen(request))
    if form.is_valid():
        try:
            response = _signed_in(request, form)
        except ValidationError as tried_too_often:
            form.add_error(None, tried_too_often.message)
        else:
            if response is not None:
                return response
            form.add_error("login", _("Enter a name and a password that belong together"))
    return render(request, "account/login.html", _sign_in_page(request, form))


def _signed_in(request: Request, form: SignInForm) -> HttpResponseBase | None:
    name, password = form.cleaned_data["login"], form.cleaned_data["password"]
    account = get_adapter(request).authenticate(request, username=name, password=password)
    if account is None:
        return None
    response: HttpResponseBase = perform_login(request, account, redirect_url=next_page(request))
    return response


def next_page(request: Request) -> str:
    """Where the person was going, if that is a page of ours."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    secure = request.is_secure()
    good = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=secure)
    return wanted if wanted and good else settings.LOGIN_REDIRECT_URL


def _chosen(request: Request) -> dict[str, str]:
    """In the demonstration a name is chosen from the list, and the password is known."""
    if not settings.DEMO or "name" not in request.GET:
        return {}
    return {"login": request.GET["name"], "password": settings.DEMO_PASSWORD}


def _sign_in_page(request: Request, form: SignInForm) -> dict[str, Any]:
    return {
        "form": form,
        "next": next_page(request),
        "organisation": settings.ORGANISATION["name"] if is_on() else "",
        "names": queries.names_by_body(timezone.localdate()) if settings.DEMO else (),
        "password": settings.DEMO_PASSWORD if settings.DEMO else "",
    }


@page(PUBLIC)
def sign_out(request: Request) -> HttpResponseBase:
    """A link only asks; the button signs out."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    if request.method == "POST":
        get_adapter(request).logout(request)
        messages.success(request, _("You have signed out."))
        response = redirect("account_login")
        # Not "cookies": the message above travels in one, and the session's own is deleted anyway.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
    return render(request, "account/logout.html")


@page(PUBLIC)
def welcome(request: Request) -> HttpResponseBase:
    """For an account without a person, and a person without a post: ask for access."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    if request.roles:
        return redirect("today")
    account = request.user
    form = AskForAccessForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]

        def ask() -> str:
            accounts.ask_for_access(account, reason)
            return request.path

        try:
            return once(request, ask)
        except Refused as refused:
            form.refuse(refused)
    asked = queries.open_request_of(account=account)
    return render(request, "directory/welcome.html", {"form": form, "asked": asked})


@sensitive_post_parameters("password")
@never_cache
@page(TOKEN)
def choose_password(request: Request, account_id: UUID, token: str) -> HttpResponseBase:
    """A link from an e-mail; used, old and made-up links look the same."""
    account = accounts.account_choosing(account_id, token)
    if account is None:
        raise Http404
    form = NewPasswordForm(posted(request))
    if form.is_valid():
        try:
            accounts.choose_password(account, form.cleaned_data["password"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Your password is set. Sign in with it."))
            return redirect("account_login")
    return render(request, "directory/choose_password.html", {"form": form})
