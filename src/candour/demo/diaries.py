# SPDX-License-Identifier: MIT
"""A quarter of invented diaries, so that the quarterly review has something to lay side by side."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from candour.demo.reviewing import close
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.review.diaries.occurrences import DiaryRead, Occurrence
from candour.review.models import QuarterlyReview
from candour.review.queries.sources import population
from candour.review.rules.traces import Quarter, quarter_of
from candour.review.services.diaries import FILE, keep_diary
from candour.review.services.reviewing import open_review, read_sources

WEEKLY = (("Chief officers' group", 0, 9), ("Daily briefing", 2, 8), ("SMT", 3, 14))
ROUTINE = (
    "Visit to the neighbourhood team", "School visit", "Custody visit", "Council leader update",
    "Joint inspection day", "Ward walkabout", "Regional call",
)  # fmt: skip
OUTSIDE = (
    ("Ribblesea Systems product demonstration", "Ribblesea Systems", 10),
    ("Charity gala, Fellgate Trust", "Fellgate Trust", 19),
    ("Chamber of commerce networking lunch", "Aldshire Chamber of Commerce", 12),
    ("Regional policing conference", "Northern Policing Forum", 9),
    ("Match day hospitality, Aldbury Town", "Aldbury Town Football Club", 15),
)
TOWNS = ("Aldbury", "Thornley", "Westmere", "Marlock")


def bring_in(people: Mapping[str, Person], today: date) -> None:
    """The last quarter, laid out and not yet judged; and the one before, which is closed."""
    last = quarter_of(today).before
    _read_diaries(people, last.before, weekly=False)
    close(lay_out(people, last.before), people)
    _read_diaries(people, last)
    lay_out(people, last)


def _read_diaries(people: Mapping[str, Person], quarter: Quarter, *, weekly: bool = True) -> None:
    """Every chief officer's."""
    overseer = people["head.secretariat"]
    by = By(person=overseer.pk, role=Role.OVERSEER.value)
    chance = random.Random(quarter.slug)  # noqa: S311  invented dates, not secrets
    for officer in population(overseer.body, quarter):
        found = tuple(_dates(officer, quarter, chance, weekly=weekly))
        read = DiaryRead(found, (), len(found), len(found), 0)
        keep_diary(
            officer, read, (quarter.starts, quarter.ends),
            source=FILE, by=by, roles=frozenset({Role.OVERSEER}),
        )  # fmt: skip


def lay_out(people: Mapping[str, Person], quarter: Quarter) -> QuarterlyReview:
    """Lay the sources of a quarter side by side; again, once claims and entries are there."""
    overseer = people["head.secretariat"]
    by = By(person=overseer.pk, role=Role.OVERSEER.value)
    row = open_review(overseer.body, quarter, by=by)
    return read_sources(row.pk, by=by, seen=row.version)


def _dates(
    officer: Person, quarter: Quarter, chance: random.Random, *, weekly: bool
) -> Iterator[Occurrence]:
    length = (quarter.ends - quarter.starts).days + 1
    for number in range(length if weekly else 0):
        day = quarter.starts + timedelta(days=number)
        for title, weekday, hour in WEEKLY:
            if day.weekday() == weekday:
                yield _one(officer, title, day, hour, "Headquarters")
    for _number in range(14):
        day = quarter.starts + timedelta(days=chance.randrange(length))
        yield _one(officer, chance.choice(ROUTINE), day, 11, chance.choice(TOWNS))
    for title, host, hour in chance.sample(OUTSIDE, 2):
        day = quarter.starts + timedelta(days=chance.randrange(length))
        yield _one(officer, title, day, hour, chance.choice(TOWNS), host)
    day = quarter.starts + timedelta(days=chance.randrange(length))
    yield _one(officer, "Private", day, 13, "", private=True)


def _one(
    officer: Person, title: str, day: date, hour: int, place: str, host: str = "", *, private: bool = False
) -> Occurrence:  # fmt: skip
    starts = timezone.make_aware(datetime.combine(day, time(hour)))
    return Occurrence(
        uid=f"{officer.pk}/{title}/{hour}",
        date_of_series=day.isoformat(),
        day=day,
        last_day=day,
        title=title,
        starts=starts,
        ends=starts + timedelta(hours=1),
        place=place,
        organiser=host,
        private=private,
    )
