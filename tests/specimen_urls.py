# SPDX-License-Identifier: MIT
"""A few pages of no app, to try the shell with."""

from django.db import OperationalError
from django.http import HttpResponse
from django.urls import path

from candour.config.urls import handler400, handler403, handler404, handler500, urlpatterns
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ui.access import ANY_PARTICIPANT, PUBLIC, SIGNED_IN, holds, page
from candour.ui.conflict import conflict
from candour.ui.drafts import DraftKind, register_draft_kind
from candour.ui.forms import GdsForm, Radios, Text
from candour.ui.once import once

__all__ = ["handler400", "handler403", "handler404", "handler500"]

sent = []


class Note(GdsForm):
    text = Text("Note", missing="Enter a note")
    kind = Radios("Kind", [("a", "Advice"), ("b", "Decision")], required=False)


@page(PUBLIC)
def open_to_all(request):
    return HttpResponse("open")


@page(holds(Role.PRINCIPAL))
def principals_only(request):
    return HttpResponse("for principals")


@page(ANY_PARTICIPANT)
def participants_only(request):
    from django.http import Http404

    raise Http404("there is such a matter, and you are not in it")


@page(SIGNED_IN)
def send(request, reference=""):
    def act():
        sent.append(request.POST.get("text"))
        if request.POST.get("text") == "refused":
            raise Refused("Not like this.")
        return "/help"

    try:
        return once(request, act)
    except Refused as refused:
        return HttpResponse(str(refused), status=422)


@page(SIGNED_IN)
def changed_meanwhile(request):
    theirs = {"text": "Theirs", "kind": "a"}
    return conflict(request, Note(request.POST), theirs, version=8, back="/help")


@page(PUBLIC)
def breaks(request):
    raise OperationalError if request.GET.get("database") else RuntimeError("a private detail")


register_draft_kind(DraftKind("specimen", "Go on with the note", "specimen"))

urlpatterns = [
    *urlpatterns,
    path("specimen/open", open_to_all),
    path("specimen/principals", principals_only),
    path("specimen/participants", participants_only),
    path("specimen/send", send, name="specimen_send"),
    path("specimen/send/<slug:reference>", send, name="specimen"),
    path("specimen/changed", changed_meanwhile),
    path("specimen/breaks", breaks),
]
