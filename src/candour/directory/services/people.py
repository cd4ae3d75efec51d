# SPDX-License-Identifier: MIT
"""Acts on bodies, people and posts. Each is one transaction and one event."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from candour.directory.rules.session_words import Ended
from candour.directory.services import sessions
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, record
from candour.people.models import Account, Body, Person, Post, PostHolding
from candour.people.rules.conflicting_roles import Conflict
from candour.people.rules.holdings import HoldingFacts, check_end, check_holding, conflicts_from
from candour.people.rules.periods import Period


@dataclass(frozen=True)
class NewBody:
    slug: str
    name: str
    kind: str
    starts_on: date


@dataclass(frozen=True)
class NewPerson:
    body: Body
    full_name: str
    rank_or_role: str = ""
    email: str = ""
    username: str = ""
    """Without one the person is known but cannot sign in."""


@dataclass(frozen=True)
class NewPost:
    body: Body
    code: str
    title: str
    roles: frozenset[Role] = frozenset()
    unit: str = ""
    serves: Post | None = None
    deputises_for: Post | None = None
    reports_to: Post | None = None
    in_population: bool = False
    independent: bool = False


@dataclass(frozen=True)
class NewHolding:
    post: Post
    person: Person
    starts_on: date
    ends_on: date | None = None
    rank: str = ""
    acting: bool = False


@transaction.atomic
def add_body(given: NewBody, *, by: By) -> Body:
    """Add an organisation under the name that it has from a day on."""
    values = asdict(given)
    body = Body.objects.create(**values)
    fields = values | {"starts_on": given.starts_on.isoformat()}
    record(body.pk, "body_added", by=by, kind=Kind.COLLECTION, fields=fields)
    return body


@transaction.atomic
def add_person(given: NewPerson, *, by: By) -> Person:
    """Add someone the procedures have to know."""
    email = given.email.strip().lower()
    username = given.username.strip().lower()
    if email and Person.objects.filter(email=email).exists():
        raise Refused("Someone with this e-mail address is already here.", about="email")
    if username and Account.objects.filter(username=username).exists():
        raise Refused("Enter another sign-in name: this one is taken.", about="username")
    person = Person.objects.create(
        body=given.body,
        full_name=given.full_name.strip(),
        rank_or_role=given.rank_or_role.strip(),
        email=email,
    )
    if username:
        Account.objects.create_user(username, person=person)
    fields = {
        "body": given.body.slug,
        "full_name": person.full_name,
        "rank_or_role": person.rank_or_role,
        "email": email,
        "username": username,
    }
    record(person.stream, "person_added", by=by, kind=Kind.COLLECTION, fields=fields)
    return person


@transaction.atomic
def record_leaving(person_id: UUID, *, left_on: date, by: By) -> Person:
    """Someone leaves: from that day their posts, grants and sign-in count for nothing."""
    person = Person.objects.select_for_update().get(pk=person_id)
    if by.person == person.pk:
        raise Refused("You cannot record that you have left. Ask another administrator.")
    if person.left_on is not None:
        raise Refused("This person has already left.", about="left_on")
    person.left_on = left_on
    person.save(update_fields=["left_on"])
    _end_posts(person, left_on)
    if left_on <= timezone.localdate():
        sessions.end_with(person, Ended.LEFT)
    fields = {"left_on": left_on.isoformat()}
    record(person.stream, "person_left", by=by, kind=Kind.ACCESS_REMOVED, fields=fields)
    return person


def _end_posts(person: Person, left_on: date) -> None:
    still = person.holdings.filter(ends_on__isnull=True) | person.holdings.filter(
        ends_on__gt=left_on
    )
    for holding in still:
        holding.ends_on = max(left_on, holding.starts_on)
        holding.save(update_fields=["ends_on"])


@transaction.atomic
def add_post(given: NewPost, *, by: By) -> Post:
    """Add a post and say what it is to the procedures."""
    if Post.objects.filter(body=given.body, code=given.code).exists():
        raise Refused("Enter another code: this body has a post with it.", about="code")
    values = {name: getattr(given, name) for name in NewPost.__dataclass_fields__}
    post = Post.objects.create(**values | {"roles": sorted(given.roles)})
    fields: Mapping[str, Json] = {
        "body": given.body.slug,
        "code": given.code,
        "title": given.title,
        "roles": sorted(given.roles),
        "serves": given.serves.code if given.serves else None,
        "deputises_for": given.deputises_for.code if given.deputises_for else None,
        "reports_to": given.reports_to.code if given.reports_to else None,
    }
    record(post.pk, "post_added", by=by, kind=Kind.COLLECTION, fields=fields)
    return post


@transaction.atomic
def hold_post(given: NewHolding, *, by: By) -> PostHolding:
    """Give someone a post from a day on."""
    check_holding(holding_facts(given, by=by))
    values = {name: getattr(given, name) for name in NewHolding.__dataclass_fields__}
    holding = PostHolding.objects.create(**values | {"rank": given.rank.strip()})
    fields: Mapping[str, Json] = {
        "post": given.post.code,
        "body": given.post.body.slug,
        "starts_on": given.starts_on.isoformat(),
        "ends_on": given.ends_on.isoformat() if given.ends_on else None,
        "rank": holding.rank,
        "acting": given.acting,
        "roles": sorted(given.post.role_set),
    }
    stream = given.person.stream
    record(stream, "post_taken_up", by=by, kind=Kind.ACCESS_GRANTED, fields=fields)
    return holding


def conflicts_of(given: NewHolding, *, by: By) -> tuple[Conflict, ...]:
    """The conflicts that a post would bring, to be said to whoever gives it."""
    return conflicts_from(holding_facts(given, by=by))


def holding_facts(given: NewHolding, *, by: By) -> HoldingFacts:
    """Everything the rules ask about a post that is to be given."""
    period = Period(given.starts_on, given.ends_on)
    held = list(given.person.holdings.select_related("post"))
    beside = [each for each in held if each.post_id != given.post.pk]
    return HoldingFacts(
        person=given.person.pk,
        left_on=given.person.left_on,
        given_by=by.person,
        period=period,
        post_roles=given.post.role_set,
        held_then=frozenset(
            role for each in beside if each.period.overlaps(period) for role in each.post.role_set
        ),
        same_post=tuple(each.period for each in held if each.post_id == given.post.pk),
    )


@transaction.atomic
def end_holding(holding_id: UUID, *, ends_on: date, by: By) -> PostHolding:
    """Take a post away. With today's date the roles are gone at the next request."""
    holding = (
        PostHolding.objects.select_for_update().select_related("person", "post").get(pk=holding_id)
    )
    check_end(period=holding.period, ends_on=ends_on)
    before = holding.ends_on
    ended = PostHolding.objects.filter(pk=holding.pk, ends_on=before)
    if not ended.update(ends_on=ends_on):
        raise Refused("Someone else has just changed this. Look at it again.")
    holding.ends_on = ends_on
    if ends_on <= timezone.localdate():
        sessions.end_with(holding.person, Ended.POST_LOST)
    fields = {"post": holding.post.code, "ends_on": ends_on.isoformat()}
    stream = holding.person.stream
    record(stream, "post_given_up", by=by, kind=Kind.ACCESS_REMOVED, fields=fields)
    return holding
