# SPDX-License-Identifier: MIT
"""How the procedure runs: numbers and references for those who answer for it, without content."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candour.gateway.models import Case
from candour.gateway.queries import oversight as found
from candour.gateway.queries.facts import matter_of_row
from candour.gateway.rules.matter import Stage
from candour.gateway.views.cases import SHOWN, page_after
from candour.gateway.views.status import Standing, status_of
from candour.kernel.roles import Role
from candour.policy.queries import pack_of
from candour.ui.access import holds, page
from candour.ui.marking import Marking
from candour.ui.pages import render
from candour.ui.request import Request, who

BY_STAGE: tuple[tuple[str, Promise], ...] = (
    ("gathering", _("Material being gathered")),
    ("unassigned", _("Waiting for an assessor to be chosen")),
    ("assessing", _("Being assessed")),
    ("deciding", _("Waiting for a decision")),
    ("carrying_out", _("Decided, and not closed yet")),
    ("reassessing", _("Being reassessed")),
)
IN_A_YEAR: tuple[tuple[str, Promise], ...] = (
    ("divergent", _("Decided against the advice")),
    ("late", _("Notified after the event")),
    ("urgent", _("Decided as urgent")),
)
WORDS: dict[str, Promise] = {
    "open": _("All open requests"),
    **dict(BY_STAGE),
    **dict(IN_A_YEAR),
}
STAGES: dict[Stage, Promise] = {
    Stage.NOTIFIED: _("Notified"),
    Stage.GATHERING: _("Material being gathered"),
    Stage.MATERIAL_COMPLETE: _("Material complete"),
    Stage.ASSESSING: _("Being assessed"),
    Stage.RECOMMENDED: _("Recommendation sent"),
    Stage.DECIDED: _("Decided"),
    Stage.MITIGATING: _("Conditions under way"),
    Stage.REASSESSMENT_REQUESTED: _("Reassessment asked for"),
    Stage.REASSESSING: _("Being reassessed"),
    Stage.FINAL: _("Reassessment final"),
    Stage.CLOSED: _("Closed"),
    Stage.WITHDRAWN: _("Withdrawn"),
}


@dataclass(frozen=True)
class Number:
    count: int
    href: str = ""


@dataclass(frozen=True)
class Totals:
    """One set of numbers; `href` is empty where totals are all that may be seen."""

    open: Number
    overdue: Number
    by_stage: tuple[tuple[Promise, Number, Number | None], ...]
    in_a_year: tuple[tuple[Promise, Number], ...]


@dataclass(frozen=True)
class Line:
    """One matter by its reference: stage, clock and assessor, and nothing of what it is about."""

    reference: str
    url: str
    stage: Promise
    standing: Standing
    assessor: str
    marks: str


@page(holds(Role.OVERSEER, Role.REASSESSOR, Role.OVERSIGHT), methods=("GET", "HEAD"))
def oversight(request: Request) -> HttpResponse:
    today = timezone.localdate()
    seen = found.overseen_by(who(request), today)
    group = request.GET.get("show", "open")
    group = group if group in found.groups(today) else "open"
    context: dict[str, Any] = {
        "alone": [_totals(found.totals(found.rows_of(body), today)) for body in seen.totals_only],
        "totals": None,
        "lines": [],
    }
    if seen.rows is not None:
        context["totals"] = _totals(found.totals(seen.rows, today), linked=True)
        rows = seen.rows.filter(found.groups(today)[group])
        after = request.GET.get("after", "")
        listed = list(page_after(found.without_words(rows), after)[: SHOWN + 1])
        more = listed[SHOWN - 1].reference if len(listed) > SHOWN else ""
        context |= {
            "group": _group_words(group),
            "lines": [_line(case) for case in listed[:SHOWN]],
            "next": _address(group, more) if more else "",
            "first": _address(group) if after else "",
        }
    return render(request, "gateway/oversight.html", context, marking=Marking.OFFICIAL_SENSITIVE)


def _group_words(group: str) -> str:
    words = str(WORDS[group.removesuffix("_overdue")])
    return f"{words}: {_('overdue')}" if group.endswith("_overdue") else words


def _address(group: str, after: str = "") -> str:
    asked = {"show": group, "after": after} if after else {"show": group}
    return f"{reverse('oversight')}?{urlencode(asked)}#list"


def _totals(counts: Mapping[str, int], *, linked: bool = False) -> Totals:
    def number(group: str) -> Number:
        return Number(counts[group], _address(group) if linked else "")

    return Totals(
        open=number("open"),
        overdue=number("open_overdue"),
        by_stage=tuple(
            (words, number(code), number(late) if (late := f"{code}_overdue") in counts else None)
            for code, words in BY_STAGE
        ),
        in_a_year=tuple((words, number(code)) for code, words in IN_A_YEAR),
    )


def _line(case: Case) -> Line:
    return Line(
        reference=case.reference,
        url=reverse("case", args=[case.reference]),
        stage=STAGES[Stage(case.stage)],
        standing=status_of(case, matter_of_row(case), pack_of(case.policy_id)),
        assessor=case.assessor.full_name if case.assessor else "",
        marks="; ".join(str(WORDS[mark]) for mark in found.marks(case)),
    )
