# SPDX-License-Identifier: MIT
"""What the directory's pages show. None of it is cached."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from candour.directory.models import AccessRequest, SignIn, SignInFailure
from candour.directory.rules.session_words import Ended, How
from candour.directory.wording import ENDED, HOW, OPEN, RESTED
from candour.kernel.roles import Role
from candour.people.models import Account, ActingGrant, Body, Person, Post, PostHolding
from candour.people.queries import grants_in_force, holdings_on
from candour.people.rules.acting_grants import MAY_BE_DELEGATES
from candour.people.rules.conflicting_roles import Conflict, conflicts_among

PAGE = 50
LATEST = 20
ONE_DAY = timedelta(days=1)

IN_ORDER = (*(role for role in Role if role is not Role.WORKFORCE), Role.WORKFORCE)
"""Roles in the order in which a matter meets them."""


@dataclass(frozen=True)
class SignInName:
    """One name of the demonstration, and what its holder is."""

    role: Role | None
    """None for someone who has no post yet."""
    post: str
    body: str
    username: str


@dataclass(frozen=True)
class GrantRow:
    id: UUID
    principal: str
    delegate: str
    starts_on: date
    last_day: date
    reason: str
    ended: bool
    """Revoked, or its last day has passed."""


@dataclass(frozen=True)
class PeoplePage:
    people: tuple[Person, ...]
    after: str
    """Where the next page begins; empty on the last page."""


@dataclass(frozen=True)
class ConflictRow:
    person: Person
    conflicts: tuple[Conflict, ...]
    posts: tuple[str, ...]


@dataclass(frozen=True)
class OpenSession:
    id: UUID
    device: str
    since: datetime
    seen: datetime
    here: bool
    """The session of the browser that asks."""


@dataclass(frozen=True)
class PastSignIn:
    at: datetime
    device: str
    how: str
    failures: int
    """Attempts that failed before it."""
    became: str


def sessions_of(account: Account, here: str = "") -> list[OpenSession]:
    """Where an account is signed in now: the browser that asks first, then the latest."""
    alive = _alive(account)
    rows = [row for row in _sign_ins(account) if row.session in alive and not row.ended]
    found = [
        OpenSession(
            id=row.pk,
            device=row.device,
            since=row.started_at,
            seen=alive[row.session] - timedelta(seconds=row.idle_seconds),
            here=str(row.pk) == here,
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: not each.here)


def sign_ins_of(account: Account) -> list[PastSignIn]:
    """When an account signed in, the latest first."""
    alive = _alive(account)
    return [
        PastSignIn(
            at=row.started_at,
            device=row.device,
            how=str(HOW[How(row.how)]),
            failures=row.failures_before,
            became=str(
                ENDED[Ended(row.ended)] if row.ended else OPEN if row.session in alive else RESTED
            ),
        )
        for row in _sign_ins(account)[:LATEST]
    ]


def _sign_ins(account: Account) -> QuerySet[SignIn]:
    return SignIn.objects.filter(account=account).order_by("-started_at", "id")


def _alive(account: Account) -> dict[str, datetime]:
    """The sessions that a browser could still use, and until when."""
    keys = SignIn.objects.filter(account=account, ended_at__isnull=True).values("session")
    alive = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return dict(alive.values_list("session_key", "expire_date"))


def failures_since(moment: datetime) -> int:
    """How often any name was tried in vain."""
    return SignInFailure.objects.filter(failed_at__gt=moment).count()


def account_of(person: Person) -> Account | None:
    """The account of a person, whether or not it may sign in."""
    return Account.objects.select_related("person").filter(person=person).first()


def sign_in_names(on: date) -> list[SignInName]:
    """Every account with what its holder is, chief officers first."""
    held: dict[UUID, list[PostHolding]] = defaultdict(list)
    latest_first = ("-starts_on", "post__body__slug", "post__code")
    for holding in holdings_on(on).select_related("post__body").order_by(*latest_first):
        held[holding.person_id].append(holding)
    accounts = Account.objects.filter(person__isnull=False, is_active=True)
    names = [
        _sign_in_name(account, held[account.person_id])
        for account in accounts.select_related("person__body").order_by("username")
        if account.person and account.person_id
    ]
    return sorted(names, key=_rank)


def _sign_in_name(account: Account, held: list[PostHolding]) -> SignInName:
    body = account.person.body.name if account.person else ""
    if not held:
        return SignInName(None, "", body, account.username)
    roles = {role for holding in held for role in holding.post.role_set} | {Role.WORKFORCE}
    first = min(roles, key=IN_ORDER.index)
    return SignInName(first, held[0].post.title, held[0].post.body.name, account.username)


def _rank(name: SignInName) -> tuple[str, int]:
    return name.body, IN_ORDER.index(name.role) if name.role else len(IN_ORDER)


def names_by_body(on: date) -> dict[str, list[SignInName]]:
    """The same names under the body that their holder belongs to."""
    grouped: dict[str, list[SignInName]] = defaultdict(list)
    for name in sign_in_names(on):
        grouped[name.body].append(name)
    return dict(grouped)


def person(person_id: UUID) -> Person | None:
    return Person.objects.select_related("body").filter(pk=person_id).first()


def username_of(person: Person) -> str:
    """The sign-in name of a person; empty for someone who does not sign in."""
    names = Account.objects.filter(person=person).values_list("username", flat=True)
    return names.first() or ""


def history_of(person: Person) -> list[PostHolding]:
    """Every post that a person has held, the latest first."""
    return list(
        person.holdings.select_related("post__body").order_by("-starts_on", F("ends_on").desc())
    )


def grants_by(principal: Person, on: date) -> list[GrantRow]:
    """Who may or might file for someone, the latest first."""
    grants = ActingGrant.objects.filter(principal=principal)
    return _grant_rows(grants, on)


def grant_between(grant_id: UUID, either: Person, on: date) -> GrantRow | None:
    """A grant that has not ended, for one of the two people it concerns."""
    concerned = Q(principal=either) | Q(delegate=either)
    rows = _grant_rows(ActingGrant.objects.filter(concerned, pk=grant_id), on)
    return next((row for row in rows if not row.ended), None)


def grants_to(delegate: Person, on: date) -> list[GrantRow]:
    """For whom someone may file on a day."""
    return _grant_rows(grants_in_force(on).filter(delegate=delegate), on)


def _grant_rows(grants: QuerySet[ActingGrant], on: date) -> list[GrantRow]:
    ordered = grants.select_related("principal", "delegate").order_by("-ends_on", "id")
    return [
        GrantRow(
            id=grant.pk,
            principal=grant.principal.full_name,
            delegate=grant.delegate.full_name,
            starts_on=grant.starts_on,
            last_day=grant.ends_on - ONE_DAY,
            reason=grant.reason,
            ended=grant.revoked_at is not None or grant.ends_on <= on,
        )
        for grant in ordered
    ]


def possible_delegates(principal: Person, on: date) -> list[Person]:
    """Those whose post in the same body lets them file for others."""
    holdings = holdings_on(on).filter(person__body=principal.body_id).exclude(person=principal)
    able = {
        holding.person
        for holding in holdings.select_related("person", "post")
        if holding.post.role_set & MAY_BE_DELEGATES
    }
    return sorted(able, key=lambda person: (person.full_name, str(person.pk)))


def people_page(*, words: str = "", after: str = "") -> PeoplePage:
    """A page of people by name, beginning after a person; never counts them all."""
    people = Person.objects.select_related("body").order_by("full_name", "id")
    if words:
        people = people.filter(
            Q(full_name__icontains=words)
            | Q(email__icontains=words)
            | Q(rank_or_role__icontains=words)
        )
    if mark := _person(after):
        later = Q(full_name__gt=mark.full_name) | Q(full_name=mark.full_name, id__gt=mark.pk)
        people = people.filter(later)
    found = list(people[: PAGE + 1])
    return PeoplePage(tuple(found[:PAGE]), str(found[PAGE - 1].pk) if len(found) > PAGE else "")


def _person(key: str) -> Person | None:
    try:
        return Person.objects.filter(pk=UUID(key)).first() if key else None
    except ValueError:
        return None


def bodies(on: date) -> list[Body]:
    current = Body.objects.filter(starts_on__lte=on).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    )
    return list(current.order_by("name"))


def all_posts(on: date) -> list[Post]:
    """Every post of a body that exists on a day."""
    return [post for posts in posts_by_body(on).values() for post, _ in posts]


def holding(holding_id: UUID) -> PostHolding | None:
    found = PostHolding.objects.select_related("person", "post__body").filter(pk=holding_id)
    return found.first()


def open_requests() -> list[AccessRequest]:
    """Who waits for access, the longest first."""
    waiting = AccessRequest.objects.filter(closed_at__isnull=True)
    return list(waiting.select_related("account__person__body").order_by("asked_at"))


def open_request_of(
    person: Person | None = None, *, account: Account | None = None
) -> AccessRequest | None:
    asked = AccessRequest.objects.filter(closed_at__isnull=True)
    who = Q(account=account) if account else Q(account__person=person)
    return asked.filter(who).first()


def posts_by_body(on: date) -> dict[Body, list[tuple[Post, list[PostHolding]]]]:
    """Every post with those who hold it on a day, in three questions to the database."""
    holders: dict[UUID, list[PostHolding]] = defaultdict(list)
    for holding in holdings_on(on).select_related("person").order_by("person__full_name"):
        holders[holding.post_id].append(holding)
    posts: dict[Body, list[tuple[Post, list[PostHolding]]]] = {body: [] for body in bodies(on)}
    for post in Post.objects.select_related("body").order_by("title", "code"):
        if post.body in posts:
            posts[post.body].append((post, holders[post.pk]))
    return posts


def conflicting_roles(on: date) -> list[ConflictRow]:
    """The separation-of-duty report: who holds roles that do not go together."""
    held: dict[Person, list[Post]] = defaultdict(list)
    with_roles = holdings_on(on).exclude(post__roles=[]).select_related("person__body", "post")
    for holding in with_roles.order_by("person__full_name", "person__id"):
        held[holding.person].append(holding.post)
    rows = []
    for person, posts in held.items():
        found = conflicts_among(frozenset().union(*(post.role_set for post in posts)))
        if found:
            rows.append(ConflictRow(person, found, tuple(post.title for post in posts)))
    return rows
