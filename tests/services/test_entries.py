# SPDX-License-Identifier: MIT
"""An entry comes into being, is corrected without being overwritten, and is seen by whom it may."""

from datetime import timedelta

import pytest
from county import county
from django.db import IntegrityError
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.ledger.queries import timeline
from candour.ledger.services import By
from candour.registers.base import Show
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.models import Listing, Said
from candour.registers.queries.visible import sight_of, visible_one, visible_to
from candour.registers.rules.entry import Words
from candour.registers.services.carrying_out import ChangedMeanwhile, Extra, carry_out
from candour.registers.services.declaring import Declared, declare

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


def pen(aldshire, who="constable", *, by="", **facts):
    person = aldshire.people[who]
    columns = {
        "description": "A fountain pen",
        "kind": "gift",
        "giver_name": "Ribblesea Systems Ltd",
        "worth": 1200,
        "offered_on": timezone.localdate(),
        "outcome": "accepted",
    }
    sender = aldshire.by(by or who, behalf=who if by else "")
    return declare(GiftOrHospitality, Declared(columns, facts), person=person, by=sender)


def test_a_reference_is_random_and_says_its_register(aldshire):
    assert pen(aldshire).reference.startswith("GR-")


def test_a_declaration_is_on_the_record(aldshire):
    row = pen(aldshire)
    assert [entry.act for entry in timeline(row.stream)] == ["enter", "declare"]
    assert row.state == "recorded"


def test_a_correction_keeps_both_editions(aldshire):
    row = pen(aldshire)
    me = aldshire.by("constable")
    given = Words(by=str(row.person_id), text="It was two pens.")
    carry_out(row, "correct", given, by=me, extra=Extra(changes={"description": "Two pens"}))
    kept = [
        (one.edition, one.description, one.superseded_at is None)
        for one in type(row).objects.filter(reference=row.reference).order_by("-edition")
    ]
    assert kept == [(2, "Two pens", True), (1, "A fountain pen", False)]
    assert Said.objects.get(reference=row.reference).text == "It was two pens."


def test_only_the_edition_that_counts_is_searched(aldshire):
    row = pen(aldshire)
    given = Words(by=str(row.person_id), text="Not a pen.")
    extra = Extra(changes={"description": "A calendar"})
    now = carry_out(row, "correct", given, by=aldshire.by("constable"), extra=extra)
    assert "A calendar" in Listing.objects.get(entry=now.pk).staff
    assert Listing.objects.count() == 1


def test_a_file_for_somebody_else_needs_their_leave(aldshire):
    with pytest.raises(Refused, match="may not file"):
        pen(aldshire, "constable", by="secretariat")
    assert (
        pen(aldshire, "deputy.chief", by="secretariat").entered_by
        == (aldshire.people["secretariat"])
    )


def test_a_question_stops_the_entry_until_it_is_answered(aldshire):
    row = pen(aldshire)
    keeper = aldshire.people["registrar"]
    ask = Words(by=str(keeper.pk), text="Who else was there?")
    row = carry_out(row, "ask", ask, by=aldshire.by("registrar", "registrar"))
    with pytest.raises(Refused, match="waits for its answer"):
        carry_out(row, "ask", ask, by=aldshire.by("registrar", "registrar"))
    answer = Words(by=str(row.person_id), text="Nobody.")
    assert not carry_out(row, "answer", answer, by=aldshire.by("constable")).facts["asked"]


def test_whoever_acts_on_an_older_version_is_told(aldshire):
    row = pen(aldshire)
    given = Words(by=str(row.person_id), text="A mistake.")
    carry_out(row, "correct", given, by=aldshire.by("constable"), seen=row.version)
    with pytest.raises(ChangedMeanwhile):
        carry_out(row, "withdraw", given, by=aldshire.by("constable"), seen=row.version)


def test_within_ten_minutes_it_is_taken_back_without_a_reason(aldshire):
    row = pen(aldshire)
    nothing = Words(by=str(row.person_id))
    GiftOrHospitality.objects.update(declared_at=timezone.now() - timedelta(minutes=11))
    with pytest.raises(Refused, match="why you withdraw"):
        carry_out(row, "withdraw", nothing, by=aldshire.by("constable"))
    GiftOrHospitality.objects.update(declared_at=timezone.now() - timedelta(minutes=9))
    row.refresh_from_db()
    assert carry_out(row, "withdraw", nothing, by=aldshire.by("constable")).state == "withdrawn"


@pytest.mark.parametrize(
    ("who", "depth"),
    [
        ("constable", Show.SECRET),
        ("registrar", Show.PSD),
        ("sergeant", Show.STAFF),
        ("risk.panel", None),
        ("superintendent", None),
        ("administrator", None),
        ("commissioner", None),
    ],
)
def test_who_sees_an_entry_and_how_far(aldshire, who, depth):
    row = pen(aldshire)
    person = aldshire.people[who]
    seen = visible_one(person, row.reference)
    assert (seen.depth if seen else None) is depth
    listed = visible_to(GiftOrHospitality, person).filter(pk=row.pk).exists()
    assert listed is (depth is not None)
    assert sight_of(GiftOrHospitality, person).depth(row) is depth


def test_the_database_refuses_to_change_what_was_said(aldshire):
    row = pen(aldshire)
    given = Words(by=str(row.person_id), text="A mistake.")
    carry_out(row, "correct", given, by=aldshire.by("constable"))
    with pytest.raises(IntegrityError, match="frozen"):
        Said.objects.filter(reference=row.reference).update(code="x")


def test_nobody_outside_the_service_may_pretend(aldshire):
    row = pen(aldshire)
    stranger = By(person=aldshire.people["superintendent"].pk, role="workforce")
    given = Words(by=str(stranger.person), text="No.")
    with pytest.raises(Refused, match="Only the"):
        carry_out(row, "withdraw", given, by=stranger)
