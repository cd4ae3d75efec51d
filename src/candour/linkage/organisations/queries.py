# SPDX-License-Identifier: MIT
"""Bodies looked up while somebody types, and by the numbers they are known by."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

from candour.linkage.organisations.models import Alias, Beginning, Identifier, Organisation
from candour.linkage.rules.beginnings import LETTERS, SOUND, sound
from candour.linkage.rules.numbers import company_number
from candour.linkage.rules.tokens import informative, key, words

MOST = 10
LOOKED_AT = 150
"""Names that one look-up compares in full; what is typed on narrows them."""
ENOUGH = 70
"""Likeness, of 100, below which a name is no answer to what was typed."""
FEWEST = 2
"""Letters before anything is looked up."""
COMPANIES = "GB-COH"


@dataclass(frozen=True)
class Found:
    """One answer: the body, the name that answered, and its number to choose it by."""

    organisation: int
    name: str
    also: str
    """the name that was typed, where the body now goes by another"""
    number: str
    place: str


def look_up(typed: str, most: int = MOST) -> list[Found]:
    """The likeliest bodies for what somebody has typed so far."""
    number = company_number(typed)
    if number and (known := by_number(COMPANIES, number)):
        return _found([(known.pk, "")])
    telling, _ = informative(words(typed))
    letters = key(telling)
    if len(letters) < FEWEST:
        return []
    aliases = _near(letters)
    if len(aliases) < most:
        aliases |= _sounding(letters)
    scored = sorted(
        ((-fuzz.partial_ratio(letters, one), len(one), body, name) for body, name, one in aliases)
    )
    best: dict[int, str] = {}
    for likeness, _, body, name in scored:
        if -likeness >= ENOUGH and len(best) < most:
            best.setdefault(body, name)
    return _found(list(best.items()))


def by_number(scheme: str, value: str) -> Organisation | None:
    """The body that a register knows by a number."""
    known = Identifier.objects.filter(scheme=scheme, value=value).select_related("organisation")
    return next((one.organisation for one in known), None)


def names_of(organisation: Organisation) -> QuerySet[Alias]:
    """Every name of a body, the newest first."""
    return Alias.objects.filter(organisation=organisation).order_by("-since", "kind", "name")


def _near(letters: str) -> set[tuple[int, str, str]]:
    return _aliases(_begins("letters", letters[:LETTERS]))


def _sounding(letters: str) -> set[tuple[int, str, str]]:
    heard = sound(letters)[: SOUND // 2]
    return _aliases(_begins("sound", heard)) if len(heard) >= FEWEST else set()


def _aliases(condition: Q) -> set[tuple[int, str, str]]:
    rows = Beginning.objects.filter(condition).values_list(
        "alias__organisation_id", "alias__name", "alias__key"
    )
    return set(rows[:LOOKED_AT])


def _begins(field: str, start: str) -> Q:
    """A beginning, as each database finds it in an index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": start})
    return Q(**{f"{field}__gte": start, f"{field}__lt": f"{start}\U0010ffff"})


def _found(answers: list[tuple[int, str]]) -> list[Found]:
    bodies = Organisation.objects.in_bulk([body for body, _ in answers])
    known = Identifier.objects.filter(organisation__in=bodies).order_by("organisation", "value")
    numbers = {  # chosen here: a database may look through every company's number for the scheme first
        body: value
        for body, scheme, value in known.values_list("organisation_id", "scheme", "value")
        if scheme == COMPANIES
    }
    return [
        Found(
            body,
            bodies[body].name,
            name if name != bodies[body].name else "",
            numbers.get(body, ""),
            bodies[body].place,
        )
        for body, name in answers
    ]
