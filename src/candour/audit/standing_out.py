# SPDX-License-Identifier: MIT
"""Readings of confidential matters that an auditor may want to ask about."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candour.audit.queries import names_of
from candour.audit.rules.looking import Mark, Reading, StandsOut, out_of_hours, standing_out
from candour.audit.sights import Called, sights
from candour.audit.trail_shown import streams_of, what_they_are
from candour.ledger.trail import Look, looks, times_read, who_acted
from candour.people.models import Person

WORDS: dict[Mark, str | Promise] = {
    Mark.NO_PART: _("Read it, and did nothing in it"),
    Mark.NAMED: _("The matter names them"),
    Mark.OFTEN: _("Read it very often"),
    Mark.OUT_OF_HOURS: _("Read it at a weekend, or before 7am or after 8pm"),
}


@dataclass(frozen=True)
class Line:
    who: str
    role: str
    matter: Called
    times: int
    last: datetime
    marks: tuple[Mark, ...]


def words_of(mark: Mark) -> str:
    return str(WORDS[mark])


def found_in(auditor: Person, since: datetime, until: datetime) -> list[Line]:
    """Everything that stands out in this time, in the matters that this auditor may follow."""
    streams = streams_of(auditor, of_matters=True)
    rows = {_key(one): one for one in looks(streams, since, until) if one.person}
    known = {one.stream for one in rows.values()}
    late = Counter(
        (str(stream), str(person))
        for stream, person, at in times_read(streams, since, until)
        if out_of_hours(timezone.localtime(at))
    )
    concerned = {
        str(stream): frozenset(map(str, people))
        for one in sights(of_matters=True)
        for stream, people in one.concerns(known).items()
    }
    acted = {(str(stream), str(person)) for stream, person in who_acted(known)}
    found = standing_out(
        [Reading(*key, one.times) for key, one in rows.items()],
        acted=acted,
        concerned=concerned,
        late=late,
    )
    names = names_of({one.person for one in rows.values() if one.person})
    called = what_they_are(auditor, known)
    return [_line(each, rows, names, called) for each in found]


def _key(one: Look) -> tuple[str, str, str]:
    return str(one.stream), str(one.person), one.role


def _line(each: StandsOut, rows: dict, names: dict, called: dict) -> Line:  # type: ignore[type-arg]
    reading = each.reading
    look: Look = rows[reading.stream, reading.person, reading.role]
    return Line(
        who=names.get(look.person, ""),
        role=reading.role.replace("_", " "),
        matter=called.get(look.stream, Called("")),
        times=reading.times,
        last=look.last,
        marks=tuple(mark for mark in Mark if mark in each.marks),
    )
