# SPDX-License-Identifier: MIT
"""The quarterly report: drafted by some, frozen by somebody else, read by who holds us to account."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.correspondence import typesetting
from candour.kernel.procedure import reasons_not_open
from candour.ledger.proofs import newest_signed, prove
from candour.ledger.queries import leaves
from candour.ledger.services import By, record_reading
from candour.people.queries import roles_of
from candour.review.forms import NarrativeForm, PartyForm, SignForm
from candour.review.models import QuarterlyReport
from candour.review.queries.behind_figures import Counted, behind
from candour.review.queries.printed_report import printed_report
from candour.review.queries.reports import (
    Reader,
    changed_since,
    parties_of,
    parts_of,
    party_of,
    reader_of,
    report_for,
    report_of,
    reports_for,
    words_in,
)
from candour.review.queries.shown import quarters_to_show
from candour.review.rules import reporting as acts
from candour.review.rules.figures import Group, figure_named
from candour.review.rules.quarterly import SEATED
from candour.review.rules.reporting import (
    DRAFTERS,
    FREEZERS,
    PARTY_WORDS,
    READERS,
    PartyKind,
    Stage,
)
from candour.review.rules.traces import Quarter
from candour.review.services import reporting
from candour.review.services.copies import record_copy
from candour.review.views.home import seen_by
from candour.review.views.opening import quarter_or_404
from candour.review.views.printing import pdf, stamped
from candour.ui.access import holds, page
from candour.ui.fresh_proof import need_proof
from candour.ui.marking import Marking
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, acting_as, posted, who
from candour.ui.saved_files import file_to_save

REPORTS, DRAFTING, FREEZING = holds(*READERS), holds(*DRAFTERS), holds(*FREEZERS)
READ = ("GET", "HEAD")


@dataclass(frozen=True)
class Opened:
    reader: Reader
    quarter: Quarter
    row: QuarterlyReport
    by: By

    @property
    def frozen(self) -> bool:
        return self.row.stage == Stage.FROZEN.value


def _reader_or_404(request: Request, *, drafting: bool = False) -> Reader:
    reader = reader_of(who(request), timezone.localdate())
    if reader is None or (drafting and not reader.drafts):
        raise Http404
    return reader


def _open_or_404(request: Request, slug: str, part: str = "the report") -> Opened:
    reader, quarter = _reader_or_404(request), quarter_or_404(slug)
    row = report_for(reader, quarter)
    if row is None:
        raise Http404
    by = _doer(request)
    record_reading(row.stream, by=by, part=part)
    return Opened(reader, quarter, row, by)


def _doer(request: Request) -> By:
    return acting_as(request, READERS & request.roles)


@page(REPORTS, methods=READ)
def reports(request: Request) -> HttpResponseBase:
    """Every quarter, and whether its report is there."""
    reader, today = _reader_or_404(request), timezone.localdate()
    held = reports_for(reader)
    quarters = [one for one in quarters_to_show(today, held) if one.ends < today]
    context = {
        "reader": reader,
        "quarters": [(one, held.get(one.slug)) for one in quarters],
        "party": next(iter(parties_of(reader.body)), None),
        "kinds": PARTY_WORDS,
    }
    return _shown(request, "review/reports.html", context)


@page(DRAFTING)
def draw(request: Request, slug: str) -> HttpResponseBase:
    """Draw the figures of a quarter, for the first time or anew."""
    reader, quarter = _reader_or_404(request, drafting=True), quarter_or_404(slug)
    if quarter not in quarters_to_show(timezone.localdate(), reports_for(reader)):
        raise Http404
    row = report_for(reader, quarter)
    form = SignForm(posted(request), initial={"version": row.version if row else ""})

    def act() -> str:
        seen = seen_by(form) if row else None
        reporting.draw_figures(reader.body, quarter, by=_doer(request), seen=seen)
        messages.success(request, _("The figures are drawn and locked."))
        return reverse("report", args=[slug])

    if answered := carried_out(request, form, act):
        return answered
    changed = changed_since(row) if row else []
    context = {"form": form, "quarter": quarter, "row": row, "changed": changed}
    return _shown(request, "review/report_draw.html", context)


@page(REPORTS, methods=READ)
def report(request: Request, slug: str) -> HttpResponseBase:
    """The figures with what is written beside them; its receipt once it is frozen."""
    opened = _open_or_404(request, slug)
    context = {
        "row": opened.row,
        "quarter": opened.quarter,
        "frozen": opened.frozen,
        "drafts": opened.reader.drafts and not opened.frozen,
        "freezes": opened.reader.freezes and not opened.frozen,
        "parts": parts_of(opened.row),
        "party": party_of(opened.row),
        "receipt": _receipt(opened.row) if opened.frozen else "",
    }
    return _shown(request, "review/report.html", context)


def _receipt(row: QuarterlyReport) -> str:
    """The leaf of the act that froze it."""
    return next((one.hash for one in leaves(row.stream) if one.event_id == row.frozen_event), "")


@page(DRAFTING)
def report_write(request: Request, slug: str) -> HttpResponseBase:
    """Write beside the figures, which stand there and cannot be changed."""
    opened = _open_or_404(request, slug)
    said = words_in(opened.row)
    form = NarrativeForm(
        posted(request),
        initial={**said, "version": opened.row.version},
        parts=parts_of(opened.row),
    )

    def act() -> str:
        told = {group: form.cleaned_data[group.value] for group in Group}
        reporting.write(opened.row.pk, told, by=opened.by, seen=seen_by(form))
        messages.success(request, _("What you wrote is kept."))
        return reverse("report", args=[slug])

    if answered := carried_out(request, form, act):
        return answered
    return _shown(
        request, "review/report_write.html", _for_an_act(opened, form, acts.WRITE, request)
    )


@page(FREEZING)
def report_freeze(request: Request, slug: str) -> HttpResponseBase:
    """Read it whole, and freeze it; nothing changes afterwards."""
    opened = _open_or_404(request, slug, part="the report before freezing")
    form = SignForm(posted(request), initial={"version": opened.row.version})

    def act() -> str:
        reporting.freeze(opened.row.pk, by=opened.by, seen=seen_by(form))
        messages.success(
            request, _("The report is frozen. Whoever holds us to account reads it now.")
        )
        return reverse("report", args=[slug])

    if form.is_valid():
        need_proof(request)
    if answered := carried_out(request, form, act):
        return answered
    context = _for_an_act(opened, form, acts.FREEZE, request)
    return _shown(request, "review/report_freeze.html", context)


def _for_an_act(opened: Opened, form: Any, act: Any, request: Request) -> dict[str, object]:
    me, roles = who(request), roles_of(who(request), timezone.localdate())
    facts = report_of(opened.row)
    return {
        "form": form,
        "row": opened.row,
        "quarter": opened.quarter,
        "parts": parts_of(opened.row),
        "party": party_of(opened.row),
        "reasons": reasons_not_open(act, Stage(opened.row.stage), facts, str(me.pk), roles),
    }


@page(REPORTS, methods=READ)
def report_figure(request: Request, slug: str, code: str) -> HttpResponseBase:
    """The records behind one figure, as far as this reader may open them."""
    figure = figure_named(code)
    if figure is None:
        raise Http404
    opened = _open_or_404(request, slug, part=f"figure {code}")
    references = opened.row.figures.get(code, ())
    counted = Counted(opened.row.body, opened.quarter, references)
    context = {
        "quarter": opened.quarter,
        "figure": figure,
        "behind": behind(counted, figure, who(request), reviews=bool(SEATED & request.roles)),
    }
    return _shown(request, "review/report_figure.html", context)


@page(REPORTS, methods=READ)
def report_pdf(request: Request, slug: str) -> HttpResponseBase:
    """The frozen report as a tagged document."""
    opened = _open_or_404(request, slug)
    if not opened.frozen:
        raise Http404
    stamp = stamped(who(request), _("The quarterly report"))
    sheet = printed_report(
        opened.row, opened.quarter, stamp, receipt=_receipt(opened.row),
        marking=str(Marking.OFFICIAL.value),
    )  # fmt: skip
    made = typesetting.report(sheet)
    record_copy(opened.row.stream, made, stamp.purpose, by=opened.by)
    return pdf(made, f"report-{slug}.pdf")


@page(REPORTS, methods=READ)
def report_receipt(request: Request, slug: str) -> HttpResponseBase:
    """A file that proves offline that exactly this report was frozen, and when."""
    opened = _open_or_404(request, slug)
    event = newest_signed([opened.row.frozen_event]) if opened.row.frozen_event else None
    if event is None:
        raise Http404
    made = prove(event, show=("quarter", "party", "content"))
    return file_to_save(made, "text/plain", f"report-{slug}.tlog-proof")


@page(DRAFTING)
def report_parties(request: Request) -> HttpResponseBase:
    """Who holds the organisation to account, from which day on."""
    reader = _reader_or_404(request, drafting=True)
    form = PartyForm(posted(request))

    def act() -> str:
        answers = form.cleaned_data
        reporting.name_party(
            reader.body, PartyKind(answers["kind"]), answers["name"], answers["starts_on"],
            by=_doer(request),
        )  # fmt: skip
        messages.success(request, _("It is noted. Earlier reports keep the name that they had."))
        return reverse("reports")

    if answered := carried_out(request, form, act):
        return answered
    context = {"form": form, "parties": parties_of(reader.body), "kinds": PARTY_WORDS}
    return _shown(request, "review/report_parties.html", context)


def _shown(request: Request, template: str, context: dict[str, object]) -> HttpResponseBase:
    return render(request, template, context, marking=Marking.OFFICIAL)
