# SPDX-License-Identifier: MIT
"""A small force for tests: people in posts with sign-in names, made by the acts of the product."""

from datetime import date, timedelta

from django.utils import timezone

from candour.directory.services import grants, people
from candour.kernel.roles import Role
from candour.ledger.services import By

SETUP = By(person=None, role="service", name="Test")
PASSWORD = "three words unlike"
DAY = timedelta(days=1)


class Force:
    def __init__(self, slug="aldshire", name="Aldshire Constabulary"):
        given = people.NewBody(slug, name, "police_force", date(2020, 1, 1))
        self.body = people.add_body(given, by=SETUP)
        self.today = timezone.localdate()

    def add(self, username, *roles, post=True, rank="Rank", **about_post):
        """A person whose sign-in name, post code and surname are the same word."""
        given = people.NewPerson(
            self.body,
            f"Pat {username.title()}",
            rank,
            f"{username}@{self.body.slug}.example",
            username,
        )
        person = people.add_person(given, by=SETUP)
        person.account.set_password(PASSWORD)
        person.account.save()
        if post:
            new = people.NewPost(
                self.body, username, username.title(), frozenset(roles), **about_post
            )
            job = people.add_post(new, by=SETUP)
            ends_on = self.today + 100 * DAY if Role.AUDITOR in roles else None
            new_holding = people.NewHolding(job, person, self.today - 100 * DAY, ends_on)
            people.hold_post(new_holding, by=SETUP)
        return person

    def lend(self, principal, delegate, days=10):
        given = grants.NewGrant(
            principal, delegate, self.today, self.today + (days - 1) * DAY, "Diary work"
        )
        return grants.grant_acting(given, by=SETUP)


def by(person, role="workforce"):
    return By(person=person.pk, role=role)
