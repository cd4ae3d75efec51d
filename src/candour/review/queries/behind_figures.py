# SPDX-License-Identifier: MIT
"""The records behind a figure, as far as one person may open them; of the others only how many."""

from dataclasses import dataclass

from django.urls import reverse

from candour.gateway.queries.marks import openable as matters_openable
from candour.people.models import Person
from candour.registers.queries.figures import openable as entries_openable
from candour.review.models import QuarterlyReport
from candour.review.queries.figures import COUNTED, exceptions_named
from candour.review.queries.reports import quarter_of_report
from candour.review.rules.exceptions import CLASS_WORDS, ExceptionClass
from candour.review.rules.figures import Figure, Group


@dataclass(frozen=True)
class Record:
    name: str
    href: str


@dataclass(frozen=True)
class Behind:
    count: int
    records: tuple[Record, ...]

    @property
    def shut(self) -> int:
        """How many this person may not open."""
        return self.count - len(self.records)


def behind(row: QuarterlyReport, figure: Figure, person: Person, *, reviews: bool) -> Behind:
    """`reviews` says whether the person sits on the review, so that exceptions open to them."""
    references = list(row.figures.get(figure.code, ()))
    match figure.group:
        case Group.GATEWAY:
            found = _by_reference(matters_openable(person, references), "case")
        case Group.REGISTERS:
            found = _by_reference(entries_openable(person, COUNTED, references), "entry")
        case Group.REVIEW:
            found = _exceptions(row, references) if reviews else ()
    return Behind(len(references), found)


def _by_reference(references: frozenset[str], address: str) -> tuple[Record, ...]:
    return tuple(Record(one, reverse(address, args=[one])) for one in sorted(references))


def _exceptions(row: QuarterlyReport, keys: list[str]) -> tuple[Record, ...]:
    return tuple(
        Record(
            CLASS_WORDS[ExceptionClass(one.klass)],
            reverse("quarter_exception", args=[row.quarter, one.pk]),
        )
        for one in exceptions_named(row.body, quarter_of_report(row), keys)
    )
