# SPDX-License-Identifier: MIT
"""Declaring: what do you want to tell us, the plain form of a register, and the page after."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.people.queries import principals_for
from candour.registers.base import Register, RegisterEntry, by_slug, registers
from candour.registers.entries.event_expenses import EventExpense
from candour.registers.forms import answers_of, columns_from, form_of
from candour.registers.matters import MatterTold, matter_told
from candour.registers.queries.of_matter import warnings_of
from candour.registers.rules.periods_of_return import quarter_of
from candour.registers.services.declaring import Declared, declare
from candour.registers.services.expenses import declare_expense
from candour.registers.views.opening import find, open_entry, show
from candour.ui.access import ANY_PARTICIPANT, SIGNED_IN, page
from candour.ui.drafts import drop_draft, load_draft
from candour.ui.forms import GdsForm, Option, Radios
from candour.ui.marking import Marking
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, posted, who

NOT_SURE = "not-sure"


def declared_registers() -> list[type[RegisterEntry]]:
    return [model for model in registers() if model.register.declared]


def begin_at(model: type[RegisterEntry]) -> str:
    """Where a declaration to a register begins."""
    own = model.register.own_pages
    return reverse(own) if own else reverse("declare_plain", args=[model.register.slug])


@page(SIGNED_IN, lowest="workforce")
def declare_what(request: Request) -> HttpResponse:
    """What do you want to tell us? In plain words, with what belongs where."""
    choices = [
        Option(model.register.slug, model.register.title, model.register.says)
        for model in declared_registers()
    ]
    choices.append(Option(NOT_SURE, _("I am not sure")))
    form_class = type(
        "WhatForm",
        (GdsForm,),
        {
            "what": Radios(
                _("What do you want to tell us about?"),
                choices,
                missing=_("Select what you want to tell us about"),
            )
        },
    )
    form = form_class(posted(request))
    if form.is_valid():
        chosen = by_slug(form.cleaned_data["what"])
        return redirect(begin_at(chosen) if chosen else reverse("help_topic", args=["declaring"]))
    today = timezone.localdate()
    context = {"form": form, "quarter": quarter_of(today).code, "year": today.year}
    return render(request, "registers/declare.html", context)


def declares_for(
    request: Request, model: type[RegisterEntry], told: MatterTold | None = None
) -> tuple[Person, By]:
    """For whom an entry is: whoever is acted for, where the register lets others file.

    From a request in the Gateway it is for whomever that is about, as far as one may file for them.
    """
    person = who(request)
    behalf = request.acting_for if Role.SECRETARIAT in model.register.sees else None
    if told and told.principal != str(person.pk) and Role.SECRETARIAT in model.register.sees:
        lent = principals_for(person, timezone.localdate())
        behalf = next((one for one in lent if str(one.pk) == told.principal), behalf)
    role = Role.SECRETARIAT if behalf else Role.DECLARANT
    by = By(person=person.pk, role=role.value, on_behalf_of=behalf.pk if behalf else None)
    return behalf or person, by


@page(SIGNED_IN, lowest="workforce")
def declare_plain(request: Request, slug: str) -> HttpResponse:
    """The form of a register, as its declaration says."""
    model = by_slug(slug)
    if model is None or not model.register.declared or model.register.own_pages:
        raise Http404
    return _plain(request, model)


def _plain(request: Request, model: type[RegisterEntry], like: str = "") -> HttpResponse:
    register, key = model.register, f"declare:{model.register.slug}"
    told = matter_asked(request) if register.of_matter else None
    person, by = declares_for(request, model, told)
    if told and told.principal != str(person.pk):
        told = None
    kept = Role.SECRETARIAT in register.sees and told is None
    initial: dict[str, Any] = load_draft(who(request), key) if kept and not like else {}
    if like:
        initial = answers_of(find(request, like).row)
    form = form_of(model)(posted(request), initial=initial | _told_already(register, told))

    def send() -> str:
        row = _declared(model, columns_from(model, form.cleaned_data), person, by)
        if kept:
            drop_draft(who(request), key)
        return reverse("entry_sent", args=[row.reference])

    if answered := carried_out(request, form, send):
        return answered
    context = {
        "form": form,
        "register": register,
        "person": person if person != who(request) else None,
        "draft": key if kept else "",
        "matter": told,
        "warned": warnings_of(told.says) if told else (),
    }
    return render(
        request, "registers/declare_plain.html", context, marking=Marking.OFFICIAL_SENSITIVE
    )


def matter_asked(request: Request) -> MatterTold | None:
    """The request in the Gateway that a form was opened from, where this person may see it."""
    reference = request.GET.get("matter", "")[:20]
    return matter_told(who(request), reference) if reference else None


def _told_already(register: Register, told: MatterTold | None) -> dict[str, Any]:
    """What the request answers, so that it is asked only once."""
    if register.of_matter is None or told is None:
        return {}
    filled = {name: getattr(told, called) for name, called in register.of_matter.filled.items()}
    return {**filled, register.of_matter.named_in: told.reference}


def _declared(
    model: type[RegisterEntry], columns: dict[str, Any], person: Person, by: By
) -> RegisterEntry:
    if issubclass(model, EventExpense):
        return declare_expense(columns, person=person, by=by)
    return declare(model, Declared(columns), person=person, by=by)


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def entry_sent(request: Request, reference: str) -> HttpResponse:
    """The reference, what happens next, and one more like this."""
    opened = open_entry(request, reference, page="sent")
    if not opened.own:
        raise Http404
    return show(opened, "registers/sent.html", {"again": begin_at(type(opened.row))})


@page(ANY_PARTICIPANT)
def entry_copy(request: Request, reference: str) -> HttpResponse:
    """A form filled from an entry; sending it makes a new one."""
    opened = find(request, reference)
    if not opened.own:
        raise Http404
    if opened.register.own_pages:
        return redirect(f"{begin_at(type(opened.row))}?like={opened.reference}")
    return _plain(request, type(opened.row), opened.reference)
