# SPDX-License-Identifier: MIT
"""A release as its preparer and its approver read it: exactly what the public would, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from candour.transparency.models import DatasetRelease, ReleaseLine
from candour.transparency.queries.releases import cells_left, decisions_of, places_in
from candour.transparency.rules.redaction import Decision, Value, proposal, shown
from candour.transparency.rules.scheme import Column, Dataset, Kind, Scheme
from candour.transparency.rules.suppression import SMALLEST
from candour.ui.words import long_date


@dataclass(frozen=True)
class Cell:
    """A careful value with what is proposed or decided for it."""

    name: str
    title: str
    text: str
    found: tuple[str, ...]
    """What may be personal in it, place by place."""
    decision: Decision
    decided: bool


@dataclass(frozen=True)
class Previewed:
    """A row as the public would read it."""

    reference: str
    line: ReleaseLine
    about: str
    who: str
    values: tuple[tuple[str, str], ...]
    left: int
    found: bool
    hidden: bool
    was: str
    """Against the release before: "new", "changed" or nothing."""
    names: frozenset[str] = field(default_factory=frozenset)


def previewed(
    lines: list[ReleaseLine],
    dataset: Dataset,
    scheme: Scheme,
    before: Mapping[str, Mapping[str, Value]],
) -> list[Previewed]:
    return [_one(line, dataset, scheme, before) for line in lines]


def _one(
    line: ReleaseLine, dataset: Dataset, scheme: Scheme, before: Mapping[str, Mapping[str, Value]]
) -> Previewed:
    public = shown(line.row, decisions_of(line), places_in(line))
    left = cells_left(line, dataset)
    return Previewed(
        reference=line.reference,
        line=line,
        about=_about(public, dataset, scheme),
        who=_part(public, dataset, "person"),
        values=tuple(values_in_words(public, dataset, scheme)),
        left=len(left),
        found=bool(line.found),
        hidden=any(one.hides for one in decisions_of(line).values()),
        was=_was(line, public, before),
    )


def _was(
    line: ReleaseLine, public: Mapping[str, Value], before: Mapping[str, Mapping[str, Value]]
) -> str:
    if not before:
        return ""
    earlier = before.get(line.reference)
    if earlier is None:
        return "new"
    return "" if dict(earlier) == dict(public) else "changed"


def _about(row: Mapping[str, Value], dataset: Dataset, scheme: Scheme) -> str:
    column = dataset.part("about")
    value = row.get(column.name) if column else None
    return _in_words(value, column, scheme) if column and value else ""


def _part(row: Mapping[str, Value], dataset: Dataset, part: str) -> str:
    column = dataset.part(part)
    return str(row.get(column.name) or "") if column else ""


def values_in_words(
    row: Mapping[str, Value], dataset: Dataset, scheme: Scheme
) -> list[tuple[str, str]]:
    found = []
    for column in dataset.columns:
        value = row.get(column.name)
        if value is not None and column.name != "ref":
            found.append((column.title.en, _in_words(value, column, scheme)))
    return found


def _in_words(value: Value, column: Column, scheme: Scheme) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if column.codes and value in scheme.codes[column.codes]:
        return scheme.codes[column.codes][str(value)].en
    if column.kind is Kind.DATE:
        return long_date(date.fromisoformat(str(value)))
    return f"£{value}" if column.kind is Kind.MONEY else str(value)


def cells_of(line: ReleaseLine, dataset: Dataset) -> list[Cell]:
    """The careful values of a row that hold something, in the order of the scheme."""
    decided, places = decisions_of(line), places_in(line)
    found = []
    for column in dataset.columns:
        text = line.row.get(column.name)
        if column.care and text:
            here = places.get(column.name, [])
            found.append(
                Cell(
                    name=column.name,
                    title=column.title.en,
                    text=str(text),
                    found=tuple(
                        f"{one.kind.value}:{str(text)[one.start : one.end]}" for one in here
                    ),
                    decision=decided.get(column.name) or proposal(here),
                    decided=column.name in decided,
                )
            )
    return found


def published_before(release: DatasetRelease) -> dict[str, Mapping[str, Value]]:
    """The rows of the release of this period that is public now; empty for the first."""
    if release.number == 1:
        return {}
    rows = ReleaseLine.objects.filter(
        release__body=release.body_id,
        release__dataset=release.dataset,
        release__span=release.span,
        release__number__lt=release.number,
        event__isnull=False,
    ).order_by("release__number")
    return {line.reference: line.shown for line in rows}


def bands_in_words(
    release: DatasetRelease, dataset: Dataset, scheme: Scheme
) -> list[tuple[str, str, int, int]]:
    """Department, code, and the band of every count that is not small."""
    if not dataset.counted_by:
        return []
    codes = scheme.codes[dataset.column(dataset.counted_by).codes]
    return [
        (unit, codes[code].en, least, least + SMALLEST - 1)
        for unit, code, least in release.bands
        if least
    ]
