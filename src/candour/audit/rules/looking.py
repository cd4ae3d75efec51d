# SPDX-License-Identifier: MIT
"""What stands out in who read what. A mark is a reason to ask, never a finding against anybody."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

OFTEN = 20
"""Readings of one matter by one person, in the time that is looked at."""
MORNING, EVENING = time(7), time(20)
SATURDAY = 5
AS_CONCERNED = frozenset({"principal", "representative", "party"})
"""Parts in which somebody rightly reads a matter that names them."""


class Mark(StrEnum):
    NO_PART = "no_part"
    NAMED = "named"
    OFTEN = "often"
    OUT_OF_HOURS = "out_of_hours"


@dataclass(frozen=True)
class Reading:
    """How one person read one matter in one part."""

    stream: str
    person: str
    role: str
    times: int


@dataclass(frozen=True)
class StandsOut:
    reading: Reading
    marks: frozenset[Mark]
    out_of_hours: int


def out_of_hours(at: datetime) -> bool:
    """At a weekend, or on a working day before seven or from eight in the evening; local time."""
    return at.weekday() >= SATURDAY or not MORNING <= at.time() < EVENING


def standing_out(
    readings: Iterable[Reading],
    *,
    acted: AbstractSet[tuple[str, str]],
    concerned: Mapping[str, AbstractSet[str]],
    late: Mapping[tuple[str, str], int],
) -> list[StandsOut]:
    """Readings with at least one mark; those with most marks first, then the most frequent.

    `acted` and `late` are by matter and person; `concerned` says whom each matter names.
    """
    found = []
    for one in readings:
        marks = frozenset(_marks(one, acted, concerned, late))
        if marks:
            found.append(StandsOut(one, marks, late.get((one.stream, one.person), 0)))
    return sorted(
        found, key=lambda each: (-len(each.marks), -each.reading.times, each.reading.person)
    )


def _marks(
    one: Reading,
    acted: AbstractSet[tuple[str, str]],
    concerned: Mapping[str, AbstractSet[str]],
    late: Mapping[tuple[str, str], int],
) -> Iterable[Mark]:
    key = (one.stream, one.person)
    rightly = one.role in AS_CONCERNED
    if key not in acted and not rightly:
        yield Mark.NO_PART
    if one.person in concerned.get(one.stream, frozenset()) and not rightly:
        yield Mark.NAMED
    if one.times >= OFTEN:
        yield Mark.OFTEN
    if late.get(key, 0):
        yield Mark.OUT_OF_HOURS
