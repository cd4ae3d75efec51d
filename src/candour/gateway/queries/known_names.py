# SPDX-License-Identifier: MIT
"""Names that somebody may be offered as they type: of colleagues, and from matters that they see.

Everything is found after the rule of sight, so a name that a person may not know of is never here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from candour.gateway.models import Involved
from candour.gateway.queries.visible import visible_to
from candour.ledger.datakeys import keep_open
from candour.people.models import Person

MOST = 8
FEWEST_LETTERS = 2
LATEST = 200
"""Of the matters that the person sees, the newest: sealed names cannot be searched by the database."""


@dataclass(frozen=True)
class Known:
    """A name, and what tells it from another of the same name."""

    name: str
    note: str = ""


def organisations_like(words: str, person: Person) -> list[Known]:
    """Organisations named in matters that this person sees."""
    return _best(words, (Known(row.organisation) for row in _named(person, words)))


def people_outside_like(words: str, person: Person) -> list[Known]:
    """People outside the body who are named in matters that this person sees."""
    rows = (row for row in _named(person, words) if row.person_id is None)
    return _best(words, (Known(row.name, row.organisation) for row in rows))


def _named(person: Person, words: str) -> Iterator[Involved]:
    if len(words.strip()) < FEWEST_LETTERS:
        return
    newest = visible_to(person).select_related(None).order_by("-notified_at", "-id")
    cases = {case.pk: case for case in newest.only("stream", "notified_at")[:LATEST]}
    keep_open(case.stream for case in cases.values())
    for row in Involved.objects.filter(case__in=list(cases), superseded_by=None):
        row.case = cases[row.case_id]
        yield row


def _best(words: str, offered: Iterator[Known]) -> list[Known]:
    """Names that begin with the words, then names with a word that does; none of them twice."""
    sought = " ".join(words.casefold().split())
    found: dict[str, tuple[int, Known]] = {}
    for one in offered:
        name = one.name.casefold()
        if name.startswith(sought):
            rank = 0
        elif f" {sought}" in f" {name}":
            rank = 1
        else:
            continue
        found.setdefault(name, (rank, one))
    ordered = sorted(found.items(), key=lambda each: (each[1][0], each[0]))
    return [one for _name, (_rank, one) in ordered[:MOST]]
