# SPDX-License-Identifier: MIT
"""Where a form saves its draft while it is being filled in."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from candour.ui.access import SIGNED_IN, page
from candour.ui.drafts import NoSuchKind, kind_of, save_draft
from candour.ui.request import Request, who
from candour.ui.words import clock_time

MOST_CHARACTERS = 200_000
TOO_LARGE = 413


@page(SIGNED_IN, lowest="workforce", methods=("POST",))
def save(request: Request, key: str) -> HttpResponseBase:
    """Answer the script with a fragment that is put into the form."""
    try:
        kind_of(key)
    except NoSuchKind:
        raise Http404 from None
    if (
        sum(len(value) for _name, values in request.POST.lists() for value in values)
        > MOST_CHARACTERS
    ):
        return HttpResponse(_("This is too long to keep as a draft."), status=TOO_LARGE)
    saved_at = save_draft(who(request), key, request.POST)
    if "later" in request.POST:  # the button for browsers without scripts
        said = _("Your draft was saved at %(time)s. It is under “Your drafts”.")
        messages.success(request, said % {"time": clock_time(saved_at)})
        return redirect("today")
    return HttpResponse(_("Draft saved at %(time)s") % {"time": clock_time(saved_at)})
