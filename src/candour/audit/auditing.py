# SPDX-License-Identifier: MIT
"""The auditors' pages: who did and read what. Looking at them is itself recorded."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from candour.audit.csv_file import csv_file
from candour.audit.forms import RangeForm, TrailForm
from candour.audit.queries import people_to_choose
from candour.audit.services import record_export, record_looking
from candour.audit.standing_out import found_in, words_of
from candour.audit.trail_shown import (
    day_range,
    kind_named,
    lines,
    stream_called,
    streams_of,
    table,
)
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.ledger.trail import Wanted, people_in
from candour.people.models import Person
from candour.ui.access import holds, page
from candour.ui.forms import GdsForm
from candour.ui.fresh_proof import need_proof
from candour.ui.marking import Marking
from candour.ui.pages import render
from candour.ui.request import Request, who
from candour.ui.saved_files import file_to_save

SHOWN = 50
MOST_EXPORTED = 100_000
READING = ("GET", "HEAD")
AT_FIRST = timedelta(days=30)
AUDITORS = holds(Role.AUDITOR)


@dataclass(frozen=True)
class Asked:
    """The form of the page, and what it asks for where it can be read."""

    form: GdsForm
    wanted: Wanted | None
    address: str
    """The filter as the end of an address."""


@page(AUDITORS, methods=READING)
def trail_page(request: Request) -> HttpResponse:
    auditor = who(request)
    asked = _asked(request, auditor)
    found = []
    if asked.wanted:
        record_looking(auditor, "audit trail", asked.address, by=_by(auditor))
        found = lines(auditor, asked.wanted, SHOWN + 1)
    more = found[SHOWN - 1].key if len(found) > SHOWN else 0
    context = {
        "form": asked.form,
        "lines": found[:SHOWN],
        "asked": asked.wanted is not None,
        "next": f"{reverse('audit')}?{asked.address}&before={more}" if more else "",
        "first": f"{reverse('audit')}?{asked.address}" if "before" in request.GET else "",
        "export": f"{reverse('audit_export')}?{asked.address}",
    }
    return render(request, "audit/trail.html", context, marking=Marking.OFFICIAL_SENSITIVE)


@page(AUDITORS, methods=READING)
def export(request: Request) -> HttpResponse:
    """Exactly the rows of the filter, as a table; the record says that they left, and their digest."""
    auditor = who(request)
    asked = _asked(request, auditor)
    if asked.wanted is None:
        return redirect(f"{reverse('audit')}?{asked.address}")
    need_proof(request, back=f"{reverse('audit')}?{asked.address}")
    found = lines(auditor, asked.wanted, MOST_EXPORTED)
    made = csv_file(table(found))
    record_export(auditor, asked.address, rows=len(found), made=made, by=_by(auditor))
    name = f"OFFICIAL-SENSITIVE audit trail {timezone.localdate().isoformat()}.csv"
    return file_to_save(made, "text/csv; charset=utf-8", name)


@page(AUDITORS, methods=READING)
def looks_page(request: Request) -> HttpResponse:
    """Readings that stand out: in plain words, and without a verdict."""
    auditor = who(request)
    given = {key: request.GET.get(key, "") for key in ("since", "until")}
    form = RangeForm(given if any(given.values()) else None, initial=_at_first())
    days = form.cleaned_data if form.is_bound and form.is_valid() else form.initial
    found = []
    if not form.wrong:
        record_looking(auditor, "readings that stand out", urlencode(given), by=_by(auditor))
        found = found_in(auditor, *day_range(days["since"], days["until"]))
    context = {"form": form, "found": found[:SHOWN], "more": len(found) > SHOWN, "words": words_of}
    return render(request, "audit/looks.html", context, marking=Marking.OFFICIAL_SENSITIVE)


def _asked(request: Request, auditor: Person) -> Asked:
    names = ("since", "until", "person", "kind", "reference")
    given = {key: value for key in names if (value := request.GET.get(key, ""))}
    initial = _at_first()
    since, until = day_range(initial["since"], initial["until"])
    seen = people_in(streams_of(auditor), Wanted(since, until))
    people = people_to_choose(seen | _chosen(given))
    form = TrailForm(given or None, people=people, initial=initial)
    address = urlencode(given)
    if form.is_bound and not form.is_valid():
        return Asked(form, None, address)
    answers = form.cleaned_data if form.is_bound else initial
    since, until = day_range(answers["since"], answers["until"])
    before = request.GET.get("before", "")
    reference = str(answers.get("reference") or "")
    wanted = Wanted(
        since=since,
        until=until,
        person=_uuid(str(answers.get("person") or "")),
        kind=kind_named(str(answers.get("kind") or "")),
        stream=stream_called(auditor, reference) if reference else None,
        before=int(before) if before.isdecimal() and len(before) < 16 else None,  # noqa: PLR2004
    )
    return Asked(form, wanted, address)


def _at_first() -> dict[str, date]:
    today = timezone.localdate()
    return {"since": today - AT_FIRST, "until": today}


def _chosen(given: dict[str, str]) -> set[UUID]:
    one = _uuid(given.get("person", ""))
    return {one} if one else set()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _by(auditor: Person) -> By:
    return By(person=auditor.pk, role=Role.AUDITOR.value)
