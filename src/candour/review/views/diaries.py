# SPDX-License-Identifier: MIT
"""Diaries: whose is in for a quarter, and bringing one in."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.review.diaries.occurrences import DiaryRead, NotADiary
from candour.review.diaries.reading import read_diary
from candour.review.forms import DiaryForm
from candour.review.models import DiarySource
from candour.review.queries.people import whose_diaries
from candour.review.queries.sources import SourceState, source_states
from candour.review.rules.traces import Quarter
from candour.review.services.diaries import keep_diary
from candour.review.views.opening import quarter_or_404
from candour.ui.access import holds, page
from candour.ui.marking import Marking
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, who

BRINGS_IN = holds(Role.OVERSEER, Role.SECRETARIAT, Role.PRINCIPAL)
MARKING, HANDLING = Marking.OFFICIAL_SENSITIVE, "The officer's office and the two reviewers only"


def people_for(request: Request, quarter: Quarter) -> list[Person]:
    """Those whose diaries this person may bring in."""
    oversees = Role.OVERSEER in request.roles
    return whose_diaries(who(request), quarter, timezone.localdate(), all_of_them=oversees)


@page(BRINGS_IN, methods=("GET", "HEAD"))
def diaries(request: Request, slug: str) -> HttpResponseBase:
    quarter = quarter_or_404(slug)
    people = people_for(request, quarter)
    context = {
        "quarter": quarter,
        "states": source_states(people, quarter),
        "reviewer": Role.OVERSEER in request.roles,
    }
    return render(request, "review/diaries.html", context, marking=MARKING, handling=HANDLING)


@dataclass(frozen=True)
class Bringing:
    person: Person
    quarter: Quarter
    state: SourceState


def bringing_or_404(request: Request, slug: str, person_id: UUID) -> Bringing:
    quarter = quarter_or_404(slug)
    person = next((one for one in people_for(request, quarter) if one.pk == person_id), None)
    if person is None:
        raise Http404
    return Bringing(person, quarter, source_states([person], quarter)[0])


@page(BRINGS_IN)
def diary(request: Request, slug: str, person_id: UUID) -> HttpResponseBase:
    """Upload one officer's calendar for the quarter."""
    asked = bringing_or_404(request, slug, person_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DiaryForm(*posted)
    if form.is_valid():
        try:
            upload = form.cleaned_data["diary"][0]
            source, read = read_diary(
                upload.name, upload.read(), asked.quarter.starts, asked.quarter.ends
            )
            return once(request, lambda: _keep(request, asked, source, read))
        except NotADiary as refused:
            form.add_error("diary", str(refused))
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "quarter": asked.quarter, "person": asked.person, "state": asked.state}
    return render(request, "review/diary.html", context, marking=MARKING, handling=HANDLING)


def by_whom(request: Request, asked: Bringing) -> By:
    """The reader in the part in which they bring the diary in."""
    role = Role.OVERSEER if Role.OVERSEER in request.roles else min(BRINGS_IN.roles & request.roles)
    behalf = asked.person.pk if asked.person != who(request) and role != Role.OVERSEER else None
    return By(person=who(request).pk, role=str(role), on_behalf_of=behalf)


def _keep(request: Request, asked: Bringing, source: DiarySource, read: DiaryRead) -> str:
    by = by_whom(request, asked)
    period = (asked.quarter.starts, asked.quarter.ends)
    keep_diary(asked.person, read, period, source=source, by=by, roles=request.roles)
    found = len(read.occurrences)
    words = ngettext("%(n)s date was read.", "%(n)s dates were read.", found) % {"n": found}
    messages.success(request, words)
    if read.not_read:
        left = len(read.not_read)
        says = ngettext(
            "%(n)s entry could not be read. It is named below.",
            "%(n)s entries could not be read. They are named below.",
            left,
        )
        messages.warning(request, says % {"n": left})
    return reverse("quarter_diary", args=[asked.quarter.slug, asked.person.pk])
