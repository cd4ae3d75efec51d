# SPDX-License-Identifier: MIT
"""Projects entries on the columns of a scheme: the one way out of a register to the public."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from candour.ledger.queries import latest_acts
from candour.people.models import Body, PostHolding
from candour.registers.base import Pence, RegisterEntry, by_slug
from candour.registers.queries.conditions import counted_conditions
from candour.transparency.rules.redaction import Value
from candour.transparency.rules.scheme import Dataset
from candour.transparency.rules.spans import Span, financial_quarter, financial_year

SMALLEST = 5
"""A rank in a department is published where at least so many hold it."""
NOBODY_NAMED = "Officer or member of staff"
DECISIONS = ("find_compatible", "find_conditional", "find_incompatible")


@dataclass(frozen=True)
class Around:
    """What is looked up once for all rows of a release."""

    dataset: Dataset
    named: Mapping[UUID, str]
    """Chief officers and office-holders of the period: they are published by name."""
    ranks: Mapping[UUID, tuple[str, str]]
    crowd: Counter[tuple[str, str]]
    decided: Mapping[UUID, datetime] = field(default_factory=dict)
    conditions: Mapping[str, int] = field(default_factory=dict)

    @property
    def units(self) -> frozenset[str]:
        """Every department of the body, and none for those outside one."""
        return frozenset({unit for _rank, unit in self.crowd} | {""})

    def unit(self, person: UUID | None) -> str:
        return self.ranks.get(person, ("", ""))[1] if person else ""

    def published_as(self, person: UUID | None) -> str:
        """A name, or a rank that enough people hold."""
        if person is None:
            return NOBODY_NAMED
        if person in self.named:
            return self.named[person]
        rank, unit = self.ranks.get(person, ("", ""))
        if rank and unit and self.crowd[rank, unit] >= SMALLEST:
            return f"{rank}, {unit}"
        everywhere = sum(count for (one, _unit), count in self.crowd.items() if one == rank)
        return rank if rank and everywhere >= SMALLEST else NOBODY_NAMED


def around(dataset: Dataset, body: Body, span: Span, rows: list[RegisterEntry]) -> Around:
    """Who held what in the period, and what the record and the conditions add."""
    named, ranks, crowd = _held(body, span)
    sources = {column.source for column in dataset.columns}
    decided: dict[UUID, datetime] = {}
    if "=decided_on" in sources:
        streams = [row.stream for row in rows]
        for (stream, _act), at in latest_acts(
            streams, DECISIONS, (), person=body.pk, as_=""
        ).items():
            decided[stream] = max(at, decided.get(stream, at))
    references = [row.reference for row in rows] if "=conditions" in sources else []
    return Around(dataset, named, ranks, crowd, decided, counted_conditions(references))


def _held(
    body: Body, span: Span
) -> tuple[dict[UUID, str], dict[UUID, tuple[str, str]], Counter[tuple[str, str]]]:
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=span.first)
    held = PostHolding.objects.filter(still, post__body=body, starts_on__lte=span.last)
    named: dict[UUID, str] = {}
    ranks: dict[UUID, tuple[str, str]] = {}
    for person, name, rank, unit, chief in held.order_by("starts_on", "id").values_list(
        "person_id", "person__full_name", "rank", "post__unit", "post__in_population"
    ):
        ranks[person] = (rank, unit)
        if chief:
            named[person] = name
    return named, ranks, Counter(ranks.values())


# ------------------------------------------------------------------ entries of a period


def entries_of(dataset: Dataset, body: Body, span: Span) -> list[RegisterEntry]:
    """Every entry of the period in the edition that counts, settled or not; none that was withdrawn."""
    model = by_slug(dataset.register)
    if model is None:
        return []
    rows = model._default_manager.filter(
        **{f"{dataset.day}__gte": span.first, f"{dataset.day}__lte": span.last},
        body=body,
        superseded_at=None,
    ).exclude(state="withdrawn")
    return list(rows.order_by(dataset.day, "reference"))


def projected(row: RegisterEntry, looked_up: Around) -> dict[str, Value]:
    """The row as the scheme lists it, and nothing else of the entry."""
    return {
        column.name: WORKED_OUT[column.source](row, looked_up)
        if column.source.startswith("=")
        else _plain(row, column.source)
        for column in looked_up.dataset.columns
    }


def _plain(row: RegisterEntry, name: str) -> Value:
    held = row._meta.get_field(name)
    value = getattr(row, name)
    if value is None or value == "":
        return None
    if isinstance(held, Pence):
        return f"{value // 100}.{value % 100:02d}"
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int) else str(value)


def _when(row: RegisterEntry, looked_up: Around) -> date:
    day: date = getattr(row, looked_up.dataset.day)
    return day


def _decision(row: Any, _looked_up: Around) -> Value:
    if row.state in {"lapsed", "ceased"}:
        return "ceased"
    if row.state == "incompatible":
        return "refused"
    conditional = row.facts.get("finding") == "conditional"
    return "approved_with_conditions" if conditional else "approved"


def _decided_on(row: RegisterEntry, looked_up: Around) -> Value:
    at = looked_up.decided.get(row.stream)
    return timezone.localtime(at).date().isoformat() if at else None


WORKED_OUT: dict[str, Callable[[RegisterEntry, Around], Value]] = {
    "=ref": lambda row, _around: row.reference,
    "=declared_on": lambda row, _around: row.declared_on.isoformat(),
    "=financial_year": lambda row, looked_up: financial_year(_when(row, looked_up)),
    "=quarter": lambda row, looked_up: financial_quarter(_when(row, looked_up)),
    "=published_as": lambda row, looked_up: looked_up.published_as(row.person_id),
    "=late": lambda row, _around: bool(row.why_late),
    "=gateway_present": lambda row, _around: bool(getattr(row, "gateway_reference", "")),
    "=decision": _decision,
    "=decided_on": _decided_on,
    "=conditions": lambda row, looked_up: looked_up.conditions.get(row.reference, 0),
    "=nil": lambda _row, _around: None,
    "=redactions": lambda _row, _around: None,
}
"""Values that are not a column of the register. The last two are filled in later."""
