# SPDX-License-Identifier: MIT
"""Datasets that are no register: their rows come from elsewhere, and leave the same way."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from candour.people.models import Body
from candour.review.queries.summary import Summary, summary_of
from candour.transparency.models import MisconductOutcome
from candour.transparency.queries.outcomes import outcomes_between
from candour.transparency.rules import outcomes as rules
from candour.transparency.rules.outcomes import Outcome, Proceedings
from candour.transparency.rules.redaction import Value
from candour.transparency.rules.spans import Span, financial_quarter, financial_year
from candour.transparency.rules.suppression import SMALLEST, banded

Row = Mapping[str, Value]


@dataclass(frozen=True)
class SourceRow:
    row: Row
    entry: UUID | None = None
    """What it shows, where somebody wrote it: its careful values are then looked at."""


@dataclass(frozen=True)
class Found:
    """The rows of a period; or why there are none yet."""

    rows: tuple[SourceRow, ...]
    waits: str = ""


@dataclass(frozen=True)
class Source:
    columns: frozenset[str]
    codes: Mapping[str, frozenset[str]]
    """By column, what its values may be."""
    find: Callable[[Body, Span], Found]


# ------------------------------------------------------------------ quarterly reviews

SAMPLE = "sample"
MEASURES = (
    "commitments", "commitment_without_matter", "claim_without_commitment", "gift_without_entry",
    "entry_without_event", "divergence", "late_notification", "urgent_decision",
    "overdue_condition", "explained", "entry_asked", "learning", "referred",
)  # fmt: skip


def reviews(body: Body, span: Span) -> Found:
    """Figures of a closed review, each in a band: a band tells nothing of the one beside it."""
    summary = summary_of(body, span.first)
    if summary is None:
        return Found((), _("The review of this quarter is not closed, so it has no figures yet."))
    return Found(tuple(SourceRow(one) for one in _rows(summary, span)))


def _rows(summary: Summary, span: Span) -> Iterator[Row]:
    year, quarter = financial_year(span.first), financial_quarter(span.first)
    every: dict[str, Value] = {
        "financial_year": year, "quarter": quarter, "closed_on": summary.closed_on.isoformat(),
    }  # fmt: skip
    mark = f"QR-{year}-Q{quarter}"
    figures = [
        (f"{mark}-{n:02}", name, "", summary.counts[name])
        for n, name in enumerate(MEASURES, start=1)
    ]
    figures += [
        (f"{mark}-S{n:02}", SAMPLE, seed, drawn)
        for n, (seed, drawn) in enumerate(summary.samples, start=1)
    ]
    bands = banded({(ref,): count for ref, _measure, _seed, count in figures})
    for ref, measure, seed, _count in figures:
        least = bands[ref,]
        yield every | {
            "ref": ref, "measure": measure, "at_least": least, "at_most": least + SMALLEST - 1,
            "sampling_seed": seed or None, "redaction_note": None,
        }  # fmt: skip


# ------------------------------------------------------------------ misconduct outcomes


def outcomes(body: Body, span: Span) -> Found:
    """What meetings and hearings of the period decided, and is not set aside."""
    held = outcomes_between(body, span.first, span.last)
    return Found(tuple(SourceRow(_outcome(one), one.pk) for one in held))


def _outcome(one: MisconductOutcome) -> Row:
    return {
        "ref": one.reference, "heard_on": one.heard_on.isoformat(), "proceedings": one.proceedings,
        "rank": one.rank, "summary": one.summary, "found": one.found, "outcome": one.outcome,
        "redaction_note": None,
    }  # fmt: skip


SOURCES = {
    "quarterly-reviews": Source(
        columns=frozenset({
            "ref", "financial_year", "quarter", "measure", "at_least", "at_most", "sampling_seed",
            "closed_on",
        }),
        codes={"measure": frozenset({*MEASURES, SAMPLE})},
        find=reviews,
    ),
    "misconduct-outcomes": Source(
        columns=frozenset({"ref", "heard_on", "proceedings", "rank", "summary", "found", "outcome"}),
        codes={
            "proceedings": frozenset(one.value for one in Proceedings),
            "found": frozenset(one.value for one in rules.Found),
            "outcome": frozenset(one.value for one in Outcome),
        },
        find=outcomes,
    ),
}  # fmt: skip
