# SPDX-License-Identifier: MIT
"""Opens a pack for whoever may see it, and writes the reading down before anything shows."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils import timezone

from candour.inspection.models import InspectionPack
from candour.inspection.queries.packs import Seen, pack_of, visible_one
from candour.inspection.rules.pack import DRAFTERS, KEEPERS, READERS, Pack, Stage
from candour.kernel.procedure import Act, Refused, reasons_not_open
from candour.ledger.services import By, record_reading
from candour.ui.access import holds
from candour.ui.forms import GdsForm
from candour.ui.marking import Marking
from candour.ui.pages import render
from candour.ui.request import Request, acting_as, who

READING, DRAFTING, KEEPING = holds(*READERS), holds(*DRAFTERS), holds(*KEEPERS)
READ = ("GET", "HEAD")
MARKING = Marking.OFFICIAL_SENSITIVE


@dataclass(frozen=True)
class Opened:
    seen: Seen
    by: By

    @property
    def row(self) -> InspectionPack:
        return self.seen.row

    @property
    def stage(self) -> Stage:
        return Stage(self.row.stage)


def open_or_404(request: Request, reference: str, part: str) -> Opened:
    """The one 404 for whoever may not: before it is open, after, and for everybody else."""
    return _read(request, _seen_or_404(request, reference), part)


def kept_or_404(request: Request, reference: str, part: str, *, drafting: bool = False) -> Opened:
    """For acts: the body's own people alone, and those who draw where it is about the draft."""
    seen = _seen_or_404(request, reference)
    if not (seen.drafts if drafting else seen.keeps):
        raise Http404
    return _read(request, seen, part)


def _seen_or_404(request: Request, reference: str) -> Seen:
    seen = visible_one(who(request), reference, timezone.localdate())
    if seen is None:
        raise Http404
    return seen


def _read(request: Request, seen: Seen, part: str) -> Opened:
    by = acting_as(request, READERS & seen.offices)
    record_reading(seen.row.stream, by=by, part=part)
    return Opened(seen, by)


def reasons(opened: Opened, act: Act[Pack, Any], request: Request) -> tuple[Refused, ...]:
    """Why this person cannot begin an act now; empty when they can."""
    me = str(who(request).pk)
    return reasons_not_open(act, opened.stage, pack_of(opened.row), me, opened.seen.offices)


def seen_by(form: GdsForm) -> int:
    """The version of the pack that the page showed."""
    written = form.cleaned_data.get("version", "")
    return int(written) if str(written).isdecimal() else -1


def shown(request: Request, template: str, context: dict[str, object]) -> HttpResponseBase:
    return render(request, template, context, marking=MARKING)
