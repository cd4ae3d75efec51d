# SPDX-License-Identifier: MIT
"""Between the password and the first page: the second factor, a forgotten password, a fresh proof."""

from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from candour.directory import fresh_proof, passkeys
from candour.directory.backends import SIGNED_IN_BY
from candour.directory.forms import CodeForm, ForgottenForm
from candour.directory.rules.session_words import How
from candour.directory.services import accounts, factors
from candour.directory.views import next_page
from candour.kernel.procedure import Refused
from candour.people.models import Account
from candour.ui.access import PUBLIC, SIGNED_IN, page
from candour.ui.fresh_proof import ask_for_proof, is_proven, need_proof
from candour.ui.pages import render
from candour.ui.request import Request, posted


@sensitive_post_parameters("code", "passkey")
@never_cache
@page(PUBLIC)
def sign_in_code(request: Request) -> HttpResponseBase:
    """The second step. Only who gave the password of an account comes here."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    account = stage.login.user if stage else None
    if stage is None or not isinstance(account, Account):
        return redirect("account_login")
    form = CodeForm(posted(request))
    answer = request.POST.get("passkey", "")
    if form.is_valid() or answer:
        form.errors.pop("code", None)
        how, wrong = _second_step(account, form, answer)
        if how is not None:
            setattr(request, SIGNED_IN_BY, how)
            response: HttpResponseBase = stage.exit()
            return response
        form.add_error("code", wrong)
    has = factors.factors_of(account)
    context = {
        "form": form,
        "has": has,
        "passkey": passkeys.to_be_signed(account) if has.passkeys else "",
    }
    return render(request, "directory/sign_in_code.html", context)


def _second_step(account: Account, form: CodeForm, answer: str) -> tuple[How | None, str]:
    """What the second step was done with; otherwise what is wrong with it."""
    try:
        fresh_proof.not_too_often(account)
    except Refused as refused:
        return None, str(refused)
    if answer:
        passkey = passkeys.signed_by(account, answer)
        if passkey is None:
            accounts.count_failure(account.username)
            return None, _("Check your passkey: it does not belong to this name")
        factors.passkey_used(passkey)
        return How.PASSKEY, ""
    how = factors.check_code(account, form.cleaned_data["code"])
    return how, _("Enter the code that your app shows now, or a recovery code not used before")


@never_cache
@page(PUBLIC)
def forgotten(request: Request) -> HttpResponseBase:
    """Ask for a link. The answer is the same for every name."""
    form = ForgottenForm(posted(request))
    if form.is_valid():
        accounts.ask_for_link(form.cleaned_data["login"])
        return render(request, "directory/link_asked_for.html")
    return render(request, "directory/forgotten.html", {"form": form})


@sensitive_post_parameters("proof_password", "proof_code", "proof_passkey")
@never_cache
@page(SIGNED_IN, lowest="workforce")
def show_that_it_is_you(request: Request) -> HttpResponseBase:
    """The proof before something is opened; before something is sent, it is asked for in place."""
    going = next_page(request)
    if request.method == "POST":
        need_proof(request)
    if is_proven(request):
        if request.method == "POST":
            messages.success(request, _("Thank you. For 5 minutes we do not ask again."))
        return redirect(going)
    return ask_for_proof(request)
