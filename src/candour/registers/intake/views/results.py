# SPDX-License-Identifier: MIT
"""What came of an import: the sums, the refused rows to take away, the rows, and the way back."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from candour.kernel.procedure import Refused
from candour.registers.exports.forms import ReasonForm
from candour.registers.exports.services import Exported, export
from candour.registers.exports.sheet import Sheet
from candour.registers.exports.writing import Format
from candour.registers.intake.kinds import Kind
from candour.registers.intake.known_kinds import kind_named
from candour.registers.intake.queries.history import (
    MOST_EXPORTED,
    headings,
    kinds_for,
    page_of_rows,
    values,
    visible_rows,
)
from candour.registers.intake.queries.mending import rows_to_mend
from candour.registers.intake.services.undoing import undo, why_not_undone
from candour.registers.intake.views.opening import BRINGS_IN, MARKING, by, find
from candour.registers.intake.views.steps import groups_of
from candour.registers.views.exporting import cover, download
from candour.ui.access import page
from candour.ui.fresh_proof import need_proof
from candour.ui.pages import render
from candour.ui.request import Request, posted, who


@page(BRINGS_IN)
def import_result(request: Request, import_id: UUID) -> HttpResponse:
    """The result with its sums; sending the page undoes the import."""
    of = find(request, import_id, waiting=False)
    if request.method == "POST":
        try:
            undo(of.pk, by=by(request))
            messages.success(request, _("The import was undone. The register is as it was before."))
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("import_result", of.pk)
    groups = groups_of(of)
    stopped = why_not_undone(of)
    context = {
        "of": of, "kind": kind_named(of.kind), "report": of.report, "why_not": str(stopped) if stopped else "",
        "to_fix": [group for group in groups if group["to_fix"]],
        "others": [group for group in groups if not group["to_fix"]],
    }  # fmt: skip
    return render(request, "intake/result.html", context, marking=MARKING)


@page(BRINGS_IN, methods=("POST",))
def import_bad_rows(request: Request, import_id: UUID) -> HttpResponse:
    """Only the rows that have to be mended, as they stood, with what to do beside each."""
    of = find(request, import_id)
    need_proof(request)
    head, rows = rows_to_mend(of)
    title = _("%(kind)s, rows to mend") % {"kind": kind_named(of.kind).title}
    sheet = Sheet(title, head, rows, MARKING.value, ((_("Import"), str(of.pk)),))
    format_ = Format.XLSX if request.POST.get("form_of") == "xlsx" else Format.CSV
    what = f"rows to mend of import {of.pk}"
    return download(export(sheet, format_, what=what, reason="to mend them", by=by(request)))


# ------------------------------------------------------------------ the rows themselves


def _kind(request: Request, name: str) -> Kind:
    found = next((kind for kind in kinds_for(request.roles) if kind.name == name), None)
    if found is None:
        raise Http404
    return found


def _of(request: Request) -> UUID | None:
    try:
        return UUID(request.GET.get("import", ""))
    except ValueError:
        return None


@page(BRINGS_IN, methods=("GET", "HEAD"))
def imported_rows(request: Request, kind: str) -> HttpResponse:
    """The entries of one kind that count now, newest import first."""
    wanted, of = request.GET.get("words", "").strip()[:100], _of(request)
    found = page_of_rows(
        _kind(request, kind), who(request), wanted, of, request.GET.get("after", "")
    )
    asked = {"words": wanted, "import": str(of) if of else ""}
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "kind": _kind(request, kind), "found": found, "wanted": wanted, "of": of,
        "next": f"?{urlencode({**kept, 'after': found.more})}" if found.more else "",
        "first": f"?{urlencode(kept)}" if request.GET.get("after") else "",
        "export": reverse("imported_export", args=[kind]) + (f"?{urlencode(kept)}" if kept else ""),
    }  # fmt: skip
    return render(request, "intake/rows.html", context, marking=MARKING)


@page(BRINGS_IN)
def imported_export(request: Request, kind: str) -> HttpResponse:
    """Exactly the rows of the list on screen, as a file; why they are taken is recorded."""
    chosen, wanted, of = (
        _kind(request, kind),
        request.GET.get("words", "").strip()[:100],
        _of(request),
    )
    rows = visible_rows(chosen, who(request), wanted, of)
    form = ReasonForm(posted(request))
    if form.is_valid():
        need_proof(request)
        try:
            return download(_export(request, chosen, rows, form.cleaned_data, wanted))
        except Refused as refused:
            form.refuse(refused)
    context: dict[str, Any] = {
        "form": form,
        "title": chosen.title,
        "count": rows.count(),
        "back": reverse("imported_rows", args=[kind]),
    }
    return render(request, "registers/export.html", context, marking=MARKING)


def _export(
    request: Request, kind: Kind, rows: Any, answers: dict[str, Any], wanted: str
) -> Exported:
    found = [values(kind, row) for row in rows[: MOST_EXPORTED + 1].iterator()]
    which = _("those with “%(words)s”") % {"words": wanted} if wanted else _("all")
    about = cover(request, which, len(found), answers["reason"])
    sheet = Sheet(kind.title, headings(kind), found, MARKING.value, about)
    what = f"imported {kind.name}, {'filtered' if wanted else 'all'}"
    return export(
        sheet, Format(answers["form_of"]), what=what, reason=answers["reason"], by=by(request)
    )
