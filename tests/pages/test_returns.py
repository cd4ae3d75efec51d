# SPDX-License-Identifier: MIT
"""Nothing to declare is a tick, and a year is confirmed with one button."""

from datetime import timedelta

import pytest
from county import county
from django.test import Client
from django.utils import timezone

from candour.registers.entries.external_memberships import ExternalMembership
from candour.registers.models import NilReturn
from candour.registers.rules.periods_of_return import Quarter, as_quarter, quarter_of
from candour.registers.services.declaring import Declared, declare
from markup import page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


def at(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client


def now():
    return quarter_of(timezone.localdate()).code


def member(aldshire, organisation="Gorsemere Cricket Club"):
    columns = {
        "organisation": organisation, "kind": "society", "position": "Treasurer",
        "joined_on": timezone.localdate() - timedelta(days=400),
    }  # fmt: skip
    person = aldshire.people["constable"]
    return declare(
        ExternalMembership, Declared(columns), person=person, by=aldshire.by("constable")
    )


def test_quarters_follow_one_another():
    assert Quarter(2026, 4).next == Quarter(2027, 1)
    assert as_quarter("2026-Q2").last.isoformat() == "2026-06-30"
    assert as_quarter("2026-q5") is None


def test_a_nil_return_is_one_tick_and_counts_once(aldshire):
    client = at(aldshire, "constable")
    for _ in range(2):
        assert client.post(f"/declare/nothing/{now()}", {"nothing": "yes"}).status_code == 302
    assert NilReturn.objects.count() == 1
    assert "was recorded" in words(page(client.get(f"/declare/nothing/{now()}")))


def test_whoever_declared_something_has_no_nil_return(aldshire):
    member(aldshire)
    answer = at(aldshire, "constable").post(f"/declare/nothing/{now()}", {"nothing": "yes"})
    assert answer.status_code == 422
    assert not NilReturn.objects.exists()


def test_a_draft_comes_before_a_nil_return(aldshire):
    client = at(aldshire, "constable")
    client.post("/drafts/gift", {"description": "A pen"})
    answer = client.post(f"/declare/nothing/{now()}", {"nothing": "yes"})
    assert answer.status_code == 422
    assert "Send the declaration of a gift" in words(page(answer))


def test_a_quarter_to_come_and_no_quarter_are_refused(aldshire):
    client = at(aldshire, "constable")
    assert client.get("/declare/nothing/soon").status_code == 404
    assert client.post("/declare/nothing/2099-q1", {"nothing": "yes"}).status_code == 422


def test_a_year_of_five_entries_is_confirmed_with_one_button(aldshire):
    rows = [member(aldshire, f"Club number {n}") for n in range(5)]
    client = at(aldshire, "constable")
    form = page(client.get("/declare/review/2026"))
    chosen = form.xpath("//input[@type='radio'][@checked]/@value")
    assert chosen == ["still"] * 5
    sent = {row.reference: "still" for row in rows}
    assert client.post("/declare/review/2026", sent).url == "/me"
    shown = words(page(client.get(f"/d/{rows[0].reference}")))
    assert "Confirmed: nothing has changed" in shown


def test_what_has_ended_ends_and_what_has_changed_is_corrected(aldshire):
    ended, changed = member(aldshire, "Old club"), member(aldshire, "New club")
    client = at(aldshire, "constable")
    sent = {ended.reference: "ended", changed.reference: "changed"}
    assert client.post("/declare/review/2026", sent).url == f"/d/{changed.reference}/correct"
    ended.refresh_from_db()
    assert ended.state == "ended"
