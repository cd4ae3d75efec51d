# SPDX-License-Identifier: MIT
"""Bringing a file in, step by step: upload, columns, check, fix once for all, import."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from candour.kernel.procedure import Refused
from candour.registers.intake.forms import (
    MOST_VALUES,
    ColumnsForm,
    DatesForm,
    MonthsForm,
    UploadForm,
    ValuesForm,
)
from candour.registers.intake.known_kinds import kind_named
from candour.registers.intake.models import Import
from candour.registers.intake.problems import NOT_ENTRIES, Code
from candour.registers.intake.queries.history import imports_for, kinds_for
from candour.registers.intake.queries.laying_out import columns_of
from candour.registers.intake.services.importing import OutOfBalance
from candour.registers.intake.services.waiting import begin, carry_out, choose, forget
from candour.registers.intake.sheets import Source
from candour.registers.intake.views.opening import BRINGS_IN, MARKING, by, find
from candour.ui.access import page
from candour.ui.forms import GdsForm
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, posted, who

SHOWN = 25


def filled(
    request: Request, form: GdsForm, act: Callable[[], str], template: str, **context: Any
) -> HttpResponse:
    """Carry out what a form says; show the form when it is not filled in, or refused."""
    if answered := carried_out(request, form, act):
        return answered
    return render(request, template, {"form": form, **context}, marking=MARKING)


@page(BRINGS_IN, methods=("GET", "HEAD"))
def import_history(request: Request) -> HttpResponse:
    """Every import that this person may see, newest first."""
    found = list(imports_for(who(request), request.roles).select_related("started_by")[: SHOWN + 1])
    lines = [
        {"of": of, "kind": kind_named(of.kind), "identity": of.report.get("identity", {}).get("rows", {}),
         "url": reverse("import_check" if of.state == "waiting" else "import_result", args=[of.pk])}
        for of in found[:SHOWN]
    ]  # fmt: skip
    kinds = [(kind.name, kind.title) for kind in kinds_for(request.roles)]
    context = {"lines": lines, "more": len(found) > SHOWN, "kinds": kinds}
    return render(request, "intake/history.html", context, marking=MARKING)


@page(BRINGS_IN)
def import_new(request: Request) -> HttpResponse:
    """Choose the register and the files."""
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*data, kinds=kinds_for(request.roles))

    def act() -> str:
        kind = kind_named(form.cleaned_data["kind"])
        of = begin(kind, _sources(form), who(request), by=by(request))
        return reverse("import_columns", args=[of])

    return filled(request, form, act, "intake/new.html")


@page(BRINGS_IN)
def import_mended(request: Request, import_id: UUID) -> HttpResponse:
    """Upload the refused rows of an import once they are mended; what was decided still holds."""
    before = find(request, import_id, waiting=False)
    kind = kind_named(before.kind)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*data, kinds=[kind], initial={"kind": kind.name})

    def act() -> str:
        of = begin(kind, _sources(form), who(request), by=by(request), continues=before)
        return reverse("import_check", args=[of])

    return filled(request, form, act, "intake/new.html", before=before)


def _sources(form: UploadForm) -> list[Source]:
    found = []
    for upload in form.cleaned_data["sheets"]:
        upload.seek(0)
        data = upload.read()
        if upload.size and not data:
            raise Refused(
                f"Upload a smaller file: {upload.name} is too large for a browser. Use the command candour import."
            )
        found.append(Source(str(upload.name), data))
    return found


@page(BRINGS_IN)
def import_columns(request: Request, import_id: UUID) -> HttpResponse:
    """Confirm or change which column is which field."""
    of = find(request, import_id, waiting=True)
    kind = kind_named(of.kind)
    columns = columns_of(of)
    form = ColumnsForm(
        posted(request),
        headings=[(column.heading, column.field, column.seen) for column in columns],
        kind=kind,
    )

    def act() -> str:
        choose(of.pk, form.choices(), by=by(request))
        return reverse("import_check", args=[of.pk])

    return filled(request, form, act, "intake/columns.html", of=of, kind=kind, columns=columns)


@page(BRINGS_IN)
def import_check(request: Request, import_id: UUID) -> HttpResponse:
    """What would be imported and what not, by problem. Sending the page imports what is ready."""
    of = find(request, import_id, waiting=True)
    form = GdsForm(posted(request))

    def act() -> str:
        try:
            carry_out(of.pk, by=by(request))
        except OutOfBalance:
            words = "Upload the file once more: the sums did not agree, so nothing was imported. Tell whoever runs Candour."
            raise Refused(words) from None
        return reverse("import_result", args=[of.pk])

    groups = groups_of(of)
    context = {
        "of": of, "kind": kind_named(of.kind), "report": of.report,
        "to_fix": [group for group in groups if group["to_fix"]],
        "others": [group for group in groups if not group["to_fix"]],
    }  # fmt: skip
    return filled(request, form, act, "intake/check.html", **context)


def groups_of(of: Import) -> list[dict[str, Any]]:
    """The groups of all tables, those that are alike put together, each with where it is mended."""
    together: dict[tuple[str, str], dict[str, Any]] = {}
    for file in of.report.get("files", []):
        for sheet in file["sheets"]:
            for table in sheet["tables"]:
                for group in table["groups"]:
                    _add(together, group)
    for (code, field), group in together.items():
        asked = {"code": code, "field": field}
        group["fix"] = asked if _fixable(code, field, group) else None
    return sorted(together.values(), key=lambda group: -group["rows"])


def _add(together: dict[tuple[str, str], dict[str, Any]], group: dict[str, Any]) -> None:
    key = (group["problem"], group["field"])
    there = together.get(key)
    if there is None:
        together[key] = {**group, "values": dict(group["values"])}
        return
    there["rows"] += group["rows"]
    there["row_numbers"] = [*there["row_numbers"], *group["row_numbers"]]
    for value, rows in group["values"].items():
        there["values"][value] = there["values"].get(value, 0) + rows


def _fixable(code: str, field: str, group: dict[str, Any]) -> bool:
    if code in {Code.DATE_AMBIGUOUS.value, Code.DATE_MONTH_ONLY.value}:
        return True
    unfixable = {
        *NOT_ENTRIES,
        Code.MISSING,
        Code.TOO_MANY,
        Code.SHIFTED,
        Code.NO_COLUMN,
        Code.NO_TABLE,
    }
    return bool(field) and code not in {each.value for each in unfixable} and bool(group["values"])


@page(BRINGS_IN)
def import_fix(request: Request, import_id: UUID, problem: str) -> HttpResponse:
    """Decide once for all rows that have one problem."""
    of = find(request, import_id, waiting=True)
    group = next((each for each in groups_of(of) if _slug(each) == problem and each["fix"]), None)
    if group is None:
        raise Http404
    form = _fix_form(group, posted(request))

    def act() -> str:
        choose(of.pk, form.choices(), by=by(request))
        messages.success(request, _("Applied to all of these rows."))
        return reverse("import_check", args=[of.pk])

    context = {"of": of, "kind": kind_named(of.kind), "group": group}
    return filled(request, form, act, "intake/fix.html", **context)


def _fix_form(group: dict[str, Any], data: Any) -> DatesForm | MonthsForm | ValuesForm:
    if group["problem"] == Code.DATE_AMBIGUOUS.value:
        return DatesForm(data)
    if group["problem"] == Code.DATE_MONTH_ONLY.value:
        return MonthsForm(data)
    values = sorted(group["values"].items(), key=lambda each: -each[1])[:MOST_VALUES]
    return ValuesForm(data, field=group["field"], values=values)


def _slug(group: dict[str, Any]) -> str:
    return f"{group['problem']} {group['field']}".strip().replace(" ", "-")


@page(BRINGS_IN, methods=("POST",))
def import_forget(request: Request, import_id: UUID) -> HttpResponse:
    """Throw away what was uploaded and not imported."""
    of = find(request, import_id, waiting=True)
    forget(of.pk)
    messages.success(request, _("The upload was thrown away. Nothing was imported."))
    return redirect("imports")
