# SPDX-License-Identifier: MIT
"""Acts on people, posts and grants: what they do, what they refuse, what they record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from candour.directory import queries
from candour.directory.services import accounts, grants, people
from candour.directory.services.grants import NewGrant
from candour.directory.services.people import NewHolding, NewPerson, NewPost
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.queries import opened, timeline
from candour.ledger.services import By
from candour.people.models import Body, Person, PostHolding
from candour.people.queries import may_act_for, roles_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SETUP = By(person=None, role="service", name="Test")
NOBODY = frozenset[Role]()


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def body():
    return Body.objects.create(
        slug="aldshire",
        name="Aldshire Constabulary",
        kind="police_force",
        starts_on=date(2020, 1, 1),
    )


@pytest.fixture
def make(body, today):
    def make_person(name, *roles, email=""):
        person = people.add_person(NewPerson(body, name, "Rank", email), by=SETUP)
        code = name.lower().replace(" ", "-")
        post = people.add_post(NewPost(body, code, name, frozenset(roles)), by=SETUP)
        people.hold_post(NewHolding(post, person, today - 100 * DAY), by=SETUP)
        return person

    return make_person


@pytest.fixture
def chief(make):
    return make("Ann Able", Role.PRINCIPAL)


@pytest.fixture
def clerk(make):
    return make("Dev Das", Role.SECRETARIAT)


@pytest.fixture
def administrator(make):
    return make("Ada Ames", Role.ADMINISTRATOR)


def by(person, role="workforce"):
    return By(person=person.pk, role=role)


def acts(person):
    return [entry.act for entry in timeline(person.stream)]


def granting(chief, clerk, today):
    return NewGrant(chief, clerk, today, today + 9 * DAY, "Diary work")


def test_a_person_who_is_added_is_recorded_with_what_was_said(body):
    given = NewPerson(body, " Eve East ", "Constable", "Eve@Example.org", "Eve.East")
    person = people.add_person(given, by=SETUP)
    (entry,) = timeline(person.stream)
    assert entry.act == "person_added"
    fields = opened([entry.event_id])[entry.event_id]
    assert (fields["full_name"], fields["email"]) == ("Eve East", "eve@example.org")
    assert person.account.username == "eve.east"
    assert not person.account.has_usable_password()


@pytest.mark.parametrize(
    ("email", "username", "about"),
    [("EVE@example.org", "", "email"), ("", "Eve", "username")],
)
def test_an_address_and_a_sign_in_name_belong_to_one_person(body, email, username, about):
    people.add_person(NewPerson(body, "Eve East", "", "eve@example.org", "eve"), by=SETUP)
    with pytest.raises(Refused) as refused:
        people.add_person(NewPerson(body, "Eve West", "", email, username), by=SETUP)
    assert refused.value.about == about
    assert Person.objects.count() == 1


def test_a_post_is_added_once_under_a_code(body):
    people.add_post(NewPost(body, "chief", "Chief"), by=SETUP)
    with pytest.raises(Refused, match="another code"):
        people.add_post(NewPost(body, "chief", "Other"), by=SETUP)


def test_a_post_taken_up_gives_its_roles_and_is_recorded(clerk, today):
    assert Role.SECRETARIAT in roles_of(clerk, today)
    assert acts(clerk) == ["person_added", "post_taken_up"]


def test_a_post_that_ends_today_counts_no_more(clerk, administrator, today):
    holding = clerk.holdings.get()
    people.end_holding(holding.pk, ends_on=today, by=by(administrator, "administrator"))
    assert roles_of(clerk, today) == NOBODY
    assert acts(clerk)[-1] == "post_given_up"


def test_a_post_is_not_ended_twice(clerk, today):
    holding = clerk.holdings.get()
    people.end_holding(holding.pk, ends_on=today, by=SETUP)
    with pytest.raises(Refused, match="no longer hold"):
        people.end_holding(holding.pk, ends_on=today, by=SETUP)


def test_a_post_that_ends_later_may_end_earlier_instead(clerk, today):
    holding = clerk.holdings.get()
    people.end_holding(holding.pk, ends_on=today + 10 * DAY, by=SETUP)
    assert people.end_holding(holding.pk, ends_on=today + DAY, by=SETUP).ends_on == today + DAY


def test_a_post_does_not_end_before_it_was_taken_up(clerk, today):
    with pytest.raises(Refused, match="not before"):
        people.end_holding(clerk.holdings.get().pk, ends_on=today - 101 * DAY, by=SETUP)


def test_nobody_gives_themselves_a_post(body, administrator, today):
    post = people.add_post(NewPost(body, "chief", "Chief"), by=SETUP)
    with pytest.raises(Refused, match="cannot give yourself"):
        people.hold_post(NewHolding(post, administrator, today), by=by(administrator))


def test_an_administrator_takes_no_post_that_sees_content(administrator, chief, today):
    post = chief.holdings.get().post
    with pytest.raises(Refused, match="never see content") as refused:
        people.hold_post(NewHolding(post, administrator, today), by=SETUP)
    assert refused.value.about == "post"


def test_an_administrator_may_take_it_after_the_other_post_ends(administrator, chief, today):
    people.end_holding(administrator.holdings.get().pk, ends_on=today, by=SETUP)
    post = chief.holdings.get().post
    people.hold_post(NewHolding(post, administrator, today), by=SETUP)
    assert Role.PRINCIPAL in roles_of(administrator, today)


def test_other_conflicts_are_let_through_and_named_in_the_report(chief, make, today):
    assessor = make("Cat Cole", Role.ASSESSOR)
    people.hold_post(NewHolding(chief.holdings.get().post, assessor, today), by=SETUP)
    (row,) = queries.conflicting_roles(today)
    assert row.person == assessor
    assert row.conflicts[0].reason == "Whoever decides does not also assess."


def test_the_report_is_empty_when_roles_go_together(chief, clerk, today):
    assert queries.conflicting_roles(today) == []


def test_a_post_is_not_held_twice_by_one_person_at_a_time(clerk, today):
    post = clerk.holdings.get().post
    with pytest.raises(Refused, match="already"):
        people.hold_post(NewHolding(post, clerk, today + DAY), by=SETUP)


def test_someone_who_leaves_loses_posts_and_rights(clerk, administrator, today):
    people.record_leaving(clerk.pk, left_on=today, by=by(administrator))
    clerk.refresh_from_db()
    assert roles_of(clerk, today) == NOBODY
    assert PostHolding.objects.get(person=clerk).ends_on == today
    with pytest.raises(Refused, match="already left"):
        people.record_leaving(clerk.pk, left_on=today, by=by(administrator))


def test_someone_who_has_left_is_given_no_post(clerk, chief, administrator, today):
    person = people.record_leaving(clerk.pk, left_on=today, by=by(administrator))
    with pytest.raises(Refused, match="has not left"):
        people.hold_post(NewHolding(chief.holdings.get().post, person, today), by=SETUP)


def test_nobody_records_their_own_leaving(administrator, today):
    with pytest.raises(Refused, match="another administrator"):
        people.record_leaving(administrator.pk, left_on=today, by=by(administrator))


def test_a_principal_lets_a_secretary_file_until_the_last_day(chief, clerk, today):
    grants.grant_acting(granting(chief, clerk, today), by=by(chief))
    days = [today, today + 9 * DAY, today + 10 * DAY]
    assert [may_act_for(clerk, chief, day) for day in days] == [True, True, False]
    assert acts(chief)[-1] == "acting_granted"


def test_nobody_grants_in_the_name_of_another(chief, clerk, administrator, today):
    for other in (clerk, administrator):
        with pytest.raises(Refused, match="Only you"):
            grants.grant_acting(granting(chief, clerk, today), by=by(other))


def test_only_the_secretariat_and_staff_officers_file_for_others(chief, make, today):
    constable = make("Fay Fox")
    with pytest.raises(Refused, match="secretariat") as refused:
        grants.grant_acting(granting(chief, constable, today), by=by(chief))
    assert (refused.value.clause, refused.value.about) == ("COG 3.1/1", "delegate")


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({"reason": "  "}, "reason"),
        ({"starts_on": -1}, "starts_on"),
        ({"last_day": -1}, "last_day"),
        ({"last_day": 367}, "last_day"),
    ],
)
def test_a_grant_needs_a_reason_and_sound_days(chief, clerk, today, change, about):
    days = {name: today + value * DAY for name, value in change.items() if name != "reason"}
    given = replace(granting(chief, clerk, today), **change | days)
    with pytest.raises(Refused) as refused:
        grants.grant_acting(given, by=by(chief))
    assert refused.value.about == about


def test_a_second_grant_for_the_same_days_is_refused(chief, clerk, today):
    grants.grant_acting(granting(chief, clerk, today), by=by(chief))
    with pytest.raises(Refused, match="already file"):
        grants.grant_acting(granting(chief, clerk, today), by=by(chief))


@pytest.mark.parametrize("who", ["chief", "clerk", "administrator"])
def test_a_grant_that_is_ended_counts_no_more(request, chief, clerk, today, who):
    grant = grants.grant_acting(granting(chief, clerk, today), by=by(chief))
    person = request.getfixturevalue(who)
    grants.revoke_acting(grant.pk, by=by(person), roles=roles_of(person, today))
    assert not may_act_for(clerk, chief, today)
    assert acts(chief)[-1] == "acting_revoked"
    with pytest.raises(Refused, match="already ended"):
        grants.revoke_acting(grant.pk, by=by(chief), roles=NOBODY)


def test_a_stranger_does_not_end_a_grant(chief, clerk, make, today):
    grant = grants.grant_acting(granting(chief, clerk, today), by=by(chief))
    other = make("Gus Gill", Role.SECRETARIAT)
    with pytest.raises(Refused, match="two people concerned"):
        grants.revoke_acting(grant.pk, by=by(other), roles=roles_of(other, today))
    assert may_act_for(clerk, chief, today)


def test_after_an_end_the_same_people_may_agree_again(chief, clerk, today):
    grant = grants.grant_acting(granting(chief, clerk, today), by=by(chief))
    grants.revoke_acting(grant.pk, by=by(chief), roles=NOBODY)
    grants.grant_acting(granting(chief, clerk, today), by=by(chief))
    assert [row.ended for row in queries.grants_by(chief, today)].count(False) == 1


def test_settings_are_kept_and_recorded(clerk):
    accounts.change_settings(clerk.pk, accounts.Settings("cy", "never"), by=by(clerk))
    clerk.refresh_from_db()
    assert (clerk.language, clerk.digest) == ("cy", "never")
    assert acts(clerk)[-1] == "settings_changed"
