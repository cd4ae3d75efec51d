# SPDX-License-Identifier: MIT
"""The entries of a list as a file: exactly those on screen, harmless, marked, and recorded."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.registers.base import RegisterEntry
from candour.registers.exports.forms import ReasonForm
from candour.registers.exports.services import MOST_ROWS, Exported, export
from candour.registers.exports.sheet import Sheet
from candour.registers.exports.writing import Format
from candour.registers.queries.exported import headings, rows_of, values_of
from candour.registers.views.lists import MARKING, model_or_404, wanted_in
from candour.ui.access import SIGNED_IN, page
from candour.ui.fresh_proof import need_proof
from candour.ui.pages import render
from candour.ui.request import Request, posted, who
from candour.ui.words import date_time


@page(SIGNED_IN, lowest="workforce")
def register_export(request: Request, slug: str) -> HttpResponse:
    """Ask for the format and the reason, then hand the file over."""
    model = model_or_404(slug)
    rows = rows_of(model, who(request), wanted_in(request))
    form = ReasonForm(posted(request))
    if form.is_valid():
        need_proof(request)
        try:
            return download(_export(request, model, rows, form.cleaned_data))
        except Refused as refused:
            form.refuse(refused)
    query = request.GET.urlencode()
    back = reverse("register", args=[slug]) + (f"?{query}" if query else "")
    context: dict[str, Any] = {
        "form": form,
        "title": model.register.title,
        "count": rows.order_by()[: MOST_ROWS + 1].count(),
        "most": MOST_ROWS,
        "back": back,
    }
    return render(request, "registers/export.html", context, marking=MARKING)


def _export(
    request: Request, model: type[RegisterEntry], rows: Any, answers: dict[str, Any]
) -> Exported:
    person, title = who(request), str(model.register.title)
    filter_ = request.GET.urlencode()
    found = list(values_of(model, person, rows[: MOST_ROWS + 1]))
    sheet = Sheet(title, headings(model), found, MARKING.value, cover(
        request, filter_ or _("all that I may see"), len(found), answers["reason"]
    ))  # fmt: skip
    what = f"register {model.register.slug} {filter_}".strip()
    by = By(person.pk, min(request.roles - {Role.WORKFORCE} or {Role.WORKFORCE}).value)
    return export(sheet, Format(answers["form_of"]), what=what, reason=answers["reason"], by=by)


def cover(request: Request, which: str, rows: int, reason: str) -> tuple[tuple[str, str], ...]:
    """What stands on the first page of every export."""
    return (
        (_("Marking"), MARKING.value),
        (_("Entries"), which),
        (_("Rows"), f"{rows:,}"),
        (_("Taken by"), who(request).full_name),
        (_("Taken at"), date_time(timezone.now())),
        (_("Reason"), reason),
    )


def download(made: Exported) -> HttpResponse:
    """A file to save and never a page."""
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=made.name
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
