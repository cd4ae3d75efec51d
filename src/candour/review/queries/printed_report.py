# SPDX-License-Identifier: MIT
"""A frozen quarterly report on paper."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from candour.correspondence.case_file import Fact, Stamp
from candour.correspondence.sheets import ReportSheet, Section
from candour.review.models import QuarterlyReport
from candour.review.queries.reports import parts_of, party_of
from candour.review.rules.reporting import PARTY_WORDS
from candour.review.rules.traces import Quarter


def printed_report(
    row: QuarterlyReport, quarter: Quarter, stamp: Stamp, *, receipt: str, marking: str
) -> ReportSheet:
    """Figures, what is written beside them, what each figure counts, and the receipt."""
    party = party_of(row)
    to = f"{party.name} ({PARTY_WORDS[party.kind].lower()})" if party else ""
    frozen_by = row.frozen_by.full_name if row.frozen_by else ""
    return ReportSheet(
        organisation=row.body.name,
        title=_("Quarterly report on integrity"),
        reference=str(quarter),
        marking=marking,
        handling="",
        facts=(
            Fact(_("For"), to),
            Fact(_("Figures drawn"), row.drawn_at),
            Fact(_("Frozen"), row.frozen_at),
            Fact(_("Frozen by"), frozen_by),
            Fact(_("This copy is for"), f"{stamp.reader}, {stamp.role}"),
            Fact(_("Taken"), stamp.taken_at),
        ),
        sections=(*_parts(row), _definitions(row), _receipt(receipt)),
        stamp=stamp,
    )


def _parts(row: QuarterlyReport) -> Iterator[Section]:
    for part in parts_of(row):
        rows = tuple((line.figure.title, str(line.count)) for line in part.lines)
        yield Section(part.heading, part.text, headings=(_("Figure"), _("Number")), rows=rows)


def _definitions(row: QuarterlyReport) -> Section:
    rows = tuple(
        (line.figure.title, line.figure.says) for part in parts_of(row) for line in part.lines
    )
    return Section(
        _("What each figure counts"), headings=(_("Figure"), _("What is counted")), rows=rows
    )


def _receipt(leaf: str) -> Section:
    text = _(
        "The act that froze this report has a leaf in a log that only grows. The file that proves "
        "it, whose name ends in .tlog-proof, is taken from the page of the report and checked "
        "without an account. The leaf hash:"
    )
    return Section(_("Receipt"), f"{text}\n\n{leaf[:32]}\n{leaf[32:]}")
