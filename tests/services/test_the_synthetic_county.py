# SPDX-License-Identifier: MIT
"""Aldshire is complete, sound and the same every time."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from candour.demo import build
from candour.directory import queries
from candour.kernel.roles import BY_NAME, Role
from candour.people.models import Account, ActingGrant, Body, Person, PostHolding
from candour.people.queries import holders_of, line_managers_of, roles_of, staff_officers_of
from candour.policy.queries import in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    assert build.build_if_empty(registers=False)


def test_it_is_built_once(county):
    people = Person.objects.count()
    assert not build.build_if_empty()
    assert Person.objects.count() == people


@pytest.mark.parametrize("slug", ["aldshire", "commissioner-aldshire"])
def test_somebody_holds_every_role_in_both_bodies(county, slug):
    body = Body.objects.get(slug=slug)
    held_by_post = set(Role) - {Role.WORKFORCE, *BY_NAME}
    empty = {role for role in held_by_post if not holders_of(role, body, timezone.localdate())}
    assert empty == set()


def test_nobody_holds_roles_that_do_not_go_together(county):
    assert queries.conflicting_roles(timezone.localdate()) == []


def test_every_chief_officer_has_a_staff_officer(county):
    today = timezone.localdate()
    chiefs = Person.objects.filter(
        account__username__in=["chief.constable", "deputy.chief", "acc.local", "chief.finance"]
    )
    assert chiefs.count() == 4
    assert all(staff_officers_of(chief, today) for chief in chiefs)


def test_those_from_outside_have_nobody_above_them_in_the_force(county):
    rep = Person.objects.get(account__username="association.rep")
    constable = Person.objects.get(account__username="constable")
    today = timezone.localdate()
    assert line_managers_of(rep, today) == frozenset()
    assert len(line_managers_of(constable, today)) > 3


def test_every_name_signs_in_with_the_one_password(county, settings):
    for _, username in build.sign_in_names():
        given = {"username": username, "password": settings.DEMO_PASSWORD}
        assert authenticate(None, **given) is not None, username


def test_a_newcomer_has_no_rights_yet(county):
    person = Person.objects.get(account__username="new.starter")
    assert roles_of(person, timezone.localdate()) == frozenset()


def test_some_posts_were_held_before_and_one_is_acting(county):
    assert PostHolding.objects.filter(ends_on__isnull=False).count() >= 5
    assert PostHolding.objects.filter(acting=True).exists()


def test_there_are_grants_in_force_over_and_to_come(county):
    today = timezone.localdate()
    grants = ActingGrant.objects.all()
    assert grants.filter(ends_on__lte=today).exists()
    assert grants.filter(starts_on__gt=today).exists()
    assert grants.filter(starts_on__lte=today, ends_on__gt=today).count() >= 6


def test_the_terminal_names_everyone_who_can_sign_in(county, settings):
    said = build.sign_in_words()
    assert settings.DEMO_PASSWORD in said
    assert all(account.username in said for account in Account.objects.all())


def test_names_are_the_same_every_time_and_nobody_shares_one():
    from itertools import islice

    from candour.demo.names import full_names

    first = list(islice(full_names(), 200))
    assert first == list(islice(full_names(), 200))
    assert len({name.split()[-1] for name in first}) == 200


@pytest.mark.parametrize("slug", ["aldshire", "commissioner-aldshire"])
def test_a_policy_is_in_force_in_both_bodies_and_was_different_a_year_ago(county, slug):
    body, today = Body.objects.get(slug=slug), timezone.localdate()
    now, then = (in_force(body, on) for on in (today, today - timedelta(days=365)))
    assert (then.number, now.number) == (1, 2)
    assert then.pack.clock("recommendation").length == 5
    assert now.pack.clock("recommendation").length == 3
