# SPDX-License-Identifier: MIT
"""Interests at a meeting, item by item, with a warning before and a minute after (CPA 20)."""

from datetime import date, timedelta

import pytest
from county import county
from django.test import Client
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.registers.entries.external_memberships import ExternalMembership
from candour.registers.models import Meeting
from candour.registers.queries.meetings import (
    declared_for,
    dispensation_of,
    draft_minute,
    items_for,
)
from candour.registers.rules.meetings import Effect, Kind, minute, the_effect_fits
from candour.registers.services.declaring import Declared, declare
from candour.registers.services.meetings import (
    Answered,
    Item,
    add_meeting,
    declare_interests,
    grant_dispensation,
)
from markup import page, words

pytestmark = pytest.mark.django_db

SOON = timezone.localdate() + timedelta(days=14)
ITEMS = [Item("Minutes"), Item("Catering contract", ("Nettlebeck Catering Ltd", "Amberwick plc"))]


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def meeting(aldshire):
    body = aldshire.people["constable"].body
    return add_meeting(body, "Audit and Ethics Committee", SOON, ITEMS, by=aldshire.by("clerk"))


def at(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client


def says(aldshire, meeting, who="committee.member", **answer):
    given = {
        2: Answered(**{"kind": "prejudicial", "effect": "leave", "interest": "A share", **answer})
    }
    person = aldshire.people[who]
    return declare_interests(meeting, given, person=person, by=aldshire.by(who))


@pytest.mark.parametrize("kind", [Kind.PREJUDICIAL, Kind.PECUNIARY])
@pytest.mark.parametrize("effect", [Effect.STAY, Effect.ABSTAIN])
def test_a_grave_interest_leaves_the_room_unless_dispensed(kind, effect):
    with pytest.raises(Refused, match="Leave the room"):
        the_effect_fits(kind, effect, dispensed=False)
    the_effect_fits(kind, effect, dispensed=True)
    the_effect_fits(kind, Effect.LEAVE, dispensed=False)


def test_a_personal_interest_may_stay_and_says_so():
    the_effect_fits(Kind.PERSONAL, Effect.STAY, dispensed=False)
    with pytest.raises(Refused, match="what you will do"):
        the_effect_fits(Kind.PERSONAL, "", dispensed=False)
    assert minute("Pat", Kind.OTHER, Effect.ABSTAIN, dispensed=False) == (
        "Pat declared an other interest and stayed and did not vote."
    )


def test_ac24_a_member_whose_register_names_a_bidder_is_warned_and_the_minute_says_what_they_did(
    aldshire, meeting
):
    member = aldshire.people["committee.member"]
    columns = {
        "organisation": "NETTLEBECK CATERING LIMITED", "kind": "board", "position": "Trustee",
        "joined_on": date(2024, 1, 1),
    }  # fmt: skip
    by = aldshire.by("committee.member")
    declare(ExternalMembership, Declared(columns), person=member, by=by)
    assert items_for(meeting, member)[1].warnings == ("Nettlebeck Catering Ltd",)
    says(aldshire, meeting)
    (_, nothing), (_, said) = draft_minute(meeting)
    assert nothing == ["No interest was declared."]
    assert said == [
        f"{member.full_name} declared a prejudicial interest and left the room for this item."
    ]


def test_declaring_anew_takes_the_place_of_what_was_said(aldshire, meeting):
    says(aldshire, meeting)
    says(aldshire, meeting, kind="personal", effect="stay")
    (row,) = declared_for(meeting)
    assert (row.kind, row.effect) == ("personal", "stay")


def test_a_dispensation_lets_a_member_stay_for_at_most_four_years_and_is_nobodys_own(
    aldshire, meeting
):
    member, today = aldshire.people["committee.member"], timezone.localdate()
    clerk = aldshire.by("monitoring.officer")
    with pytest.raises(Refused, match="within 4 years"):
        grant_dispensation(member, "Catering", today, today + timedelta(days=1500), by=clerk)
    own = aldshire.by("committee.member")
    with pytest.raises(Refused, match="their own"):
        grant_dispensation(member, "Catering", today, SOON, by=own)
    grant_dispensation(member, "Catering", today, SOON, by=clerk)
    (row,) = says(aldshire, meeting, effect="stay")
    assert row.dispensed


def test_the_pages_of_a_meeting(aldshire):
    clerk, member = at(aldshire, "clerk"), at(aldshire, "committee.member")
    sent = {
        "title": "Audit and Ethics Committee", "held_on": f"{SOON:%d %m %Y}",
        "items": "Minutes\nCatering contract | Nettlebeck Catering; Amberwick plc",
    }  # fmt: skip
    assert clerk.post("/meetings/add", sent).status_code == 302
    meeting = Meeting.objects.get()
    address = f"/meetings/{meeting.pk}"
    assert "Catering contract" in words(page(member.get(address)))
    answers = {
        "kind-1": "none", "kind-2": "prejudicial", "effect-2": "stay", "interest-2": "A share",
    }  # fmt: skip
    assert "Leave the room" in words(page(member.post(address, answers)))
    assert member.post(address, answers | {"effect-2": "leave"}).status_code == 302
    assert "left the room" in words(page(clerk.get(f"{address}/minute")))
    assert member.get(f"{address}/minute").status_code == 404
    assert at(aldshire, "constable").get(address).status_code == 404


def test_the_clerk_grants_a_dispensation_in_the_pages(aldshire):
    client, member = at(aldshire, "clerk"), aldshire.people["committee.member"]
    sent = {
        "email": member.email,
        "about": "Catering",
        "begins_on": "today",
        "ends_on": f"{SOON:%d %m %Y}",
    }
    assert client.post("/meetings/dispensations/add", sent).status_code == 302
    assert dispensation_of(member, SOON)
    wrong = client.post("/meetings/dispensations/add", sent | {"email": "nobody@aldshire.example"})
    assert "Check the address" in words(page(wrong))
