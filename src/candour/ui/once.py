# SPDX-License-Identifier: MIT
"""A form that arrives twice counts once: the act, its record and its key are one transaction."""

from collections.abc import Callable
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from candour.kernel.procedure import Refused
from candour.people.models import Account
from candour.people.phrased import Phrased
from candour.people.written import insert_row, update_row
from candour.ui.forms import GdsForm
from candour.ui.models import Submission
from candour.ui.request import Request

EARLIER = Phrased(lambda key: Submission.objects.filter(key=key))


def once(request: Request, act: Callable[[], str]) -> HttpResponse:
    """Run the act, which returns the address to go to; a replay only goes there again.

    When the act is refused nothing is kept, so the same form may be corrected and sent again.
    """
    account = request.user if request.user.is_authenticated else None
    key = _key(request, account)
    with transaction.atomic():
        sent = Submission(key=key, account=account, path=_place(request))
        # Where the same form is being carried out in another worker, this waits until it is done.
        if insert_row(sent, unless_there=True):
            sent.led_to = act()
            update_row(sent, "led_to")
            return redirect(sent.led_to)
    return _replayed(request, EARLIER(key)[0])


def carried_out(request: Request, form: GdsForm, done: Callable[[], str]) -> HttpResponse | None:
    """Do once what a form asks for; none while it is still to be filled in, or was refused."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return once(request, done)
    except Refused as refused:
        form.refuse(refused)
    return None


def _key(request: Request, account: Account | None) -> UUID:
    """The key of the form, for this account and address: nobody meets another person's key."""
    try:
        rendering = UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid4()
    return uuid5(rendering, f"{account.pk if account else ''} {request.path}")


def _place(request: Request) -> str:
    """Where the form stood. Without an account the address may be a secret: then only its shape."""
    match = request.resolver_match
    return request.path if request.user.is_authenticated or match is None else match.route


def _replayed(request: Request, earlier: Submission) -> HttpResponse:
    messages.info(request, _("You already sent this. We recorded it once."))
    return redirect(earlier.led_to)
