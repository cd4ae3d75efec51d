# SPDX-License-Identifier: MIT
"""A body whose people have posts and can sign in."""

from datetime import date
from itertools import count

from django.test import Client

from candour.kernel.roles import Role
from candour.people.models import Account, Body, Person, Post, PostHolding

LONG_AGO = date(2020, 1, 1)
_numbers = count(1)


class Staff:
    """A body whose people can sign in."""

    def __init__(self):
        self.body = Body.objects.create(
            slug="aldshire", name="Aldshire Constabulary", kind="police_force", starts_on=LONG_AGO
        )

    def person(self, name="Ann Able", *roles):
        person = Person.objects.create(body=self.body, full_name=name, rank_or_role="Inspector")
        self.give_post(person, *roles or (Role.SECRETARIAT,))
        Account.objects.create_user(f"account-{next(_numbers)}", None, person=person)
        return person

    def give_post(self, person, *roles):
        post = Post.objects.create(
            body=self.body,
            code=f"post-{next(_numbers)}",
            title="Diary officer",
            roles=[role.value for role in roles],
        )
        PostHolding.objects.create(post=post, person=person, starts_on=LONG_AGO)

    def browser(self, person, **kwargs):
        client = Client(**kwargs)
        client.force_login(person.account)
        return client
