# SPDX-License-Identifier: MIT
"""What is public of a body, and what was and no longer is: all that the public site is made from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from candour.people.models import Body
from candour.transparency.models import WAS_PUBLIC, DatasetRelease, ReleaseLine
from candour.transparency.rules.publication import After, Stage
from candour.transparency.rules.redaction import Row
from candour.transparency.rules.scheme import Dataset, Due, Scheme, last_finished, next_due
from candour.transparency.rules.spans import as_span
from candour.transparency.scheme import scheme_of


@dataclass(frozen=True)
class PublicRow:
    reference: str
    row: Row
    event: UUID
    release: DatasetRelease
    current: bool


@dataclass(frozen=True)
class Gone:
    """Something that was public under its address."""

    reference: str
    why: str
    """"withdrawn", "expired" or "corrected"."""
    note: str
    on: datetime | None


@dataclass
class PublicDataset:
    dataset: Dataset
    due: Due
    releases: list[DatasetRelease] = field(default_factory=list)
    rows: list[PublicRow] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)

    def now(self, span: str = "") -> list[PublicRow]:
        """What is public at present; of one period, if one is named."""
        return [one for one in self.rows if one.current and span in ("", one.release.span)]


def public_of(body: Body, today: date) -> tuple[Scheme, list[PublicDataset]] | None:
    """Two queries for everything; none where the body has no scheme."""
    scheme = scheme_of(body)
    if scheme is None:
        return None
    releases: dict[str, list[DatasetRelease]] = defaultdict(list)
    found = DatasetRelease.objects.filter(body=body, stage__in=WAS_PUBLIC)
    for release in found.order_by("starts_on", "number"):
        releases[release.dataset].append(release)
    lines: dict[UUID, list[ReleaseLine]] = defaultdict(list)
    for line in ReleaseLine.objects.filter(release__in=found, event__isnull=False).order_by("position"):  # fmt: skip
        lines[line.release_id].append(line)
    return scheme, [_of_one(one, releases[one.code], lines, today) for one in scheme.datasets]


def _of_one(
    dataset: Dataset,
    releases: list[DatasetRelease],
    lines: dict[UUID, list[ReleaseLine]],
    today: date,
) -> PublicDataset:
    last = as_span(releases[-1].span) if releases else None
    due = next_due(dataset, last, last_finished(dataset, today), today)
    made = PublicDataset(dataset, due, releases)
    spans: dict[str, list[DatasetRelease]] = defaultdict(list)
    for release in releases:
        spans[release.span].append(release)
    for of_span in spans.values():
        made.rows += _rows(of_span, lines)
        made.gone += _gone(of_span, lines)
    return made


def _rows(
    of_span: list[DatasetRelease], lines: dict[UUID, list[ReleaseLine]]
) -> Iterable[PublicRow]:
    """The release that is public, and what corrections may show of those before it."""
    if of_span[-1].stage != Stage.PUBLISHED.value:
        return
    visible: list[DatasetRelease] = []
    for release in of_span:
        if release.hides_earlier:
            visible.clear()
        if release.stage in {Stage.PUBLISHED.value, After.CORRECTED.value}:
            visible.append(release)
    public = {line.reference for line in lines[of_span[-1].pk]}
    for release in visible:
        for line in lines[release.pk]:
            if line.reference in public and line.event is not None:
                yield PublicRow(
                    line.reference, line.shown, line.event, release,
                    current=release is of_span[-1],
                )  # fmt: skip


def _gone(of_span: list[DatasetRelease], lines: dict[UUID, list[ReleaseLine]]) -> Iterable[Gone]:
    last = of_span[-1]
    public = last.stage == Stage.PUBLISHED.value
    there = {line.reference for line in lines[last.pk]} if public else set()
    seen: set[str] = set()
    for release in of_span:
        for line in lines[release.pk]:
            if line.reference not in there | seen:
                seen.add(line.reference)
                why = After.CORRECTED.value if public else last.stage
                yield Gone(line.reference, why, last.note, last.ended_at or last.approved_at)
