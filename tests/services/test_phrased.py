# SPDX-License-Identifier: MIT
"""A question that is phrased once answers what the same question answers in the usual way."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from county import county
from django.db import connection
from django.db.models import F, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from candour.people.models import Account, Body, Person, PostHolding
from candour.people.phrased import CannotBePhrased, Phrased, Remembered

pytestmark = pytest.mark.django_db

CALLED = Phrased(lambda name: Person.objects.filter(full_name=name).select_related("body__part_of"))
AMONG = Phrased(lambda people: Person.objects.filter(pk__in=people).order_by("full_name", "pk"))
SINCE = Phrased(
    lambda people, on: (
        PostHolding.objects.filter(person__in=people, starts_on__lte=on)
        .order_by("pk")
        .values_list("person_id", "starts_on", "acting", "post__title")
    )
)
SIGNED_IN = Phrased(
    lambda since: (
        Account.objects.filter(last_login__gte=since)
        .order_by("username")
        .values_list("username", flat=True)
    )
)


@pytest.fixture(autouse=True)
def _people(db):
    county()


def everything(row):
    return {name: value for name, value in vars(row).items() if name != "_state"}


def test_rows_are_models_with_what_they_bring_along():
    someone = Person.objects.exclude(body=None).order_by("full_name")[0]
    [row] = CALLED(someone.full_name)
    assert everything(row) == everything(someone)
    assert not row._state.adding
    with CaptureQueriesContext(connection) as asked:
        assert row.body.pk == someone.body_id
        assert row.body.part_of is None or row.body.part_of.name
    assert asked.captured_queries == []


def test_a_list_may_be_of_any_length():
    people = list(Person.objects.order_by("full_name", "pk"))
    for number in (0, 1, 3, len(people), 2):
        some = people[:number]
        assert AMONG([one.pk for one in reversed(some)]) == some


def test_columns_are_what_they_are_in_the_usual_way():
    people = list(Person.objects.values_list("pk", flat=True))
    today = timezone.localdate()
    rows = PostHolding.objects.filter(person__in=people, starts_on__lte=today).order_by("pk")
    columns = rows.values_list("person_id", "starts_on", "acting", "post__title")
    assert SINCE(people, today) == list(columns)
    assert isinstance(SINCE(people, today)[0][1], date)
    assert SINCE(people, today - timedelta(days=100_000)) == []


def test_a_moment_is_compared_as_the_moment_it_is():
    account = Account.objects.order_by("username")[0]
    now = timezone.now()
    Account.objects.filter(pk=account.pk).update(last_login=now)
    assert SIGNED_IN(now) == [account.username]
    assert SIGNED_IN(now + timedelta(seconds=1)) == []


def test_each_asking_is_one_question_with_its_own_values():
    names = list(Person.objects.order_by("full_name").values_list("full_name", flat=True)[:3])
    with CaptureQueriesContext(connection) as asked:
        assert [CALLED(name)[0].full_name for name in names] == names
    assert len(asked.captured_queries) == len(names)


def test_what_somebody_typed_stays_a_value():
    assert CALLED("'; DROP TABLE people_person; --") == []
    assert CALLED("%s") == []
    assert CALLED.first("%s") is None


def test_a_column_beside_the_row_comes_along():
    with_note = Phrased(
        lambda key: Person.objects.filter(pk=key).annotate(told=Value("x"), again=F("full_name"))
    )
    someone = Person.objects.order_by("pk")[0]
    [row] = with_note(someone.pk)
    assert (row.told, row.again) == ("x", someone.full_name)


def test_a_value_that_the_question_does_not_use_is_refused():
    forgetful = Phrased(lambda _key: Person.objects.order_by("pk"))
    with pytest.raises(CannotBePhrased):
        forgetful(uuid4())


def test_a_value_that_the_question_changes_is_refused():
    changed = Phrased(lambda text: Person.objects.filter(full_name__icontains=text))
    with pytest.raises(CannotBePhrased):
        changed("a")


def test_rows_that_bring_others_along_in_a_second_question_are_refused():
    prefetched = Phrased(lambda key: Body.objects.filter(pk=key).prefetch_related("people"))
    with pytest.raises(CannotBePhrased):
        prefetched(uuid4())


@pytest.mark.parametrize("value", [None, 3, True, 1.5, b"x"])
def test_other_values_are_refused(value):
    with pytest.raises(CannotBePhrased):
        CALLED(value)


def test_a_day_is_no_moment():
    days = Phrased(lambda on: PostHolding.objects.filter(starts_on=on).values_list("pk", flat=True))
    holding = PostHolding.objects.order_by("pk")[0]
    assert holding.pk in days(holding.starts_on)
    assert days(datetime(1999, 1, 1, tzinfo=timezone.get_default_timezone()).date()) == []


# ------------------------------------------------------------------ questions of many shapes


@pytest.fixture
def written():
    """How often the question was written."""
    return []


@pytest.fixture
def asking(written):
    remembered = Remembered(most=2)

    def ask(*people):
        def write():
            written.append(people)
            return Person.objects.filter(pk__in=people).order_by("full_name", "pk")

        return remembered(people, write)

    return ask


def test_what_is_known_again_is_not_written_again(asking, written):
    first, second = Person.objects.order_by("full_name", "pk")[:2]
    assert asking(first.pk, second.pk) == [first, second]
    assert asking(first.pk, second.pk) == [first, second]
    assert asking(second.pk) == [second]
    assert written == [(first.pk, second.pk), (second.pk,)]


def test_a_remembered_question_finds_what_is_new(asking):
    someone = Person.objects.order_by("pk")[0]
    asking(someone.pk)
    Person.objects.filter(pk=someone.pk).update(full_name="A new name")
    assert asking(someone.pk)[0].full_name == "A new name"


def test_a_question_that_nothing_can_answer_is_remembered_too(asking, written):
    assert asking() == asking() == []
    assert written == [()]


def test_what_was_asked_longest_ago_is_forgotten_first(asking, written):
    one, two, three = Person.objects.order_by("pk").values_list("pk", flat=True)[:3]
    for person in (one, two, one, three, one, two):
        asking(person)
    assert written == [(one,), (two,), (three,), (two,)]


def test_several_questions_in_one_are_remembered(asking):
    def write():
        named = Person.objects.values_list("full_name", "left_on")
        parts = [named.filter(pk__lt=half), named.filter(pk__gte=half)]
        return parts[0].union(parts[1], all=True).order_by("full_name")[:3]

    half = Person.objects.order_by("pk")[3].pk
    remembered = Remembered()
    assert remembered(half, write) == remembered(half, write) == list(write())
