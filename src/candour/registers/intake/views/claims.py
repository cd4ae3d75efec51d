# SPDX-License-Identifier: MIT
"""One's own claims and card purchases; for finance, the card holders beside their training."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.registers.intake.queries.claiming import (
    holder_named,
    holders,
    lines_of_holder,
    own_line,
    own_lines,
)
from candour.registers.intake.services.questioning import ask, explain
from candour.registers.matters import matter_told
from candour.registers.rules.card_training import Trained
from candour.ui.access import ANY_PARTICIPANT, SIGNED_IN, holds, page
from candour.ui.forms import GdsForm, TextArea
from candour.ui.marking import Marking
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, posted, who
from candour.ui.tags import Status, Tag, tag

FINANCE = holds(Role.REGISTRAR, Role.PROCUREMENT, Role.AUDITOR)
MARKING = Marking.OFFICIAL_SENSITIVE
TRAINED = {
    Trained.YES: (gettext_lazy("Trained"), Status.IN_ORDER),
    Trained.EXPIRED: (gettext_lazy("Training has run out"), Status.OVERDUE),
    Trained.NEVER: (gettext_lazy("No training"), Status.PROBLEM),
}


@page(SIGNED_IN, lowest="workforce", methods=("GET", "HEAD"))
def claims(request: Request) -> HttpResponse:
    """What finance holds of this person, with the entries of the same day."""
    context = {
        "lines": own_lines(who(request)),
        "finance": bool(FINANCE.roles & request.roles),
    }
    return render(request, "intake/claims.html", context, marking=MARKING)


class ExplainForm(GdsForm):
    text = TextArea(
        gettext_lazy("What was it for?"),
        hint=gettext_lazy("Name the event, or the entry in a register, if there is one"),
        missing=gettext_lazy("Enter what it was for"),
    )


@page(ANY_PARTICIPANT)
def claim_explain(request: Request, kind: str, pk: int) -> HttpResponse:
    person = who(request)
    line = own_line(person, kind, pk)
    if line is None:
        raise Http404
    form = ExplainForm(
        posted(request),
        initial={"text": _from_a_matter(request)},
    )

    def done() -> str:
        by = By(person=person.pk, role=Role.DECLARANT.value)
        explain(line.key, person, form.cleaned_data["text"], by=by)
        messages.success(request, _("Your explanation is with whoever asks about claims."))
        return reverse("claims")

    if answered := carried_out(request, form, done):
        return answered
    context = {"line": line, "form": form}
    return render(request, "intake/claim_explain.html", context, marking=MARKING)


def _from_a_matter(request: Request) -> str:
    """An explanation begun from a request of one's own says which, so that it is told once."""
    person, reference = who(request), request.GET.get("matter", "")[:20]
    told = matter_told(person, reference) if reference else None
    if told is None or told.principal != str(person.pk):
        return ""
    return _("For request %(ref)s: %(about)s") % {"ref": told.reference, "about": told.about}


# ------------------------------------------------------------------ for finance


@page(FINANCE, methods=("GET", "HEAD"))
def card_holders(request: Request) -> HttpResponse:
    """Card holders of the last year: what they spent, and whether they were trained then."""
    text = request.GET.get("page", "1")
    number = min(max(int(text), 1), 1000) if text.isascii() and text.isdigit() else 1
    found, more = holders(who(request).body_id, timezone.localdate(), page=number)
    context = {
        "holders": [(one, trained_tag(one.trained)) for one in found],
        "untrained": sum(one.trained is not Trained.YES for one in found),
        "next": f"?page={number + 1}" if more else "",
        "previous": f"?page={number - 1}" if number > 1 else "",
    }
    return render(request, "intake/card_holders.html", context, marking=MARKING)


def trained_tag(trained: Trained) -> Tag:
    words, status = TRAINED[trained]
    return Tag(str(words), tag(status).colour)


class AskForm(GdsForm):
    text = TextArea(
        gettext_lazy("What do you want to know?"),
        missing=gettext_lazy("Enter what you want to know"),
    )


@page(FINANCE, methods=("GET", "HEAD"))
def card_holder(request: Request) -> HttpResponse:
    """The purchases of one holder; those without training or receipt stand out."""
    body, name = who(request).body_id, request.GET.get("name", "")
    lines = lines_of_holder(body, name, timezone.localdate())
    if not lines:
        raise Http404
    known = holder_named(body, name)
    context = {"name": lines[0].holder, "lines": lines, "known": known is not None}
    return render(request, "intake/card_holder.html", context, marking=MARKING)


@page(FINANCE)
def claim_ask(request: Request, pk: int) -> HttpResponse:
    """Ask a holder about one purchase; they answer in place."""
    person = who(request)
    found = lines_of_holder(person.body_id, "", timezone.localdate(), pk=pk)
    holder = holder_named(person.body_id, found[0].holder) if found else None
    if holder is None:
        raise Http404
    line = found[0]
    form = AskForm(posted(request))
    back = reverse("card_holder") + f"?name={line.holder}"

    def done() -> str:
        roles = FINANCE.roles & request.roles
        by = By(person=person.pk, role=min(roles).value)
        ask(line.key, holder, form.cleaned_data["text"], by=by)
        messages.success(request, _("Your question is with the holder."))
        return back

    if answered := carried_out(request, form, done):
        return answered
    context = {"line": line, "form": form, "back": back}
    return render(request, "intake/claim_ask.html", context, marking=MARKING)
