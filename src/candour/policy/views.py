# SPDX-License-Identifier: MIT
"""Policies as everyone reads them: the text in force on any day, and what changed."""

from datetime import date

from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.kernel.roles import Role
from candour.policy import shown
from candour.policy.forms import RISKS, OnDayForm
from candour.policy.rules.document_facts import Standing
from candour.policy.rules.pack_differences import Difference, differences
from candour.policy.steps import steps_for
from candour.ui.access import holds, page
from candour.ui.pages import render
from candour.ui.request import Request, who
from candour.ui.saved_files import file_to_save
from candour.ui.words import long_date

READER = holds(Role.WORKFORCE)
OPEN_TO_ALL = {Standing.IN_FORCE, Standing.TO_COME, Standing.SUPERSEDED}


def is_owner(request: Request) -> bool:
    return Role.OVERSEER in request.roles


def document_or_404(request: Request, slug: str) -> shown.DocumentShown:
    document = shown.document_for(who(request), slug, timezone.localdate())
    if document is None:
        raise Http404
    return document


def version_or_404(
    request: Request, document: shown.DocumentShown, number: int
) -> shown.VersionShown:
    """A version for this reader; a draft is its owner's alone."""
    version = shown.version_shown(document, number)
    if version is None or not (version.line.standing in OPEN_TO_ALL or is_owner(request)):
        raise Http404
    return version


@page(READER, lowest="workforce")
def policies(request: Request) -> HttpResponseBase:
    documents = shown.documents_for(who(request), timezone.localdate())
    context = {"documents": documents, "owner": is_owner(request)}
    return render(request, "policy/list.html", context)


@page(READER, lowest="workforce")
def policy(request: Request, slug: str) -> HttpResponseBase:
    """The text in force today, or on the day asked for."""
    document = document_or_404(request, slug)
    today = timezone.localdate()
    form = OnDayForm(request.GET if "on" in request.GET else None, initial={"on": today})
    on: date = form.cleaned_data["on"] if form.is_bound and form.is_valid() else today
    number = shown.number_on(document, on)
    context = {
        "document": document,
        "form": form,
        "on": on,
        "today": today,
        "version": version_or_404(request, document, number) if number else None,
        "owner": is_owner(request),
    }
    return render(request, "policy/document.html", context)


@page(READER, lowest="workforce")
def version(request: Request, slug: str, number: int) -> HttpResponseBase:
    document = document_or_404(request, slug)
    found = version_or_404(request, document, number)
    owner = is_owner(request)
    is_draft = found.line.standing is Standing.DRAFT
    context = {
        "document": document,
        "version": found,
        "owner": owner,
        "steps": steps_for(found, slug, who(request).pk) if owner and is_draft else [],
    }
    return render(request, "policy/version.html", context)


@page(READER, lowest="workforce")
def compare(request: Request, slug: str, left: int, right: int) -> HttpResponseBase:
    """Two versions side by side: the front page whole, of the rest what differs."""
    document = document_or_404(request, slug)
    older, newer = (version_or_404(request, document, each) for each in (left, right))
    rows = [*front_page_rows(older, newer), *differences(older.pack, newer.pack)]
    context = {
        "document": document,
        "older": older,
        "newer": newer,
        "rows": rows,
        "changed": sum(row.different for row in rows),
    }
    return render(request, "policy/compare.html", context)


def front_page_rows(older: shown.VersionShown, newer: shown.VersionShown) -> list[Difference]:
    was, now = (_front_page(each) for each in (older, newer))
    return [Difference(name, was[name], now[name]) for name in now]


def _front_page(version: shown.VersionShown) -> dict[str, str]:
    row = version.row
    return {
        _("Text"): row.text,
        _("Refers to"): ", ".join(row.references),
        _("Risk rating"): str(dict(RISKS).get(row.risk_rating, "")),
        _("How it affects equality"): row.equality_impact,
        _("Date of commencement"): long_date(row.commences_on),
        _("Date of the next review"): long_date(row.review_on),
        _("Approved by"): row.approved_by,
    }


@page(READER, lowest="workforce", methods=("GET", "HEAD"))
def policy_file(request: Request, slug: str, number: int) -> HttpResponseBase:
    """The pack as a file, to change and to send back."""
    document = document_or_404(request, slug)
    found = version_or_404(request, document, number)
    if not found.row.pack_text:
        raise Http404
    kind = "application/toml; charset=utf-8"
    return file_to_save(found.row.pack_text, kind, f"{slug}-{number}.toml")
