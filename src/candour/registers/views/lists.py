# SPDX-License-Identifier: MIT
"""The registers: which there are, the list of each, and the queue of what waits."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.registers.base import RegisterEntry, by_slug
from candour.registers.queries.lists import (
    CAP,
    Wanted,
    index_for,
    page_of,
    queue,
)
from candour.registers.queries.searching import search
from candour.registers.queries.shown import about_words
from candour.registers.services.filters import drop_filter, keep_filter, kept_filters
from candour.registers.views.declaring import begin_at
from candour.registers.wording import STATES, state_tag
from candour.ui.access import SIGNED_IN, page
from candour.ui.dates import UnclearDate, parse_date
from candour.ui.forms import GdsForm, Hidden, Text
from candour.ui.marking import Marking
from candour.ui.pages import render
from candour.ui.request import Request, who
from candour.ui.tags import Tag

MARKING = Marking.OFFICIAL_SENSITIVE


@dataclass(frozen=True)
class Line:
    reference: str
    url: str
    about: str
    person: str
    sent: date
    day: date | None
    """Of what it tells of."""
    tag: Tag
    late: bool


@page(SIGNED_IN, lowest="workforce", methods=("GET", "HEAD"))
def register_index(request: Request) -> HttpResponse:
    rows = index_for(who(request))
    return render(request, "registers/index.html", {"rows": rows, "cap": CAP}, marking=MARKING)


def model_or_404(slug: str) -> type[RegisterEntry]:
    model = by_slug(slug)
    if model is None:
        raise Http404
    return model


@page(SIGNED_IN, lowest="workforce")
def register_list(request: Request, slug: str) -> HttpResponse:
    """The address is the filter; words that are searched for are sent, and stay out of it."""
    model = model_or_404(slug)
    person = who(request)
    words = request.POST.get("words", "").strip()[:200] if request.method == "POST" else ""
    wanted = wanted_in(request)
    found = search(model, person, words) if words else page_of(model, person, wanted)
    context = {
        "register": model.register,
        "lines": [_line(row) for row in found.rows],
        "page": found,
        "cap": CAP,
        "words": words,
        "wanted": wanted,
        "states": _states(model),
        "chosen": _chosen(model, wanted),
        "next": _address(slug, wanted, after=found.more) if found.more else "",
        "first": _address(slug, wanted) if wanted.after else "",
        "turned": _address(slug, wanted, oldest="" if wanted.oldest else "1"),
        "kept": kept_filters(person, slug),
        "query": urlencode(_asked(wanted)),
        "begin": begin_at(model) if model.register.declared else "",
        "waiting": _waiting(model, request),
    }
    return render(request, "registers/list.html", context, marking=MARKING)


def _waiting(model: type[RegisterEntry], request: Request) -> int:
    return queue(model, who(request)).order_by()[: CAP + 1].count()


def wanted_in(request: Request) -> Wanted:
    asked = request.GET
    return Wanted(
        state=asked.get("state", "") if asked.get("state", "") in STATES else "",
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
        late=bool(asked.get("late")),
        oldest=bool(asked.get("oldest")),
        after=asked.get("after", ""),
    )


def _day(text: str) -> date | None:
    try:
        return parse_date(text, timezone.localdate()) if text else None
    except UnclearDate:
        return None


def _asked(wanted: Wanted) -> dict[str, str]:
    asked = {
        "state": wanted.state,
        "since": wanted.since.isoformat() if wanted.since else "",
        "until": wanted.until.isoformat() if wanted.until else "",
        "late": "1" if wanted.late else "",
        "oldest": "1" if wanted.oldest else "",
    }
    return {name: value for name, value in asked.items() if value}


def _address(slug: str, wanted: Wanted, **other: str) -> str:
    asked = {k: v for k, v in {**_asked(wanted), **other}.items() if v}
    return reverse("register", args=[slug]) + (f"?{urlencode(asked)}" if asked else "")


def _chosen(model: type[RegisterEntry], wanted: Wanted) -> list[dict[str, str]]:
    slug, found = model.register.slug, []
    words = {
        "state": str(STATES[wanted.state][0]) if wanted.state else "",
        "since": _("From %(day)s") % {"day": wanted.since} if wanted.since else "",
        "until": _("To %(day)s") % {"day": wanted.until} if wanted.until else "",
        "late": _("Late entries") if wanted.late else "",
    }
    for name, text in words.items():
        if text:
            found.append({"text": text, "href": _address(slug, wanted, **{name: ""})})
    return found


def _states(model: type[RegisterEntry]) -> list[tuple[str, str]]:
    procedure = model.register.procedure
    return [
        (state.value, str(STATES[state.value][0]))
        for state in type(procedure.start)
        if state != procedure.start
    ]


def _line(row: RegisterEntry) -> Line:
    return Line(
        reference=row.reference,
        url=reverse("entry", args=[row.reference]),
        about=about_words(row),
        person=row.person.full_name if row.person else "",
        sent=row.declared_on,
        day=getattr(row, row.register.when),
        tag=state_tag(row.state, conditional=row.facts.get("finding") == "conditional"),
        late=bool(row.why_late),
    )


class FilterForm(GdsForm):
    name = Text(_("Name"), max_length=60)
    query = Hidden()


@page(SIGNED_IN, lowest="workforce", methods=("POST",))
def filter_save(request: Request, slug: str) -> HttpResponse:
    """Keep the filter of a list under a name."""
    model_or_404(slug)
    form = FilterForm(request.POST)
    back = f"{reverse('register', args=[slug])}?{request.POST.get('query', '')[:200]}"
    if form.is_valid():
        keep_filter(who(request), slug, form.cleaned_data["name"], form.cleaned_data["query"])
        messages.success(request, _("The filter is saved."))
    else:
        messages.info(request, _("Enter a name for the filter"))
    return redirect(back)


@page(SIGNED_IN, lowest="workforce", methods=("POST",))
def filter_drop(request: Request, slug: str) -> HttpResponse:
    drop_filter(who(request), slug, request.POST.get("name", ""))
    return redirect("register", slug)
