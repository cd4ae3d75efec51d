# SPDX-License-Identifier: MIT
"""Nothing to declare, and the yearly look at everything that goes on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.registers.queries.returns import going_on, nil_return_of
from candour.registers.queries.shown import about_words
from candour.registers.rules.periods_of_return import as_quarter, quarter_of
from candour.registers.services.returns import (
    CHANGED,
    ENDED,
    STILL,
    confirm_all,
    send_nil_return,
)
from candour.ui.access import SIGNED_IN, page
from candour.ui.drafts import drafts_of
from candour.ui.forms import Confirm, GdsForm, Radios
from candour.ui.marking import Marking
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, posted, who

MARKING = Marking.OFFICIAL_SENSITIVE


class NothingForm(GdsForm):
    nothing = Confirm(
        gettext_lazy("Your return"),
        gettext_lazy("I have nothing to declare for this quarter"),
        missing=gettext_lazy("Select the box to confirm"),
    )


def _for_whom(request: Request) -> tuple[Person, By]:
    person, behalf = who(request), request.acting_for
    role = Role.SECRETARIAT if behalf else Role.DECLARANT
    by = By(person=person.pk, role=role.value, on_behalf_of=behalf.pk if behalf else None)
    return behalf or person, by


@page(SIGNED_IN, lowest="workforce")
def declare_nothing(request: Request, period: str) -> HttpResponse:
    """One tick. A draft that was not sent comes first."""
    quarter = as_quarter(period)
    if quarter is None:
        raise Http404
    person, by = _for_whom(request)
    form = NothingForm(posted(request))

    drafts = drafts_of(who(request), timezone.localdate())

    def send() -> str:
        if drafts:
            raise Refused(_("Check your drafts first: send them or leave them empty."))
        send_nil_return(person, quarter, by=by)
        messages.success(request, _("Your nil return is recorded."))
        return reverse("declare_nothing", args=[quarter.code])

    if answered := carried_out(request, form, send):
        return answered
    context = {
        "form": form, "quarter": quarter, "drafts": drafts, "sent": nil_return_of(person, quarter),
        "person": person if person != who(request) else None,
    }  # fmt: skip
    return render(request, "registers/nothing.html", context, marking=MARKING)


@page(SIGNED_IN, lowest="workforce")
def declare_review(request: Request, year: int) -> HttpResponse:
    """Each thing that goes on: still right, changed or ended; one button for all."""
    person = who(request)
    rows = going_on(person)
    choices = [
        (STILL, _("Still right")), (CHANGED, _("It has changed")), (ENDED, _("It has ended")),
    ]  # fmt: skip
    fields = {
        row.reference: Radios(
            f"{row.register.title}: {about_words(row)}", choices, inline=True, initial=STILL
        )
        for row in rows
    }
    form = type("ReviewForm", (GdsForm,), fields)(posted(request))

    def confirm() -> str:
        by = By(person=person.pk, role=Role.DECLARANT.value)
        changed = confirm_all(person, form.cleaned_data, by=by)
        if changed:
            return reverse("entry_correct", args=[changed[0].reference])
        messages.success(request, _("Everything is confirmed for this year."))
        return reverse("me")

    if rows and (answered := carried_out(request, form, confirm)):
        return answered
    if not rows and request.method == "POST":
        return redirect("declare_nothing", quarter_of(timezone.localdate()).code)
    context = {
        "form": form, "year": year, "rows": rows,
        "nothing": quarter_of(timezone.localdate()).code,
    }  # fmt: skip
    return render(request, "registers/review.html", context, marking=MARKING)
