# SPDX-License-Identifier: MIT
"""Who is who on a day. Nothing outlives a request: a post lost is a right lost at the next one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from candour.kernel.roles import Role
from candour.people.asked import answered, asked_once
from candour.people.models import ActingGrant, Body, Digest, Person, Post, PostHolding
from candour.people.offices import Held, delegates_of, held_by, lines_above
from candour.people.phrased import Phrased
from candour.people.rules.titles import title
from candour.people.together import Together, apart


def _covering(on: date, prefix: str = "") -> Q:
    still = Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": on})
    return Q(**{f"{prefix}starts_on__lte": on}) & still


def _here(on: date, prefix: str = "") -> Q:
    """The person has not left."""
    return Q(**{f"{prefix}left_on__isnull": True}) | Q(**{f"{prefix}left_on__gt": on})


def holdings_on(on: date) -> QuerySet[PostHolding]:
    """Posts held on a day by people who have not left."""
    return PostHolding.objects.filter(_covering(on), _here(on, "person__"))


HELD_NOW = Phrased(
    lambda person, on: (
        holdings_on(on)
        .filter(person=person)
        .select_related("post")
        .order_by("starts_on", "post__code", "id")
    )
)
GRANTED_BY = Phrased(
    lambda delegate, on: Person.objects.filter(
        id__in=grants_in_force(on).filter(delegate=delegate).values("principal")
    ).order_by("full_name", "id")
)
NAMED = Phrased(
    lambda people, on: (
        Person.objects.filter(pk__in=people)
        .annotate(held=FilteredRelation("holdings", condition=_covering(on, "holdings__")))
        .order_by("full_name", "pk", "held__starts_on", "held__post__code", "held__pk")
        .values_list(
            "pk", "full_name", "rank_or_role", "left_on",
            "held__rank", "held__acting", "held__post__title",
        )
    )
)  # fmt: skip
TITLES = Phrased(
    lambda people, on: (
        holdings_on(on)
        .filter(person__in=people)
        .order_by("starts_on", "post__code", "id")
        .values_list("person_id", "rank", "acting", "post__title")
    )
)


@asked_once
def posts_of(person: Person, on: date) -> list[PostHolding]:
    """The posts that a person holds on a day, each with its post loaded."""
    return HELD_NOW(person.pk, on)


def is_here(person: Person, on: date) -> bool:
    return person.left_on is None or on < person.left_on


def roles_by_body(person: Person, on: date) -> Held:
    """In which bodies a person holds posts on a day, and what each is to the procedures."""
    return held_by(person.pk, on) if is_here(person, on) else ()


def offices_in(person: Person, on: date) -> dict[UUID, frozenset[Role]]:
    """What a person is to the procedures in each body in which they hold a post."""
    found: dict[UUID, frozenset[Role]] = defaultdict(frozenset)
    for body, roles in roles_by_body(person, on):
        found[body] |= roles
    return dict(found)


def roles_of(person: Person, on: date) -> frozenset[Role]:
    """Everything a person is to the procedures on a day; nothing once they have left."""
    held = roles_by_body(person, on)
    if not held:
        return frozenset()
    return frozenset({Role.WORKFORCE}).union(*(roles for _body, roles in held))


def holders_of(role: Role, body: Body, on: date) -> list[Person]:
    """Everyone who has a role in a body on a day, by name."""
    return holders_of_any([role], body, on)


def holders_of_any(
    roles: Iterable[Role], body: Body, on: date, *, among: QuerySet[Any, Any] | None = None
) -> list[Person]:
    """Everyone who has one of these roles in a body on a day, by name; `among` ids, if these are given."""
    holdings = holdings_on(on).filter(post__in=_posts_of(roles, body))
    people = Person.objects.filter(id__in=holdings.values("person"))
    people = people if among is None else people.filter(id__in=among)
    return list(people.order_by("full_name", "id"))


def _posts_of(roles: Iterable[Role], body: Body) -> QuerySet[Post]:
    named = reduce(or_, (Q(roles_text__contains=f'"{role.value}"') for role in roles))
    posts = Post.objects.filter(body=body).alias(roles_text=Cast("roles", TextField()))
    return posts.filter(named)


def readers_of_digests(often: Iterable[Digest], on: date) -> list[Person]:
    """People who sign in, have an address and want a summary this often."""
    wanted = Person.objects.filter(_here(on), digest__in=[each.value for each in often])
    return list(wanted.filter(account__is_active=True).exclude(email="").order_by("id"))


def _holders_of_posts(posts: Iterable[UUID], on: date) -> list[Person]:
    holders = holdings_on(on).filter(post__in=list(posts)).values("person")
    return list(Person.objects.filter(id__in=holders).order_by("full_name", "id"))


def posts_in(body: Body) -> list[Post]:
    """The posts of a body, by title."""
    return list(Post.objects.filter(body=body).order_by("title", "code"))


def staff_officers_of(principal: Person, on: date) -> list[Person]:
    """Those whose post serves a post that the principal holds."""
    served = holdings_on(on).filter(person=principal).values("post")
    return _holders_of_posts(
        Post.objects.filter(serves__in=served).values_list("id", flat=True), on
    )


def deputies_of(person: Person, on: date) -> list[Person]:
    """Those whose post deputises for a post that the person holds."""
    held = holdings_on(on).filter(person=person).values("post")
    return _holders_of_posts(
        Post.objects.filter(deputises_for__in=held).values_list("id", flat=True), on
    )


def line_managers_of(person: Person, on: date) -> frozenset[UUID]:
    """Everyone above a person on a day, all the way up; never the person."""
    return lines_above(frozenset({person.pk}), on)[person.pk]


def grants_in_force(on: date) -> QuerySet[ActingGrant]:
    """Acting-for grants that count on a day, between people who are still here."""
    return ActingGrant.objects.filter(
        _covering(on),
        _here(on, "principal__"),
        _here(on, "delegate__"),
        revoked_at__isnull=True,
    )


def principals_of(delegate: Person, on: date) -> QuerySet[ActingGrant, UUID]:
    """The same as a part of a larger question."""
    return grants_in_force(on).filter(delegate=delegate).values_list("principal", flat=True)


@asked_once
def principals_for(delegate: Person, on: date) -> list[Person]:
    """Those for whom a person may file on a day."""
    return GRANTED_BY(delegate.pk, on)


def with_delegates(of: str, on: date) -> Subquery:
    """Who may file for the person in a column, beside each row; `come_with_delegates` takes it."""
    rows = grants_in_force(on).filter(principal=OuterRef(of)).order_by().values("principal")
    return Subquery(rows.annotate(people=Together("delegate")).values("people"))


def come_with_delegates(principal: UUID, on: date, people: str | None) -> None:
    """Keep what came in that column, so that nobody asks again while this page is read."""
    answered(delegates_of, principal, on, answer=apart(people))


def may_act_for(delegate: Person, principal: Person, on: date) -> bool:
    return grants_in_force(on).filter(delegate=delegate, principal=principal).exists()


def titles_on(people: Iterable[Person], on: date) -> dict[UUID, str]:
    """What each person was on a day, in words, with one question to the database."""
    ranks = {person.pk: person.rank_or_role for person in people}
    titles = dict(ranks)
    for person, rank, acting, post in TITLES(list(ranks), on):
        titles[person] = title(rank or ranks[person], post, acting=acting)  # the last one held
    return titles


def named_on(people: Iterable[UUID], on: date) -> dict[UUID, tuple[str, str]]:
    """The name of each of these people and what they were on a day, by name; one question."""
    named: dict[UUID, tuple[str, str]] = {}
    rows = NAMED(list(people), on)
    for person, name, own, left_on, rank, acting, post in rows:
        holds = post is not None and (left_on is None or on < left_on)
        words = title(rank or own, post, acting=acting) if holds else own
        named[person] = name, words  # the last one held
    for person, known in named.items():
        answered(known_as, person, on, answer=known)
    return named


@asked_once
def known_as(person: UUID, on: date) -> tuple[str, str]:
    """The same of one person."""
    return named_on([person], on)[person]


def title_on(person: Person, on: date) -> str:
    """Say what a person was on a day, for example "Chief Inspector (staff officer)"."""
    return titles_on([person], on)[person.pk]


def holders_between(role: Role, body: Body, first: date, last: date) -> list[Person]:
    """Everyone who had a role in a body on any day of a period, by name; leavers too."""
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=first)
    held = PostHolding.objects.filter(still, post__in=_posts_of([role], body), starts_on__lte=last)
    people = Person.objects.filter(id__in=held.values("person"))
    return list(people.order_by("full_name", "id"))
