# SPDX-License-Identifier: MIT
"""What people look after themselves: for whom they act, who files for them, settings, password."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from candour.directory import fresh_proof, queries
from candour.directory.backends import SIGN_IN
from candour.directory.forms import (
    MYSELF,
    ActingForForm,
    ChangePasswordForm,
    GrantForm,
    SettingsForm,
)
from candour.directory.services import accounts, grants
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.queries import principals_for, titles_on
from candour.ui.access import SIGNED_IN, page
from candour.ui.fresh_proof import need_proof
from candour.ui.middleware import ACTING_FOR
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, posted, who


def _here(request: Request) -> str:
    return str(request.session.get(SIGN_IN, ""))


def _by(request: Request) -> By:
    """Themselves, as the principal if they are one."""
    role = Role.PRINCIPAL if Role.PRINCIPAL in request.roles else Role.WORKFORCE
    return By(person=who(request).pk, role=role.value)


@page(SIGNED_IN, lowest="workforce")
def acting_for(request: Request) -> HttpResponseBase:
    """Choose for whom to act. The choice lasts as long as the grant and the session."""
    principals = principals_for(who(request), timezone.localdate())
    chosen = str(request.acting_for.pk) if request.acting_for else MYSELF
    form = ActingForForm(posted(request), principals=principals, initial={"principal": chosen})
    if form.is_valid():
        principal = form.cleaned_data["principal"]
        if principal == MYSELF:
            request.session.pop(ACTING_FOR, None)
        else:
            request.session[ACTING_FOR] = principal
        return redirect("today")
    context = {"form": form, "principals": principals}
    return render(request, "directory/acting_for.html", context)


@page(SIGNED_IN, lowest="workforce")
def delegates(request: Request) -> HttpResponseBase:
    rows = queries.grants_by(who(request), timezone.localdate())
    context = {
        "current": [row for row in rows if not row.ended],
        "ended": [row for row in rows if row.ended],
    }
    return render(request, "directory/delegates.html", context)


@page(SIGNED_IN, lowest="workforce")
def add_delegate(request: Request) -> HttpResponseBase:
    today = timezone.localdate()
    people = queries.possible_delegates(who(request), today)
    titles = titles_on(people, today)
    form = GrantForm(
        posted(request),
        people=[(person, titles[person.pk]) for person in people],
    )
    if form.is_valid():
        answers = form.cleaned_data
        delegate = next(each for each in people if str(each.pk) == answers["delegate"])
        given = grants.NewGrant(
            principal=who(request),
            delegate=delegate,
            starts_on=answers["starts_on"],
            last_day=answers["last_day"],
            reason=answers["reason"],
        )

        def grant() -> str:
            grants.grant_acting(given, by=_by(request))
            messages.success(request, _("%(name)s may file for you.") % {"name": delegate})
            return reverse("delegates")

        need_proof(request)
        try:
            return once(request, grant)
        except Refused as refused:
            form.refuse(refused)
    return render(request, "directory/add_delegate.html", {"form": form, "people": people})


@page(SIGNED_IN, lowest="workforce")
def end_delegate(request: Request, grant_id: UUID) -> HttpResponseBase:
    """Ending a permission has its own page; either of the two people may do it."""
    grant = queries.grant_between(grant_id, who(request), timezone.localdate())
    if grant is None:
        raise Http404
    if request.method == "POST":

        def end() -> str:
            grants.revoke_acting(grant.id, by=_by(request), roles=frozenset())
            messages.success(request, _("The permission has ended."))
            return reverse("delegates")

        try:
            return once(request, end)
        except Refused as refused:
            messages.warning(request, str(refused))
            return redirect("delegates")
    return render(request, "directory/end_delegate.html", {"grant": grant})


@page(SIGNED_IN, lowest="workforce")
def my_settings(request: Request) -> HttpResponseBase:
    person = who(request)
    form = SettingsForm(
        posted(request),
        initial={"language": person.language, "digest": person.digest},
    )
    if form.is_valid():
        given = accounts.Settings(form.cleaned_data["language"], form.cleaned_data["digest"])

        def save() -> str:
            accounts.change_settings(person.pk, given, by=_by(request))
            with translation.override(given.language):
                messages.success(request, _("Your settings are saved."))
            return reverse("me")

        return once(request, save)
    return render(request, "directory/settings.html", {"form": form})


@sensitive_post_parameters("current", "password")
@page(SIGNED_IN, lowest="workforce")
def change_password(request: Request) -> HttpResponseBase:
    """Other devices are signed out; this one stays."""
    form = ChangePasswordForm(posted(request))
    if form.is_valid():
        account = accounts.account_of(who(request))
        answers = form.cleaned_data
        try:
            fresh_proof.not_too_often(account)
            accounts.choose_password(
                account, answers["password"], current=answers["current"], keep=_here(request)
            )
        except Refused as refused:
            if refused.about == "current":
                accounts.proof_failed(account)
            form.refuse(refused)
        else:
            update_session_auth_hash(request, account)
            fresh_proof.session_moved(request)
            messages.success(request, _("Your password is changed."))
            return redirect("me")
    return render(request, "directory/change_password.html", {"form": form})
