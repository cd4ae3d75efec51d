# SPDX-License-Identifier: MIT
"""The daily summary says what needs the reader, names nobody, and comes once a day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from candour.correspondence.digest import compose_digest, send_digests
from candour.correspondence.models import Message
from candour.people.models import Account, Body, Person
from candour.ui import today
from candour.ui.today import NEEDS_YOU, WAITING, Feed, TodayItem

FRIDAY = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
MONDAY = FRIDAY + timedelta(days=3)
ITEM = TodayItem(
    "Decide", "GW-7KQ3-9FXD", "/gateway/GW-7KQ3-9FXD", for_whom="Tamsin Orrell",
    due=date(2026, 11, 27),
)  # fmt: skip


@pytest.fixture
def rowan(db, monkeypatch):
    monkeypatch.setattr(today, "_feeds", {})
    today.register_feed(Feed("decisions", NEEDS_YOU, lambda _person, _day: [ITEM]))
    today.register_feed(Feed("others", WAITING, lambda _person, _day: [ITEM] * 3))
    body = Body.objects.create(
        slug="aldshire", name="Aldshire", kind="police_force", starts_on=date(2020, 1, 1)
    )
    person = Person.objects.create(
        body=body, full_name="Rowan Ellery", email="rowan@aldshire.example", digest="daily"
    )
    Account.objects.create_user("rowan", None, person=person)
    return person


def test_the_summary_counts_lists_and_links(rowan):
    late = TodayItem("Allocate", "GW-2222-3333", "/x", due=date(2026, 11, 18), late=True)
    draft = compose_digest(rowan, [late, ITEM])
    assert draft.subject == "See what needs you today (2)"
    assert "2 things need you. 1 is overdue." in draft.text
    assert "- Allocate GW-2222-3333, due 18 November 2026 (overdue)" in draft.text
    assert "- Decide GW-7KQ3-9FXD, due 27 November 2026" in draft.text
    assert draft.link.endswith("/today")
    assert "/me/settings" in draft.text


def test_the_summary_names_nobody_but_its_reader(rowan):
    draft = compose_digest(rowan, [ITEM])
    assert "Tamsin" not in draft.text
    assert "1 thing needs you." in draft.text


def test_a_long_list_is_cut_and_says_so(rowan):
    draft = compose_digest(rowan, [ITEM] * 13)
    assert draft.text.count("- Decide") == 10
    assert "- and 3 more" in draft.text


def test_nothing_is_sent_when_nothing_needs_the_reader(rowan):
    assert compose_digest(rowan, []) is None


def test_the_summary_comes_once_a_day(rowan):
    for moment in (FRIDAY, FRIDAY + timedelta(hours=2), FRIDAY + timedelta(days=1)):
        send_digests(moment)
    assert Message.objects.count() == 2
    message = Message.objects.first()
    assert (message.to_address, message.stream) == ("rowan@aldshire.example", rowan.stream)
    assert "1 thing needs you." in message.text


@pytest.mark.parametrize(
    ("often", "moment", "count"),
    [("weekly", FRIDAY, 0), ("weekly", MONDAY, 1), ("never", MONDAY, 0), ("daily", MONDAY, 1)],
)
def test_it_comes_as_often_as_the_reader_chose(rowan, often, moment, count):
    rowan.digest = often
    rowan.save()
    send_digests(moment)
    assert Message.objects.count() == count


@pytest.mark.parametrize("changed", [{"email": ""}, {"left_on": date(2026, 11, 1)}])
def test_nobody_is_written_to_who_left_or_has_no_address(rowan, changed):
    Person.objects.filter(pk=rowan.pk).update(**changed)
    send_digests(FRIDAY)
    assert not Message.objects.exists()


def test_a_closed_account_gets_no_summary(rowan):
    Account.objects.update(is_active=False)
    send_digests(FRIDAY)
    assert not Message.objects.exists()
