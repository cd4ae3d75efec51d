# SPDX-License-Identifier: MIT
"""Fills the bodies of Aldshire with posts, people and grants, through the same acts as anyone."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password

from candour.demo import roster
from candour.demo.names import full_names
from candour.directory.services import grants, people
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Account, Body, Person, Post
from candour.policy.rules.pack import Pack, PostRule

SETUP = By(person=None, role="service", name="Demonstration")
LONG_AGO = timedelta(days=3000)


class Population:
    """The people of one demonstration, as they are being made."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.names: Iterator[str] = full_names()
        self.bodies: dict[str, Body] = {}
        self.people: dict[str, Person] = {}

    def add_bodies(self) -> None:
        for slug, name, kind in roster.BODIES:
            given = people.NewBody(slug, name, kind, self.today - LONG_AGO)
            self.bodies[slug] = people.add_body(given, by=SETUP)

    def add_posts(self, slug: str, pack: Pack) -> dict[str, Post]:
        """The posts of a procedure, and in the force the ordinary ones below them."""
        rules = {rule.code: rule for rule in pack.posts}
        posts: dict[str, Post] = {}
        for code in rules:
            self._add_post(code, rules, posts, self.bodies[slug])
        if slug == roster.FORCE:
            self._add_ordinary_posts(posts)
        return posts

    def _add_post(
        self, code: str, rules: Mapping[str, PostRule], posts: dict[str, Post], body: Body
    ) -> Post | None:
        if code and code not in posts:
            rule = rules[code]
            given = people.NewPost(
                body,
                code,
                rule.title,
                rule.roles,
                in_population=rule.in_population,
                independent=rule.independent,
                serves=self._add_post(rule.serves, rules, posts, body),
                deputises_for=self._add_post(rule.deputises_for, rules, posts, body),
                reports_to=self._add_post(rule.reports_to, rules, posts, body),
            )
            posts[code] = people.add_post(given, by=SETUP)
        return posts.get(code)

    def _add_ordinary_posts(self, posts: dict[str, Post]) -> None:
        for each in roster.ORDINARY_POSTS:
            given = people.NewPost(
                self.bodies[roster.FORCE],
                each.code,
                each.title,
                unit=each.unit,
                reports_to=posts[each.reports_to],
            )
            posts[each.code] = people.add_post(given, by=SETUP)

    def fill(self, slug: str, posts: Mapping[str, Post], seats: tuple[roster.Seat, ...]) -> None:
        for seat in seats:
            person = self.people.get(seat.username) or self._add_person(
                seat.home or slug, seat.rank, seat.username
            )
            for one in seat.earlier:
                self._hold(posts[one.post], person, one.rank, one.since, one.until)
            self._hold(posts[seat.post], person, seat.rank, seat.since, acting=seat.acting)

    def _hold(
        self,
        post: Post,
        person: Person,
        rank: str,
        since: int,
        until: int | None = None,
        *,
        acting: bool = False,
    ) -> None:
        starts_on = self._day(-since)
        ends_on = None if until is None else self._day(-until)
        if Role.AUDITOR in post.role_set:  # such a post is for a limited time
            starts_on, ends_on = self._day(-roster.AUDIT_BEGAN), self._day(roster.AUDIT_ENDS)
        given = people.NewHolding(post, person, starts_on, ends_on, rank, acting)
        people.hold_post(given, by=SETUP)

    def _add_person(self, slug: str, rank: str, username: str = "") -> Person:
        name = next(self.names)
        address = f"{username or name.lower().replace(' ', '.')}@{slug}.example"
        given = people.NewPerson(self.bodies[slug], name, rank, address, username)
        person = people.add_person(given, by=SETUP)
        if username:
            self.people[username] = person
        return person

    def add_someone_without_a_post(self) -> None:
        self._add_person(roster.FORCE, "Inspector", roster.NO_POST_YET)

    def lend(self) -> None:
        """Let the secretariats file, now, once and soon."""
        for lent in roster.GRANTS:
            given = grants.NewGrant(
                self.people[lent.principal],
                self.people[lent.delegate],
                self._day(lent.first),
                self._day(lent.last),
                lent.reason,
            )
            grants.grant_acting(given, by=SETUP)

    def _day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def open_accounts(self) -> None:
        """One password for every name: nothing here is worth keeping secret."""
        accounts = Account.objects.filter(username__in=list(self.people))
        accounts.update(password=make_password(settings.DEMO_PASSWORD))
