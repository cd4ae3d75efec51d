# SPDX-License-Identifier: MIT
"""Every declaration that names somebody outside, from the registers, the files and the Gateway."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from candour.crosschecks.rules.associates import names_in
from candour.crosschecks.rules.sides import (
    Buying,
    Compartment,
    Declaration,
    NameOf,
    Says,
    plain_name,
)
from candour.gateway.queries.naming import Organiser, organisers
from candour.kernel.roles import Role
from candour.linkage.rules.numbers import company_number
from candour.linkage.rules.tokens import informative, key, words
from candour.people.models import Body, Person, PostHolding
from candour.registers.intake.queries.naming import Hold, Told, holds, told_elsewhere
from candour.registers.queries.naming import Naming, entries_naming

SAYS = {
    "gifts-and-hospitality": Says.OFFER,
    "business-interests": Says.INTEREST,
    "external-memberships": Says.MEMBERSHIP,
    "notifiable-associations": Says.ASSOCIATION,
}
IMPORTED = {"gifts": Says.OFFER, "interests": Says.INTEREST}
OWN_ACCOUNT = frozenset({"own account", "self", "myself", "self employed", "none", "n/a"})
"""What stands where a name should, and names nobody."""
BUYING_WORDS = ("procure", "buyer", "buying", "commercial", "purchas")
"""A post whose title holds one of these has a part in what the body buys."""
NOT_CONFIRMED = (
    "The officer and the holder have one name: only a person can say whether they are one"
)

Period = tuple[date, date | None, Buying]


class _People:
    """Who is who, and which part each had in the buying of their body."""

    def __init__(self) -> None:
        rows = list(Person.objects.values_list("pk", "full_name", "body_id"))
        self.names = {pk: name for pk, name, _body in rows}
        self.bodies = dict(Body.objects.values_list("pk", "name"))
        self.of_body = {pk: body for pk, _name, body in rows}
        called: dict[str, set[UUID]] = defaultdict(set)
        for pk, name, _body in rows:
            called[plain_name(name)].add(pk)
        self.called = {name: next(iter(who)) for name, who in called.items() if len(who) == 1}
        """A name of two people is nobody's."""
        self.posts = _posts()


def _posts() -> dict[UUID, tuple[Period, ...]]:
    found: dict[UUID, list[Period]] = defaultdict(list)
    for one in PostHolding.objects.select_related("post").order_by("starts_on", "pk"):
        title = one.post.title.casefold()
        if Role.PROCUREMENT in one.post.role_set or any(word in title for word in BUYING_WORDS):
            found[one.person_id].append((one.starts_on, one.ends_on, Buying.BUYS))
        elif one.post.in_population:
            found[one.person_id].append((one.starts_on, one.ends_on, Buying.DECIDES))
    return {person: tuple(periods) for person, periods in found.items()}


def declarations() -> list[Declaration]:
    """All of them, in an order that does not depend on when they came in."""
    people = _People()
    found = [one for entry in entries_naming() for one in _of_entry(entry, people)]
    found += [_of_file(told, people) for told in told_elsewhere()]
    found += [_of_matter(one, people) for one in organisers()]
    found = [one for one in found if one.name.name.strip().casefold() not in OWN_ACCOUNT]
    found += _undeclared(holds(), found, people)
    return sorted(found, key=lambda one: one.key)


def _whose(person: UUID | None, people: _People) -> dict[str, object]:
    if person is None:
        return {}
    return {
        "person": str(person), "who": people.names[person], "posts": people.posts.get(person, ()),
    }  # fmt: skip


def _of_entry(entry: Naming, people: _People) -> Iterator[Declaration]:
    says = SAYS[entry.register]
    private = says is Says.ASSOCIATION
    whole = Declaration(
        key=entry.reference, source=entry.register, reference=entry.reference,
        stream=str(entry.stream), says=says,
        compartment=Compartment.CORRUPTION if private else Compartment.REGISTERS,
        name=NameOf(entry.name, entry.number), starts=entry.starts, ends=entry.ends,
        sort=entry.sort, taken=entry.taken, said_so=entry.said_so, pence=entry.pence,
        body=str(entry.body), body_named=people.bodies[entry.body], linked=entry.linked,
        **_whose(entry.person, people),  # type: ignore[arg-type]
    )  # fmt: skip
    if not private:
        yield whole
        return
    for number, name in enumerate(names_in(entry.name), start=1):
        yield replace(whole, key=f"{entry.reference}/{number}", name=NameOf(name))


def _of_file(told: Told, people: _People) -> Declaration:
    body = str(told.body) if told.body else ""
    named = people.bodies[told.body] if told.body else told.department
    return Declaration(
        key=f"imported {told.key}", source=f"imported-{told.kind}", reference=told.key,
        stream=str(told.stream), says=IMPORTED[told.kind], compartment=Compartment.REGISTERS,
        name=NameOf(told.name, told.number), starts=told.starts, ends=told.ends, sort=told.sort,
        taken=told.taken, pence=told.pence, body=body, body_named=named,
        **({"who": told.who} | _whose(people.called.get(plain_name(told.who)), people)),  # type: ignore[arg-type]
    )  # fmt: skip


def _of_matter(one: Organiser, people: _People) -> Declaration:
    return Declaration(
        key=f"{one.reference}/{key(tuple(words(one.name)))}", source="gateway",
        reference=one.reference, stream=str(one.stream), says=Says.ORGANISER,
        compartment=Compartment.MATTERS, name=NameOf(one.name), starts=one.day, ends=one.day,
        body=str(one.body), body_named=people.bodies[one.body],
        **_whose(one.principal, people),  # type: ignore[arg-type]
    )  # fmt: skip


def _undeclared(
    stated: Iterable[Hold], declared: list[Declaration], people: _People
) -> Iterator[Declaration]:
    """Holds of somebody who has an officer's name, where no entry of the officer names the company."""
    said: dict[str, set[str]] = defaultdict(set)
    for one in declared:
        if one.says in {Says.INTEREST, Says.MEMBERSHIP, Says.ASSOCIATION} and one.person:
            said[one.person] |= _signs(one.name)
    for hold in stated:
        officer = people.called.get(plain_name(hold.holder))
        company = NameOf(hold.company, hold.number)
        if officer is None or said[str(officer)] & _signs(company):
            continue
        body = people.of_body[officer]
        yield Declaration(
            key=f"hold {hold.key}", source="ownership", reference=hold.key,
            stream=str(hold.stream), says=Says.HOLD, compartment=Compartment.CORRUPTION,
            name=company, starts=hold.since or LONG_AGO, sort=hold.details[:200], body=str(body),
            body_named=people.bodies[body], doubt=NOT_CONFIRMED,
            **_whose(officer, people),  # type: ignore[arg-type]
        )  # fmt: skip


LONG_AGO = date(1990, 1, 1)
"""Since when somebody holds what no date stands beside."""


def _signs(name: NameOf) -> set[str]:
    telling, _form = informative(words(name.name))
    number = company_number(name.number) if name.number else ""
    return {f"name {key(telling)}", f"number {number}"} - {"name ", "number "}
