# SPDX-License-Identifier: MIT
"""Lists and searches answer from their indexes, and say the same as a look at every row."""

from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from county import county
from django.db import connection
from django.utils import timezone

from candour.kernel.roles import Role
from candour.registers.base import registers
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.models import Listing
from candour.registers.queries import lists, searching, visible
from candour.registers.queries.lists import Wanted, awaiting, page_of, queue
from candour.registers.queries.searching import search
from candour.registers.queries.visible import sight_of, visible_to, waiting
from candour.registers.rules.entry import Words
from candour.registers.services.carrying_out import carry_out
from candour.registers.services.gifts import declare_gift

pytestmark = pytest.mark.django_db
THINGS = ("A fountain pen", "Lunch for two", "Lunches after the show", "Tickets", "Flowers")
SENDERS = ("constable", "sergeant", "deputy.chief", "acc.local", "secretariat", "registrar")


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def offers(aldshire):
    """Thirty offers over ten days, several of a day, some late, some that wait for somebody."""
    today = timezone.localdate()
    for number in range(30):
        offer = {
            "description": f"{THINGS[number % 5]} {number}",
            "kind": "gift",
            "giver_name": ("Ribblesea Systems Ltd", "O'Hara & Sons")[number % 2],
            "worth": 9000 if number % 4 == 0 else 500,
            "offered_on": today - timedelta(days=number % 3),
            "outcome": "accepted",
        }
        who = SENDERS[number % 6]
        declare_gift(
            offer,
            person=aldshire.people[who],
            by=aldshire.by(who),
            why_late="On leave" if number % 7 == 0 else "",
            declared_on=today - timedelta(days=number // 3),
        )
    return list(GiftOrHospitality.objects.all())


def seen_one_by_one(model, person):
    sight = sight_of(model, person)
    rows = model.objects.filter(superseded_at=None).select_related("person")
    return {row.pk for row in rows if sight.depth(row) is not None}


@pytest.mark.parametrize("many", [100, 0])
def test_a_list_holds_what_each_row_by_itself_would_show(aldshire, offers, monkeypatch, many):
    monkeypatch.setattr(visible, "MANY", many)
    for person in aldshire.people.values():
        for model in registers():
            found = set(visible_to(model, person).values_list("pk", flat=True))
            assert found == seen_one_by_one(model, person)


def test_a_queue_holds_what_waits_and_nothing_else(aldshire, offers):
    keeper = aldshire.people["registrar"]
    waits = {one.reference for one in queue(GiftOrHospitality, keeper)}
    own = {row.reference for row in offers if keeper.pk in {row.person_id, row.entered_by_id}}
    open_ = Listing.objects.filter(register="gifts-and-hospitality", waits_for="registrar")
    assert waits == set(open_.values_list("reference", flat=True)) - own
    assert waits


ASKED = ({}, {"late": True}, {"state": "recorded"}, {"late": True, "state": "recorded"})


@pytest.mark.parametrize("oldest", [False, True])
def test_page_after_page_shows_every_row_once_in_order(aldshire, offers, monkeypatch, oldest):
    monkeypatch.setattr(lists, "SHOWN", 4)
    for who, asked in product(("registrar", "sergeant", "constable"), ASKED):
        each_page_of(aldshire.people[who], asked, offers, oldest=oldest)


def each_page_of(person, asked, offers, *, oldest):
    told, after = [], ""
    while True:
        found = page_of(GiftOrHospitality, person, Wanted(**asked, oldest=oldest, after=after))
        told += [row.reference for row in found.rows]
        after = found.more
        if not after:
            break
    seen = seen_one_by_one(GiftOrHospitality, person)
    expected = [
        row
        for row in offers
        if row.pk in seen
        and (not asked.get("late") or row.why_late)
        and row.state == asked.get("state", row.state)
    ]
    expected.sort(
        key=lambda row: (row.declared_on, row.declared_at, row.pk.hex), reverse=not oldest
    )
    assert told == [row.reference for row in expected]


def found_by_eye(person, asked):
    """Every word begins a word of what staff may read."""
    seen = seen_one_by_one(GiftOrHospitality, person)
    found = set()
    for one in Listing.objects.filter(entry__in=seen):
        words = one.staff.casefold().replace("-", " ").replace("'", " ").split()
        if all(any(word.startswith(begins) for word in words) for begins in asked.split()):
            found.add(one.reference)
    return found


WORDS = ("lunch", "lun two", "ribblesea pen", "flowers", "hara", "zyx")


@pytest.mark.parametrize(("many", "newest"), [(100, 10_000), (0, 10_000), (0, 1)])
def test_a_search_finds_words_by_their_beginning(aldshire, offers, monkeypatch, many, newest):
    monkeypatch.setattr(visible, "MANY", many)
    monkeypatch.setattr(searching, "NEWEST", newest)
    for person, asked in product(aldshire.people.values(), WORDS):
        found = search(GiftOrHospitality, person, asked)
        assert {row.reference for row in found.rows} == found_by_eye(person, asked)
        assert found.count == len(found.rows)


@pytest.mark.parametrize("newest", [10_000, 1])
def test_a_search_gives_the_newest_first_and_counts_to_its_cap(
    aldshire, offers, monkeypatch, newest
):
    monkeypatch.setattr(searching, "NEWEST", newest)
    monkeypatch.setattr(searching, "SHOWN", 2)
    monkeypatch.setattr(searching, "CAP", 3)
    found = search(GiftOrHospitality, aldshire.people["auditor"], "lunch")
    newest = Listing.objects.filter(staff__contains="Lunch").order_by("-id")[:2]
    assert [row.reference for row in found.rows] == [one.reference for one in newest]
    assert found.count == 4


def test_a_reference_and_the_beginning_of_one_are_found(aldshire, offers):
    one = offers[3].reference
    for asked in (one, one.lower(), one[:7]):
        found = search(GiftOrHospitality, aldshire.people["registrar"], asked)
        assert one in {row.reference for row in found.rows}


def test_nothing_that_is_typed_is_an_order_to_the_database(aldshire, offers):
    for typed in ('lunch"', "lunch' \\", "lunch*", "lunch & | !", "(lunch", "lunch:*", "lunch --"):
        found = search(GiftOrHospitality, aldshire.people["registrar"], typed)
        assert found.count == search(GiftOrHospitality, aldshire.people["registrar"], "lunch").count
    assert search(GiftOrHospitality, aldshire.people["registrar"], "lunch OR pen").count == 0


def test_what_was_withdrawn_waits_for_nobody(aldshire, offers):
    row = next(one for one in offers if one.state == "to_agree" and one.person_id)
    name = next(n for n, one in aldshire.people.items() if one.pk == row.person_id)
    carry_out(row, "withdraw", Words(by=str(row.person_id), text="Not mine"), by=aldshire.by(name))
    assert not awaiting(aldshire.people["registrar"]).filter(reference=row.reference).exists()


# ------------------------------------------------------------------ how the database answers


@pytest.fixture
def plan_of():
    """The steps by which SQLite would answer, which it chooses without looking at the rows."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by what its tables hold, and those of a test are empty")

    def plan(rows):
        sql, given = rows.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", given)
            return "\n".join(str(row[-1]) for row in cursor.fetchall())

    return plan


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (Wanted(), "giftorhospitality_newest"),
        (Wanted(oldest=True), "giftorhospitality_newest"),
        (Wanted(state="to_agree"), "giftorhospitality_state"),
        (Wanted(late=True), "giftorhospitality_late"),
        (Wanted(since=timezone.localdate()), "giftorhospitality_newest"),
    ],
)
def test_a_list_is_read_in_the_order_of_an_index_and_never_sorted(aldshire, plan_of, asked, index):
    rows = lists.filtered(visible_to(GiftOrHospitality, aldshire.people["registrar"]), asked)
    plan = plan_of(lists.in_order(rows, asked)[:26])
    assert index in plan
    assert "FOR ORDER BY" not in plan


def test_one_s_own_list_begins_at_one_s_own_rows(aldshire, plan_of):
    plan = plan_of(visible_to(GiftOrHospitality, aldshire.people["constable"]))
    assert "giftorhospitality_person" in plan
    assert "giftorhospitality_sender" in plan
    assert "SCAN registers_giftorhospitality" not in plan


def test_what_waits_for_nobody_is_not_looked_at(aldshire, plan_of):
    body = aldshire.people["registrar"].body
    for rows in (
        awaiting(aldshire.people["registrar"]),
        waiting({Role.REGISTRAR}).filter(body=body),
    ):
        assert "listing_by_turn" in plan_of(rows.order_by())


def test_a_common_word_streams(aldshire, offers):
    """The hits come in the order of the index of words: sorting them would read them all."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by how common a word is")
    sight = sight_of(GiftOrHospitality, aldshire.people["registrar"])
    seen, given = searching._seen(GiftOrHospitality, aldshire.people["registrar"], sight)
    what = searching._sqlite("gifts-and-hospitality", ["lunch"], inside=False)
    sql = searching.IN_SQLITE
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + sql.format(seen=seen), [*what, *given])
        assert "FOR ORDER BY" not in str(cursor.fetchall())


def test_an_unknown_row_begins_at_the_top(aldshire, offers):
    keeper = aldshire.people["registrar"]
    top = page_of(GiftOrHospitality, keeper, Wanted())
    lost = page_of(GiftOrHospitality, keeper, Wanted(after=f"GR-{uuid4().hex[:4].upper()}"))
    assert [row.pk for row in top.rows] == [row.pk for row in lost.rows]
