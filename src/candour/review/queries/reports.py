# SPDX-License-Identifier: MIT
"""Quarterly reports as those who draft or read them may see them, and as the rules know them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from candour.kernel.roles import Role
from candour.people.models import Body, Person
from candour.people.queries import roles_by_body
from candour.review.models import HeldToAccountBy, QuarterlyReport
from candour.review.queries.figures import facts_of_quarter
from candour.review.rules.figures import (
    FIGURES,
    GROUP_WORDS,
    Figure,
    Group,
    differing,
    drawn,
    of_group,
)
from candour.review.rules.reporting import (
    DRAFTERS,
    FREEZERS,
    READERS,
    Party,
    PartyKind,
    Report,
    Stage,
    party_on,
)
from candour.review.rules.traces import Quarter, quarter_named


@dataclass(frozen=True)
class Reader:
    """For which body somebody reads reports, and whether they draft or freeze them."""

    body: Body
    drafts: bool
    freezes: bool


def reader_of(person: Person, on: date) -> Reader | None:
    """The body that a person drafts or reads for; the first by name where there are several."""
    offices: dict[object, frozenset[Role]] = {}
    for body, roles in roles_by_body(person, on):
        offices[body] = offices.get(body, frozenset()) | roles
    held = {body: roles for body, roles in offices.items() if roles & READERS}
    first = Body.objects.filter(pk__in=list(held)).order_by("slug").first() if held else None
    if first is None:
        return None
    mine = held[first.pk]
    return Reader(first, drafts=bool(mine & DRAFTERS), freezes=bool(mine & FREEZERS))


def reports_for(reader: Reader) -> dict[str, QuarterlyReport]:
    """By quarter; a draft is seen by those alone who draft or freeze."""
    rows = QuarterlyReport.objects.filter(body=reader.body)
    if not reader.freezes:
        rows = rows.filter(stage=Stage.FROZEN.value)
    return {row.quarter: row for row in rows}


def report_for(reader: Reader, quarter: Quarter) -> QuarterlyReport | None:
    rows = QuarterlyReport.objects.select_related("body", "frozen_by")
    row = rows.filter(body=reader.body, quarter=quarter.slug).first()
    return row if row and (reader.freezes or row.stage == Stage.FROZEN.value) else None


def frozen_since(bodies: Iterable[UUID], day: date) -> list[tuple[str, date]]:
    """Quarter and day of the reports of these bodies that were frozen since a day."""
    rows = QuarterlyReport.objects.filter(body__in=list(bodies), frozen_at__date__gte=day)
    found = rows.order_by("frozen_at").values_list("quarter", "frozen_at")
    return [(quarter, timezone.localdate(at)) for quarter, at in found]


def report_of(row: QuarterlyReport) -> Report:
    """What the rules know of a report today."""
    quarter = quarter_of_report(row)
    return Report(
        over=timezone.localdate() > quarter.ends,
        drawn=row.drawn_at is not None,
        written=frozenset(Group(one) for one in words_in(row)),
        authors=frozenset(row.authors),
        party=party_of(row) is not None,
    )


def quarter_of_report(row: QuarterlyReport) -> Quarter:
    return quarter_named(row.quarter)


def words_in(row: QuarterlyReport) -> dict[str, str]:
    found: dict[str, str] = json.loads(row.narrative or "{}")
    return found


# ---------------------------------------------------------------- to whom it goes


def parties_of(body: Body) -> list[Party]:
    """Who held a body to account from when, the newest first."""
    rows = HeldToAccountBy.objects.filter(body=body).order_by("-starts_on")
    return [Party(PartyKind(row.kind), row.name, row.starts_on) for row in rows]


def party_of(row: QuarterlyReport) -> Party | None:
    """As it was frozen; until then, whoever holds the body to account on the quarter's last day."""
    ends = quarter_of_report(row).ends
    if row.party_name:
        return Party(PartyKind(row.party_kind), row.party_name, ends)
    return party_on(parties_of(row.body), ends)


# ---------------------------------------------------------------- what the pages show


@dataclass(frozen=True)
class Line:
    figure: Figure
    count: int


@dataclass(frozen=True)
class Part:
    """The figures of one part, and what is written beside them."""

    group: Group
    heading: str
    lines: tuple[Line, ...]
    text: str


def parts_of(row: QuarterlyReport) -> list[Part]:
    said = words_in(row)
    return [
        Part(
            group,
            GROUP_WORDS[group],
            tuple(Line(one, len(row.figures.get(one.code, ()))) for one in of_group(group)),
            said.get(group.value, ""),
        )
        for group in Group
    ]


def changed_since(row: QuarterlyReport) -> list[str]:
    """The titles of figures that would come out otherwise if they were drawn today."""
    now = drawn(facts_of_quarter(row.body, quarter_of_report(row)))
    return _titles(differing(row.figures, now))


def _titles(codes: Iterable[str]) -> list[str]:
    wanted = set(codes)
    return [one.title for one in FIGURES if one.code in wanted]
