# SPDX-License-Identifier: MIT
"""People's queries, on a small chart: a chief, a deputy, the deputy's staff officer, a clerk."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from candour.kernel.roles import Role
from candour.people import queries
from candour.people.asked import asking_once
from candour.people.models import ActingGrant, Body, Person, Post, PostHolding
from candour.people.offices import ask_around, held_by, lines_above, roles_held_in, team_of

TODAY = date(2026, 3, 27)
DAY = timedelta(days=1)
LONG_AGO = date(2020, 1, 1)

pytestmark = pytest.mark.django_db


class Chart:
    def __init__(self):
        self.body = Body.objects.create(
            slug="aldshire", name="Aldshire Constabulary", kind="police_force", starts_on=LONG_AGO
        )
        self.chief, self.chief_post = self.add("Ann Able", "chief", [Role.PRINCIPAL])
        self.deputy, self.deputy_post = self.add(
            "Ben Baker", "deputy", [Role.PRINCIPAL, Role.SPONSOR], reports_to=self.chief_post
        )
        self.officer, _ = self.add(
            "Cat Cole", "staff-officer", [Role.ASSESSOR],
            serves=self.deputy_post, reports_to=self.deputy_post,
        )  # fmt: skip
        self.clerk, _ = self.add("Dev Das", "clerk", [Role.SECRETARIAT])

    def add(self, name, code, roles, **post):
        person = Person.objects.create(body=self.body, full_name=name, rank_or_role="Rank")
        job = Post.objects.create(
            body=self.body, code=code, title=code.capitalize(), roles=[*roles], **post
        )
        PostHolding.objects.create(post=job, person=person, starts_on=LONG_AGO)
        return person, job


@pytest.fixture
def chart():
    return Chart()


def grant(chart, **changes):
    given = {
        "principal": chart.deputy, "delegate": chart.clerk, "granted_by": chart.deputy,
        "starts_on": TODAY, "ends_on": TODAY + 10 * DAY, "reason": "Diary work",
    }  # fmt: skip
    return ActingGrant.objects.create(**given | changes)


def test_roles_come_from_posts_held_on_the_day(chart):
    assert queries.roles_of(chart.deputy, TODAY) == {Role.PRINCIPAL, Role.SPONSOR, Role.WORKFORCE}
    assert queries.roles_of(chart.deputy, LONG_AGO - DAY) == frozenset()


def test_a_post_lost_is_a_role_lost_the_same_day(chart):
    PostHolding.objects.filter(person=chart.officer).update(ends_on=TODAY)
    assert Role.ASSESSOR in queries.roles_of(chart.officer, TODAY - DAY)
    assert queries.roles_of(chart.officer, TODAY) == frozenset()


def test_someone_who_has_left_has_no_role_although_the_post_was_never_ended(chart):
    chart.clerk.left_on = TODAY
    chart.clerk.save()
    assert queries.roles_of(chart.clerk, TODAY) == frozenset()
    assert queries.holders_of(Role.SECRETARIAT, chart.body, TODAY) == []
    assert queries.posts_of(chart.clerk, TODAY) == []


def test_a_post_without_roles_makes_a_member_of_the_workforce(chart):
    person, _ = chart.add("Eve East", "constable", [])
    assert queries.roles_of(person, TODAY) == {Role.WORKFORCE}


def test_holders_of_a_role_are_in_order_of_name_and_of_that_body_only(chart):
    other = Body.objects.create(
        slug="norwold", name="Norwold", kind="police_force", starts_on=LONG_AGO
    )
    abroad = Person.objects.create(body=other, full_name="Abe Away")
    post = Post.objects.create(body=other, code="chief", title="Chief", roles=["principal"])
    PostHolding.objects.create(post=post, person=abroad, starts_on=LONG_AGO)
    assert queries.holders_of(Role.PRINCIPAL, chart.body, TODAY) == [chart.chief, chart.deputy]


def test_a_role_is_not_found_by_a_part_of_its_name(chart):
    chart.add("Fay Fox", "deputy-psd", [Role.DEPUTY_REASSESSOR])
    assert queries.holders_of(Role.REASSESSOR, chart.body, TODAY) == []


def test_a_staff_officer_is_found_through_the_post_that_is_served(chart):
    assert queries.staff_officers_of(chart.deputy, TODAY) == [chart.officer]
    assert queries.staff_officers_of(chart.chief, TODAY) == []


def test_a_deputy_is_found_through_the_post_that_is_deputised_for(chart):
    deputy, _ = chart.add("Gus Gill", "deputy-head", [], deputises_for=chart.deputy_post)
    assert queries.deputies_of(chart.deputy, TODAY) == [deputy]


def test_line_managers_go_all_the_way_up(chart):
    assert queries.line_managers_of(chart.officer, TODAY) == {chart.deputy.pk, chart.chief.pk}
    assert queries.line_managers_of(chart.chief, TODAY) == frozenset()
    assert queries.line_managers_of(chart.clerk, LONG_AGO - DAY) == frozenset()


def test_the_lines_of_several_people_cost_one_query(chart, django_assert_num_queries):
    people = frozenset({chart.officer.pk, chart.deputy.pk, chart.clerk.pk})
    with django_assert_num_queries(1):
        above = lines_above(people, TODAY)
    assert above == {
        chart.officer.pk: {chart.deputy.pk, chart.chief.pk},
        chart.deputy.pk: {chart.chief.pk},
        chart.clerk.pk: frozenset(),
    }


def test_a_chart_that_runs_in_a_circle_still_ends_and_nobody_manages_themselves(chart):
    Post.objects.filter(pk=chart.chief_post.pk).update(reports_to=chart.deputy_post)
    assert queries.line_managers_of(chart.chief, TODAY) == {chart.deputy.pk}
    assert queries.line_managers_of(chart.officer, TODAY) == {chart.deputy.pk, chart.chief.pk}


def test_whoever_holds_two_posts_has_both_lines(chart):
    head, other = chart.add("Eve Ely", "head", [])
    _, second = chart.add("Fay Fox", "desk", [], reports_to=other)
    PostHolding.objects.create(post=second, person=chart.officer, starts_on=LONG_AGO)
    both = {chart.deputy.pk, chart.chief.pk, head.pk}
    assert queries.line_managers_of(chart.officer, TODAY) == both


def test_who_left_or_gave_up_the_post_is_in_no_line(chart):
    Person.objects.filter(pk=chart.deputy.pk).update(left_on=TODAY)
    assert queries.line_managers_of(chart.officer, TODAY) == {chart.chief.pk}
    PostHolding.objects.filter(person=chart.chief).update(ends_on=TODAY)
    assert queries.line_managers_of(chart.officer, TODAY) == frozenset()
    before = {chart.deputy.pk, chart.chief.pk}
    assert queries.line_managers_of(chart.officer, TODAY - DAY) == before


def test_a_team_is_who_is_next_below_and_empty_posts_are_looked_through(
    chart, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert team_of(chart.chief.pk, TODAY) == {chart.deputy.pk}
    assert team_of(chart.officer.pk, TODAY) == frozenset()
    PostHolding.objects.filter(person=chart.deputy).update(ends_on=TODAY)
    assert team_of(chart.chief.pk, TODAY) == {chart.officer.pk}
    assert team_of(chart.chief.pk, TODAY - DAY) == {chart.deputy.pk}
    Person.objects.filter(pk=chart.officer.pk).update(left_on=TODAY)
    assert team_of(chart.chief.pk, TODAY) == frozenset()


def test_nobody_is_in_their_own_team_even_where_the_chart_runs_in_a_circle(chart):
    Post.objects.filter(pk=chart.chief_post.pk).update(reports_to=chart.deputy_post)
    assert team_of(chart.chief.pk, TODAY) == {chart.deputy.pk}
    PostHolding.objects.filter(person=chart.deputy).update(ends_on=TODAY)
    assert team_of(chart.chief.pk, TODAY) == {chart.officer.pk}


def test_one_question_says_who_somebody_is_and_who_else_holds_an_office_there(
    chart, django_assert_num_queries
):
    apart = (
        held_by(chart.officer.pk, TODAY), sorted(roles_held_in(chart.body.pk, TODAY), key=str)
    )  # fmt: skip
    with asking_once(), django_assert_num_queries(1):
        ask_around(chart.officer.pk, TODAY)
        together = held_by(chart.officer.pk, TODAY), roles_held_in(chart.body.pk, TODAY)
    assert (together[0], sorted(together[1], key=str)) == apart


def test_who_acts_in_the_post_above_is_in_the_chain(chart):
    PostHolding.objects.create(
        post=chart.deputy_post, person=chart.clerk, starts_on=TODAY, acting=True
    )
    assert chart.clerk.pk in queries.line_managers_of(chart.officer, TODAY)


def test_a_grant_counts_from_its_first_day_until_its_end(chart):
    grant(chart)
    days = [TODAY - DAY, TODAY, TODAY + 9 * DAY, TODAY + 10 * DAY]
    counted = [queries.may_act_for(chart.clerk, chart.deputy, day) for day in days]
    assert counted == [False, True, True, False]
    assert queries.principals_for(chart.clerk, TODAY) == [chart.deputy]


def test_a_revoked_grant_does_not_count(chart):
    grant(chart, revoked_at=timezone.now(), revoked_by=chart.deputy)
    assert not queries.may_act_for(chart.clerk, chart.deputy, TODAY)


@pytest.mark.parametrize("who", ["deputy", "clerk"])
def test_a_grant_ends_when_either_leaves(chart, who):
    grant(chart)
    Person.objects.filter(pk=getattr(chart, who).pk).update(left_on=TODAY)
    assert not queries.may_act_for(chart.clerk, chart.deputy, TODAY)


def test_a_title_is_what_the_person_was_on_the_day(chart):
    holding = chart.officer.holdings.get()
    holding.ends_on = TODAY
    holding.rank = "Chief Inspector"
    holding.save()
    post = Post.objects.create(body=chart.body, code="head", title="Head of Estates")
    PostHolding.objects.create(
        post=post, person=chart.officer, starts_on=TODAY, rank="Superintendent", acting=True
    )
    assert queries.title_on(chart.officer, TODAY - DAY) == "Chief Inspector (staff-officer)"
    assert queries.title_on(chart.officer, TODAY) == "Superintendent (acting Head of Estates)"


def test_titles_of_many_cost_one_query(chart, django_assert_num_queries):
    with django_assert_num_queries(1):
        titles = queries.titles_on([chart.chief, chart.deputy, chart.clerk], TODAY)
    assert titles[chart.clerk.pk] == "Rank (clerk)"


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("nobody_acts_for_themselves", {"delegate": "deputy"}),
        ("a_grant_ends_after_it_starts", {"ends_on": TODAY}),
        ("a_revoked_grant_names_who_revoked_it", {"revoked_at": timezone.now()}),
    ],
)
def test_the_database_refuses_a_grant_that_breaks_a_rule(chart, name, changes):
    if "delegate" in changes:
        changes = {"delegate": chart.deputy}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        grant(chart, **changes)


def test_a_grant_needs_an_end(chart):
    with pytest.raises(IntegrityError), transaction.atomic():
        grant(chart, ends_on=None)


def test_a_holding_may_end_the_day_it_began_but_not_before(chart):
    holding = chart.clerk.holdings.get()
    holding.ends_on = LONG_AGO
    holding.save()
    holding.ends_on = LONG_AGO - DAY
    with pytest.raises(IntegrityError, match="does_not_end_before"), transaction.atomic():
        holding.save()
