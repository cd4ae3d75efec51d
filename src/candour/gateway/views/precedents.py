# SPDX-License-Identifier: MIT
"""How similar matters went, for assessors: masked, and nothing that can be opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candour.gateway.queries.precedents import Precedent, masked, precedents
from candour.gateway.rules.matter import Course, Outcome
from candour.kernel.roles import Role
from candour.policy.queries import in_force, pack_of
from candour.policy.rules.pack import Pack
from candour.ui.access import holds, page
from candour.ui.marking import Marking
from candour.ui.pages import render
from candour.ui.request import Request, who

SHOWN = 25
COURSES: dict[str, Promise] = {
    Course.PROCEED: _("Take part"),
    Course.WITH_MITIGATION: _("Take part with conditions"),
    Course.DECLINE: _("Decline"),
}
OUTCOMES: dict[str, Promise] = {
    Outcome.UPHELD: _("Upheld"),
    Outcome.REPLACED: _("Another course"),
}


@dataclass(frozen=True)
class Shown:
    """One way to look at the list."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True)
class Line:
    """One past matter in words."""

    subject: str
    areas: tuple[str, ...]
    course: str
    decision: str
    outcome: str
    quarter: str


@page(holds(Role.ASSESSOR), methods=("GET", "HEAD"))
def past_matters(request: Request) -> HttpResponse:
    person, today = who(request), timezone.localdate()
    policy = in_force(person.body, today)
    areas = {one.code: one.text for one in policy.pack.areas} if policy else {}
    area = request.GET.get("area", "")
    area = area if area in areas else ""
    start = _number(request.GET.get("from", ""))
    rows = precedents(person, today, area=area)
    found = masked(rows[start : start + SHOWN + 1])
    context = {
        "lines": [_line(one) for one in found[:SHOWN]],
        "areas": _areas(areas, area),
        "chosen": areas.get(area, ""),
        "next": _address(area, start + SHOWN) if len(found) > SHOWN else "",
        "first": _address(area) if start else "",
    }
    return render(request, "gateway/precedents.html", context, marking=Marking.OFFICIAL_SENSITIVE)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 7 else 0  # noqa: PLR2004


def _areas(areas: dict[str, str], chosen: str) -> list[Shown]:
    every = Shown(str(_("All areas")), _address(""), not chosen)
    return [every, *(Shown(text, _address(code), code == chosen) for code, text in areas.items())]


def _address(area: str, start: int = 0) -> str:
    asked = {key: value for key, value in (("area", area), ("from", start)) if value}
    return reverse("precedents") + (f"?{urlencode(asked)}" if asked else "")


def _line(one: Precedent) -> Line:
    pack = pack_of(one.policy)
    return Line(
        subject=_text(pack, "subjects", [one.subject])[0],
        areas=_text(pack, "areas", one.areas),
        course=str(COURSES.get(one.course, _("None: it was urgent"))),
        decision=_decision(one),
        outcome=str(OUTCOMES.get(one.outcome, _("Not asked for"))),
        quarter=one.quarter,
    )


def _text(pack: Pack, kind: str, codes: Iterable[str]) -> tuple[str, ...]:
    texts = {each.code: each.text for each in getattr(pack, kind)}
    return tuple(texts.get(code, code) for code in codes)


def _decision(one: Precedent) -> str:
    if one.attends is None:
        return str(_("None"))
    taken = _("Took part") if one.attends else _("Declined")
    return f"{taken}, {_('against the advice')}" if one.divergent else str(taken)
