# SPDX-License-Identifier: MIT
"""The Today page and the whole lists behind it. Every number equals the list that it opens."""

from dataclasses import dataclass

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candour.ui.access import SIGNED_IN, page
from candour.ui.pages import render
from candour.ui.request import Request, who
from candour.ui.today import (
    COUNTED,
    DRAFTS,
    NEEDS_YOU,
    NEW,
    SHOWN,
    WAITING,
    Gathered,
    ListOf,
    TodayItem,
    gather,
)

OVERDUE = "overdue"


@dataclass(frozen=True)
class ShownList:
    """A list as the page shows it: its words, its first rows, and how many there are."""

    slug: str
    title: str
    empty: str
    rows: tuple[TodayItem, ...]
    count: int
    """As far as it is counted."""
    more: bool
    """There are more than were counted."""

    @property
    def url(self) -> str:
        return reverse("today_list", args=[self.slug])


@page(SIGNED_IN, lowest="workforce")
def today(request: Request) -> HttpResponseBase:
    """What needs me, before anything else."""
    day = timezone.localdate()
    gathered = gather(who(request), day)
    overdue = len(gathered.overdue())
    context = {
        "lists": [_shown(gathered, each, SHOWN) for each in ListOf],
        "sentence": _sentence(len(gathered.lists[NEEDS_YOU]), overdue),
        "numbers": _numbers(gathered, overdue),
        "failed": gathered.failed,
        "day": day,
    }
    return render(request, "ui/today.html", context)


@page(SIGNED_IN, lowest="workforce")
def today_list(request: Request, slug: str) -> HttpResponseBase:
    """One list, whole."""
    if slug not in {*ListOf, OVERDUE}:
        raise Http404
    day = timezone.localdate()
    which = NEEDS_YOU if slug == OVERDUE else ListOf(slug)
    gathered = gather(who(request), day, only=[which])
    if slug == OVERDUE:
        gathered.lists[NEEDS_YOU][:] = gathered.overdue()
    shown = _shown(gathered, which, COUNTED, slug)
    return render(request, "ui/today_list.html", {"list": shown, "failed": gathered.failed})


def _shown(gathered: Gathered, which: ListOf, most: int, slug: str = "") -> ShownList:
    items = gathered.lists[which]
    title, empty = _words(slug or which)
    count = min(len(items), COUNTED)
    more = len(items) > COUNTED
    return ShownList(slug or which, title, empty, tuple(items[:most]), count, more)


def _words(slug: str) -> tuple[str, str]:
    return {
        NEEDS_YOU: (
            _("Needs you"),
            _("Nothing needs you today. Decisions, requests and conditions to check appear here."),
        ),
        OVERDUE: (_("Overdue"), _("Nothing is overdue.")),
        WAITING: (
            _("Waiting for someone else"),
            _("You are not waiting for anyone. What you sent and others still hold appears here."),
        ),
        DRAFTS: (
            _("Your drafts"),
            _("You have no drafts. What you start and do not send is kept here."),
        ),
        NEW: (
            _("New to you"),
            _("Nothing is new. Outcomes and changes in your matters appear here."),
        ),
    }[slug]


def _sentence(needs: int, overdue: int) -> str:
    if not needs:
        return _("Nothing needs you today.")
    words = ngettext("%(count)s thing needs you.", "%(count)s things need you.", needs)
    first = words % {"count": _counted(needs)}
    if not overdue:
        return first
    late = ngettext("%(count)s is overdue.", "%(count)s are overdue.", overdue)
    return f"{first} {late % {'count': _counted(overdue)}}"


def _counted(number: int) -> str:
    return _("More than %(count)s") % {"count": COUNTED} if number > COUNTED else str(number)


def _numbers(gathered: Gathered, overdue: int) -> list[tuple[str, str, str]]:
    """At most three figures, each a link to the list that it counts."""
    needs, waiting = len(gathered.lists[NEEDS_YOU]), len(gathered.lists[WAITING])
    counted = [
        (needs, ngettext("needs you", "need you", needs), NEEDS_YOU),
        (overdue, _("overdue"), OVERDUE),
        (waiting, _("waiting for someone else"), WAITING),
    ]
    return [
        (_in_figures(n), words, reverse("today_list", args=[slug])) for n, words, slug in counted
    ]


def _in_figures(number: int) -> str:
    return f"{COUNTED}+" if number > COUNTED else str(number)
