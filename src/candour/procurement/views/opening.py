# SPDX-License-Identifier: MIT
"""Opens a procurement for whoever may know of it, and writes the reading down before anything shows."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from candour.kernel.procedure import Act, Refused, reasons_not_open
from candour.kernel.roles import Role
from candour.ledger.services import By, record_reading
from candour.people.models import Person
from candour.procurement.models import Procurement
from candour.procurement.queries.visible import Seen, visible_one
from candour.procurement.rules.procurement import (
    ANSWERS_FOR_IT,
    ASSESSES,
    BUYS,
    Stage,
)
from candour.procurement.rules.procurement import Procurement as Facts
from candour.procurement.rules.visibility import Sight
from candour.procurement.words import STAGES
from candour.ui.marking import Marking
from candour.ui.pages import render
from candour.ui.request import Request, acting_as, who

MARKING = Marking.OFFICIAL_SENSITIVE
HANDLING = "Commercial: those who deal with this procurement only"
READING = frozenset({"GET", "HEAD"})


@dataclass(frozen=True)
class Opened:
    """One procurement, opened by one person."""

    seen: Seen
    viewer: Person
    by: By

    @property
    def row(self) -> Procurement:
        return self.seen.row

    @property
    def facts(self) -> Facts:
        return self.seen.facts

    @property
    def home(self) -> str:
        return reverse("procurement", args=[self.row.reference])

    def why_not(self, act: Act[Facts, Any]) -> tuple[Refused, ...]:
        """Every reason why this person may not begin this act now."""
        roles = self.seen.roles | {Role.WORKFORCE}
        return reasons_not_open(act, Stage(self.row.stage), self.facts, str(self.viewer.pk), roles)

    def may(self, act: Act[Facts, Any]) -> bool:
        return not self.why_not(act)


def open_or_404(request: Request, reference: str, sight: Sight, *, part: str = "") -> Opened:
    """`sight` is what the page needs; `part` names what is about to be read."""
    viewer = who(request)
    seen = visible_one(viewer, reference, timezone.localdate())
    if seen is None or sight not in seen.sights:
        raise Http404
    by = acting(request, seen.roles)
    if part and request.method in READING:
        record_reading(seen.row.stream, by=by, part=part)
    return Opened(seen, viewer, by)


def open_any_or_404(request: Request, reference: str) -> Opened:
    """Whatever this person may see of it."""
    viewer = who(request)
    seen = visible_one(viewer, reference, timezone.localdate())
    if seen is None:
        raise Http404
    by = acting(request, seen.roles)
    if request.method in READING:
        record_reading(seen.row.stream, by=by, part="the procurement")
    return Opened(seen, viewer, by)


def acting(request: Request, roles: frozenset[StrEnum]) -> By:
    """Whoever acts, in the office that lets them."""
    return acting_as(request, (BUYS | ASSESSES | ANSWERS_FOR_IT | {Role.AUDITOR}) & roles)


def shown(request: Request, opened: Opened, page: str, **context: object) -> HttpResponseBase:
    """A page of a procurement: what every one of them needs stands here once."""
    seen = opened.seen
    told = {
        "row": opened.row,
        "stage": STAGES[opened.row.stage],
        "sights": {one.value for one in seen.sights},
        "suppliers": sorted(seen.rows.suppliers, key=lambda one: one.name.casefold()),
        "excluded": opened.facts.excluded,
        **context,
    }
    return render(request, f"procurement/{page}.html", told, marking=MARKING, handling=HANDLING)
