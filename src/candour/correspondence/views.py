# SPDX-License-Identifier: MIT
"""The outbox: what was sent, what is waiting, and what did not get through."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from candour.correspondence import queries
from candour.correspondence.forms import SendAgain
from candour.correspondence.queries import Opened, Show, Viewer
from candour.correspondence.services import send_again
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.services import By, record_reading
from candour.ui.access import holds, page
from candour.ui.marking import Marking
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, who

KEEPERS = holds(Role.SECRETARIAT, Role.OVERSEER)


@page(KEEPERS, lowest="secretariat", methods=("GET", "HEAD"))
def outbox(request: Request) -> HttpResponseBase:
    asked = request.GET.get("show", Show.ALL)
    show = Show(asked) if asked in set(Show) else Show.ALL
    viewer = _viewer(request)
    found = queries.outbox(viewer, show, after=_message_id(request.GET.get("after", "")))
    context = {
        "page": found,
        "show": show,
        "filters": _filters(show),
        "stuck": queries.problems(viewer),
    }
    return render(request, "correspondence/outbox.html", context)


@page(KEEPERS, lowest="secretariat")
def message(request: Request, message_id: UUID) -> HttpResponseBase:
    """One message. The words to a person outside are part of the matter: reading is recorded."""
    found = queries.one(_viewer(request), message_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _send_again(request, found)
    form = SendAgain(initial={"address": found.preview.to_address})
    return _show(request, found, form)


@page(KEEPERS, lowest="secretariat", methods=("GET", "HEAD"))
def attached(request: Request, message_id: UUID, order: int) -> HttpResponseBase:
    """A file that goes with a message, to be saved and never shown within a page."""
    found = queries.one(_viewer(request), message_id)
    file = queries.attachment(_viewer(request), message_id, order)
    if found is None or file is None or not _may_read(request, found):
        raise Http404
    if found.line.outside:
        record_reading(found.stream, by=_by(request), part="letter")
    name, content_type, data = file
    return HttpResponse(
        data,
        content_type=content_type,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name)
            or "",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def _show(request: Request, found: Opened, form: SendAgain) -> HttpResponse:
    readable = _may_read(request, found)
    if readable and found.line.outside:
        record_reading(found.stream, by=_by(request), part="letter")
    context = {"message": found, "readable": readable, "form": form}
    sensitive = readable and found.line.outside
    marking = Marking.OFFICIAL_SENSITIVE if sensitive else Marking.OFFICIAL
    return render(request, "correspondence/message.html", context, marking=marking)


def _send_again(request: Request, found: Opened) -> HttpResponseBase:
    form = SendAgain(request.POST)
    if not _may_read(request, found):
        del form.fields["address"]  # they see that it failed, and not whom it was to reach
    if not form.is_valid():
        return _show(request, found, form)
    address = form.cleaned_data.get("address", "")

    def act() -> str:
        send_again(found.line.id, by=_by(request), now=timezone.now(), address=address)
        return reverse("outbox_message", args=[found.line.id])

    try:
        return once(request, act)
    except Refused as refused:
        form.refuse(refused)
        return _show(request, found, form)


def _may_read(request: Request, found: Opened) -> bool:
    """Words to people outside are content, which overseeing does not open."""
    return not found.line.outside or Role.SECRETARIAT in request.roles


def _viewer(request: Request) -> Viewer:
    return Viewer(who(request), request.roles, timezone.localdate())


def _by(request: Request) -> By:
    role = Role.SECRETARIAT if Role.SECRETARIAT in request.roles else Role.OVERSEER
    return By(person=who(request).pk, role=role)


def _message_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _filters(show: Show) -> list[tuple[str, str, bool]]:
    words = {
        Show.ALL: _("All"),
        Show.PROBLEMS: _("Did not get through"),
        Show.WAITING: _("Waiting"),
        Show.SENT: _("Sent"),
    }
    return [(words[each], f"{reverse('outbox')}?show={each}", each is show) for each in Show]
