# SPDX-License-Identifier: MIT
"""The list of matters that a person may know of: newest first, filtered by the address."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candour.gateway.models import Case
from candour.gateway.queries.facts import matter_of_row
from candour.gateway.queries.visible import visible_to
from candour.gateway.rules.matter import Matter, Stage
from candour.gateway.views.status import Standing, status_of
from candour.kernel.roles import Role
from candour.ledger.datakeys import keep_open
from candour.ledger.sealing import text_unless_erased
from candour.people.models import Person
from candour.policy.queries import pack_of
from candour.ui.access import SIGNED_IN, page
from candour.ui.marking import Marking
from candour.ui.pages import render
from candour.ui.request import Request, who

SHOWN = 25
CAP = 100

GROUPS = {
    "open": (_("Open"), Q(ended_at__isnull=True)),
    "waiting": (
        _("Waiting for a decision"),
        Q(stage=Stage.RECOMMENDED.value),
    ),
    "overdue": (_("Recommendation or decision overdue"), Q(ended_at__isnull=True)),
    "divergent": (_("Decided against the advice"), Q(divergent=True)),
    "late": (_("Notified after the event"), Q(retrospective=True)),
    "urgent": (_("Decided as urgent"), Q(urgent=True)),
    "closed": (_("Closed or withdrawn"), Q(ended_at__isnull=False)),
}


@dataclass(frozen=True)
class Shown:
    """One way to look at the list."""

    text: str | Promise
    href: str
    current: bool


@dataclass(frozen=True)
class Line:
    """One matter in the list."""

    reference: str
    url: str
    activity: str
    principal: str
    standing: Standing
    event_on: date | None


@page(SIGNED_IN, lowest="workforce", methods=("GET", "HEAD"))
def cases(request: Request) -> HttpResponse:
    person = who(request)
    group = request.GET.get("show", "")
    rows = filtered(visible_to(person), group)
    count = rows.order_by()[: CAP + 1].count()
    after = request.GET.get("after", "")
    found = list(page_after(rows, after)[: SHOWN + 1])
    keep_open(case.stream for case in found[:SHOWN])
    lines = [_line(case, person) for case in found[:SHOWN]]
    more = found[SHOWN - 1].reference if len(found) > SHOWN else ""
    context = {
        "lines": lines,
        "count": count,
        "group": group,
        "group_words": GROUPS[group][0] if group in GROUPS else "",
        "next": _address(group, more) if more else "",
        "first": _address(group, "") if after else "",
        "groups": _groups(group),
        "may_start": may_start(request),
    }
    return render(request, "gateway/cases.html", context, marking=Marking.OFFICIAL_SENSITIVE)


def _groups(chosen: str) -> list[Shown]:
    every = Shown(_("All requests"), _address("", ""), chosen not in GROUPS)
    rest = [Shown(w, _address(code, ""), code == chosen) for code, (w, _q) in GROUPS.items()]
    return [every, *rest]


def may_start(request: Request) -> bool:
    files = {Role.PRINCIPAL, Role.SECRETARIAT}
    return bool(files & request.roles) or request.acting_for is not None


def filtered(rows: QuerySet[Case], group: str) -> QuerySet[Case]:
    """The matters of one group; an unknown group is all of them."""
    if group == "overdue":
        return rows.filter(overdue())
    return rows.filter(GROUPS[group][1]) if group in GROUPS else rows


def overdue() -> Q:
    """What has passed its date for a recommendation or for a decision."""
    today = timezone.localdate()
    early = [
        Stage.NOTIFIED.value,
        Stage.GATHERING.value,
        Stage.MATERIAL_COMPLETE.value,
        Stage.ASSESSING.value,
    ]
    advice = Q(stage__in=early, advice_due_on__lt=today)
    decision = Q(stage=Stage.RECOMMENDED.value, decision_due_on__lt=today)
    return Q(ended_at__isnull=True) & (advice | decision)


def page_after(rows: QuerySet[Case], reference: str) -> QuerySet[Case]:
    """The rows after the one of this reference, which has to be visible too."""
    ordered = rows.order_by("-notified_at", "-id")
    last = rows.filter(reference=reference).first() if reference else None
    if last is None:
        return ordered
    earlier = Q(notified_at__lt=last.notified_at)
    same = Q(notified_at=last.notified_at, id__lt=last.pk)
    return ordered.filter(earlier | same)


def _address(group: str, after: str) -> str:
    asked = {key: value for key, value in (("show", group), ("after", after)) if value}
    return reverse("cases") + (f"?{urlencode(asked)}" if asked else "")


def _line(case: Case, reader: Person) -> Line:
    matter: Matter = matter_of_row(case)
    return Line(
        reference=case.reference,
        url=reverse("case", args=[case.reference]),
        activity=text_unless_erased(case, "activity", str(_("Erased"))),
        principal=case.principal.full_name,
        standing=status_of(case, matter, pack_of(case.policy_id), reader=reader.pk),
        event_on=case.event_on,
    )
