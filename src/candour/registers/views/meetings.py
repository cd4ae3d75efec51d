# SPDX-License-Identifier: MIT
"""Meetings: their agenda, the interests of whoever attends, the draft of the minutes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.queries import posts_of
from candour.registers.entries.meeting_declarations import EFFECTS, KINDS
from candour.registers.queries.meetings import (
    declared_for,
    draft_minute,
    items_for,
    meeting_for,
    meetings_for,
    person_at,
)
from candour.registers.services.meetings import (
    Answered,
    Item,
    add_meeting,
    declare_interests,
    grant_dispensation,
)
from candour.ui.access import SIGNED_IN, holds, page
from candour.ui.forms import DateInput, Email, Expects, GdsForm, Radios, Text, TextArea
from candour.ui.marking import Marking
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, posted, who

KEEPERS = holds(Role.CLERK, Role.MONITORING_OFFICER)
MARKING = Marking.OFFICIAL_SENSITIVE


@page(SIGNED_IN, lowest="workforce", methods=("GET", "HEAD"))
def meetings(request: Request) -> HttpResponse:
    found = meetings_for(who(request), timezone.localdate())
    keeps = bool(request.roles & {Role.CLERK, Role.MONITORING_OFFICER})
    return render(request, "registers/meetings.html", {"meetings": found, "keeps": keeps})


class MeetingForm(GdsForm):
    title = Text(gettext_lazy("Which meeting?"), missing=gettext_lazy("Enter which meeting it is"))
    held_on = DateInput(
        gettext_lazy("When is it held?"), missing=gettext_lazy("Enter when it is held")
    )
    items = TextArea(
        gettext_lazy("The items, one a line"),
        hint=gettext_lazy("After a bar name the parties: Catering contract | Acme Ltd; Nettle plc"),
        rows=8,
        missing=gettext_lazy("Enter the items"),
    )


@page(KEEPERS)
def meeting_add(request: Request) -> HttpResponse:
    form = MeetingForm(posted(request))

    def add() -> str:
        given = form.cleaned_data
        body = _body_of_clerk(request)
        add_meeting(
            body, given["title"], given["held_on"], items_in(given["items"]), by=_by(request)
        )
        return reverse("meetings")

    if answered := carried_out(request, form, add):
        return answered
    context = {"form": form, "title": _("Add a meeting"), "button": _("Add the meeting")}
    return render(request, "registers/meeting_add.html", context)


def _body_of_clerk(request: Request) -> Any:
    """The body for which this person keeps the agenda."""
    keep = {Role.CLERK, Role.MONITORING_OFFICER}
    held = posts_of(who(request), timezone.localdate())
    return next(one.post.body for one in held if one.post.role_set & keep)


def items_in(text: str) -> list[Item]:
    found = []
    for line in text.splitlines():
        title, _bar, parties = line.partition("|")
        if title.strip():
            named = tuple(party.strip() for party in parties.split(";") if party.strip())
            found.append(Item(title.strip()[:300], named))
    return found


def _by(request: Request) -> By:
    role = Role.CLERK if Role.CLERK in request.roles else Role.DECLARANT
    return By(person=who(request).pk, role=role.value)


class DispensationForm(GdsForm):
    email = Email(
        gettext_lazy("For whom? Enter their e-mail address"),
        missing=gettext_lazy("Enter an e-mail address"),
    )
    about = Text(gettext_lazy("In what matter?"), missing=gettext_lazy("Enter in what matter"))
    begins_on = DateInput(gettext_lazy("From when?"), missing=gettext_lazy("Enter from when"))
    ends_on = DateInput(
        gettext_lazy("Until when?"), hint=gettext_lazy("At most 4 years"),
        expects=Expects.FUTURE, missing=gettext_lazy("Enter until when"),
    )  # fmt: skip


@page(KEEPERS)
def dispensation_add(request: Request) -> HttpResponse:
    """Leave to stay in spite of an interest, on a written request."""
    form = DispensationForm(posted(request))

    def grant() -> str:
        given = form.cleaned_data
        person = person_at(given["email"])
        if person is None:
            raise Refused(_("Check the address: nobody has it."), about="email")
        dates = (given["begins_on"], given["ends_on"])
        grant_dispensation(person, given["about"], *dates, by=_by(request))
        messages.success(request, _("The dispensation is recorded."))
        return reverse("meetings")

    if answered := carried_out(request, form, grant):
        return answered
    context = {"form": form, "title": _("Grant a dispensation"), "button": _("Grant it")}
    return render(request, "registers/meeting_add.html", context)


@page(SIGNED_IN, lowest="workforce")
def meeting_declare(request: Request, key: UUID) -> HttpResponse:
    """Each item with what the registers know, and what the member will do."""
    person = who(request)
    meeting = meeting_for(person, key, timezone.localdate())
    if meeting is None:
        raise Http404
    items = items_for(meeting, person)
    before = {row.item.number: row for row in declared_for(meeting, person) if row.item}
    fields: dict[str, Any] = {}
    for item in items:
        was = before.get(item.number)
        fields |= _questions(item.number, item.title, was)
    form = type("InterestsForm", (GdsForm,), fields)(posted(request))

    def confirm() -> str:
        given = form.cleaned_data
        answers = {
            item.number: Answered(
                given[f"kind-{item.number}"] or "none",
                given[f"effect-{item.number}"],
                given[f"interest-{item.number}"],
            )
            for item in items
        }
        by = By(person=person.pk, role=Role.DECLARANT.value)
        declare_interests(meeting, answers, person=person, by=by)
        messages.success(request, _("Your interests are recorded."))
        return reverse("meetings")

    if answered := carried_out(request, form, confirm):
        return answered
    context = {"form": form, "meeting": meeting, "items": items}
    return render(request, "registers/meeting_declare.html", context, marking=MARKING)


def _questions(number: int, title: str, was: Any) -> dict[str, Any]:
    kind = was.kind if was else "none"
    return {
        f"kind-{number}": Radios(f"{number}. {title}", KINDS, small=True, initial=kind),
        f"effect-{number}": Radios(
            _("What will you do for item %(number)s?") % {"number": number}, EFFECTS, small=True,
            required=False, initial=was.effect if was else "",
        ),
        f"interest-{number}": Text(
            _("What is your interest in item %(number)s?") % {"number": number}, required=False,
            initial=was.interest if was else "",
        ),
    }  # fmt: skip


@page(KEEPERS, methods=("GET", "HEAD"))
def meeting_minute(request: Request, key: UUID) -> HttpResponse:
    """What the minutes say of interests, ready to be copied."""
    meeting = meeting_for(who(request), key, timezone.localdate())
    if meeting is None:
        raise Http404
    context = {"meeting": meeting, "lines": draft_minute(meeting)}
    return render(request, "registers/meeting_minute.html", context, marking=MARKING)
