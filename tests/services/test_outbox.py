# SPDX-License-Identifier: MIT
"""Queueing is part of the act: it stands and falls with it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from candour.correspondence.addressing import Addressee, AttachedFile, to_person
from candour.correspondence.composing import compose
from candour.correspondence.envelope import content
from candour.correspondence.models import Message, State
from candour.correspondence.services import queue, send_again
from candour.kernel.procedure import Refused
from candour.ledger import queries as record_of
from candour.ledger.services import By, Kind, NotInATransaction, new_event_id, record
from candour.people.models import Body, BodyKind, Person

BY = By(None, "secretariat", name="a test")
SAM = Addressee("Sam Lowe", "sam.lowe@guild.example")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def reply(**values):
    known = {"name": SAM.name, "reference": "GW-7KQ3-9FXD", "organisation": "Aldshire Constabulary"}
    return compose("organiser_decline", "en", {**known, **values})


def queue_reply(stream, to=SAM, **more):
    with transaction.atomic():
        return queue(reply(), to=to, stream=stream, by=BY, **more)


@pytest.fixture
def stream(db):
    return uuid4()


@pytest.mark.django_db(transaction=True)
def test_a_message_cannot_be_queued_outside_an_act():
    with pytest.raises(NotInATransaction):
        queue(reply(), to=SAM, stream=uuid4(), by=BY)


@pytest.mark.django_db(transaction=True)
def test_a_message_of_an_act_that_was_undone_never_existed():
    def act_that_fails():
        with transaction.atomic():
            queue(reply(), to=SAM, stream=uuid4(), by=BY)
            raise Refused("The procedure does not allow this.")

    with pytest.raises(Refused):
        act_that_fails()
    assert not Message.objects.exists()


def test_a_message_points_to_the_act_that_caused_it(stream):
    with transaction.atomic():
        event_id = new_event_id()
        message = queue(reply(), to=SAM, stream=stream, by=BY, event_id=event_id)
        record(stream, "tell", by=BY, kind=Kind.DISCLOSURE, fields={}, event_id=event_id)
    assert Message.objects.get(pk=message.pk).event_id == event_id


def test_the_same_key_makes_one_message(stream):
    first = queue_reply(stream, once="digest/2026-11-20")
    second = queue_reply(stream, once="digest/2026-11-20")
    assert first.pk == second.pk


def test_the_database_refuses_a_second_message_of_one_key(stream):
    queue_reply(stream, once="digest/2026-11-20")
    twin = Message(stream=stream, once="digest/2026-11-20", subject="Read: GW-7KQ3-9FXD")
    for name in ("letter", "to_name", "to_address", "text", "html"):
        setattr(twin, name, "x")
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


@pytest.mark.parametrize("address", ["", "sam", "sam@", "a@b.example\nBcc: c@d.example", "a b@c.d"])
def test_an_address_that_cannot_be_one_is_refused_with_what_to_do(stream, address):
    with pytest.raises(Refused, match="Enter an e-mail address") as refused:
        queue_reply(stream, to=Addressee("Sam Lowe", address))
    assert refused.value.about == "to_address"


def test_a_name_cannot_add_a_line_to_the_letter_head(stream):
    message = queue_reply(stream, to=Addressee("Sam\r\nBcc: x@y.example", SAM.address))
    assert message.to_name == "Sam Bcc: x@y.example"


def test_nothing_but_the_subject_can_be_read_in_a_copy_of_the_database(stream):
    file = AttachedFile("dinner.ics", "text/calendar", b"SUMMARY:Secret dinner")
    queue_reply(stream, attached=[file])
    with connection.cursor() as cursor:
        found = b""
        for table in ("correspondence_message", "correspondence_attachment"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - two names of ours
            for row in cursor.fetchall():
                found += b"|".join(
                    bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row
                )
    for private in (b"Sam", b"guild.example", b"grateful", b"decline", b"Secret", b"dinner.ics"):
        assert private not in found


def test_an_attached_file_opens_again_as_it_was(stream):
    data = bytes(range(256))
    message = queue_reply(stream, attached=[AttachedFile("a.bin", "application/pdf", data)])
    row = message.attachments.get()
    assert (row.name, row.size, content(row)) == ("a.bin", 256, data)


@pytest.mark.parametrize("state", [State.FAILED, State.REFUSED, State.GAVE_UP])
def test_a_message_that_did_not_get_through_can_go_again_to_a_corrected_address(stream, state):
    message = queue_reply(stream)
    next_try_at = NOW if state is State.FAILED else None
    Message.objects.filter(pk=message.pk).update(
        state=state.value, next_try_at=next_try_at, tries=8, problem="x"
    )
    again = send_again(message.pk, by=BY, now=NOW, address="sam@guild.example")
    again.refresh_from_db()
    assert (again.state, again.tries, again.problem) == ("queued", 0, "")
    assert again.to_address == "sam@guild.example"
    assert record_of.timeline(stream)[-1].act == "message_sent_again"


@pytest.mark.parametrize("state", [State.QUEUED, State.SENT])
def test_a_message_that_has_not_failed_is_not_sent_again(stream, state):
    message = queue_reply(stream)
    if state is State.SENT:
        rows = Message.objects.filter(pk=message.pk)
        rows.update(state=state.value, sent_at=NOW, next_try_at=None)
    with pytest.raises(Refused, match="nothing to send again"):
        send_again(message.pk, by=BY, now=NOW)


def test_a_message_that_is_on_its_way_is_left_alone(stream):
    message = queue_reply(stream)
    lease = NOW + timedelta(minutes=3)
    Message.objects.filter(pk=message.pk).update(state="failed", tries=1, leased_until=lease)
    with pytest.raises(Refused, match="being sent at this moment"):
        send_again(message.pk, by=BY, now=NOW)


def test_a_person_is_written_to_in_their_language(db):
    body = Body.objects.create(
        slug="aldshire", name="Aldshire", kind=BodyKind.POLICE_FORCE, starts_on=NOW.date()
    )
    person = Person.objects.create(
        body=body, full_name="Rowan Ellery", email="r@aldshire.example", language="cy"
    )
    assert to_person(person) == Addressee("Rowan Ellery", "r@aldshire.example", "cy")
