# SPDX-License-Identifier: MIT
"""The records behind a figure, as far as one person may open them; of the others only how many."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from candour.gateway.queries.marks import openable as matters_openable
from candour.people.models import Body, Person
from candour.registers.queries.figures import openable as entries_openable
from candour.review.queries.figures import COUNTED, exceptions_named
from candour.review.rules.exceptions import CLASS_WORDS, ExceptionClass
from candour.review.rules.figures import Figure, Group
from candour.review.rules.traces import Quarter


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


@dataclass(frozen=True)
class Counted:
    """What a figure of one quarter counted, in a report or in a pack."""

    body: Body
    quarter: Quarter
    references: Sequence[str]


def behind(counted: Counted, figure: Figure, person: Person, *, reviews: bool) -> Behind:
    """`reviews` says whether the person sits on the review, so that exceptions open to them."""
    references = list(counted.references)
    match figure.group:
        case Group.GATEWAY:
            found = _by_reference(matters_openable(person, references), "case")
        case Group.REGISTERS:
            found = _by_reference(entries_openable(person, COUNTED, references), "entry")
        case Group.REVIEW:
            found = _exceptions(counted) if reviews else ()
    return Behind(len(references), found)


def _by_reference(references: frozenset[str], address: str) -> tuple[Record, ...]:
    return tuple(Record(one, reverse(address, args=[one])) for one in sorted(references))


def _exceptions(counted: Counted) -> tuple[Record, ...]:
    return tuple(
        Record(
            CLASS_WORDS[ExceptionClass(one.klass)],
            reverse("quarter_exception", args=[counted.quarter.slug, one.pk]),
        )
        for one in exceptions_named(counted.body, counted.quarter, counted.references)
    )
