# SPDX-License-Identifier: MIT
"""What is published against what is held (X09): what is missing, out of date, or gone from the register."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from candour.people.models import Body
from candour.transparency.models import DatasetRelease, ReleaseLine
from candour.transparency.queries.held import held
from candour.transparency.queries.plan import plan_of
from candour.transparency.rules.publication import Stage
from candour.transparency.rules.scheme import Dataset
from candour.transparency.rules.spans import Span, as_span


class Gap(StrEnum):
    MISSING = "missing"
    """Held and settled, and in no release of its period."""
    CHANGED = "changed"
    """Published, and the register says something else since."""
    NOT_HELD = "not_held"
    """Published, and the register no longer has it."""


@dataclass(frozen=True)
class Difference:
    gap: Gap
    reference: str


@dataclass(frozen=True)
class Compared:
    """One dataset and period."""

    dataset: Dataset
    span: Span
    held: int
    published: int
    withheld: int
    open: int
    """Entries that are not settled, so they cannot be published yet."""
    differences: tuple[Difference, ...]
    release: DatasetRelease | None


@dataclass(frozen=True)
class Comparison:
    """The periods that can be compared, newest first, and the one that is."""

    spans: tuple[Span, ...]
    line: Compared | None


def compared(body: Body, code: str, today: date, wanted: str = "") -> Comparison:
    """One period of a dataset: the wanted one, else the newest that is public or should be."""
    planned = next((one for one in plan_of(body, today) if one.dataset.code == code), None)
    if planned is None:
        return Comparison((), None)
    releases = DatasetRelease.objects.filter(body=body, dataset=code, stage=Stage.PUBLISHED.value)
    public = {release.span: release for release in releases.order_by("-starts_on")}
    found = {span for one in public if (span := as_span(one))}
    if planned.ready:
        found.add(planned.due.span)
    spans = tuple(sorted(found, reverse=True))
    chosen = next((span for span in spans if span.code == wanted), next(iter(spans), None))
    if chosen is None:
        return Comparison((), None)
    return Comparison(spans, _of_span(planned.dataset, body, chosen, public.get(chosen.code)))


def _of_span(
    dataset: Dataset,
    body: Body,
    span: Span,
    release: DatasetRelease | None,
) -> Compared:
    now = held(dataset, body, span, search=False)
    rows = ReleaseLine.objects.filter(release=release) if release else ()
    public = {line.reference: line for line in rows}
    here = {one.reference: one for one in now.rows}
    found = [Difference(Gap.MISSING, one) for one in here if one not in public] if release else []
    found += [
        Difference(Gap.CHANGED, name)
        for name, one in here.items()
        if name in public and public[name].row != dict(one.row)
    ]
    found += [Difference(Gap.NOT_HELD, name) for name in public if name not in here]
    withheld = sum(bool(line.withheld) for line in public.values())
    return Compared(
        dataset=dataset,
        span=span,
        held=len(here),
        published=len(public) - withheld,
        withheld=withheld,
        open=len(now.open),
        differences=tuple(sorted(found, key=lambda one: (one.gap, one.reference))),
        release=release,
    )
