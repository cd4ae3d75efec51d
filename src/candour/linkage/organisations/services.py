# SPDX-License-Identifier: MIT
"""Organisations brought in from public registers, many at a time; what is known already stays one body."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from django.db import transaction

from candour.linkage.organisations.models import Alias, Beginning, Identifier, Link, Organisation
from candour.linkage.organisations.statements import Stated, StatedLink
from candour.linkage.rules.beginnings import beginnings
from candour.linkage.rules.names import parse
from candour.linkage.rules.tokens import informative, key, words

AT_ONCE = 2_000
KEPT = frozenset({"trading", "former", "initials", "parent"})
"""Kinds of name in a cell that are worth keeping as names."""
LONGEST = 300


class Brought(NamedTuple):
    """What an import did."""

    organisations: int
    known_already: int
    names: int
    links: int


def bring_in(stated: Iterable[Stated | StatedLink], source: str) -> Brought:
    """Keep bodies, their names and their links; the same file twice changes nothing."""
    done = Brought(0, 0, 0, 0)
    links: list[StatedLink] = []
    bodies = (one for one in _apart(stated, links))
    while some := list(islice(bodies, AT_ONCE)):
        done = _add(done, _bodies(some, source))
    return _add(done, Brought(0, 0, 0, _links(links, source)))


def _apart(stated: Iterable[Stated | StatedLink], links: list[StatedLink]) -> Iterator[Stated]:
    for one in stated:
        if isinstance(one, StatedLink):
            links.append(one)
        elif one.name.strip() and parse(one.name).can_match:
            yield one


def _add(one: Brought, other: Brought) -> Brought:
    return Brought(*(mine + theirs for mine, theirs in zip(one, other, strict=True)))


@transaction.atomic
def _bodies(some: list[Stated], source: str) -> Brought:
    known = _known(some)
    fresh: dict[tuple[str, str], Organisation] = {}
    for one in some:
        if one.identifier not in known and one.identifier not in fresh:
            fresh[one.identifier] = Organisation(
                name=one.name[:LONGEST], place=one.place[:100], postcode=one.postcode[:8], ended_on=one.ended_on,
            )  # fmt: skip
    Organisation.objects.bulk_create(fresh.values())
    Identifier.objects.bulk_create(
        Identifier(organisation=body, scheme=scheme, value=value)
        for (scheme, value), body in fresh.items()
    )
    everybody = {**known, **fresh}
    names = _names([(everybody[one.identifier], one) for one in some], source)
    return Brought(len(fresh), len(some) - len(fresh), names, 0)


def _known(some: list[Stated]) -> dict[tuple[str, str], Organisation]:
    values = {one.identifier[1] for one in some}
    rows = Identifier.objects.filter(value__in=values).select_related("organisation")
    return {(row.scheme, row.value): row.organisation for row in rows}


def _names(told: list[tuple[Organisation, Stated]], source: str) -> int:
    have = set(
        Alias.objects.filter(organisation__in={body.pk for body, _ in told}).values_list(
            "organisation_id", "kind", "key"
        )
    )
    made: list[Alias] = []
    for body, one in told:
        for alias in _aliases(body, one, source):
            mark = (body.pk, alias.kind, alias.key)
            if alias.key and mark not in have:
                have.add(mark)
                made.append(alias)
    Alias.objects.bulk_create(made)
    Beginning.objects.bulk_create(
        Beginning(alias=alias, letters=letters, sound=heard)
        for alias in made
        for letters, heard in beginnings(alias.name)
    )
    return len(made)


def _aliases(body: Organisation, one: Stated, source: str) -> Iterator[Alias]:
    yield _alias(body, "registered", one.name, source)
    for alias in parse(one.name).aliases[1:]:
        if alias.kind in KEPT:
            yield _alias(body, alias.kind, " ".join(alias.words), source)
    for name, since, until in one.former:
        former = _alias(body, "former", name, source)
        former.since, former.until = since, until
        yield former


def _alias(body: Organisation, kind: str, name: str, source: str) -> Alias:
    telling, _ = informative(words(name))
    return Alias(
        organisation=body, kind=kind, name=name[:LONGEST], key=key(telling)[:LONGEST], source=source[:60]
    )  # fmt: skip


@transaction.atomic
def _links(links: list[StatedLink], source: str) -> int:
    values = {value for one in links for _, value in (one.holder, one.held)}
    known = {
        (row.scheme, row.value): row.organisation_id
        for row in Identifier.objects.filter(value__in=values)
    }
    made = [
        Link(holder_id=known[one.holder], held_id=known[one.held], kind=one.kind[:40], since=one.since, source=source[:60])
        for one in links
        if one.holder in known and one.held in known and known[one.holder] != known[one.held]
    ]  # fmt: skip
    before = Link.objects.count()
    Link.objects.bulk_create(made, ignore_conflicts=True)
    return Link.objects.count() - before
